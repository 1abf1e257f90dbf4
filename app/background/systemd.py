"""A user's timer and service for systemd."""

from __future__ import annotations

from pathlib import Path

from app.background.plan import DESCRIPTION, MINUTES, File, Job, Plan

_SERVICE = """[Unit]
Description={description}
Documentation=man:systemd.timer(5)

[Service]
Type=oneshot
ExecStart={command}
{environment}SuccessExitStatus=1 4
Nice=5
"""
_TIMER = """[Unit]
Description={description}

[Timer]
OnCalendar=*:0/{minutes}
Persistent=true
RandomizedDelaySec=30

[Install]
WantedBy=timers.target
"""


def plan(job: Job, config: Path) -> Plan:
    """Both units, in the user's folder below ``config`` (as ``~/.config``)."""
    folder = config / "systemd" / "user"
    service, timer = f"{job.name}.service", f"{job.name}.timer"
    environment = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n"
        for name, value in job.environment.items()
    )
    units = {
        service: _SERVICE.format(
            description=DESCRIPTION,
            command=" ".join(_quoted(x.replace("$", "$$")) for x in job.command),
            environment=environment,
        ),
        timer: _TIMER.format(description=DESCRIPTION, minutes=MINUTES),
    }
    tell = ("systemctl", "--user")
    return Plan(
        "systemd",
        tuple(File(folder / name, text.encode()) for name, text in units.items()),
        ((*tell, "daemon-reload"), (*tell, "enable", "--now", timer)),
        ((*tell, "disable", "--now", timer),),
        (*tell, "is-active", timer),
    )


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
