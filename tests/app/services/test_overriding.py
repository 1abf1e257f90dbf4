"""Journals changed by hand: at once, through a sync, into Xero, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import AccountCode
from app.domain.expenses import Report
from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.overrides import Override, Recode, Side
from app.domain.postings import Posting, PostingId, State
from app.domain.problems import Code
from app.errors import InputError
from app.ports.expensify import Pull
from app.services.review import Review
from app.services.watching import Watching
from tests.app.services.conftest import Firm
from tests.fakes.examples import CONNECTION, expense, report, unmapped

MEALS = AccountCode("420")
BOTH = Recode(("1", "2"), account=MEALS)


def trip() -> Report:
    return report("R1", expense(1250), expense(750, number=2))


def accounts(posting: Posting) -> list[str]:
    assert posting.journal is not None
    return [line.account for line in posting.journal.lines]


def override(firm: Firm) -> Override | None:
    with firm.store.work() as work:
        return work.overrides.of(CONNECTION.id).get(trip().id)


def last_detail(firm: Firm) -> str:
    with firm.store.work() as work:
        return work.history.page(HistoryQuery(report_id="R1")).events[0].event.detail


@pytest.fixture
def pulled(firm: Firm) -> Firm:
    firm.pull(trip())
    return firm


def recode(firm: Firm, what: Recode = BOTH, why: str = "client dinner") -> Posting:
    return firm.overriding.recode(firm.posting().id, what, why)


def test_a_line_is_recoded_at_once_and_the_reason_is_kept(pulled: Firm) -> None:
    changed = recode(pulled)

    assert accounts(changed) == ["420", "801"]
    assert changed.state is State.READY
    assert pulled.story()[-1] is What.CHANGED_BY_HAND
    said = "2 expenses, 20.00 GBP: account 420 Entertainment: client dinner."
    assert last_detail(pulled) == said


def test_preview_posting_and_ledger_agree(pulled: Firm) -> None:
    recode(pulled, Recode(("2",), account=MEALS))

    shown = Review(pulled.source.read, pulled.work).detail(pulled.posting().id)
    (posted,) = pulled.post()

    assert posted.state is State.POSTED
    assert posted.journal == shown.posting.journal
    [held] = pulled.ledger.journals.values()
    assert [(x.account, x.minor) for x in held.lines] == [
        ("420", 750),
        ("493", 1250),
        ("801", -2000),
    ]


def test_a_day_is_changed_unless_it_is_locked(pulled: Firm) -> None:
    changed = pulled.overriding.redate(
        pulled.posting().id, date(2026, 10, 31), "month end"
    )

    assert changed.journal is not None
    assert changed.journal.dated == date(2026, 10, 31)
    with pytest.raises(InputError, match="locked in Xero, up to 31 May 2026"):
        pulled.overriding.redate(pulled.posting().id, date(2026, 5, 31), "no")
    assert pulled.posting().journal == changed.journal


def test_changes_survive_a_sync_of_the_same_content(pulled: Firm) -> None:
    recode(pulled)

    pulled.pull(replace(trip(), reimbursed=date(2026, 10, 30), status="Reimbursed"))

    assert accounts(pulled.posting()) == ["420", "801"]
    assert pulled.state() is State.READY


def test_another_content_is_put_before_the_person(pulled: Firm) -> None:
    recode(pulled)
    less = report("R1", expense(1250), expense(700, number=2))

    pulled.pull(less)
    asked = pulled.posting()
    pulled.post()

    assert asked.state is State.BLOCKED
    assert asked.codes == (Code.CHANGE_TO_CONFIRM,)
    assert pulled.ledger.journals == {}
    kept = pulled.overriding.keep(asked.id)
    assert kept.state is State.READY
    assert accounts(kept) == ["420", "801"]
    assert kept.journal is not None
    assert kept.journal.debits == 1950


def test_changes_that_are_taken_back_leave_the_mapping(pulled: Firm) -> None:
    recode(pulled)
    pulled.pull(report("R1", expense(1250), expense(700, number=2)))
    made = override(pulled)
    assert made is not None

    back = pulled.overriding.undo(pulled.posting().id, made.changes)

    assert back.state is State.READY
    assert accounts(back) == ["493", "801"]
    assert override(pulled) is None
    assert pulled.story()[-1] is What.CHANGE_UNDONE


def test_an_unmapped_expense_is_helped_without_a_mapping(firm: Firm) -> None:
    firm.pull(unmapped("R1"))

    changed = recode(firm, Recode(("1",), account=MEALS))

    assert changed.state is State.READY
    assert accounts(changed) == ["420", "801"]


def test_a_sync_that_began_before_does_not_lose_a_change(pulled: Firm) -> None:
    """The change is made while a sync has its reference data already."""
    watching = Watching(pulled.preparation, pulled.work, pulled.scribe)
    stale = pulled.sync.reference(CONNECTION)
    recode(pulled)
    pulled.source.put(replace(trip(), status="Reimbursed"))

    pull = Pull(CONNECTION.workspace_id, report_ids=(trip().id,))
    with pulled.source.pull(pull, pulled.told.append) as raws:
        moved = watching.look(stale, list(raws))

    assert moved == 1
    assert accounts(pulled.posting()) == ["420", "801"]


def test_a_posted_journal_stays_until_it_is_replayed(pulled: Firm) -> None:
    pulled.post()

    after = recode(pulled)
    replayed = pulled.replay()

    assert after.state is State.POSTED
    assert accounts(after) == ["493", "801"]
    assert [x.refusal for x in replayed] == [""]
    assert accounts(pulled.posting()) == ["420", "801"]
    assert pulled.posting().revision == 2


def test_a_change_made_after_posting_does_not_make_it_changed_in_expensify(
    pulled: Firm,
) -> None:
    recode(pulled)
    pulled.post()

    pulled.pull(replace(trip(), status="Reimbursed"))

    assert pulled.state() is State.POSTED


@pytest.mark.parametrize(
    ("what", "why", "words"),
    [
        (BOTH, " ", "A reason is needed"),
        (Recode(("1",)), "x", "Nothing is changed"),
        (Recode(("9",), account=MEALS), "x", "no expense 9"),
        (Recode((), account=MEALS), "x", "Name the expenses"),
        (Recode(("1",), account=AccountCode("999")), "x", "not in Xero"),
        (Recode(("1",), tracking=(("Department", "Old"),)), "x", "no option"),
        (Recode(("1",), tax_type="INPUT2"), "x", "cannot be used"),
        (Recode(("1",), Side.CLEARING, tracking=(("Department", ""),)), "x", "only"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    pulled: Firm, what: Recode, why: str, words: str
) -> None:
    before = pulled.posting()

    with pytest.raises(InputError, match=words):
        recode(pulled, what, why)

    assert pulled.posting() == before
    assert override(pulled) is None


def test_what_is_elsewhere_or_unknown_cannot_be_changed(pulled: Firm) -> None:
    pulled.holding.elsewhere([pulled.posting().id], "bill 7")

    with pytest.raises(InputError, match="posted elsewhere"):
        recode(pulled)
    with pytest.raises(InputError, match="no posting"):
        pulled.overriding.recode(PostingId("x"), BOTH, "y")
    with pytest.raises(InputError, match="no posting"):
        pulled.overriding.choices(PostingId("x"))
