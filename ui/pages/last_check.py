"""What the last check found of each connection, remembered in a line."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.findings import Findings
from app.domain.setup import ConnectionId
from ui.models.words import counted, moment
from ui.widgets.memory import Memory
from ui.workers.questions import Ended
from ui.workers.undo import CheckRun

_UNCHECKED = "Not checked against Expensify yet"


def note(memory: Memory, ended: Ended) -> None:
    """Remember what a check found; nothing of any other errand."""
    if not isinstance(ended.errand, CheckRun):
        return
    at = datetime.now(UTC).isoformat()
    for found in ended.result:
        for each in found.completeness if isinstance(found, Findings) else ():
            facts = f"{at} {each.expensify.count} {len(each.differences)}"
            memory.keep(_key(each.connection_id), facts)


def recall(memory: Memory, connection_id: ConnectionId) -> tuple[bool, str]:
    """Whether everything was accounted for when last looked at, and that in words."""
    at, _, rest = memory.text(_key(connection_id)).partition(" ")
    reports, _, differences = rest.partition(" ")
    if not (reports.isdecimal() and differences.isdecimal()):
        return False, _UNCHECKED
    when = moment(datetime.fromisoformat(at))
    if int(differences):
        return False, f"{counted(int(differences), 'difference')} found {when}"
    all_ = counted(int(reports), "report")
    return True, f"Complete {when}: {all_} accounted for, to the cent"


def _key(connection_id: ConnectionId) -> str:
    return f"complete/{connection_id}"
