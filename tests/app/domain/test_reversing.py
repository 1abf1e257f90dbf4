"""How a journal can be undone is decided by where it stands and what is locked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.books import AccountCode
from app.domain.expenses import ReportId
from app.domain.journals import Journal, JournalLine
from app.domain.narration import LONGEST
from app.domain.postings import How, Posting, State, posting_id
from app.domain.problems import Code, Problem
from app.domain.reversing import begun, mirrored, not_undone, planned, undone
from app.domain.setup import JournalStatus
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION

DAY = date(2026, 10, 12)
TODAY = date(2026, 11, 20)
LATER = date(2026, 11, 2)
SALES = (("Department", "Sales"),)


def line(minor: int, account: str = "493", *tracking: tuple[str, str]) -> JournalLine:
    """Make a line."""
    return JournalLine(AccountCode(account), "Taxi", "NONE", tracking, minor, ("1",))


LINES = (line(5, "493", *SALES), line(-5, "801"))
JOURNAL = Journal(DAY, "Expensify R1 · Ann", "GBP", LINES)
DRAFT = replace(JOURNAL, status=JournalStatus.DRAFT)


def posting(
    state: State = State.POSTED, journal: Journal | None = JOURNAL, revision: int = 1
) -> Posting:
    """Make a posting."""
    report = ReportId("R1")
    return Posting(
        id=posting_id(CONNECTION.id, report, revision),
        connection_id=CONNECTION.id,
        organisation_id=ORGANISATION.id,
        report_id=report,
        revision=revision,
        state=state,
        report_name="October",
        submitter="Ann",
        submitter_email="ann@example.org",
        approved=DAY,
        currency="GBP",
        total=5,
        digest="d",
        setup_version=1,
        journal=journal,
        xero_id="x-1",
    )


def test_a_posted_journal_is_voided_unless_told_otherwise() -> None:
    plan = planned(posting(), JOURNAL, BOOKS, today=TODAY)

    assert (plan.how, plan.why_not) == (How.VOID, "")
    assert plan.offered == (How.VOID, How.MIRROR)


@pytest.mark.parametrize("how", [None, How.VOID, How.DELETE])
def test_a_draft_is_deleted_however_it_is_put(how: How | None) -> None:
    plan = planned(posting(State.DRAFT), DRAFT, BOOKS, today=TODAY, how=how)

    assert (plan.how, plan.offered) == (How.DELETE, (How.DELETE,))
    assert plan.mirror is None


def test_a_locked_journal_can_only_be_mirrored() -> None:
    books = replace(BOOKS, organisation=replace(ORGANISATION, year_lock=DAY))

    plan = planned(posting(), JOURNAL, books, today=TODAY)

    assert plan.offered == (How.MIRROR,)
    assert "12 Oct 2026" in plan.why_not


@pytest.mark.parametrize(
    ("lock", "on", "offered"),
    [
        (date(2026, 10, 31), date(2026, 10, 31), False),
        (date(2026, 10, 31), date(2026, 11, 1), True),
        (None, DAY, True),
        (None, date(2026, 10, 11), False),
    ],
)
def test_a_mirror_needs_an_open_day_not_before_the_journal(
    lock: date | None, on: date, *, offered: bool
) -> None:
    organisation = replace(ORGANISATION, period_lock=lock)
    books = replace(BOOKS, organisation=organisation)

    plan = planned(posting(), JOURNAL, books, today=TODAY, on=on)

    assert plan.how is How.MIRROR
    assert (How.MIRROR in plan.offered) is offered


@pytest.mark.parametrize(
    ("lock", "dated", "expected"),
    [
        (None, DAY, TODAY),
        (date(2026, 12, 31), DAY, date(2027, 1, 1)),
        (None, date(2026, 12, 5), date(2026, 12, 5)),
    ],
)
def test_without_a_day_the_first_good_one_is_taken(
    lock: date | None, dated: date, expected: date
) -> None:
    books = replace(BOOKS, organisation=replace(ORGANISATION, period_lock=lock))
    journal = replace(JOURNAL, dated=dated)

    plan = planned(posting(), journal, books, today=TODAY, how=How.MIRROR)

    assert plan.mirror is not None
    assert plan.mirror.dated == expected
    assert plan.why_not == ""


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (line(5, ""), "no account"),
        (line(5, "999"), "Account 999"),
        (line(5, "493", ("Department", "Old")), "Department Old"),
        (line(5, "493", ("Region", "North")), "Region North"),
    ],
)
def test_a_mirror_that_xero_would_not_take_whole_is_refused(
    bad: JournalLine, said: str
) -> None:
    journal = replace(JOURNAL, lines=(bad, line(-5, "801")))

    plan = planned(posting(), journal, BOOKS, today=TODAY, how=How.MIRROR)

    assert said in plan.why_not
    assert plan.offered == (How.VOID,)


def test_a_journal_whose_lines_cannot_be_told_is_not_mirrored() -> None:
    plan = planned(posting(), replace(JOURNAL, lines=()), BOOKS, today=TODAY, on=LATER)

    assert "tax" in plan.why_not


@pytest.mark.parametrize("state", [State.READY, State.REVERSED, State.REVERSING])
def test_where_nothing_is_in_xero_nothing_is_offered(state: State) -> None:
    plan = planned(posting(state), JOURNAL, BOOKS, today=TODAY)

    assert plan.offered == ()
    assert state.words.lower() in plan.why_not


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8))
def test_a_mirror_and_its_journal_come_to_nothing(amounts: list[int]) -> None:
    lines = (*(line(x, "493", *SALES) for x in amounts), line(-sum(amounts), "801"))
    journal = replace(JOURNAL, lines=lines)

    mirror = mirrored(posting(), journal, LATER)

    sums = [x.minor + y.minor for x, y in zip(journal.lines, mirror.lines, strict=True)]
    assert sums == [0] * len(lines)
    assert mirror.balanced
    assert (mirror.dated, mirror.status) == (LATER, JournalStatus.POSTED)


@given(st.integers(300, LONGEST), st.integers(1, 12))
def test_the_name_of_a_mirror_holds_the_report_and_is_not_too_long(
    length: int, revision: int
) -> None:
    name = f"Expensify R1 · {'x' * length}"[:LONGEST]
    given_posting = posting(journal=replace(JOURNAL, narration=name), revision=revision)

    mirror = mirrored(given_posting, JOURNAL, LATER)

    assert mirror.narration.startswith("Reversal of Expensify R1")
    assert len(mirror.narration) <= LONGEST
    if len(mirror.narration) < len("Reversal of ") + len(name) and revision > 1:
        assert mirror.narration.endswith(f"… · R1 · revision {revision}")


def test_what_is_not_undone_is_as_it_was_before() -> None:
    plan = planned(posting(State.DRAFT), DRAFT, BOOKS, today=TODAY)
    under_way = begun(plan.posting, plan, again=True)

    back = not_undone(under_way, "No.")

    assert (under_way.state, back.state) == (State.REVERSING, State.DRAFT)
    assert (back.reversal, back.why) == (None, "No.")


def test_a_report_that_changed_meanwhile_is_changed_when_it_is_not_undone() -> None:
    plan = planned(posting(), JOURNAL, BOOKS, today=TODAY)
    problem = Problem(Code.CHANGED_IN_EXPENSIFY, "Gone.")
    under_way = replace(begun(plan.posting, plan, again=False), problems=(problem,))

    assert not_undone(under_way, "").state is State.CHANGED


@pytest.mark.parametrize(
    ("journal", "expected"), [(JOURNAL, State.POSTED), (DRAFT, State.DRAFT)]
)
def test_a_report_that_changed_back_meanwhile_is_posted_when_it_is_not_undone(
    journal: Journal, expected: State
) -> None:
    plan = planned(posting(State.CHANGED, journal), JOURNAL, BOOKS, today=TODAY)

    assert not_undone(begun(plan.posting, plan, again=False), "").state is expected


def test_what_is_undone_knows_its_mirror() -> None:
    plan = planned(posting(), JOURNAL, BOOKS, today=TODAY, on=LATER)

    done = undone(begun(plan.posting, plan, again=False), "x-2")

    assert done.state is State.REVERSED
    assert done.reversal is not None
    assert (done.reversal.xero_id, done.reversal.mirror) == ("x-2", plan.mirror)
