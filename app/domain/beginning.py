"""Setting a company up: the steps of it, and what was chosen so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.books import OrganisationId
from app.domain.expenses import WorkspaceId
from app.domain.postings import PostingId
from app.domain.setup import ConnectionId, JournalStatus, Setup


class Step(StrEnum):
    """The steps, in their order."""

    CHOICE = "choice"
    XERO = "xero"
    ORGANISATIONS = "organisations"
    EXPENSIFY = "expensify"
    PAIRING = "pairing"
    NATIVE = "native"
    POLICY = "policy"
    MAPPING = "mapping"
    START = "start"
    JOURNAL = "journal"


STEPS = tuple(Step)


class Older(StrEnum):
    """What becomes of the reports that were approved before the start."""

    LEAVE_OUT = "leave_out"
    ELSEWHERE = "elsewhere"
    PREPARE = "prepare"


@dataclass(frozen=True, slots=True)
class Pair:
    """A workspace that is to post into an organisation."""

    workspace_id: WorkspaceId
    organisation_id: OrganisationId


@dataclass(frozen=True, slots=True)
class Start:
    """From which day of approval on reports are taken up.

    ``back_to`` is the first day that is looked at where older ones are not left out;
    ``why`` is said of those that are marked as posted elsewhere.
    """

    on: date
    older: Older = Older.LEAVE_OUT
    back_to: date | None = None
    why: str = ""

    @property
    def first(self) -> date:
        """The first day of approval that a sync looks at."""
        if self.older is Older.LEAVE_OUT or self.back_to is None:
            return self.on
        return self.back_to

    @property
    def lack(self) -> str:
        """What it lacks, in a sentence; ``""`` for nothing."""
        if self.older is Older.LEAVE_OUT:
            return ""
        if self.back_to is None or self.back_to >= self.on:
            return "The older reports begin before the start."
        if self.older is Older.ELSEWHERE and not self.why.strip():
            return "Say where the older reports are in the books."
        return ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was chosen so far; kept at every step, and without any secret.

    ``pairs`` are what is still to be set up, the present one first; everything below
    them concerns the present one. ``assured``: a person said that Expensify's own
    connection does not post. ``connection_id`` is there once the connection is, and
    ``posting_id`` once its first journal is in Xero.
    """

    step: Step = Step.CHOICE
    pairs: tuple[Pair, ...] = ()
    assured: bool = False
    setup: Setup | None = None
    start: Start | None = None
    connection_id: ConnectionId | None = None
    posting_id: PostingId | None = None

    @property
    def pair(self) -> Pair | None:
        """What is set up at present."""
        return self.pairs[0] if self.pairs else None

    @property
    def cautious(self) -> Setup | None:
        """The set-up until the first journal is confirmed: everything is a draft."""
        if self.setup is None:
            return None
        posting = replace(self.setup.posting, status=JournalStatus.DRAFT)
        return replace(self.setup, posting=posting)

    def paired(self, pairs: tuple[Pair, ...]) -> Beginning:
        """With other pairs; what was chosen for the present one stays with it."""
        if pairs[:1] == self.pairs[:1]:
            return replace(self, pairs=pairs)
        return Beginning(self.step, pairs)

    def rechosen(self, new: Beginning) -> Beginning:
        """``new`` in place of this; rules or a start chosen anew are to be carried out.

        The connection is made over then, and stays the one that it was.
        """
        if (new.setup, new.start) == (self.setup, self.start):
            return new
        return replace(new, connection_id=None)

    def following(self) -> Beginning:
        """The present pair is done: on to the next, or to the end."""
        rest = self.pairs[1:]
        return Beginning(Step.NATIVE if rest else Step.CHOICE, rest)
