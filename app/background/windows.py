"""A scheduled task for Windows."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

from app.background.plan import DESCRIPTION, MINUTES, File, Job, Plan
from app.background.windows_lines import in_home, misread

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_HEAD = '<?xml version="1.0" encoding="UTF-16"?>\n'
_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "RunOnlyIfNetworkAvailable": "true",
    "Enabled": "true",
    "Hidden": "false",
    "ExecutionTimeLimit": "PT2H",
    "Priority": "7",
}


def plan(job: Job, folder: Path) -> Plan:
    """The task's XML, kept in ``folder``, and how Windows takes it in.

    It runs as the user, while signed in, so that the keyring can be read.
    """
    path = folder / f"{job.name}-task.xml"
    task = f"Vouch\\{job.name}"
    content = (_HEAD + _xml(job)).encode("utf-16")  # what schtasks reads
    return Plan(
        "Windows",
        (File(path, content, "utf-16"),),
        (("schtasks", "/Create", "/TN", task, "/XML", str(path), "/F"),),
        (("schtasks", "/Delete", "/TN", task, "/F"),),
        ("schtasks", "/Query", "/TN", task),
        misread(job, *_action(job)),
    )


def _xml(job: Job) -> str:
    task = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    about = ET.SubElement(task, "RegistrationInfo")
    _add(about, Description=DESCRIPTION)
    triggers = ET.SubElement(task, "Triggers")
    trigger = ET.SubElement(triggers, "TimeTrigger")
    repeated = ET.SubElement(trigger, "Repetition")
    _add(repeated, Interval=f"PT{MINUTES}M", StopAtDurationEnd="false")
    _add(trigger, StartBoundary="2026-01-01T00:00:00", Enabled="true")
    principals = ET.SubElement(task, "Principals")
    principal = ET.SubElement(principals, "Principal", {"id": "Author"})
    _add(principal, LogonType="InteractiveToken", RunLevel="LeastPrivilege")
    _add(ET.SubElement(task, "Settings"), **_SETTINGS)
    actions = ET.SubElement(task, "Actions", {"Context": "Author"})
    program, arguments = _action(job)
    _add(ET.SubElement(actions, "Exec"), Command=program, Arguments=arguments)
    ET.indent(task)
    return ET.tostring(task, encoding="unicode") + "\n"


def _action(job: Job) -> tuple[str, str]:
    program, *arguments = job.command
    if not job.home:
        return program, subprocess.list2cmdline(arguments)
    return "cmd.exe", in_home(job, job.command)


def _add(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text
