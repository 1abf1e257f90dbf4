"""How far setting a company up has come: what is known, and what a step lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.beginning import STEPS, Beginning, Pair, Step
from app.domain.books import Books, Organisation, OrganisationId
from app.domain.expenses import Report, Workspace, WorkspaceId
from app.domain.pairing import refusal
from app.domain.policy import PolicyOffer, lacking
from app.domain.setup import Connection
from app.domain.spending import Spending
from app.domain.suggesting import Precedent


@dataclass(frozen=True, slots=True)
class Known:
    """What Vouch knows without asking a service.

    ``organisations`` are those that a sign-in reaches; ``expensify``: credentials are
    kept.
    """

    organisations: tuple[Organisation, ...] = ()
    expensify: bool = False
    connections: tuple[Connection, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What the two services have for a pair, read before anything is set up.

    ``days`` holds of every report of ``since`` to ``until`` its day of approval and its
    total in minor units of the organisation's currency; ``report`` is one of them.
    ``precedents`` are where other connections send their categories.
    """

    pair: Pair
    books: Books
    workspace: Workspace
    since: date
    until: date
    spending: Spending = field(default_factory=Spending)
    days: tuple[tuple[date, int], ...] = ()
    report: Report | None = None
    precedents: tuple[Precedent, ...] = ()

    @property
    def offer(self) -> PolicyOffer:
        """What the rules for posting are chosen from."""
        return PolicyOffer(self.books, self.workspace.name, self.report)

    def before(self, on: date, first: date | None = None) -> tuple[int, int]:
        """How many reports were approved before ``on``, and their money."""
        found = [x for day, x in self.days if (first or day) <= day < on]
        return len(found), sum(found)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a step is shown: what was chosen, and what is known.

    ``workspaces`` is None until Expensify was asked.
    """

    begun: Beginning = field(default_factory=Beginning)
    known: Known = field(default_factory=Known)
    workspaces: tuple[Workspace, ...] | None = None
    surveys: Mapping[Pair, Survey] = field(default_factory=dict)

    @property
    def survey(self) -> Survey | None:
        """What was found out about the present pair."""
        pair = self.begun.pair
        return self.surveys.get(pair) if pair else None

    def workspace(self, workspace_id: WorkspaceId) -> Workspace | None:
        """A workspace that Expensify named."""
        found = self.workspaces or ()
        return next((x for x in found if x.id == workspace_id), None)

    def organisation(self, organisation_id: OrganisationId) -> Organisation | None:
        """An organisation that a sign-in reaches."""
        found = self.known.organisations
        return next((x for x in found if x.id == organisation_id), None)


def lack(step: Step, given: Situation) -> str:
    """What a step lacks before one can go on, in a sentence; ``""`` for nothing."""
    ask = _LACKS.get(step)
    return ask(given) if ask else ""


def resumed(given: Situation) -> Step:
    """Where to go on: where one left, or at an earlier step that lacks something now.

    What only a service can say is not held against a step that was passed. Whoever has
    a company already needs no welcome.
    """
    if given.begun.step is Step.CHOICE and given.known.connections:
        return Step.XERO
    reached = STEPS.index(given.begun.step)
    for step in (Step.XERO, Step.EXPENSIFY, Step.PAIRING):
        if STEPS.index(step) < reached and _lost(step, given):
            return step
    return given.begun.step


def posting_twice(given: Situation) -> tuple[Workspace, ...]:
    """The workspaces of the present pair whose own accounting connection is on."""
    pair = given.begun.pair
    found = given.workspace(pair.workspace_id) if pair else None
    if found is None and given.survey is not None:
        found = given.survey.workspace
    return (found,) if found and found.native_connection else ()


def _lost(step: Step, given: Situation) -> bool:
    if step is Step.PAIRING:
        return given.begun.pair is None
    return bool(lack(step, given))


def _unpaired(given: Situation) -> str:
    if not given.begun.pairs:
        return "Choose an organisation for one workspace at least."
    for pair in given.begun.pairs:
        workspace = given.workspace(pair.workspace_id)
        organisation = given.organisation(pair.organisation_id)
        if workspace and organisation and refusal(workspace, organisation):
            return (
                f"{workspace.name} cannot post into {organisation.name}: the "
                "currencies differ."
            )
    return ""


def _without_rules(given: Situation) -> str:
    setup, survey = given.begun.setup, given.survey
    if setup is None:
        return "Choose the rules for posting."
    return lacking(setup.posting, survey.books) if survey else ""


def _signed_out(given: Situation) -> str:
    return "" if given.known.organisations else "Sign in to Xero first."


def _unasked(given: Situation) -> str:
    return "" if given.known.expensify else "Expensify's credentials are needed."


def _double(given: Situation) -> str:
    sure = given.begun.assured or not posting_twice(given)
    return "" if sure else "Switch it off, or say that it does not post."


def _without_start(given: Situation) -> str:
    start = given.begun.start
    return start.lack if start else "Choose the day to start on."


_LACKS: Mapping[Step, Callable[[Situation], str]] = {
    Step.XERO: _signed_out,
    Step.ORGANISATIONS: _signed_out,
    Step.EXPENSIFY: _unasked,
    Step.PAIRING: _unpaired,
    Step.NATIVE: _double,
    Step.POLICY: _without_rules,
    Step.START: _without_start,
}
