"""Reads reports that are as nearly all of them are, in half of the usual time.

A first sync reads tens of thousands. Whatever is missing or odd is left to ``wire``,
which tells in words what is wrong; where both can read a report they read the same.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from app.clients.expensify.records import NOT_JSON, ApproverRecord, wire_name
from app.clients.expensify.values import LARGEST, UnreadableError, day, name, tags
from app.domain.expenses import Approval, Expense, Report, ReportId, Workspace

_Text = str | None
_Minor = Annotated[int, msgspec.Meta(gt=-LARGEST, lt=LARGEST)]


class _UsualExpense(msgspec.Struct, frozen=True, gc=False, rename=wire_name):
    amount: _Minor
    currency: str
    reimbursable: bool
    transaction_id: _Text = None
    merchant: _Text = None
    modified_merchant: _Text = None
    converted_amount: _Minor | None = None
    modified_amount: _Minor | None = None
    created: _Text = None
    modified_created: _Text = None
    category: _Text = None
    category_gl_code: _Text = None
    tag: _Text = None
    ntag1: _Text = None
    ntag2: _Text = None
    ntag3: _Text = None
    ntag4: _Text = None
    ntag5: _Text = None
    comment: _Text = None
    billable: bool | None = None
    has_tax: bool | None = None
    tax_amount: _Minor | None = None
    tax_name: _Text = None
    tax_code: _Text = None
    card_number: _Text = None
    receipt_url: _Text = None


class _UsualReport(
    msgspec.Struct, frozen=True, tag_field="rec", tag="report", rename=wire_name
):
    currency: str
    total: _Minor
    expenses: list[_UsualExpense]
    report_id: _Text = None
    report_name: _Text = None
    policy_id: _Text = None
    status: _Text = None
    type: _Text = None
    submitter_email: _Text = None
    submitter_name: _Text = None
    created: _Text = None
    submitted: _Text = None
    approved: _Text = None
    reimbursed: _Text = None
    approvers: list[ApproverRecord] | None = None
    expense_count: int | None = None


_decode = msgspec.json.Decoder(_UsualReport).decode


def usual_report(raw: bytes, workspace: Workspace) -> Report | None:
    """Read one line of an export; None where anything in it is not as usual."""
    try:
        record = _decode(raw)
        return _report(record, workspace) if _is_usual(record, workspace) else None
    except (*NOT_JSON, UnreadableError):
        return None


def _is_usual(record: _UsualReport, workspace: Workspace) -> bool:
    currency = record.currency
    return (
        record.policy_id == workspace.id
        and currency == workspace.currency
        and currency.isupper()
        and {x.currency for x in record.expenses} <= {currency}
    )


def _report(record: _UsualReport, workspace: Workspace) -> Report:
    flat = workspace.flat_tags
    return Report(  # in the order of its fields: naming them takes twice the time
        ReportId(record.report_id or ""),
        name(record.report_name),
        workspace.id,
        record.currency,
        record.total,
        record.status or "",
        name(record.submitter_name),
        record.submitter_email or "",
        day(record.approved),
        tuple([_expense(x, flat=flat) for x in record.expenses]),
        record.type or "",
        day(record.created),
        day(record.submitted),
        day(record.reimbursed),
        tuple(
            [
                Approval(name(x.full_name), x.email or "", day(x.date))
                for x in record.approvers or ()
            ]
        ),
    )


def _expense(record: _UsualExpense, *, flat: bool) -> Expense:
    return Expense(
        record.transaction_id or "",
        name(record.modified_merchant) or name(record.merchant),
        name(record.category),
        record.currency,
        record.amount,
        record.converted_amount,
        record.modified_amount or 0,
        day(record.modified_created) or day(record.created),
        tags(
            record.tag,
            (record.ntag1, record.ntag2, record.ntag3, record.ntag4, record.ntag5),
            flat=flat,
        ),
        record.reimbursable,
        name(record.comment),
        record.category_gl_code or "",
        record.billable or False,
        record.has_tax or False,
        record.tax_amount or 0,
        name(record.tax_name),
        record.tax_code or "",
        record.card_number or "",
        record.receipt_url or "",
    )
