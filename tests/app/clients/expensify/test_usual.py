"""Usual reports are read as any report is read, only sooner."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.expensify.records import ExpenseRecord, ReportRecord
from app.clients.expensify.usual import usual_report
from app.clients.expensify.wire import any_report
from app.domain.expenses import Workspace
from app.errors import BrokenAnswerError
from tests.app.clients.expensify.made import FLAT, LEVELLED, expense, line

ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(["usd", " GBP ", "2026-08-31", "0000-00-00", "A&amp;B", "A:B"])
    | st.sampled_from([2**53, -(2**53), 2**53 - 1, 12.0, "1250", " ", "2026-8-31", []])
)
OF_REPORT = st.sampled_from(ReportRecord.__struct_encode_fields__)
OF_EXPENSE = st.sampled_from(ExpenseRecord.__struct_encode_fields__)
WORKSPACES = st.sampled_from([FLAT, LEVELLED, replace(FLAT, currency="")])


def test_a_usual_report_is_read_at_once() -> None:
    assert usual_report(line(), FLAT) == any_report(line(), FLAT)


@pytest.mark.parametrize(
    "odd",
    [
        line(policyID="another"),
        line(currency="EUR"),
        line(currency=""),
        line(total="1250"),
        line(expenses=None),
        expense(currency="EUR"),
        expense(amount=None),
        expense(amount=2**53),
        expense(created="yesterday"),
    ],
)
def test_an_odd_report_is_left_to_who_can_say_what_is_odd(odd: bytes) -> None:
    assert usual_report(odd, FLAT) is None


@given(fields=st.dictionaries(OF_REPORT, ANYTHING, max_size=3), workspace=WORKSPACES)
def test_whatever_a_report_holds_both_read_the_same(
    fields: dict[str, Any], workspace: Workspace
) -> None:
    sent = json.dumps({**json.loads(line()), **fields}).encode()

    assert _agree(sent, workspace)


@given(fields=st.dictionaries(OF_EXPENSE, ANYTHING, max_size=3), workspace=WORKSPACES)
def test_whatever_an_expense_holds_both_read_the_same(
    fields: dict[str, Any], workspace: Workspace
) -> None:
    assert _agree(expense(**fields), workspace)


def _agree(sent: bytes, workspace: Workspace) -> bool:
    usual = usual_report(sent, workspace)
    try:
        return usual in (None, any_report(sent, workspace))
    except BrokenAnswerError:
        return usual is None
