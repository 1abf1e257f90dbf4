"""The close of a period: it fills itself, and is signed by a person."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.books import AccountCode
from app.domain.calendars import month_of
from app.domain.closing.accruals import Progress
from app.domain.closing.checklist import Close, Wish
from app.domain.closing.clearance import Age
from app.domain.closing.lateness import Why
from app.domain.closing.steps import Standing, Step
from app.domain.expenses import Report, Workspace
from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.overrides import Recode, Side
from app.domain.setup import ConnectionId
from app.errors import InputError, LostAnswerError, OfflineError, RefusedError
from app.services.closing import Closer
from app.services.completeness import Reckoner
from tests.app.services.conftest import Firm
from tests.fakes.examples import (
    BOOKS,
    CONNECTION,
    ORGANISATION,
    SETUP,
    account,
    approved_on,
    expense,
    report,
    unmapped,
)
from tests.fakes.expensify import FakeSource
from tests.fakes.killing import Killed

OCTOBER = month_of(date(2026, 10, 5))


def survey(firm: Firm, *, asking: bool = True) -> Close:
    wish = Wish(CONNECTION.id, OCTOBER, asking=asking)
    return firm.closer.survey(wish, tell=firm.told.append, stop=firm.stop)


def standing(close: Close, step: Step) -> Standing:
    return next(item.standing for item in close.items if item.step is step)


def said(close: Close, step: Step) -> str:
    return next(item.said for item in close.items if item.step is step)


def later(report_id: str, minor: int = 1250) -> Report:
    """Spent in October, approved in November."""
    return approved_on(report(report_id, expense(minor)), date(2026, 11, 9))


def submitted(report_id: str, status: str = "Submitted") -> Report:
    return replace(report(report_id), status=status, approved=None)


def test_a_month_with_everything_done_needs_only_the_lock(firm: Firm) -> None:
    firm.pull(report("R1"), report("R2", expense(900)))
    firm.post()

    close = survey(firm)

    assert close.open_steps == (Step.LOCKED,)
    assert said(close, Step.POSTED) == "2 reports, 21.50 GBP posted."
    assert said(close, Step.CLEARED) == "21.50 GBP still owed on 2 reports."


def test_a_lock_date_set_in_xero_is_seen(firm: Firm) -> None:
    firm.pull(report("R1"))
    firm.post()
    locked = replace(ORGANISATION, period_lock=OCTOBER.last)
    firm.ledger.now_books = replace(BOOKS, organisation=locked)

    close = survey(firm)

    assert close.open_steps == ()


def test_what_waits_is_named_with_its_money(firm: Firm) -> None:
    firm.pull(report("R1"), unmapped("R2"))

    close = survey(firm)

    assert standing(close, Step.POSTED) is Standing.ATTENTION
    assert (
        said(close, Step.POSTED)
        == "Ready 1 report, 12.50 GBP; Needs attention 1 report, 9.00 GBP."
    )


def test_later_and_unapproved_reports_are_listed(firm: Firm) -> None:
    firm.pull(report("R1"), later("R2", 3000))
    firm.source.put(submitted("R3"))
    firm.source.put(submitted("R4", "Open"))

    close = survey(firm)

    assert {x.report.id: x.why for x in close.late} == {
        "R2": Why.BOOKED_LATER,
        "R3": Why.WAITING,
        "R4": Why.OPEN,
    }
    assert said(close, Step.CUT_OFF) == (
        "Listed: 1 approved, booked later, 1 submitted, not approved, 1 not submitted."
    )


def test_what_was_spent_after_the_period_is_not_late(firm: Firm) -> None:
    after = replace(expense(500), spent=date(2026, 11, 2))
    firm.pull(approved_on(report("R1", after, expense(700)), date(2026, 11, 9)))

    close = survey(firm)

    assert [x.minor for x in close.late] == [700]


def test_without_asking_the_cut_off_is_not_known(firm: Firm) -> None:
    firm.pull(later("R2"))
    firm.source.put(submitted("R3"))
    asked = len(firm.source.pulls)

    close = survey(firm, asking=False)

    assert standing(close, Step.CUT_OFF) is Standing.UNKNOWN
    assert [x.report.id for x in close.late] == ["R2"]
    assert len(firm.source.pulls) == asked


def test_an_accrual_is_two_drafts_a_day_apart(firm: Firm) -> None:
    firm.pull(later("R2", 3000))
    firm.source.put(submitted("R3"))
    firm.source.put(submitted("R4", "Open"))

    booked = firm.accruer.book(survey(firm), stop=firm.stop)

    held = [firm.ledger.journals[xero_id] for xero_id in booked.xero_ids]
    assert [(x.status, x.dated) for x in held] == [
        ("DRAFT", date(2026, 10, 31)),
        ("DRAFT", date(2026, 11, 1)),
    ]
    assert [(x.account, x.minor) for x in held[0].lines] == [
        ("493", 4250),
        ("801", -4250),
    ]
    assert [x.minor for x in held[1].lines] == [-4250, 4250]
    assert standing(survey(firm), Step.ACCRUED) is Standing.DONE


def test_an_accrual_goes_where_a_journal_was_changed_to_by_hand(firm: Firm) -> None:
    firm.pull(later("R1"), later("R2", 500))
    recode = Recode(("1",), account=AccountCode("420"), tracking=(("Department", ""),))
    firm.overriding.recode(firm.posting("R1").id, recode, "A meal")

    accrual = survey(firm).accrual

    assert accrual is not None
    lines = [(x.account, x.tracking, x.minor) for x in accrual.journal.lines]
    assert lines == [
        ("420", (), 1250),
        ("493", (("Department", "Sales"),), 500),
        ("801", (), -1750),
    ]


def test_an_accrual_is_never_made_twice(firm: Firm) -> None:
    firm.pull(later("R2"))
    close = survey(firm)
    firm.accruer.book(close, stop=firm.stop)

    with pytest.raises(InputError, match="accrued already"):
        firm.accruer.book(close, stop=firm.stop)

    assert len(firm.ledger.journals) == 2


def test_an_accrual_whose_answer_was_lost_is_found_again(firm: Firm) -> None:
    firm.pull(later("R2"))
    firm.ledger.lose.append(LostAnswerError("cut"))

    booked = firm.accruer.book(survey(firm), stop=firm.stop)

    assert booked.progress is Progress.DRAFTED
    assert len(firm.ledger.journals) == 2


def test_an_accrual_that_never_arrived_is_sent_again_by_hand(firm: Firm) -> None:
    firm.pull(later("R2"))
    firm.ledger.fail.append(LostAnswerError("cut"))

    failed = firm.accruer.book(survey(firm), stop=firm.stop)
    again = firm.accruer.book(survey(firm), stop=firm.stop)

    assert (failed.progress, again.progress) == (Progress.FAILED, Progress.DRAFTED)
    assert firm.stop.waited
    assert len(firm.ledger.journals) == 2


@pytest.mark.parametrize("moment", range(1, 7))
def test_an_accrual_killed_at_any_moment_ends_in_xero_once(
    firm: Firm, moment: int
) -> None:
    firm.pull(later("R2"))
    close = survey(firm)
    firm.killer.at = firm.killer.passed + moment
    with pytest.raises(Killed):
        firm.accruer.book(close, stop=firm.stop)

    after = firm.restarted()
    close = survey(after)
    if standing(close, Step.ACCRUED) is not Standing.DONE:
        with suppress(InputError):  # it had come through
            after.accruer.book(close, stop=after.stop)

    assert len(firm.ledger.live) == 2
    assert standing(survey(after), Step.ACCRUED) is Standing.DONE


def test_a_refused_half_is_made_good_without_the_other_half_twice(firm: Firm) -> None:
    firm.pull(later("R2"))
    firm.ledger.refuse = lambda journal: "no" if "Reversal" in journal.narration else ""

    with pytest.raises(RefusedError):
        firm.accruer.book(survey(firm), stop=firm.stop)
    firm.ledger.refuse = lambda _journal: ""
    booked = firm.accruer.book(survey(firm), stop=firm.stop)

    assert booked.progress is Progress.DRAFTED
    assert len(firm.ledger.live) == 2


def test_no_connection_leaves_an_accrual_to_be_made_again(firm: Firm) -> None:
    firm.pull(later("R2"))
    firm.ledger.fail.append(OfflineError())

    with pytest.raises(OfflineError):
        firm.accruer.book(survey(firm), stop=firm.stop)

    assert firm.accruer.book(survey(firm), stop=firm.stop).progress is Progress.DRAFTED


def test_an_accrual_is_taken_back_and_made_anew_under_another_name(firm: Firm) -> None:
    firm.pull(later("R2"))
    first = firm.accruer.book(survey(firm), stop=firm.stop)
    firm.accruer.undo(CONNECTION.id, OCTOBER, stop=firm.stop)
    firm.pull(later("R5"))

    second = firm.accruer.book(survey(firm), stop=firm.stop)

    assert firm.ledger.journals[first.xero_ids[0]].status == "DELETED"
    assert second.revision == 2
    assert len(firm.ledger.live) == 2
    assert all("revision 2" in narration for narration in firm.ledger.live)


def test_drafts_deleted_in_xero_are_noticed(firm: Firm) -> None:
    firm.pull(later("R2"))
    booked = firm.accruer.book(survey(firm), stop=firm.stop)
    for xero_id in booked.xero_ids:
        firm.ledger.edit(xero_id, status="DELETED")

    close = survey(firm)

    assert standing(close, Step.ACCRUED) is Standing.ATTENTION
    assert said(close, Step.ACCRUED) == "12.50 GBP to accrue."


def test_an_accrual_that_is_no_longer_right_says_so(firm: Firm) -> None:
    firm.pull(later("R2"))
    firm.accruer.book(survey(firm), stop=firm.stop)
    firm.pull(later("R5"))

    close = survey(firm)

    assert standing(close, Step.ACCRUED) is Standing.ATTENTION
    assert "Today it would be 25.00 GBP." in said(close, Step.ACCRUED)


def test_a_locked_period_is_not_accrued_any_more(firm: Firm) -> None:
    firm.pull(later("R2"))
    locked = replace(ORGANISATION, period_lock=OCTOBER.last)
    firm.ledger.now_books = replace(BOOKS, organisation=locked)

    with pytest.raises(InputError, match="locked everything up to 31 Oct 2026"):
        firm.accruer.book(survey(firm), stop=firm.stop)

    assert not firm.ledger.journals


def test_costs_that_cannot_be_accrued_are_named(firm: Firm) -> None:
    firm.pull(later("R2"), approved_on(unmapped("R3"), date(2026, 11, 9)))

    close = survey(firm)

    assert close.accrual is not None
    assert close.accrual.reports == ("R2",)
    assert [(x.report_id, x.minor) for x in close.left_out] == [("R3", 900)]


def test_what_was_paid_back_is_no_longer_owed(firm: Firm) -> None:
    paid = replace(report("R1"), status="Reimbursed", reimbursed=date(2026, 10, 20))
    firm.pull(paid, report("R2", expense(900)))
    firm.post()

    (clearing, card) = survey(firm).clearing

    assert (clearing.posted, clearing.reimbursed, clearing.open) == (2150, 1250, 900)
    assert clearing.by_age[Age.TO_30] == 900
    assert (card.count, card.open) == (0, 0)


def test_what_a_person_sent_to_another_clearing_account_is_cleared_there(
    firm: Firm,
) -> None:
    paid = replace(report("R1"), status="Reimbursed", reimbursed=date(2026, 10, 20))
    firm.pull(paid)
    other = Recode(("1",), Side.CLEARING, AccountCode("803"))
    third = (*BOOKS.accounts, account("803", "Owed", "LIABILITY", "CURRLIAB"))
    firm.ledger.now_books = replace(BOOKS, accounts=third)
    firm.pull()
    firm.overriding.recode(firm.posting("R1").id, other, "It is a loan")
    firm.post()

    found = {x.account: (x.posted, x.reimbursed, x.open) for x in survey(firm).clearing}

    assert found == {"801": (0, 0, 0), "802": (0, 0, 0), "803": (1250, 1250, 0)}


def test_what_was_posted_by_older_rules_is_cleared_by_these(firm: Firm) -> None:
    paid = replace(report("R1"), status="Reimbursed", reimbursed=date(2026, 10, 20))
    firm.pull(paid)
    firm.post()
    rules = replace(SETUP.posting, clearing_account=AccountCode("802"))
    with firm.store.work() as work:
        event = firm.scribe.event(What.SETUP_CHANGED)
        newer = replace(SETUP, posting=rules)
        work.connections.save_setup(CONNECTION.id, newer, event)
        work.commit()

    found = {x.account: (x.posted, x.reimbursed, x.open) for x in survey(firm).clearing}

    assert found == {"802": (0, 0, 0), "801": (1250, 1250, 0)}


def test_a_report_paid_back_but_not_posted_needs_a_person(firm: Firm) -> None:
    firm.pull(replace(report("R1"), status="Reimbursed", reimbursed=date(2026, 10, 20)))

    close = survey(firm)

    assert standing(close, Step.CLEARED) is Standing.ATTENTION
    assert [x.report_id for x in close.clearing[0].overpaid] == ["R1"]


def test_company_card_expenses_are_open_nowhere(firm: Firm) -> None:
    firm.pull(report("R1", replace(expense(700), reimbursable=False)))
    firm.post()

    (_, card) = survey(firm).clearing

    assert (card.posted, card.card, card.open) == (700, 700, 0)


def test_a_sign_off_keeps_who_when_and_what_was_open(firm: Firm) -> None:
    firm.pull(report("R1"))
    firm.post()

    firm.closer.sign(survey(firm), " Bo  Keeper ", "as discussed")

    signed = survey(firm).sign_off
    assert signed is not None
    assert (signed.name, signed.remark) == ("Bo Keeper", "as discussed")
    assert signed.open_steps == ("locked",)
    with firm.store.work() as work:
        (kept,) = work.history.page(
            HistoryQuery(what=frozenset({What.SIGNED_OFF}))
        ).events
    assert (
        kept.event.detail
        == "October 2026 by Bo Keeper. Not done: period locked in Xero."
    )


def test_a_period_is_signed_off_once_until_that_is_taken_back(firm: Firm) -> None:
    firm.pull(report("R1"))
    firm.closer.sign(survey(firm), "Bo")

    with pytest.raises(InputError, match="signed off by Bo"):
        firm.closer.sign(survey(firm), "Cy")
    firm.closer.withdraw(CONNECTION.id, OCTOBER, "one more report")
    firm.closer.sign(survey(firm), "Cy")

    signed = survey(firm).sign_off
    assert signed is not None
    assert signed.name == "Cy"


def test_a_sign_off_needs_a_name_and_its_withdrawal_a_reason(firm: Firm) -> None:
    firm.pull(report("R1"))

    with pytest.raises(InputError, match="needs a name"):
        firm.closer.sign(survey(firm), "  ")
    firm.closer.sign(survey(firm), "Bo")
    with pytest.raises(InputError, match="needs a reason"):
        firm.closer.withdraw(CONNECTION.id, OCTOBER, " ")


def test_a_period_that_goes_on_cannot_be_closed(firm: Firm) -> None:
    firm.pull(report("R1"))
    wish = Wish(CONNECTION.id, month_of(firm.at.date()))

    with pytest.raises(InputError, match="It ends on 30 Nov 2026"):
        firm.closer.survey(wish, tell=firm.told.append, stop=firm.stop)


def test_a_sync_within_the_period_is_not_enough(firm: Firm) -> None:
    firm.at = datetime(2026, 10, 20, 9, tzinfo=UTC)
    firm.pull(report("R1"))
    firm.post()
    firm.at = datetime(2026, 11, 5, 9, tzinfo=UTC)

    assert standing(survey(firm), Step.PULLED) is Standing.ATTENTION


def test_an_unknown_connection_is_said_in_words(firm: Firm) -> None:
    wish = Wish(ConnectionId("nobody"), OCTOBER)

    with pytest.raises(InputError, match="not set up"):
        firm.closer.survey(wish, tell=firm.told.append, stop=firm.stop)


@pytest.mark.parametrize("asking", [True, False])
def test_each_stored_report_is_read_once(firm: Firm, *, asking: bool) -> None:
    firm.pull(report("R1"), report("R2"), later("R3"))
    firm.post("R1")
    read: list[bytes] = []

    def noted(raw: bytes, workspace: Workspace) -> Report:
        read.append(raw)
        return firm.source.read(raw, workspace)

    empty = FakeSource(firm.source.now_workspace)
    reckoner = Reckoner(lambda: empty, firm.work, noted, firm.scribe.now)
    closer = Closer(
        lambda: empty,
        firm.sync.reference,
        reckoner,
        firm.accruer,
        firm.work,
        noted,
        firm.scribe,
    )
    wish = Wish(CONNECTION.id, OCTOBER, asking=asking)

    closer.survey(wish, tell=firm.told.append, stop=firm.stop)

    assert Counter(read).most_common(1)[0][1] == 1
    assert len(read) == 3
