"""Every report of some days is somewhere, to the minor unit, or is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.completeness import Lack, Part
from app.domain.listing import Tally
from app.errors import CancelledError, InputError, OfflineError
from tests.app.services.conftest import Firm
from tests.fakes.examples import approved_on, expense, report, unmapped

DAY = date(2026, 11, 2)


@pytest.fixture
def varied(firm: Firm) -> Firm:
    """The firm with a report in every state that lasts."""
    firm.pull(
        report("R1", expense(100)),
        report("R2", expense(200)),
        report("R3", expense(300)),
        report("R4", expense(400)),
        report("R5", expense(500)),
        report("R6", expense(600)),
        report("R7", expense(700), expense(-700)),
        unmapped("R8"),
    )
    firm.post("R1", "R2", "R3")
    firm.reverse("R2")
    firm.replay("R3")
    firm.holding.hold([firm.posting("R5").id], "ask")
    firm.holding.elsewhere([firm.posting("R6").id], "paid by hand")
    return firm


@pytest.mark.parametrize("fresh", [True, False])
def test_every_report_is_in_one_part(varied: Firm, *, fresh: bool) -> None:
    found = varied.reckon(fresh=fresh)

    assert found.complete
    assert found.expensify == Tally(8, {"GBP": 3000})
    assert found.parts == {
        Part.POSTED: Tally(2, {"GBP": 400}),
        Part.READY: Tally(1, {"GBP": 400}),
        Part.ATTENTION: Tally(1, {"GBP": 900}),
        Part.HELD: Tally(1, {"GBP": 500}),
        Part.NOTHING: Tally(1, {"GBP": 0}),
        Part.ELSEWHERE: Tally(1, {"GBP": 600}),
        Part.REVERSED: Tally(1, {"GBP": 200}),
    }


def test_a_report_that_was_not_pulled_is_named(varied: Firm) -> None:
    varied.source.put(report("R9", expense(123)))

    found = varied.reckon()

    [difference] = found.differences
    assert (difference.report_id, difference.lack) == ("R9", Lack.NOT_PULLED)
    assert (difference.count, difference.minor) == (1, 123)
    assert "sync" in difference.message


def test_a_posted_report_that_is_gone_is_named(varied: Firm) -> None:
    del varied.source.reports[varied.posting("R1").report_id]

    found = varied.reckon()

    [difference] = found.differences
    assert (difference.report_id, difference.lack) == ("R1", Lack.GONE)
    assert (difference.count, difference.minor) == (-1, -100)


@pytest.mark.parametrize("fresh", [True, False])
def test_a_posted_report_with_another_amount_is_named(
    varied: Firm, *, fresh: bool
) -> None:
    varied.pull(report("R1", expense(111)))

    found = varied.reckon(fresh=fresh)

    [difference] = found.differences
    assert difference.lack is Lack.AMOUNT
    assert (difference.count, difference.minor) == (0, 11)
    assert difference.message == "It is 1.11 GBP in Expensify, 1.00 GBP here."


def test_a_report_in_another_currency_is_named_in_both(varied: Firm) -> None:
    varied.source.put(replace(report("R4", expense(400)), currency="EUR"))

    found = varied.reckon()

    assert [(x.lack, x.currency, x.minor) for x in found.differences] == [
        (Lack.CURRENCY, "GBP", -400),
        (Lack.CURRENCY, "EUR", 400),
    ]


def test_a_ready_report_that_was_taken_back_is_on_no_side(varied: Firm) -> None:
    varied.pull(replace(report("R4", expense(400)), status="Processing"))

    found = varied.reckon()

    assert found.complete
    assert found.expensify.count == 7
    assert Part.READY not in found.parts


def test_a_posted_report_that_was_taken_back_is_named(varied: Firm) -> None:
    varied.pull(replace(report("R1", expense(100)), status="Processing"))

    [difference] = varied.reckon().differences

    assert difference.lack is Lack.GONE


def test_what_was_reversed_may_change_or_go(varied: Firm) -> None:
    varied.pull(report("R2", expense(222)))
    assert varied.reckon().complete
    del varied.source.reports[varied.posting("R2").report_id]

    found = varied.reckon()

    assert found.complete
    assert Part.REVERSED not in found.parts


def test_other_days_are_left_out(varied: Firm) -> None:
    varied.pull(approved_on(report("R9", expense(50)), DAY))

    found = varied.reckon(DAY, DAY)

    assert (found.first, found.last) == (DAY, DAY)
    assert found.expensify == Tally(1, {"GBP": 50})
    assert found.parts == {Part.READY: Tally(1, {"GBP": 50})}


def test_a_report_whose_day_moved_away_is_named(varied: Firm) -> None:
    varied.source.put(approved_on(report("R4", expense(400)), DAY))

    [difference] = varied.reckon(date(2026, 10, 1), date(2026, 10, 31)).differences

    assert (difference.report_id, difference.lack) == ("R4", Lack.GONE)


def test_all_that_was_ever_pulled_is_looked_at(firm: Firm) -> None:
    firm.sync.run(since=date(2026, 1, 1), tell=firm.told.append, stop=firm.stop)
    early = date(2026, 2, 3)
    firm.source.put(approved_on(report("R1"), early))
    firm.sync.run(since=date(2026, 1, 1), tell=firm.told.append, stop=firm.stop)

    found = firm.reckon()

    assert found.first == early
    assert found.expensify.count == 1


@pytest.mark.parametrize("fresh", [True, False])
def test_a_report_without_a_day_of_approval_counts_by_its_submission(
    firm: Firm, *, fresh: bool
) -> None:
    firm.pull(replace(report(), approved=None))

    found = firm.reckon(date(2026, 10, 1), date(2026, 10, 31), fresh=fresh)

    assert found.parts == {Part.ATTENTION: Tally(1, {"GBP": 1250})}
    assert firm.reckon(DAY, fresh=fresh).parts == {}


def test_without_asking_expensify_nothing_needs_to_answer(varied: Firm) -> None:
    varied.source.broken = OfflineError("no line")

    assert varied.reckon(fresh=False).complete
    with pytest.raises(OfflineError):
        varied.reckon()


def test_a_first_day_after_the_last_is_refused(firm: Firm) -> None:
    with pytest.raises(InputError):
        firm.reckon(date(2026, 9, 2), date(2026, 9, 1))


def test_adding_up_can_be_stopped(varied: Firm) -> None:
    varied.stop.set()

    with pytest.raises(CancelledError):
        varied.reckon()
