"""A scheduled task for Windows."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

from app.background.plan import DESCRIPTION, MINUTES, File, Job, Plan

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_HEAD = '<?xml version="1.0" encoding="UTF-16"?>\n'
_PLAIN = "\\/:._-"
_A_NAME = 2  # signs around the name of a variable
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
        _why_not(job),
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
    line = " ".join(map(_quoted, job.command))
    return "cmd.exe", f'/d /v:off /s /c "set "VOUCH_HOME={job.home}"&& {line}"'


def _quoted(word: str) -> str:
    """A word of a command line that cmd.exe reads; no path there has a quote in it."""
    plain = all(letter.isalnum() or letter in _PLAIN for letter in word)
    return word if plain else f'"{word}"'


def _why_not(job: Job) -> str:
    """Why Windows would misread it: nothing escapes a % sign.

    The Task Scheduler puts variables in place of their names in both texts of an
    action, and cmd.exe once more in what follows /c, where ``%%`` is no escape either.
    A single one names nothing, and is left as it is.
    """
    if all(text.count("%") < _A_NAME for text in _action(job)):
        return ""
    paths = " and ".join(f"“{x}”" for x in (job.home, *job.program) if "%" in x)
    return (
        f"Windows would take what stands between two % signs in {paths} for the name "
        "of a variable. Use a folder without them."
    )


def _add(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text
