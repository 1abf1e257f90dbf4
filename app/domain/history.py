"""What happened: events that are kept for ever, each chained to the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as quoted

from app.domain.values import value


class What(StrEnum):
    """Kinds of event, as past participles."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    SETUP_CHANGED = "setup changed"
    BOOKS_CHANGED = "changed in the chart of accounts"
    SYNCED = "synced"
    POST_RUN = "post run"
    PREPARED = "prepared"
    REPREPARED = "prepared again"
    HELD = "held"
    RELEASED = "released"
    ELSEWHERE = "marked posted elsewhere"
    SENDING = "sending"
    ANSWER_LOST = "answer lost"
    SENT_AGAIN = "not in Xero, ready again"
    RESENT = "sent again under its key"
    ADOPTED = "found in Xero"
    POSTED = "posted"
    DRAFTED = "saved as draft"
    FAILED = "failed"
    CHECKED = "checked against Xero"
    CHANGED = "changed"
    REVERSING = "reversing"
    REVERSED = "reversed"
    NOT_REVERSED = "not reversed"
    CORRECTED = "corrected"
    CHANGED_BY_HAND = "changed by hand"
    CHANGE_UNDONE = "change by hand undone"
    CHANGE_KEPT = "change by hand kept"
    TWICE = "found twice in Xero"
    SURPLUS_VOIDED = "second copy voided"
    RESTORED = "restored from a back-up"
    ACCRUED = "accrued"
    SIGNED_OFF = "period signed off"
    SCHEDULE_CHANGED = "schedule changed"
    SCHEDULED = "run by schedule"
    REOPENED = "sign-off withdrawn"


@value
class Event:
    """One thing that happened, before it is chained.

    ``detail`` is one plain sentence; ``before`` and ``after`` hold, by name, what
    changed.
    """

    at: datetime
    who: str
    what: What
    detail: str = ""
    connection_id: str = ""
    report_id: str = ""
    posting_id: str = ""
    run_id: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """An event as kept: its number (from 1, without gaps) and its link in the chain."""

    number: int
    event: Event
    link: str


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """How many events a file got, and the head of the chain at that time.

    Whoever keeps the head (``newest`` is its event's number) can tell later that
    nothing before it was changed.
    """

    events: int
    newest: int
    head: str


FIRST_LINK = "0" * 64


def link(previous: str, number: int, event: Event) -> str:
    """The SHA-256 that chains ``event`` to the link before it."""
    said = (
        f'["{previous}",{number},{quoted(_moment(event.at))},{quoted(event.who)},'
        f"{quoted(event.what)},{quoted(event.detail)},{quoted(event.connection_id)},"
        f"{quoted(event.report_id)},{quoted(event.posting_id)},{quoted(event.run_id)},"
        f"[{_pairs(event.before)}],[{_pairs(event.after)}]]"
    )
    return sha256(said.encode()).hexdigest()


@lru_cache(maxsize=16)
def _moment(at: datetime) -> str:
    """The text of a moment; a thousand events may share one."""
    return at.astimezone(UTC).isoformat()


def _pairs(facts: Mapping[str, str]) -> str:
    """The facts as JSON has a list of pairs, written by hand: each event has them."""
    if not facts:
        return ""
    return ",".join([f"[{quoted(x)},{quoted(facts[x])}]" for x in sorted(facts)])
