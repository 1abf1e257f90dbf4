"""Rules for posting: what is offered, what is lacking, what comes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import Account, AccountCode, Books
from app.domain.narration import NarrationError
from app.domain.policy import (
    PolicyOffer,
    clearing_accounts,
    example,
    first_rules,
    lacking,
    with_accounts,
)
from app.domain.setup import DateRule, JournalStatus, LockRule
from tests.app.domain.examples import BOOKS, REPORT, RULES, TODAY, prepared
from tests.app.domain.examples import SETUP as SETUP_

OFFER = PolicyOffer(BOOKS, "Head office", REPORT)


def _liability(code: str, name: str, system: str = "") -> Account:
    return Account(
        code,
        AccountCode(code),
        name,
        "CURRLIAB",
        "LIABILITY",
        active=True,
        system=system,
    )


def _books(*accounts: Account) -> Books:
    return replace(BOOKS, accounts=accounts)


def test_only_accounts_that_take_journals_are_offered_and_what_is_owed_first() -> None:
    codes = [account.code for account in clearing_accounts(BOOKS)]

    assert codes == ["801", "802", "400", "410"]


def test_xeros_own_accounts_come_after_the_others() -> None:
    books = _books(
        _liability("100", "Rounding", "ROUNDING"), _liability("900", "Owed to staff")
    )

    assert [a.code for a in clearing_accounts(books)] == ["900", "100"]


def test_the_first_rules_clear_by_name() -> None:
    rules = first_rules(BOOKS)

    assert rules.clearing_account == "801"
    assert rules.card_clearing_account == "802"


def test_without_an_account_for_cards_one_account_clears_all() -> None:
    books = _books(_liability("700", "Loan"), _liability("801", "Staff expenses owed"))

    rules = first_rules(books)

    assert rules.clearing_account == rules.card_clearing_account == "801"


def test_no_account_is_guessed_where_no_name_speaks_for_one() -> None:
    assert first_rules(_books(_liability("700", "Loan"))).clearing_account == ""


@pytest.mark.parametrize(
    ("books", "said"),
    [
        (_books(), "has no account that can clear"),
        (_books(_liability("700", "Loan")), "Account 801, which the clearing account"),
    ],
)
def test_what_is_lacking_is_said(books: Books, said: str) -> None:
    assert said in lacking(RULES, books)


def test_an_account_must_be_chosen() -> None:
    none = AccountCode("")

    assert lacking(with_accounts(RULES, none, None), BOOKS).startswith("Choose")
    assert lacking(RULES, BOOKS) == ""


def test_a_wrong_template_is_lacking_and_has_no_example() -> None:
    rules = replace(RULES, narration="For {nobody}")

    assert lacking(rules, BOOKS).startswith("The narration")
    with pytest.raises(NarrationError):
        example(rules, REPORT, OFFER, TODAY)


def test_the_example_is_what_the_journal_will_be() -> None:
    made = example(RULES, REPORT, OFFER, TODAY)
    journal = prepared().journal

    assert journal is not None
    assert (made.narration, made.dated, made.status) == (
        journal.narration,
        journal.dated,
        JournalStatus.POSTED,
    )


def test_the_example_of_a_locked_day_moves_or_stays_as_the_rule_says() -> None:
    locked = replace(BOOKS.organisation, period_lock=date(2026, 8, 31))
    books = replace(BOOKS, organisation=locked)
    offer = replace(OFFER, books=books)
    moving = replace(RULES, lock_rule=LockRule.FIRST_OPEN_DAY)
    journal = prepared(setup=replace(SETUP_, posting=moving), books=books).journal

    moved = example(moving, REPORT, offer, TODAY)
    held = example(RULES, REPORT, offer, TODAY)

    assert journal is not None
    assert moved.moved_from == date(2026, 8, 31)
    assert (moved.dated, moved.narration) == (journal.dated, journal.narration)
    assert held.locked
    assert held.dated == date(2026, 8, 31)


def test_a_report_without_the_day_that_is_asked_for_has_none() -> None:
    rules = replace(RULES, date_rule=DateRule.REIMBURSED)
    unpaid = replace(REPORT, reimbursed=None)

    assert example(rules, unpaid, OFFER, TODAY).dated is None
