"""The form of a posting policy: rules in, rules out, and a live example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.books import AccountCode
from app.domain.policy import PolicyOffer
from app.domain.setup import DateRule, JournalStatus, LockRule, PostingRules, TaxRule
from tests.app.domain.examples import BOOKS, REPORT, RULES
from ui.widgets.policy_form import PolicyForm

OFFER = PolicyOffer(BOOKS, "Head office", REPORT)


@pytest.fixture
def form(qtbot: QtBot) -> PolicyForm:
    made = PolicyForm()
    qtbot.addWidget(made)
    made.show_rules(RULES, OFFER)
    return made


def test_what_goes_in_comes_out(form: PolicyForm) -> None:
    rules = PostingRules(
        AccountCode("802"),
        AccountCode("802"),
        JournalStatus.DRAFT,
        DateRule.PERIOD_END,
        LockRule.DRAFT,
        TaxRule.INCLUSIVE,
        cash_basis=False,
        narration="{report_id}",
    )

    form.show_rules(rules, OFFER)
    form.cash.toggle()

    assert form.rules == replace(rules, cash_basis=True)


def test_only_allowed_accounts_are_offered(form: PolicyForm) -> None:
    offered = [form.clearing.itemText(at) for at in range(form.clearing.count())]

    assert offered[:2] == ["801 Expenses clearing", "802 Card clearing"]
    assert not [words for words in offered if words.startswith(("090", "610", "420"))]


def test_an_account_is_found_by_typing(form: PolicyForm) -> None:
    form.clearing.setCurrentText("400")
    lacking = form.lack
    edit = form.clearing.lineEdit()
    assert edit is not None
    edit.clear()
    QTest.keyClicks(edit, "802 Card clearing")

    assert lacking.startswith("Choose")
    assert form.rules is not None
    assert form.rules.clearing_account == "802"
    assert form.lack == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [("802", "802"), ("card cl", "802"), ("clearing", ""), ("zz", "")],
)
def test_what_is_typed_is_made_whole_where_it_can_mean_one_only(
    form: PolicyForm, typed: str, code: str
) -> None:
    edit = form.clearing.lineEdit()
    assert edit is not None
    edit.clear()
    QTest.keyClicks(edit, typed)
    QTest.keyClick(edit, Qt.Key.Key_Return)

    assert form.rules is not None
    assert form.rules.clearing_account == code


def test_one_account_clears_all_unless_cards_have_their_own(form: PolicyForm) -> None:
    form.has_card.setChecked(False)

    assert form.rules is not None
    assert form.rules.card_clearing_account == "801"
    assert not form.card.isEnabled()


def test_the_example_follows_every_key(form: PolicyForm) -> None:
    form.narration.edit.clear()
    QTest.keyClicks(form.narration.edit, "Trip of {submitter}")
    told = form.example_words
    QTest.keyClicks(form.narration.edit, " {nobody}")

    assert told.endswith("Trip of Ann Lee · R00AbCdEfGhI")
    assert "nobody" in form.example_words
    assert form.lack.startswith("The narration")


def test_a_name_is_put_in_where_the_cursor_is(form: PolicyForm) -> None:
    menu = form.narration.insert.menu()
    assert menu is not None
    form.narration.edit.setText("For ")

    next(x for x in menu.actions() if x.text() == "Month of approval").trigger()

    assert form.narration.template == "For {period}"
    assert "For Aug 2026" in form.example_words


def test_the_example_says_what_a_locked_period_does(form: PolicyForm) -> None:
    locked = replace(BOOKS.organisation, year_lock=date(2026, 8, 31))
    offer = replace(OFFER, books=replace(BOOKS, organisation=locked))

    form.show_rules(RULES, offer)
    held = form.example_words
    form.lock.setCurrentIndex(form.lock.findData(LockRule.FIRST_OPEN_DAY.value))

    assert "once the period is open" in held
    assert "posted; 31 Aug 2026 is locked" in form.example_words


def test_without_a_report_the_example_waits(form: PolicyForm) -> None:
    form.show_rules(RULES, replace(OFFER, report=None))

    assert form.example_words.startswith("Example\nNo report was approved lately")
    assert form.lack == ""
