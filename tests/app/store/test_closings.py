"""Accruals and sign-offs come back as kept, in the store and in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.domain.books import AccountCode
from app.domain.calendars import month_of
from app.domain.closing.accruals import Booked, Progress, Terms, accrual
from app.domain.closing.checklist import SignOff
from app.domain.closing.lateness import late
from app.domain.history import What
from app.domain.mapping import Mapping
from app.ports.closing import ClosingWork
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION, SETUP, report
from tests.fakes.stored import AT, event

OCTOBER = month_of(date(2026, 10, 5))
NOVEMBER = month_of(date(2026, 11, 5))


def booked() -> Booked:
    terms = Terms("Acme", ORGANISATION, OCTOBER, AccountCode("801"))
    lates = late([(report("R1"), None)], OCTOBER)
    made, _ = accrual(lates, Mapping(SETUP, BOOKS), terms)
    assert made is not None
    return Booked(
        CONNECTION.id, ORGANISATION.id, OCTOBER, 1, made, Progress.SENDING, "k", AT
    )


SIGNED = SignOff(CONNECTION.id, OCTOBER, "Bo", AT, "fine", ("locked",))


def test_before_anything_there_is_neither(
    work: ClosingWork,
) -> None:
    with work() as begun:
        assert begun.closings.booked(CONNECTION.id, OCTOBER) is None
        assert begun.closings.sign_off(CONNECTION.id, OCTOBER) is None
        assert begun.closings.sign_offs(CONNECTION.id) == ()


def test_an_accrual_changes_in_place_and_a_revision_comes_after_it(
    work: ClosingWork,
) -> None:
    first = booked()
    done = replace(first, progress=Progress.UNDONE, xero_ids=("x-1", "x-2"))
    second = replace(first, revision=2)

    with work() as begun:
        for each in (first, done):
            begun.closings.save_booked(each, event(What.ACCRUED))
        begun.commit()
    with work() as begun:
        kept = begun.closings.booked(CONNECTION.id, OCTOBER)
        begun.closings.save_booked(second, event(What.ACCRUED))
        begun.commit()

    with work() as later:
        assert kept == done
        assert later.closings.booked(CONNECTION.id, OCTOBER) == second
        assert later.closings.booked(CONNECTION.id, NOVEMBER) is None


def test_the_last_sign_off_counts_and_one_taken_back_holds_no_more(
    work: ClosingWork,
) -> None:
    taken = replace(SIGNED, withdrawn=AT + timedelta(hours=1), why="one more")
    again = replace(SIGNED, name="Cy", at=AT + timedelta(hours=2))
    november = replace(SIGNED, period=NOVEMBER)

    with work() as begun:
        for each in (SIGNED, taken, again, november):
            begun.closings.save_sign_off(each, event(What.SIGNED_OFF))
        begun.commit()

    with work() as later:
        assert later.closings.sign_off(CONNECTION.id, OCTOBER) == again
        assert later.closings.sign_offs(CONNECTION.id) == (november, again)
