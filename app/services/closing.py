"""Looks how far the close of a period is, and signs it off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.books import AccountCode
from app.domain.calendars import Period
from app.domain.closing.accruals import (
    Booked,
    Progress,
    Terms,
    accrual,
)
from app.domain.closing.checklist import Close, Filed, SignOff, Wish, closable
from app.domain.closing.clearance import Clearing, Owed, cleared, owed, owing
from app.domain.closing.lateness import late
from app.domain.expenses import Report, ReportId
from app.domain.history import What
from app.domain.mapping import Mapping
from app.domain.narration import day
from app.domain.postings import Posting, State
from app.domain.runs import Progress as Told
from app.domain.setup import Connection, ConnectionId
from app.errors import CancelledError, InputError
from app.ports.closing import ClosingWork
from app.ports.expensify import ExpenseSource, Pull, ReadReport
from app.ports.running import Stop, Tell
from app.services.accruing import Accruer
from app.services.completeness import Reckoner
from app.services.pieces import PIECE, pieces
from app.services.preparation import Bench, bench
from app.services.pulling import windows
from app.services.scribe import Scribe

UNAPPROVED = ("OPEN", "SUBMITTED")
"""Expensify's reportState words for what nobody has approved."""

_LOOK_BACK = timedelta(days=364)
_SETTLED = frozenset({State.ELSEWHERE, State.REVERSED, State.NOTHING_TO_POST})
"""States whose costs are in the books already, or are not to be in them."""


@dataclass(slots=True)
class _Seen:
    """What a walk over all stored reports gathers."""

    booked_on: dict[ReportId, tuple[Report, date | None]]
    clearing: dict[AccountCode, list[Owed]]
    filed: list[Filed]


