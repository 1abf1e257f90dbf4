"""A user's agent for launchd on macOS."""

from __future__ import annotations

import plistlib
from pathlib import Path

from app.background.plan import MINUTES, File, Job, Plan


def plan(job: Job, user_home: Path, user: int) -> Plan:
    """The agent, in the user's library; ``user`` is the number launchd knows."""
    label = f"app.{job.name}.background"
    path = user_home / "Library" / "LaunchAgents" / f"{label}.plist"
    agent = {
        "Label": label,
        "ProgramArguments": list(job.command),
        "StartInterval": MINUTES * 60,
        "RunAtLoad": True,
        "ProcessType": "Background",
        "StandardOutPath": "/dev/null",
        "StandardErrorPath": str(job.logs / "background.log"),
        **({"EnvironmentVariables": dict(job.environment)} if job.home else {}),
    }
    domain = f"gui/{user}"
    return Plan(
        "launchd",
        (File(path, plistlib.dumps(agent)),),
        (("launchctl", "bootstrap", domain, str(path)),),
        (("launchctl", "bootout", f"{domain}/{label}"),),
        ("launchctl", "print", f"{domain}/{label}"),
    )
