"""Looks at a workspace and an organisation before anything is set up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domain.beginning import Pair
from app.domain.books import Books, OrganisationId
from app.domain.expenses import Report, ReportId, Workspace
from app.domain.setup import Connection, ConnectionId
from app.domain.situation import Survey
from app.domain.spending import Purse
from app.domain.suggesting import Precedent
from app.errors import CancelledError
from app.ports.expensify import ExpenseSource, ReadReport
from app.ports.running import Clock, Stop, Tell
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledgers
from app.services.pulling import FIRST_LOOK_BACK, Span, pulls

_LONGEST = timedelta(days=364)


@dataclass(slots=True)
class _Seen:
    """What the reports of a workspace came to so far."""

    currency: str
    purse: Purse
    ids: set[ReportId] = field(default_factory=set)
    days: list[tuple[date, int]] = field(default_factory=list)
    newest: Report | None = None


class Surveyor:
    """Reads from both services; keeps what it read, and no report."""

    def __init__(
        self,
        source: Callable[[], ExpenseSource],
        ledgers: Ledgers,
        work: Work,
        read: ReadReport,
        now: Clock,
    ) -> None:
        self._source = source
        self._ledgers = ledgers
        self._work = work
        self._read = read
        self._now = now

    def workspaces(self) -> tuple[Workspace, ...]:
        """Every workspace that the kept credentials see, by name."""
        found = self._source().workspaces()
        return tuple(sorted(found, key=lambda x: (x.name.casefold(), x.id)))

    def books(self, organisation_id: OrganisationId) -> Books:
        """An organisation's books as they are now."""
        with self._work() as work:
            known = {each.organisation.id: each for each in work.reference.all_books()}
        books = self._ledgers(organisation_id).books(known.get(organisation_id))
        with self._work() as work:
            work.reference.save_books(books)
            work.commit()
        return books

    def survey(self, pair: Pair, *, tell: Tell, stop: Stop) -> Survey:
        """What a pair has: accounts, categories, and the reports of 90 days.

        Where there was none for so long, those of a year.
        """
        books = self.books(pair.organisation_id)
        workspace = self._source().workspace(pair.workspace_id)
        with self._work() as work:
            work.reference.save_workspace(workspace)
            precedents = tuple(_precedents(work, pair))
            work.commit()
        until = self._now().astimezone().date()
        wanted = Span(until - FIRST_LOOK_BACK, until)
        seen = self._seen(pair, wanted, workspace, books, tell, stop)
        if not seen.days:
            wanted = Span(until - _LONGEST, until)
            seen = self._seen(pair, wanted, workspace, books, tell, stop)
        return Survey(
            pair,
            books,
            workspace,
            wanted.first,
            wanted.last,
            seen.purse.spending(),
            tuple(sorted(seen.days)),
            seen.newest,
            precedents,
        )

    def _seen(  # noqa: PLR0913 - what is looked at, and how
        self,
        pair: Pair,
        wanted: Span,
        workspace: Workspace,
        books: Books,
        tell: Tell,
        stop: Stop,
    ) -> _Seen:
        currency = books.organisation.base_currency
        seen = _Seen(currency, Purse(currency))
        nobody = Connection(
            ConnectionId(""), "", pair.workspace_id, pair.organisation_id
        )
        for pull in pulls(nobody, wanted, wanted.last):
            if pull.approved_after is None:
                continue  # an estimate can do without what was never approved
            with self._source().pull(pull, tell) as raws:
                for raw in raws:
                    if stop.is_set():
                        raise CancelledError
                    if raw.id not in seen.ids:
                        seen.ids.add(raw.id)
                        _take(seen, self._read(raw.raw, workspace), wanted)
        return seen


def _take(seen: _Seen, report: Report, wanted: Span) -> None:
    approved = report.approved
    if approved is None or not wanted.first <= approved <= wanted.last:
        return
    ours = report.currency == seen.currency
    seen.purse.add(report)
    seen.days.append((approved, report.total if ours else 0))
    newest = seen.newest
    usable = ours and report.expenses and not report.unreadable
    if usable and (newest is None or approved > (newest.approved or date.min)):
        seen.newest = report


def _precedents(work: UnitOfWork, pair: Pair) -> Iterator[Precedent]:
    """Where every other connection sends its categories."""
    for other in work.connections.all():
        if (other.workspace_id, other.organisation_id) == (
            pair.workspace_id,
            pair.organisation_id,
        ):
            continue
        try:
            setup = work.connections.setup(other.id).setup
            books = work.reference.books(other.organisation_id)
        except LookupError:
            continue
        names = {account.code: account.name for account in books.accounts}
        for rule in setup.categories:
            yield Precedent(
                rule.category,
                rule.account,
                names.get(rule.account, ""),
                f"mapped so in {other.name}",
                other.organisation_id == pair.organisation_id,
            )
