"""How each state of a posting looks: an icon and a tone, always beside its word."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.postings import State
from app.domain.problems import Severity
from ui.widgets.palette import Tone


@dataclass(frozen=True, slots=True)
class Look:
    """An icon and the tone that it is drawn in."""

    glyph: str
    tone: Tone


STATES = {
    State.BLOCKED: Look("warning", Tone.ATTENTION),
    State.READY: Look("arrow-circle-right", Tone.READY),
    State.HELD: Look("pause-circle", Tone.QUIET),
    State.SENDING: Look("paper-plane-tilt", Tone.UNKNOWN),
    State.UNKNOWN: Look("question", Tone.UNKNOWN),
    State.POSTED: Look("check-circle", Tone.POSTED),
    State.DRAFT: Look("note-pencil", Tone.ATTENTION),
    State.FAILED: Look("x-circle", Tone.FAILED),
    State.CHANGED: Look("git-diff", Tone.CHANGED),
    State.REVERSING: Look("arrow-u-up-left", Tone.UNKNOWN),
    State.REVERSED: Look("arrow-counter-clockwise", Tone.QUIET),
    State.ELSEWHERE: Look("arrow-square-out", Tone.QUIET),
    State.NOTHING_TO_POST: Look("minus-circle", Tone.QUIET),
}

SEVERITIES = {
    Severity.BLOCKING: Look("warning", Tone.ATTENTION),
    Severity.WARNING: Look("info", Tone.QUIET),
}
