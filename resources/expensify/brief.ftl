<#--
  Put in front of the export template: it then writes of each report no more than its
  id and its workspace.
--><#t>
<#assign vouchBrief = true><#t>
