"""Reports, read from the lines of an export."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.expensify.wire import read_report
from app.domain.expenses import Approval, Expense, Report, ReportId
from app.errors import BrokenAnswerError
from tests.app.clients.expensify.made import (
    EXPENSE,
    FLAT,
    LEVELLED,
    REPORT,
    expense,
    line,
)

ANY = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()


def test_a_report_is_read_with_everything_it_says() -> None:
    assert read_report(line(), FLAT) == Report(
        id=ReportId("R00bCluvcO4T"),
        name="August",
        workspace_id=FLAT.id,
        currency="GBP",
        total=1250,
        status="Approved",
        submitter="Ann Ash",
        submitter_email="ann@acme.example",
        approved=date(2026, 8, 31),
        created=date(2026, 8, 29),
        submitted=date(2026, 8, 30),
        approvals=(Approval("Bo Birch", "bo@acme.example", date(2026, 8, 31)),),
        expenses=(
            Expense(
                id="4056343049275634494",
                merchant="Taxi & Co",
                category="Travel",
                currency="GBP",
                amount=1250,
                converted=1250,
                modified=0,
                spent=date(2026, 8, 30),
                tags=("Sales",),
                reimbursable=True,
                gl_code="493",
            ),
        ),
    )


def test_what_was_edited_replaces_what_was_entered() -> None:
    edited = expense(modifiedMerchant="Cab", modifiedCreated="2026-07-01")

    (read,) = read_report(edited, FLAT).expenses

    assert (read.merchant, read.spent) == ("Cab", date(2026, 7, 1))


def test_names_are_decoded_and_addresses_are_not() -> None:
    fields = {"merchant": "A&amp;B", "category": "R&amp;D", "comment": "&lt;3"}
    sent = expense(**fields, ntag1="C&amp;D", receiptUrl="https://x.example/?a&amp;b")

    (read,) = read_report(sent, FLAT).expenses

    assert (read.merchant, read.category, read.comment) == ("A&B", "R&D", "<3")
    assert read.tags == ("C&D",)
    assert read.receipt_url == "https://x.example/?a&amp;b"


def test_a_server_that_holds_everything_as_text_says_the_same() -> None:
    typed = json.loads(line())

    assert read_report(json.dumps(_as_text(typed)).encode(), FLAT) == read_report(
        line(), FLAT
    )


def test_ids_and_codes_may_be_numbers() -> None:
    numbered = {**EXPENSE, "transactionID": 8479891958302724245}
    coded = {**EXPENSE, "categoryGlCode": 493.0, "cardNumber": True}
    sent = line(reportID=4056343049275634494, expenses=[numbered, coded])

    read = read_report(sent, FLAT)

    assert read.id == "4056343049275634494"
    assert read.expenses[0].id == "8479891958302724245"
    assert (read.expenses[1].gl_code, read.expenses[1].card) == ("493", "true")


@pytest.mark.parametrize(
    ("fields", "flat", "levelled"),
    [
        ({"ntag1": "A", "ntag2": "B"}, ("A", "B"), ("A", "B")),
        ({"ntag1": "A", "ntag2": "", "ntag3": "C"}, ("A", "", "C"), ("A", "", "C")),
        ({"ntag1": "", "ntag2": "B", "tag": ":B"}, (":B",), ("", "B")),
        ({"ntag1": "A: a", "tag": r"A\: a"}, ("A: a",), ("A: a",)),
        ({"ntag1": "A", "ntag2": "B", "tag": "A:B"}, ("A:B",), ("A", "B")),
        ({"tag": "A:B"}, ("A:B",), ("A", "B")),
        ({"tag": r"A\:B"}, ("A:B",), ("A:B",)),
        ({"tag": "A::"}, ("A::",), ("A",)),
        ({"ntag1": "", "ntag2": "", "tag": "A"}, ("A",), ("A",)),
        ({"ntag1": "", "tag": ""}, (), ()),
        ({}, (), ()),
        (
            {"tag": "1:2:3:4:5:6", **{f"ntag{n}": f"{n}" for n in range(1, 6)}},
            ("1:2:3:4:5:6",),
            ("1", "2", "3", "4", "5", "6"),
        ),
    ],
)
def test_no_level_of_a_tag_is_lost(
    fields: dict[str, str], flat: tuple[str, ...], levelled: tuple[str, ...]
) -> None:
    sent = expense(**{"tag": None, "ntag1": None, **fields})

    assert read_report(sent, FLAT).expenses[0].tags == flat
    assert read_report(sent, LEVELLED).expenses[0].tags == levelled


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": "12,50"}, "has an amount that cannot be read: '12,50'"),
        ({"amount": 12.5}, "cannot be read: '12.5'"),
        ({"amount": True}, "cannot be read: 'True'"),
        ({"amount": None}, "has no amount"),
        ({"amount": ""}, "has no amount"),
        ({"currency": ""}, "has no currency"),
        ({"currency": None}, "has no currency"),
        ({"convertedAmount": "1 250"}, "converted amount that cannot be read"),
        ({"modifiedAmount": "x"}, "modified amount that cannot be read"),
        ({"taxAmount": "2.5"}, "tax amount that cannot be read"),
        ({"created": "30.8.2026"}, "date that cannot be read"),
        ({"modifiedCreated": "2026-13-01"}, "date that cannot be read"),
        ({"reimbursable": None}, "does not say whether it is reimbursable"),
        ({"reimbursable": ""}, "does not say whether it is reimbursable"),
        ({"reimbursable": "maybe"}, "mark for reimbursable that cannot be read"),
        ({"billable": "maybe"}, "billable mark that cannot be read"),
        ({"hasTax": 7}, "tax mark that cannot be read"),
    ],
)
def test_what_is_unreadable_in_an_expense_is_said_in_words(
    fields: dict[str, Any], words: str
) -> None:
    (said,) = read_report(expense(**fields), FLAT).unreadable

    assert said.startswith("expense 4056343049275634494 ")
    assert words in said


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"total": "1,250"}, "has a total that cannot be read: '1,250'"),
        ({"total": None}, "has no total"),
        ({"currency": " "}, "has no currency"),
        ({"policyID": None}, "names no workspace"),
        ({"policyID": "ELSEWHERE"}, "belongs to workspace 'ELSEWHERE'"),
        ({"approved": "soon"}, "has a day of approval that cannot be read: 'soon'"),
        ({"submitted": "soon"}, "day of submission"),
        ({"created": "soon"}, "day of creation"),
        ({"reimbursed": "soon"}, "day of reimbursement"),
        ({"approvers": [{"date": "soon"}]}, "day of an approval"),
        ({"expenses": None}, "comes without its expenses"),
    ],
)
def test_what_is_unreadable_in_a_report_is_said_in_words(
    fields: dict[str, Any], words: str
) -> None:
    (said,) = read_report(line(**fields), FLAT).unreadable

    assert said.startswith("the report ")
    assert words in said


def test_an_expense_without_an_id_is_known_by_its_number() -> None:
    sent = line(expenses=[EXPENSE, {**EXPENSE, "transactionID": None, "amount": None}])

    assert read_report(sent, FLAT).unreadable == ("expense 2 has no amount",)


@pytest.mark.parametrize(
    "fields",
    [
        {"convertedAmount": None},
        {"convertedAmount": ""},
        {"modifiedAmount": None},
        {"modifiedAmount": ""},
        {"taxAmount": None},
        {"billable": None, "hasTax": None},
        {"modifiedCreated": "0000-00-00"},
        {"comment": None, "merchant": None, "category": None, "tag": None},
    ],
)
def test_what_may_be_absent_is_no_fault(fields: dict[str, Any]) -> None:
    read = read_report(expense(**fields), FLAT)

    assert not read.unreadable
    assert read.expenses[0].modified == 0


def test_an_absent_conversion_is_not_zero() -> None:
    assert read_report(expense(convertedAmount=""), FLAT).expenses[0].converted is None
    assert read_report(expense(convertedAmount=0), FLAT).expenses[0].converted == 0


def test_the_workspace_may_be_written_in_small_letters() -> None:
    read = read_report(line(policyID=FLAT.id.lower()), FLAT)

    assert read.workspace_id == FLAT.id
    assert not read.unreadable


@given(st.dictionaries(st.sampled_from(sorted(EXPENSE)), ANY))
def test_whatever_an_expense_holds_it_is_read_or_said_to_be_unreadable(
    fields: dict[str, Any],
) -> None:
    read = read_report(expense(**fields), FLAT)

    exact = fields.get("amount", EXPENSE["amount"])
    if not any("amount" in said for said in read.unreadable):
        assert float(exact) == read.expenses[0].amount


@given(st.dictionaries(st.sampled_from(sorted(set(REPORT) - {"rec"})), ANY))
def test_whatever_a_report_holds_it_never_fails_as_a_bug(
    fields: dict[str, Any],
) -> None:
    sent = json.dumps({**REPORT, **fields}).encode()

    try:
        read = read_report(sent, FLAT)
    except BrokenAnswerError:
        return

    if read.total == 0 and fields.get("total", 1250) not in (0, "0", "-0"):
        assert any("total" in said for said in read.unreadable)


@pytest.mark.parametrize("kept", [b"", b"{", b'{"rec":"end","reports":0}', b"\xff"])
def test_a_line_that_is_no_report_is_a_broken_answer(kept: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_report(kept, FLAT)


def _as_text(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {k: v if k == "expenseCount" else _as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)
