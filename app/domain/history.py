"""What happened: events that are kept for ever, each chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.values import value


class What(StrEnum):
    """Kinds of event, as past participles."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    SETUP_CHANGED = "setup changed"
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


FIRST_LINK = "0" * 64


def link(previous: str, number: int, event: Event) -> str:
    """The SHA-256 that chains ``event`` to the link before it."""
    facts = [
        previous,
        number,
        event.at.isoformat(),
        event.who,
        event.what,
        event.detail,
        event.connection_id,
        event.report_id,
        event.posting_id,
        event.run_id,
        sorted(event.before.items()),
        sorted(event.after.items()),
    ]
    return hashlib.sha256(_said(facts).encode()).hexdigest()


_said = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
