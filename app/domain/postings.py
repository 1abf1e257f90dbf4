"""What became of a report's journal: its states and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NewType, Self

from app.domain.books import OrganisationId
from app.domain.expenses import ReportId
from app.domain.journals import Journal
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import ConnectionId, JournalStatus
from app.domain.values import value

PostingId = NewType("PostingId", str)


class State(StrEnum):
    """Where a posting stands."""

    BLOCKED = "blocked"
    READY = "ready"
    HELD = "held"
    SENDING = "sending"
    UNKNOWN = "unknown"
    POSTED = "posted"
    DRAFT = "draft"
    FAILED = "failed"
    CHANGED = "changed"
    REVERSING = "reversing"
    REVERSED = "reversed"
    ELSEWHERE = "elsewhere"
    NOTHING_TO_POST = "nothing_to_post"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return _WORDS[self]


_WORDS = {
    State.BLOCKED: "Needs attention",
    State.READY: "Ready",
    State.HELD: "Held by you",
    State.SENDING: "Posting",
    State.UNKNOWN: "Checking with Xero",
    State.POSTED: "Posted",
    State.DRAFT: "Draft in Xero",
    State.FAILED: "Failed",
    State.CHANGED: "Changed since posting",
    State.REVERSING: "Reversing",
    State.REVERSED: "Reversed",
    State.ELSEWHERE: "Posted elsewhere",
    State.NOTHING_TO_POST: "Nothing to post",
}

OPEN = frozenset({State.BLOCKED, State.READY, State.NOTHING_TO_POST, State.FAILED})
"""States that a new computation may replace."""

SENDABLE = frozenset({State.READY, State.FAILED})
"""States whose journal can be sent."""

IN_FLIGHT = frozenset({State.SENDING, State.UNKNOWN})
"""States whose outcome only Xero knows."""

IN_XERO = frozenset({State.POSTED, State.DRAFT, State.CHANGED, State.REVERSING})
"""States with a live journal in Xero."""

_OUTCOMES = frozenset({State.POSTED, State.DRAFT, State.FAILED, State.READY})

_NEXT: Mapping[State, AbstractSet[State]] = {
    State.BLOCKED: OPEN | {State.HELD, State.ELSEWHERE},
    State.READY: OPEN | {State.HELD, State.ELSEWHERE, State.SENDING},
    State.NOTHING_TO_POST: OPEN | {State.HELD, State.ELSEWHERE},
    State.FAILED: OPEN | {State.HELD, State.ELSEWHERE, State.SENDING},
    State.HELD: OPEN | {State.ELSEWHERE},
    State.ELSEWHERE: OPEN | {State.HELD},
    State.SENDING: _OUTCOMES | {State.UNKNOWN},
    State.UNKNOWN: _OUTCOMES | {State.SENDING},
    State.POSTED: {State.CHANGED, State.REVERSING, State.REVERSED},
    State.DRAFT: {State.POSTED, State.CHANGED, State.REVERSING, State.REVERSED},
    State.CHANGED: {State.POSTED, State.DRAFT, State.REVERSING, State.REVERSED},
    State.REVERSING: {State.POSTED, State.DRAFT, State.CHANGED, State.REVERSED},
    State.REVERSED: frozenset(),
}


class How(StrEnum):
    """A way to undo a journal in Xero."""

    DELETE = "delete"
    VOID = "void"
    MIRROR = "mirror"


@dataclass(frozen=True, slots=True)
class Reversal:
    """How a posting is being undone, or was.

    ``before`` is the state it came from. ``mirror`` is the reversing journal,
    ``xero_id`` its id once Xero has it. ``again``: the report is to be posted anew.
    """

    how: How
    before: State
    mirror: Journal | None = None
    xero_id: str = ""
    again: bool = False


class IllegalMoveError(Exception):
    """A posting was asked to take a step that its state does not allow: a bug."""


@value
class Posting:
    """One revision of a report's journal and where it stands.

    ``id`` is ``connection/report/revision``. ``total`` is the report's total in minor
    units of ``currency``. ``digest`` names the stored payload that it was computed from
    and ``setup_version`` the set-up. ``narration`` is what Xero is searched for.
    ``why`` is the person's reason for a hold or "posted elsewhere", or Xero's words for
    a failure. ``attempt`` counts sends. ``version`` grows with each save; saving an old
    one is refused. ``reversal`` is there from the moment that undoing it begins.
    """

    id: PostingId
    connection_id: ConnectionId
    organisation_id: OrganisationId
    report_id: ReportId
    revision: int
    state: State
    report_name: str
    submitter: str
    submitter_email: str
    approved: date | None
    currency: str
    total: int
    digest: str
    setup_version: int
    journal: Journal | None = None
    problems: tuple[Problem, ...] = ()
    xero_id: str = ""
    why: str = ""
    attempt: int = 0
    version: int = 0
    reversal: Reversal | None = None

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """The problems that stop it."""
        return tuple(p for p in self.problems if p.severity is Severity.BLOCKING)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of all problems, each once, sorted."""
        return tuple(sorted({p.code for p in self.problems}))

    @property
    def live(self) -> bool:
        """Whether it is the report's one journal in the organisation, or may be yet.

        What was reversed is not, nor what went from Expensify before it was ever sent:
        that report may be in another workspace now.
        """
        fresh = self.revision == 1 and not self.attempt
        waits = self.state is State.BLOCKED or self.state is State.HELD
        gone = waits and Code.CHANGED_IN_EXPENSIFY in self.codes
        return self.state is not State.REVERSED and not (fresh and gone)

    @property
    def called(self) -> str:
        """The report's id, with the revision where there may be several."""
        several = self.revision > 1 or self.state is State.REVERSED
        return (
            f"{self.report_id}, revision {self.revision}" if several else self.report_id
        )

    @property
    def as_sent(self) -> State:
        """Where its journal stands in Xero while nothing is wrong with it."""
        draft = self.journal and self.journal.status is JournalStatus.DRAFT
        return State.DRAFT if draft else State.POSTED

    def moved(self, to: State, *, why: str = "", xero_id: str | None = None) -> Self:
        """This posting one step further on, or changed within its state.

        A reason does not outlive its step. IllegalMoveError where the step does not
        exist.
        """
        if to is not self.state and to not in _NEXT[self.state]:
            raise IllegalMoveError(f"{self.id}: {self.state} to {to}")
        return replace(
            self,
            state=to,
            why=why,
            xero_id=self.xero_id if xero_id is None else xero_id,
        )


def posting_id(
    connection_id: ConnectionId, report_id: ReportId, revision: int
) -> PostingId:
    """The id of one revision of a report's posting."""
    return PostingId(f"{connection_id}/{report_id}/{revision}")
