"""What a person changes in one journal, whatever the report is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.domain.books import AccountCode
from app.domain.expenses import Report, effective
from app.domain.overrides import (
    Override,
    Recode,
    Recoding,
    Redating,
    Side,
    changes_in,
    choices,
    content_of,
)
from app.domain.postings import State
from app.domain.preparing import Computed, Preparer
from app.domain.problems import Code
from app.domain.setup import LockRule, Setup, TaxRule
from tests.app.domain.examples import (
    BOOKS,
    EXPENSE,
    REPORT,
    SETUP,
    TODAY,
    WORKSPACE,
    codes,
    report_of,
)
from tests.app.domain.test_properties import SOUND_SETUPS, sound_reports

AT = datetime(2026, 9, 1, tzinfo=UTC)
OFFERED = choices(BOOKS, SETUP)
ACCOUNTS = st.sampled_from([None, *(x.code for x in OFFERED.accounts)])
DEPARTMENT = OFFERED.tracking[0]


def recoding(*expenses: str, **what: object) -> Recoding:
    return Recoding(Recode(expenses, **what), "why", "Bo", AT)  # type: ignore[arg-type]


def overridden(report: Report, *changes: Recoding | Redating) -> Override:
    made = Override(content_of(report))
    for change in changes:
        made = made.with_change(change)
    return made


def prepared(report: Report, override: Override, setup: Setup = SETUP) -> Computed:
    preparer = Preparer(setup, BOOKS, WORKSPACE)
    return preparer.prepare(report, today=TODAY, override=override)


@st.composite
def recodings(draw: st.DrawFn, report: Report) -> list[Recoding]:
    """Some changes of some expenses, each on one side."""
    ids = [x.id for x in report.expenses]
    made = []
    for _ in range(draw(st.integers(0, 4))):
        some = draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
        side = draw(st.sampled_from(Side))
        options = st.sampled_from(["", *(x.name for x in DEPARTMENT.options)])
        tracking = ((DEPARTMENT.name, draw(options)),) if draw(st.booleans()) else ()
        cost = side is Side.COST
        what = {"account": draw(ACCOUNTS), "tracking": tracking if cost else ()}
        made.append(recoding(*some, side=side, **what))
    return made


@given(st.data(), sound_reports(), SOUND_SETUPS)
def test_whatever_is_recoded_the_journal_balances_and_no_cent_is_lost(
    data: st.DataObject, report: Report, setup: Setup
) -> None:
    override = overridden(report, *data.draw(recodings(report)))

    journal = prepared(report, override, setup).journal

    worth = {x.id: effective(x, "GBP") for x in report.expenses}
    if journal is None:
        return
    assert journal.balanced
    assert all(line.minor for line in journal.lines)
    for sign, clearing in ((1, False), (-1, True)):
        lines = [x for x in journal.lines if x.clearing is clearing]
        for line in lines:
            assert line.minor == sign * sum(worth[x] for x in line.expenses)
        behind = [x for line in lines for x in line.expenses]
        assert len(behind) == len(set(behind))
        assert sum(x.minor for x in lines) == sign * report.total


@given(sound_reports(), SOUND_SETUPS)
def test_an_override_without_changes_changes_nothing(
    report: Report, setup: Setup
) -> None:
    plain = Preparer(setup, BOOKS, WORKSPACE).prepare(report, today=TODAY)

    assert prepared(report, overridden(report), setup) == plain


@given(st.data(), sound_reports())
def test_taking_every_change_back_gives_the_journal_of_the_mapping(
    data: st.DataObject, report: Report
) -> None:
    override = overridden(report, *data.draw(recodings(report)))
    for change in override.changes:
        override = override.without(change)

    plain = Preparer(SETUP, BOOKS, WORKSPACE).prepare(report, today=TODAY)
    assert prepared(report, override) == plain


def two() -> Report:
    return report_of(EXPENSE, EXPENSE)


def test_one_expense_leaves_the_line_that_it_was_added_up_in() -> None:
    report = two()
    change = recoding("e2", account=AccountCode("410"))

    journal = prepared(report, overridden(report, change)).journal

    assert journal is not None
    cost = {x.account: x.expenses for x in journal.lines if not x.clearing}
    assert cost == {"400": ("e1",), "410": ("e2",)}
    marked = [x for x in journal.lines if changes_in(x, overridden(report, change))]
    assert [x.account for x in marked] == ["410"]


def test_an_expense_that_nobody_mapped_is_helped_by_hand() -> None:
    report = report_of(replace(EXPENSE, category="Unheard of", tags=("New",)))
    account = recoding("e1", account=AccountCode("410"))
    option = DEPARTMENT.options[0].name
    tag = recoding("e1", tracking=((DEPARTMENT.name, option),))

    without = prepared(report, overridden(report))
    helped = prepared(report, overridden(report, account, tag))

    assert set(codes(without)) == {Code.CATEGORY_UNMAPPED, Code.TAG_UNKNOWN}
    assert helped.state is State.READY
    assert helped.journal is not None
    assert helped.journal.lines[0].account == "410"
    assert helped.journal.lines[0].tracking == ((DEPARTMENT.name, option),)


def test_a_clearing_account_is_changed_for_its_own_expenses_only() -> None:
    report = two()
    change = recoding("e2", side=Side.CLEARING, account=AccountCode("802"))

    journal = prepared(report, overridden(report, change)).journal

    assert journal is not None
    owed = {x.account: x.expenses for x in journal.lines if x.clearing}
    assert owed == {"801": ("e1",), "802": ("e2",)}


def test_a_chosen_account_that_was_archived_since_blocks() -> None:
    report = two()
    archived = next(x.code for x in BOOKS.accounts if x.code and not x.active)

    computed = prepared(report, overridden(report, recoding("e1", account=archived)))

    assert computed.state is State.BLOCKED
    assert Code.ACCOUNT_ARCHIVED in codes(computed)


def test_the_later_change_goes_over_the_earlier_field_by_field() -> None:
    report = two()
    option = DEPARTMENT.options[0].name
    first = recoding("e1", account=AccountCode("410"))
    then = recoding("e1", "e2", tracking=((DEPARTMENT.name, option),))

    journal = prepared(report, overridden(report, first, then)).journal

    assert journal is not None
    cost = {
        (x.account, dict(x.tracking).get(DEPARTMENT.name))
        for x in journal.lines
        if not x.clearing
    }
    assert cost == {("400", option), ("410", option)}


def test_a_day_by_hand_obeys_the_lock() -> None:
    books = replace(
        BOOKS, organisation=replace(BOOKS.organisation, period_lock=date(2026, 9, 30))
    )
    redated = overridden(REPORT, Redating(date(2026, 9, 10), "why", "Bo", AT))
    found = {}
    for rule in LockRule:
        setup = replace(SETUP, posting=replace(SETUP.posting, lock_rule=rule))
        found[rule] = Preparer(setup, books, WORKSPACE).prepare(
            REPORT, today=TODAY, override=redated
        )

    assert found[LockRule.HOLD].state is State.BLOCKED
    assert found[LockRule.FIRST_OPEN_DAY].dated == date(2026, 10, 1)
    moved = found[LockRule.FIRST_OPEN_DAY].journal
    assert moved is not None
    assert "10 Sep 2026" in moved.narration or "2026-09-10" in moved.narration


def test_another_content_has_to_be_confirmed() -> None:
    report = two()
    override = overridden(report, recoding("e1", "e2", account=AccountCode("410")))
    paid = replace(report, reimbursed=date(2026, 9, 9), status="Reimbursed")
    less = report_of(report.expenses[0])

    assert prepared(paid, override).state is State.READY
    changed = prepared(less, override)
    assert changed.state is State.BLOCKED
    assert codes(changed) == [Code.CHANGE_TO_CONFIRM]
    assert prepared(less, override.kept_for(less)).state is State.READY
    assert override.kept_for(less).recodings[0].what.expenses == ("e1",)


def test_tax_follows_the_account_unless_it_was_chosen() -> None:
    taxed = replace(SETUP, posting=replace(SETUP.posting, tax=TaxRule.INCLUSIVE))
    report = report_of(EXPENSE)
    account = recoding("e1", account=AccountCode("410"))
    rate = recoding("e1", tax_type="NONE")

    by_account = prepared(report, overridden(report, account), taxed).journal
    chosen = prepared(report, overridden(report, account, rate), taxed).journal
    untaxed = prepared(
        report, overridden(report, recoding("e1", tax_type="INPUT2")), SETUP
    ).journal

    assert by_account is not None
    assert chosen is not None
    assert untaxed is not None
    usual = next(x.tax_type for x in BOOKS.accounts if x.code == "410")
    assert by_account.lines[0].tax_type == usual
    assert chosen.lines[0].tax_type == "NONE"
    assert untaxed.lines[0].tax_type == "NONE"


def test_only_what_can_be_posted_to_is_offered() -> None:
    assert all(x.active and x.takes_journals for x in OFFERED.accounts)
    assert all(o.active for x in OFFERED.tracking for o in x.options)
    assert OFFERED.tax_rates == ()
    assert OFFERED.refusal(Recode(("a",))) == "Nothing is changed by this."
    assert "takes no journals" in OFFERED.refusal(
        Recode(("a",), account=AccountCode("090"))
    )
    assert "no option" in OFFERED.refusal(
        Recode(("a",), tracking=((DEPARTMENT.name, "Nowhere"),))
    )
    assert "no tracking category" in OFFERED.refusal(
        Recode(("a",), tracking=(("Mood", "Sunny"),))
    )
    assert "only the account" in OFFERED.refusal(
        Recode(("a",), side=Side.CLEARING, tracking=((DEPARTMENT.name, ""),))
    )
