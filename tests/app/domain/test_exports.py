"""Journals as rows for people and for Xero's import."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain import exports
from app.domain.books import AccountCode, TaxRate
from app.domain.exports import IMPORT_HEADINGS, MOST_LINES, Naming
from app.domain.journals import Journal, JournalLine
from app.domain.postings import State
from tests.fakes.examples import BOOKS, CLASSES
from tests.fakes.services import posting

RATES = (TaxRate("NONE", "No VAT", active=True, applies=CLASSES),)
NAMING = Naming.of("Acme", replace(BOOKS, tax_rates=RATES))


def journal(*lines: JournalLine, narration: str = "Expensify R1") -> Journal:
    return Journal(date(2026, 8, 31), narration, "GBP", lines)


def line(minor: int, description: str = "Taxi") -> JournalLine:
    tracking = (("Department", "Sales"), ("Region", "North"))
    return JournalLine(AccountCode("493"), description, "NONE", tracking, minor)


def test_the_import_has_the_columns_of_xeros_template() -> None:
    row = exports.import_row(journal(line(-120_410)), line(-120_410), NAMING)

    assert dict(zip(IMPORT_HEADINGS, row, strict=True)) == {
        "*Narration": "Expensify R1",
        "*Date": "31 Aug 2026",
        "Description": "Taxi",
        "*AccountCode": "493",
        "*TaxRate": "No VAT",
        "*Amount": Decimal("-1204.10"),
        "TrackingName1": "Department",
        "TrackingOption1": "Sales",
        "TrackingName2": "Region",
        "TrackingOption2": "North",
    }


def test_no_text_of_the_import_is_a_formula_to_a_spreadsheet() -> None:
    nasty = line(100, "=HYPERLINK(1)")

    row = exports.import_row(journal(nasty, narration="@me"), nasty, NAMING)

    assert (row[0], row[2]) == (" @me", " =HYPERLINK(1)")


def test_a_blank_cell_is_empty_and_not_zero() -> None:
    made = posting(1)

    debit, credit = exports.line_rows(made, NAMING, ("Region",))

    money = [(row[-5], row[-4]) for row in (debit, credit)]
    assert money == [(Decimal("100.01"), None), (None, Decimal("100.01"))]
    assert debit[9:11] == ("No VAT", "North")


def test_a_report_without_a_journal_is_a_row_all_the_same() -> None:
    blocked = posting(1, State.BLOCKED)

    (row,) = exports.line_rows(blocked, NAMING, ("Region",))

    assert row[1] == blocked.report_id
    assert row[0] is row[-5] is row[-4] is None
    assert len(row) == len(exports.line_headings(("Region",)))
    assert (
        exports.report_row(blocked, NAMING)[-2]
        == "The category Meals is not mapped to an account."
    )


def test_what_is_in_xero_or_unfinished_is_not_imported() -> None:
    why = {state: exports.importable(posting(1, state)) for state in State}

    assert [state for state, words in why.items() if not words] == [
        State.READY,
        State.FAILED,
        State.NOTHING_TO_POST,
    ]
    assert why[State.POSTED] == "posted"
    assert why[State.BLOCKED] == "needs attention"


@given(st.lists(st.integers(1, 400), max_size=60))
def test_files_hold_every_journal_whole_and_no_more_lines_than_xero_takes(
    sizes: list[int],
) -> None:
    journals = [journal(*[line(1)] * size, narration=str(size)) for size in sizes]

    files = exports.parted(journals)

    assert [x for file in files for x in file] == journals
    for file in files:
        assert len(file) == 1 or sum(len(x.lines) for x in file) <= MOST_LINES


@given(st.integers(), st.sampled_from(["GBP", "JPY", "KWD"]))
def test_amounts_are_exact(minor: int, currency: str) -> None:
    written = exports.amount(minor, currency)

    places = {"GBP": 2, "JPY": 0, "KWD": 3}[currency]
    assert written is not None
    assert written.as_tuple().exponent == -places
    assert int(f"{written:f}".replace(".", "")) == minor
