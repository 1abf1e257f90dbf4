<#--
  Writes reports as lines of JSON: begin, one line for each report, end.

  It may be rendered once or in several pieces that are put one behind the other.
  Nothing is calculated here, and nothing is trusted: every value is looked at before
  it is written. Each line ends in the trimming directive and every line feed is
  written out, so that the layout of this file and the server's settings do not
  matter. The declaration that must be a template's first is left out, since what
  the server puts in front is not known.

  Where brief.ftl was put in front, a report's line has only its id and workspace.
--><#t>
<#function shown v><#t>
  <#if v?is_number><#t>
    <#if v?is_nan || v?is_infinite><#return "null"></#if><#t>
    <#return v?c><#t>
  </#if><#t>
  <#if v?is_boolean><#return v?string("true", "false")></#if><#t>
  <#if v?is_string><#return "\"" + v?json_string + "\""></#if><#t>
  <#return "null"><#t>
</#function><#t>
<#function field h k><#t>
  <#if h?is_hash && (h[k])??><#return shown(h[k])></#if><#t>
  <#return "null"><#t>
</#function><#t>
<#function inner h outer k><#t>
  <#if h?is_hash && (h[outer])??><#return field(h[outer], k)></#if><#t>
  <#return "null"><#t>
</#function><#t>
<#function length v><#t>
  <#if v?is_sequence><#return v?size></#if><#t>
  <#local counted = 0><#t>
  <#list v as vouchItem><#local counted = counted + 1></#list><#t>
  <#return counted><#t>
</#function><#t>
<#assign reportFields = ["reportID", "oldReportID", "reportName", "policyID", "policyName", "currency", "total", "status", "type", "accountEmail", "submitterEmail", "managerEmail", "created", "submitted", "approved", "reimbursed"]><#t>
<#assign approverFields = ["email", "date", "fullName"]><#t>
<#assign expenseFields = ["transactionID", "type", "merchant", "modifiedMerchant", "amount", "convertedAmount", "modifiedAmount", "currency", "currencyConversionRate", "created", "modifiedCreated", "category", "categoryGlCode", "tag", "ntag1", "ntag1GlCode", "ntag2", "ntag2GlCode", "ntag3", "ntag3GlCode", "ntag4", "ntag4GlCode", "ntag5", "ntag5GlCode", "comment", "reimbursable", "billable", "hasTax", "taxAmount", "taxRate", "taxName", "taxCode", "cardNumber"]><#t>
<#macro object h names><#t>
  {<#list names as name>"${name}":${field(h, name)}<#if name_has_next>,</#if></#list>}<#t>
</#macro><#t>
<#macro approversOf h><#t>
  <#if h?is_hash && (h["approvers"])?? && h["approvers"]?is_enumerable><#t>
    [<#list h["approvers"] as vouchApprover><#if vouchApprover??><@object vouchApprover approverFields/><#else>{}</#if><#if vouchApprover_has_next>,</#if></#list>]<#t>
  <#else><#t>
    null<#t>
  </#if><#t>
</#macro><#t>
<#macro expense h><#t>
  {<#list expenseFields as name>"${name}":${field(h, name)},</#list><#t>
  "receiptUrl":${inner(h, "receiptObject", "url")},"receiptType":${inner(h, "receiptObject", "type")}}<#t>
</#macro><#t>
<#macro expensesOf h><#t>
  <#if h?is_hash && (h["transactionList"])?? && h["transactionList"]?is_enumerable><#t>
    [<#list h["transactionList"] as vouchExpense><#if vouchExpense??><@expense vouchExpense/><#else>{}</#if><#if vouchExpense_has_next>,</#if></#list>],"expenseCount":${length(h["transactionList"])?c}<#t>
  <#else><#t>
    null,"expenseCount":null<#t>
  </#if><#t>
</#macro><#t>
<#macro report h><#t>
  {"rec":"report"<#list reportFields as name>,"${name}":${field(h, name)}</#list><#t>
  ,"submitterName":${inner(h, "submitter", "fullName")},"managerName":${inner(h, "manager", "fullName")}<#t>
  ,"approvers":<@approversOf h/>,"expenses":<@expensesOf h/>}${"\n"}<#t>
</#macro><#t>
<#macro listed h><#t>
  {"rec":"listed","reportID":${field(h, "reportID")},"policyID":${field(h, "policyID")}}${"\n"}<#t>
</#macro><#t>
<#assign given = []><#t>
<#assign promised = "null"><#t>
<#if reports?? && reports?is_enumerable><#assign given = reports><#assign promised = length(reports)?c></#if><#t>
<#assign written = 0><#t>
{"rec":"begin","format":1,"reports":${promised},"canaryIn":"€ 1+1=2 & 100%","canaryOut":"${"\x00E9\x20AC\x4E2D"}"}${"\n"}<#t>
<#list given as vouchReport><#t>
  <#if vouchReport??><#t>
    <#if vouchBrief??><@listed vouchReport/><#else><@report vouchReport/></#if><#t>
    <#assign written = written + 1><#t>
  </#if><#t>
</#list><#t>
{"rec":"end","reports":${written?c}}${"\n"}<#t>
