"""Brings an accrual and its reversal into Xero as drafts, each exactly once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.calendars import Period
from app.domain.closing.accruals import Accrual, Booked, Progress, refusal
from app.domain.closing.checklist import Close
from app.domain.history import What
from app.domain.journals import Journal
from app.domain.money import grouped
from app.domain.setup import ConnectionId
from app.errors import (
    AppError,
    CancelledError,
    InputError,
    LostAnswerError,
    RefusedError,
)
from app.ports.closing import ClosingWork
from app.ports.guarding import Leases
from app.ports.running import Stop
from app.ports.xero import Answer, Ledger, Ledgers
from app.services.readback import unlike_lines
from app.services.scribe import Scribe
from app.services.settling import LATE, PAUSE
from app.services.standing import DEAD, living


class Accruer:
    """Posts accruals by the same rules as reports, though there are only two journals.

    The intent is kept before a request leaves, an answer that was lost is settled by
    asking Xero, and before anything is sent Xero is asked whether it is there already.
    """

    def __init__(
        self,
        ledgers: Ledgers,
        leases: Leases,
        work: ClosingWork,
        scribe: Scribe,
        new_key: Callable[[], str],
    ) -> None:
        self._ledgers = ledgers
        self._leases = leases
        self._work = work
        self._scribe = scribe
        self._new_key = new_key

    def book(self, close: Close, *, stop: Stop) -> Booked:
        """Save what ``close`` shows to accrue as two drafts.

        InputError where there is nothing, it is there already, or Xero has locked the
        period.
        """
        if close.accrual is None:
            raise InputError("There is nothing to accrue.")
        locked = close.organisation.locked_until
        if why_not := refusal(close.accrual.journal.dated, locked):
            raise InputError(why_not)
        with self._leases.hold(f"post/{close.organisation.id}"):
            ledger = self._ledgers(close.organisation.id)
            known = self._known(close.connection.id, close.period)
            if known is not None and known.progress is Progress.SENDING:
                known = self._settled(known, ledger, stop)
            if known is not None and known.progress is Progress.DRAFTED:
                raise InputError(f"{close.period.name} is accrued already.")
            return self._booked(close, close.accrual, known, ledger, stop)

    def undo(
        self, connection_id: ConnectionId, period: Period, *, stop: Stop
    ) -> Booked:
        """Delete both drafts; one that was posted in Xero since is voided.

        RefusedError in Xero's words where it does not let go of one.
        """
        known = self._known(connection_id, period)
        if known is None or known.progress is Progress.UNDONE:
            raise InputError(f"{period.name} is not accrued.")
        with self._leases.hold(f"post/{known.organisation_id}"):
            ledger = self._ledgers(known.organisation_id)
            if known.progress is Progress.SENDING:
                known = self._settled(known, ledger, stop)
            for xero_id in filter(None, known.xero_ids):
                held = ledger.read(xero_id)
                if held is not None and held.status not in DEAD:
                    ledger.undo(held, self._new_key())
            gone = replace(known, progress=Progress.UNDONE, why="")
            return self._kept(gone, "Both journals were taken back.")

    def look(self, connection_id: ConnectionId, period: Period) -> None:
        """See whether somebody deleted the drafts in Xero."""
        known = self._known(connection_id, period)
        if known is None or known.progress is not Progress.DRAFTED:
            return
        ledger = self._ledgers(known.organisation_id)
        held = [ledger.read(xero_id) for xero_id in known.xero_ids]
        dead = [each is None or each.status in DEAD for each in held]
        if all(dead):
            gone = replace(known, progress=Progress.UNDONE)
            self._kept(gone, "Both journals were deleted in Xero.")
        elif any(dead):
            ids = tuple(
                "" if d else x for x, d in zip(known.xero_ids, dead, strict=True)
            )
            half = replace(
                known,
                progress=Progress.FAILED,
                xero_ids=(ids[0], ids[1]),
                why="One of its two journals was deleted in Xero.",
            )
            self._kept(half, half.why)

    def _booked(
        self,
        close: Close,
        accrual: Accrual,
        known: Booked | None,
        ledger: Ledger,
        stop: Stop,
    ) -> Booked:
        begun = Booked(
            connection_id=close.connection.id,
            organisation_id=close.organisation.id,
            period=close.period,
            revision=_next(known),
            accrual=accrual,
            progress=Progress.SENDING,
            key=self._new_key(),
            begun=self._scribe.now(),
        )
        begun = replace(begun, xero_ids=_found(ledger, begun))
        if any(begun.xero_ids):  # half of it is there: the other half is to match it
            begun = replace(begun, accrual=known.accrual if known else accrual)
            if _unlike(ledger, begun):
                raise InputError("Xero holds other journals of the same narration.")
        self._kept(begun, f"{_amount(begun)} is sent to Xero as drafts.")
        missing = _missing(begun)
        if not missing:
            return self._drafted(begun, ledger, "It was in Xero already.")
        with self._work() as work:
            books = work.reference.books(begun.organisation_id)
        try:
            answers = ledger.send(ledger.request(missing, books), begun.key)
        except LostAnswerError:
            return self._settled(begun, ledger, stop)
        except AppError as error:
            self._failed(begun, error.detail or error.sentence)
            raise
        return self._answered(begun, answers, ledger, stop)

    def _answered(
        self, begun: Booked, answers: tuple[Answer, ...], ledger: Ledger, stop: Stop
    ) -> Booked:
        by_narration = {answer.narration: answer for answer in answers}
        if any(x.narration not in by_narration for x in _missing(begun)):
            return self._settled(begun, ledger, stop)
        now = _with_ids(begun, {x.narration: x.xero_id for x in answers})
        if not _missing(now):
            return self._drafted(now, ledger, "")
        said = " ".join(word for answer in answers for word in answer.errors)
        failed = self._failed(now, said or "Xero did not save it and gave no reason.")
        raise RefusedError(failed.why)

    def _settled(self, begun: Booked, ledger: Ledger, stop: Stop) -> Booked:
        """Ask Xero what became of it: twice, with a pause, where it has not all."""
        now = replace(begun, xero_ids=_found(ledger, begun))
        if _missing(now):
            since = begun.begun + LATE - self._scribe.now()
            if stop.wait(max(PAUSE, min(LATE, since).total_seconds())):
                raise CancelledError
            now = replace(begun, xero_ids=_found(ledger, begun))
        if _missing(now):
            return self._failed(now, "Xero has not saved it. Make it again.")
        return self._drafted(now, ledger, "Found in Xero.")

    def _drafted(self, now: Booked, ledger: Ledger, said: str) -> Booked:
        words = f"{_amount(now)} for {now.period.name}, and its reversal. {said}"
        unlike = _unlike(ledger, now)
        why = (
            "Xero does not hold it as it was sent: look at it there." if unlike else ""
        )
        done = replace(now, progress=Progress.DRAFTED, why=why)
        return self._kept(done, f"{words} {why}".strip())

    def _failed(self, now: Booked, why: str) -> Booked:
        return self._kept(replace(now, progress=Progress.FAILED, why=why), why)

    def _known(self, connection_id: ConnectionId, period: Period) -> Booked | None:
        with self._work() as work:
            return work.closings.booked(connection_id, period)

    def _kept(self, booked: Booked, said: str) -> Booked:
        event = self._scribe.event(
            What.ACCRUED,
            said,
            connection_id=booked.connection_id,
            after={
                "period": booked.period.name,
                "progress": booked.progress.value,
                "journal": booked.accrual.journal.fingerprint,
                "xero ids": " ".join(filter(None, booked.xero_ids)),
            },
        )
        with self._work() as work:
            work.closings.save_booked(booked, event)
            work.commit()
        return booked


def _next(known: Booked | None) -> int:
    if known is None:
        return 1
    return known.revision + (known.progress is Progress.UNDONE)


def _missing(booked: Booked) -> list[Journal]:
    pairs = zip(booked.accrual.journals, booked.xero_ids, strict=True)
    return [journal for journal, xero_id in pairs if not xero_id]


def _found(ledger: Ledger, booked: Booked) -> tuple[str, str]:
    """Xero's ids of both journals, by their narrations; ``""`` for one it has not."""
    journal, reversal = booked.accrual.journals
    held = (living(ledger, x.narration) for x in (journal, reversal))
    first, second = (x.xero_id if x else "" for x in held)
    return first, second


def _unlike(ledger: Ledger, booked: Booked) -> bool:
    """Whether Xero holds one of them with other lines."""
    pairs = zip(booked.accrual.journals, booked.xero_ids, strict=True)
    held = [(journal, ledger.read(xero_id)) for journal, xero_id in pairs if xero_id]
    return any(x is None or unlike_lines(journal, x) for journal, x in held)


def _with_ids(booked: Booked, ids: dict[str, str]) -> Booked:
    journals = booked.accrual.journals
    first, second = (
        known or ids.get(journal.narration, "")
        for journal, known in zip(journals, booked.xero_ids, strict=True)
    )
    return replace(booked, xero_ids=(first, second))


def _amount(booked: Booked) -> str:
    journal = booked.accrual.journal
    return f"{grouped(booked.minor, journal.currency)} {journal.currency}"