class Closer:
    """Gathers all that a close takes; signs it off, and takes that back."""

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        source: Callable[[], ExpenseSource],
        reference: Callable[[Connection], object],
        reckoner: Reckoner,
        accruer: Accruer,
        work: ClosingWork,
        read: ReadReport,
        scribe: Scribe,
    ) -> None:
        self._source = source
        self._reference = reference
        self._reckoner = reckoner
        self._accruer = accruer
        self._work = work
        self._read = read
        self._scribe = scribe

    def survey(self, wish: Wish, *, tell: Tell, stop: Stop) -> Close:
        """How far the close is. InputError while the period has not ended."""
        period, today = wish.period, self._today()
        if why_not := closable(period, today):
            raise InputError(why_not)
        with self._work() as work:
            connection = bench(work, wish.connection_id).connection
        if wish.asking:
            tell(Told("Reading accounts and lock dates"))
            self._reference(connection)
            self._accruer.look(wish.connection_id, period)
        completeness = self._reckoner.reckon(
            wish.connection_id,
            period.first,
            period.last,
            fresh=wish.asking,
            tell=tell,
            stop=stop,
        )
        with self._work() as work:
            ready = bench(work, wish.connection_id)
            booked = work.closings.booked(wish.connection_id, period)
            signed = work.closings.sign_off(wish.connection_id, period)
            synced = work.connections.synced(wish.connection_id)
        seen = self._walked(ready, period, tell, stop)
        if wish.asking:
            waiting = self._unapproved(ready, period, today, tell, stop)
            seen.booked_on |= {report.id: (report, None) for report in waiting}
        lates = late(seen.booked_on.values(), period)
        terms = self._terms(wish, ready)
        mapping = Mapping(ready.version.setup, ready.books)
        made, left_out = accrual(
            lates, mapping, terms, _revision(booked), ready.overrides
        )
        return Close(
            connection=ready.connection,
            organisation=ready.books.organisation,
            period=period,
            at=self._scribe.now(),
            asked=wish.asking,
            synced=synced,
            completeness=completeness,
            late=lates,
            accrual=made,
            left_out=left_out,
            booked=booked,
            clearing=tuple(_accounts(ready, period, seen)),
            accounts=tuple(
                x for x in ready.books.accounts if x.active and x.takes_journals
            ),
            reports=tuple(
                sorted(seen.filed, key=lambda x: (x.dated or today, x.report_id))
            ),
            sign_off=signed,
        )

    def sign(self, close: Close, name: str, remark: str = "") -> SignOff:
        """Sign a close off as it was looked at. InputError without a name."""
        name = " ".join(name.split())
        if not name:
            raise InputError("A sign-off needs a name.")
        given = SignOff(
            close.connection.id,
            close.period,
            name,
            self._scribe.now(),
            remark.strip(),
            tuple(step.value for step in close.open_steps),
        )
        lacks = ", ".join(_within(step.words) for step in close.open_steps)
        said = f"{close.period.name} by {name}."
        event = self._scribe.event(
            What.SIGNED_OFF,
            f"{said} Not done: {lacks}." if lacks else said,
            connection_id=close.connection.id,
            after=_figures(close) | ({"remark": given.remark} if remark else {}),
        )
        with self._work() as work:
            known = work.closings.sign_off(close.connection.id, close.period)
            if known is not None and known.withdrawn is None:
                raise InputError(f"{close.period.name} was signed off by {known.name}")
            work.closings.save_sign_off(given, event)
            work.commit()
        return given

    def withdraw(
        self, connection_id: ConnectionId, period: Period, why: str
    ) -> SignOff:
        """Take a sign-off back. InputError without a reason, or where there is none."""
        if not why.strip():
            raise InputError("Taking a sign-off back needs a reason.")
        with self._work() as work:
            known = work.closings.sign_off(connection_id, period)
            if known is None or known.withdrawn is not None:
                raise InputError(f"{period.name} is not signed off.")
            now = replace(known, withdrawn=self._scribe.now(), why=why.strip())
            event = self._scribe.event(
                What.REOPENED,
                f"{period.name}, signed off by {known.name} on "
                f"{day(known.at.astimezone().date())}: {now.why}",
                connection_id=connection_id,
            )
            work.closings.save_sign_off(now, event)
            work.commit()
        return now

    def _walked(self, ready: Bench, period: Period, tell: Tell, stop: Stop) -> _Seen:
        """Every stored report: when it is booked, and what it leaves to be cleared."""
        rules = ready.version.setup.posting
        accounts = dict.fromkeys((rules.clearing_account, rules.card_clearing_account))
        seen = _Seen({}, {account: [] for account in accounts}, [])
        for done, (posting, report) in enumerate(self._stored(ready), 1):
            if done % PIECE == 0:
                if stop.is_set():
                    raise CancelledError
                tell(Told("Looking at what is booked", done))
            dated = self._dated(ready, posting, report)
            if posting.state not in _SETTLED:
                seen.booked_on[report.id] = (report, dated)
            if posting.approved is not None and period.holds(posting.approved):
                seen.filed.append(_filed(posting, dated))
            for account in dict.fromkeys((*accounts, *owing(posting).values())):
                items = seen.clearing.setdefault(account, [])
                items.append(owed(posting, report, account, rules, period.last))
        return seen

    def _stored(self, ready: Bench) -> Iterator[tuple[Posting, Report]]:
        with self._work() as work:
            walk = work.postings.select(State, ready.connection.id)
            for piece in pieces(walk):
                places = [(p.connection_id, p.report_id, p.digest) for p in piece]
                raws = work.payloads.raws(places)
                for posting, place in zip(piece, places, strict=True):
                    if place in raws:
                        yield posting, self._read(raws[place], ready.workspace)

    def _dated(self, ready: Bench, posting: Posting, report: Report) -> date | None:
        if posting.journal is not None:
            return posting.journal.dated
        override = ready.overrides.get(report.id)
        prepare = ready.preparer.prepare
        return prepare(report, today=self._today(), override=override).dated

    def _unapproved(
        self, ready: Bench, period: Period, today: date, tell: Tell, stop: Stop
    ) -> list[Report]:
        """What Expensify has that nobody has approved, within a year of the period."""
        found: dict[ReportId, Report] = {}
        source, workspace = self._source(), ready.connection.workspace_id
        first, last = period.first - _LOOK_BACK, period.last + _LOOK_BACK
        for start, end in windows(first, min(last, today + timedelta(days=1))):
            tell(Told("Asking Expensify for what is not approved"))
            with source.pull(
                Pull(workspace, UNAPPROVED, start=start, end=end), tell
            ) as raws:
                for raw in raws:
                    if stop.is_set():
                        raise CancelledError
                    report = self._read(raw.raw, ready.workspace)
                    if not report.final:
                        found[report.id] = report
        return list(found.values())

    def _terms(self, wish: Wish, ready: Bench) -> Terms:
        rules = ready.version.setup.posting
        account = wish.account or rules.clearing_account
        known = {x.code: x for x in ready.books.accounts}.get(account)
        if wish.account and not (known and known.active and known.takes_journals):
            raise InputError(f"Account {account} takes no journals in Xero.")
        return Terms(
            ready.connection.name,
            ready.books.organisation,
            wish.period,
            account,
            rules.cash_basis,
            wish.included,
        )

    def _today(self) -> date:
        return self._scribe.now().astimezone().date()


def _accounts(ready: Bench, period: Period, seen: _Seen) -> Iterator[Clearing]:
    names = {x.code: x.name for x in ready.books.accounts}
    currency = ready.books.organisation.base_currency
    for account, items in seen.clearing.items():
        name = names.get(account, "")
        yield cleared(account, name, currency, period.last, items)


def _filed(posting: Posting, dated: date | None) -> Filed:
    return Filed(
        posting.report_id,
        posting.report_name,
        posting.submitter or posting.submitter_email,
        posting.approved,
        dated,
        posting.state,
        posting.currency,
        posting.total,
        posting.xero_id,
    )


def _by_day(filed: Filed) -> tuple[date, ReportId]:
    return filed.dated or date.max, filed.report_id


def _within(words: str) -> str:
    """Words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def _revision(booked: Booked | None) -> int:
    if booked is None:
        return 1
    return booked.revision + (booked.progress is Progress.UNDONE)


def _figures(close: Close) -> dict[str, str]:
    """What was signed, so that the history can be held to it."""
    return {item.step.value: item.said for item in close.items}
