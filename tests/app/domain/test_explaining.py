"""Why each line of a journal is as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.books import AccountCode
from app.domain.explaining import ExplainedLine, explained
from app.domain.journals import Journal
from app.domain.preparing import Preparer
from app.domain.setup import CategoryRule, Setup, TaxMapping, TaxRule
from tests.fakes.examples import BOOKS, SETUP, WORKSPACE, expense, report

ARROW = "\N{RIGHTWARDS ARROW}"
CARD = replace(expense(300, "Meals", number=3), reimbursable=False)
REPORT = report("R1", expense(1250), expense(-250, number=2), CARD)


def _journal(setup: Setup = SETUP) -> Journal:
    today = date(2026, 10, 12)
    found = Preparer(setup, BOOKS, WORKSPACE).prepare(REPORT, today=today)
    assert found.journal is not None
    return found.journal


def _rules(lines: tuple[ExplainedLine, ...]) -> dict[str, tuple[str, ...]]:
    return {x.account: x.because[0].rules for x in lines}


def test_every_line_says_which_expenses_are_behind_it_and_by_which_rule() -> None:
    journal = _journal()

    lines = explained(journal, REPORT, SETUP, BOOKS)

    assert [x.line for x in lines] == list(journal.lines)
    for each in lines:
        assert abs(sum(x.minor for x in each.because)) == abs(each.line.minor)
    same = f"tag 1 “Sales” {ARROW} Department: Sales (same name)"
    assert _rules(lines) == {
        "420 Entertainment": (f"category “Meals” {ARROW} 420 Entertainment", same),
        "493 Travel": (f"category “Travel” {ARROW} 493 Travel", same),
        "801 Expenses payable": (
            f"reimbursable {ARROW} clearing account 801 Expenses payable",
        ),
        "802 Card clearing": (
            f"paid by company card {ARROW} clearing account 802 Card clearing",
        ),
    }


def test_a_line_that_went_another_way_than_the_mapping_says_so() -> None:
    rules = (CategoryRule("Travel", AccountCode("420")),)

    lines = explained(_journal(), REPORT, replace(SETUP, categories=rules), BOOKS)

    assert "the line posts to 493 Travel all the same" in _rules(lines)["493 Travel"]
    assert f"category “Meals” {ARROW} nothing" in _rules(lines)["420 Entertainment"]


def test_a_tag_without_an_option_leads_nowhere() -> None:
    lost = replace(expense(1250), tags=("Lost",))
    found = explained(_journal(), report("R1", lost), SETUP, BOOKS)

    assert f"tag 1 “Lost” {ARROW} nothing" in _rules((found[1],))["493 Travel"]


def test_tax_is_explained_where_it_is_contained() -> None:
    posting = replace(SETUP.posting, tax=TaxRule.INCLUSIVE)
    setup = replace(SETUP, posting=posting, taxes=(TaxMapping("VAT", "NONE"),))

    lines = explained(_journal(), REPORT, setup, BOOKS)

    assert f"no tax of its own {ARROW} NONE" in _rules(lines)["493 Travel"]


def test_without_the_report_the_lines_stand_alone() -> None:
    lines = explained(_journal(), None, SETUP, BOOKS)

    assert len(lines) == 4
    assert all(x.because == () for x in lines)
