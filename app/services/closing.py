"""Looks how far the close of a period is, and signs it off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from app.domain.calendars import Period
from app.domain.closing.accruals import (
    Booked,
    Progress,
    Terms,
    accrual,
)
from app.domain.closing.checklist import Close, SignOff, Wish, closable
from app.domain.closing.clearance import Clearing, cleared
from app.domain.closing.lateness import late
from app.domain.history import What
from app.domain.mapping import Mapping
from app.domain.narration import day
from app.domain.runs import Progress as Told
from app.domain.setup import Connection, ConnectionId
from app.errors import InputError
from app.ports.closing import ClosingWork
from app.ports.expensify import ExpenseSource, ReadReport
from app.ports.running import Stop, Tell
from app.services.accruing import Accruer
from app.services.completeness import Reckoner
from app.services.gathering import Gathered, Gathering
from app.services.preparation import Bench, bench
from app.services.scribe import Scribe


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
        self._gathering = Gathering(source, reckoner, work, read, scribe.now)
        self._reference = reference
        self._accruer = accruer
        self._work = work
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
        with self._work() as work:
            ready = bench(work, wish.connection_id)
            booked = work.closings.booked(wish.connection_id, period)
            signed = work.closings.sign_off(wish.connection_id, period)
            synced = work.connections.synced(wish.connection_id)
        seen = self._gathering.stored(
            ready, period, asking=wish.asking, tell=tell, stop=stop
        )
        if wish.asking:
            waiting = self._gathering.unapproved(ready, period, tell=tell, stop=stop)
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
            completeness=seen.completeness,
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


def _accounts(ready: Bench, period: Period, seen: Gathered) -> Iterator[Clearing]:
    names = {x.code: x.name for x in ready.books.accounts}
    currency = ready.books.organisation.base_currency
    for account, items in seen.clearing.items():
        name = names.get(account, "")
        yield cleared(account, name, currency, period.last, items)


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
