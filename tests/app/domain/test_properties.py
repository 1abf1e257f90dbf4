"""What holds for every report, whatever people and services put into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.books import AccountCode
from app.domain.expenses import Expense, Report, effective
from app.domain.journals import Journal
from app.domain.narration import LONGEST
from app.domain.postings import State
from app.domain.preparing import Computed, Preparer
from app.domain.problems import Severity
from app.domain.setup import (
    DEFAULT_NARRATION,
    CategoryRule,
    DateRule,
    LockRule,
    PostingRules,
    Setup,
    TagRule,
    TaxMapping,
    TaxRule,
)
from tests.app.domain.examples import BOOKS, EXPENSE, REPORT, SETUP, TODAY, WORKSPACE

TEXT = st.text(st.characters(), max_size=12)
MINOR = st.integers(-(10**9), 10**9)
DAYS = st.none() | st.dates()

SOUND_EXPENSES = st.builds(
    replace,
    st.just(EXPENSE),
    category=st.sampled_from(["Travel", " meals ", "MEALS"]),
    merchant=TEXT,
    currency=st.sampled_from(["GBP", "NOK"]),
    amount=MINOR,
    converted=MINOR,
    modified=st.just(0) | MINOR,
    tags=st.sampled_from([(), ("Sales",), ("sales ", "Beta"), ("", "alpha")]),
    reimbursable=st.booleans(),
    tax_code=st.sampled_from(["", "R5"]),
)
ANY_EXPENSES = SOUND_EXPENSES | st.builds(
    Expense,
    id=TEXT,
    merchant=TEXT,
    category=TEXT | st.sampled_from(["Travel", "Telex", "Cash", "Ghosts"]),
    currency=TEXT,
    amount=st.integers(),
    converted=st.none() | st.integers(),
    modified=st.integers(),
    spent=DAYS,
    tags=st.lists(TEXT | st.just("Old Press"), max_size=3).map(tuple),
    reimbursable=st.booleans(),
    tax_name=TEXT,
    tax_code=TEXT,
)


@st.composite
def sound_reports(draw: st.DrawFn) -> Report:
    """Give a report in which nothing is wrong."""
    drawn = draw(st.lists(SOUND_EXPENSES, max_size=8))
    expenses = tuple(replace(x, id=f"e{number}") for number, x in enumerate(drawn))
    total = sum(effective(x, "GBP") for x in expenses)
    return replace(REPORT, name=draw(TEXT), expenses=expenses, total=total)


ANY_REPORTS = st.builds(
    Report,
    id=TEXT,
    name=TEXT,
    workspace_id=TEXT,
    currency=st.just("GBP") | TEXT,
    total=st.integers(),
    status=TEXT,
    submitter=TEXT,
    submitter_email=TEXT,
    approved=DAYS,
    expenses=st.lists(ANY_EXPENSES, max_size=6).map(tuple),
    kind=TEXT | st.sampled_from(["bill", "INVOICE"]),
    created=DAYS,
    submitted=DAYS,
    reimbursed=DAYS,
    unreadable=st.lists(TEXT, max_size=2).map(tuple),
)
RULES = st.builds(
    PostingRules,
    clearing_account=st.sampled_from(["801", "420", ""]).map(AccountCode),
    card_clearing_account=st.sampled_from(["801", "802"]).map(AccountCode),
    date_rule=st.sampled_from(DateRule),
    lock_rule=st.sampled_from(LockRule),
    tax=st.sampled_from(TaxRule),
    narration=st.sampled_from([DEFAULT_NARRATION, "{report_name}", "", "{"]) | TEXT,
)
SETUPS = st.builds(
    Setup,
    RULES,
    categories=st.just(SETUP.categories)
    | st.just((CategoryRule("", AccountCode("400")),)),
    tags=st.just(SETUP.tags)
    | st.builds(TagRule, st.integers(-1, 9), TEXT, st.booleans()).map(lambda x: (x,)),
    taxes=st.builds(TaxMapping, TEXT, TEXT).map(lambda x: (x,)),
)
SOUND_RULES = st.builds(
    PostingRules,
    clearing_account=st.just(AccountCode("801")),
    card_clearing_account=st.sampled_from(["801", "802"]).map(AccountCode),
    tax=st.sampled_from(TaxRule),
    narration=st.sampled_from([DEFAULT_NARRATION, "{report_name}"]),
)
SOUND_SETUPS = st.builds(
    replace,
    st.just(SETUP),
    posting=SOUND_RULES,
    taxes=st.just((TaxMapping("R5", "RRINPUT"),)),
)
LOCKS = st.sampled_from([None, date(2026, 7, 31), date(2026, 12, 31)])


def _prepared(report: Report, setup: Setup, lock: date | None = None) -> Computed:
    books = replace(BOOKS, organisation=replace(BOOKS.organisation, period_lock=lock))
    return Preparer(setup, books, WORKSPACE).prepare(report, today=TODAY)


@given(ANY_REPORTS, SETUPS, LOCKS)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_every_report_can_be_prepared(
    report: Report, setup: Setup, lock: date | None
) -> None:
    computed = _prepared(report, setup, lock)

    blocking = any(x.severity is Severity.BLOCKING for x in computed.problems)
    assert blocking == (computed.state is State.BLOCKED)
    assert (computed.state is State.READY) <= (computed.journal is not None)
    assert (computed.state is State.NOTHING_TO_POST) <= (computed.journal is None)
    assert computed.state in {State.BLOCKED, State.READY, State.NOTHING_TO_POST}


@given(ANY_REPORTS, SETUPS, LOCKS)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_every_journal_balances_and_has_no_empty_line(
    report: Report, setup: Setup, lock: date | None
) -> None:
    journal = _prepared(report, setup, lock).journal

    if journal is not None:
        assert journal.balanced
        assert len(journal.lines) >= 2
        assert all(line.minor for line in journal.lines)


@given(ANY_REPORTS, SETUPS)
def test_every_narration_can_be_searched_for(report: Report, setup: Setup) -> None:
    journal = _prepared(replace(report, id=REPORT.id), setup).journal

    if journal is not None:
        assert REPORT.id in journal.narration
        assert len(journal.narration) <= LONGEST
        assert not {'"', "\\"} & set(journal.narration)


@given(sound_reports(), SOUND_SETUPS)
def test_no_cent_is_lost_or_made(report: Report, setup: Setup) -> None:
    computed = _prepared(report, setup)

    debits, clearing = _parted(computed.journal, report.expenses)
    assert computed.problems == ()
    assert debits == report.total
    assert clearing == -report.total


def _parted(journal: Journal | None, expenses: Sequence[Expense]) -> tuple[int, int]:
    """Add up the debit and the clearing lines, each checked against its expenses."""
    if journal is None:
        return 0, 0
    counts = {x.id: effective(x, journal.currency) for x in expenses}
    debits = [x for x in journal.lines if x.account in {"400", "410"}]
    clearing = [x for x in journal.lines if x not in debits]
    for sign, lines in ((1, debits), (-1, clearing)):
        for line in lines:
            assert line.minor == sign * sum(counts[x] for x in line.expenses)
        behind = [x for line in lines for x in line.expenses]
        assert len(behind) == len(set(behind))
    return sum(x.minor for x in debits), sum(x.minor for x in clearing)


@given(sound_reports(), SOUND_SETUPS, st.randoms(use_true_random=False))
def test_the_order_of_expenses_does_not_matter(
    report: Report, setup: Setup, random: Random
) -> None:
    shuffled = random.sample(report.expenses, len(report.expenses))

    one = _prepared(report, setup).journal
    other = _prepared(replace(report, expenses=tuple(shuffled)), setup).journal

    assert (one and one.fingerprint) == (other and other.fingerprint)


@given(st.lists(ANY_REPORTS, min_size=1, max_size=3), SETUPS, LOCKS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_same_report_comes_out_the_same_alone_and_among_others(
    reports: list[Report], setup: Setup, lock: date | None
) -> None:
    books = replace(BOOKS, organisation=replace(BOOKS.organisation, period_lock=lock))
    shared = Preparer(setup, books, WORKSPACE)

    for report in (*reports, *reports):
        assert shared.prepare(report, today=TODAY) == _prepared(report, setup, lock)
