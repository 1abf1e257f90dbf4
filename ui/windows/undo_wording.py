"""What the window says of reversals, replays, checks and back-ups when they end."""

from __future__ import annotations

from pathlib import Path

from app.domain.findings import Findings
from app.domain.reversing import Outcome
from app.errors import AppError
from ui.models.undo import listed
from ui.models.words import counted
from ui.windows.wording import Outcome as Said
from ui.workers.questions import Ended, Failure
from ui.workers.undo import (
    BackUpRun,
    CheckRun,
    ReplayRun,
    ReverseRun,
    SettleRun,
    VoidCopiesRun,
)

_DONE = {
    ReverseRun: "reversed",
    ReplayRun: "replayed",
    VoidCopiesRun: "left with one copy",
}


def said(ended: Ended) -> Said | None:
    """Say what came of an errand; None where there is nothing to say."""
    match ended.errand:
        case ReverseRun() | ReplayRun() | VoidCopiesRun() as errand:
            return _undone(ended.result, _DONE[type(errand)])
        case SettleRun():
            return _settled(ended.result)
        case CheckRun():
            return _checked(ended.result)
        case BackUpRun():
            names = [x.name for x in ended.result if isinstance(x, Path)]
            return Said(f"Backed up to {', '.join(names)}")
        case _:
            return None


def left(ended: Ended) -> Failure | None:
    """What kept some from being reversed, with the errand for the rest of them."""
    error = next((x for x in ended.result if isinstance(x, AppError)), None)
    if error is None or not isinstance(ended.errand, ReverseRun):
        return None
    outcomes = [x for x in ended.result if isinstance(x, Outcome)]
    undone = {x.posting.id for x in outcomes if not x.refusal}
    plans = ended.errand.plans
    rest = ReverseRun(tuple(x for x in plans if x.posting.id not in undone))
    return Failure(rest, error)


def _undone(result: tuple[object, ...], done: str) -> Said:
    outcomes = [x for x in result if isinstance(x, Outcome)]
    refused = [x for x in outcomes if x.refusal]
    line = f"{counted(len(outcomes) - len(refused), 'journal')} {done}"
    if not refused:
        return Said(line)
    count = counted(len(refused), "journal was", "journals were")
    why = listed([f"{x.posting.report_id}: {x.refusal}" for x in refused])
    return Said(f"{line}, {len(refused)} not", f"{count} not {done}", "\n".join(why))


def _settled(result: tuple[object, ...]) -> Said:
    count = sum(x for x in result if isinstance(x, int))
    words = counted(count, "interrupted posting")
    return Said(f"{words} settled with Xero" if count else "")


def _checked(result: tuple[object, ...]) -> Said:
    fine = all(x.ok for x in result if isinstance(x, Findings))
    return Said("Checked: all is well" if fine else "Checked: see what was found")
