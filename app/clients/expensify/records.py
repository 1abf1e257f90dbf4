"""The lines of an export as the template writes them."""

from __future__ import annotations

from typing import Any

import msgspec

Scalar = str | int | float | bool | None
"""A field of the service's model: where a number belongs there may be text."""

_Text = str | None


def wire_name(field: str) -> str:
    """Return what a field of ours is called in an export."""
    first, *rest = field.split("_")
    return first + "".join("ID" if x == "id" else x.capitalize() for x in rest)


class Begin(
    msgspec.Struct, frozen=True, tag_field="rec", tag="begin", rename=wire_name
):
    """The first line of a block: how many reports follow, and the canaries."""

    format: int
    reports: int
    canary_in: str
    canary_out: str


class End(msgspec.Struct, frozen=True, tag_field="rec", tag="end"):
    """The last line of a block: how many reports were written."""

    reports: int


class ListedRecord(
    msgspec.Struct, frozen=True, tag_field="rec", tag="listed", rename=wire_name
):
    """A report of a list: its id and its workspace, and nothing else of it."""

    report_id: _Text = None
    policy_id: _Text = None


class ApproverRecord(msgspec.Struct, frozen=True, gc=False, rename=wire_name):
    """Somebody who approved a report."""

    email: _Text = None
    date: _Text = None
    full_name: _Text = None


class ExpenseRecord(msgspec.Struct, frozen=True, gc=False, rename=wire_name):
    """The fields of an expense that are read."""

    transaction_id: _Text = None
    merchant: _Text = None
    modified_merchant: _Text = None
    amount: Scalar = None
    converted_amount: Scalar = None
    modified_amount: Scalar = None
    currency: _Text = None
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
    reimbursable: Scalar = None
    billable: Scalar = None
    has_tax: Scalar = None
    tax_amount: Scalar = None
    tax_name: _Text = None
    tax_code: _Text = None
    card_number: _Text = None
    receipt_url: _Text = None


class ReportRecord(
    msgspec.Struct, frozen=True, tag_field="rec", tag="report", rename=wire_name
):
    """The fields of a report that are read, its expenses among them."""

    report_id: _Text = None
    report_name: _Text = None
    policy_id: _Text = None
    currency: _Text = None
    total: Scalar = None
    status: _Text = None
    type: _Text = None
    submitter_email: _Text = None
    submitter_name: _Text = None
    created: _Text = None
    submitted: _Text = None
    approved: _Text = None
    reimbursed: _Text = None
    approvers: list[ApproverRecord] | None = None
    expenses: list[ExpenseRecord] | None = None
    expense_count: int | None = None


Record = Begin | ReportRecord | ListedRecord | End

NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading says of text that is no JSON, or is nested beyond all reason."""

_RECORD: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


def decoded(line: bytes) -> Record:
    """Read one line; one of NOT_JSON where it is not one.

    Ids and codes of digits may come as numbers; they are text to us.
    """
    try:
        return _RECORD.decode(line)
    except msgspec.ValidationError:
        found: Record = msgspec.convert(_with_text(msgspec.json.decode(line)), Record)
        return found


def _with_text(line: Any) -> Any:  # noqa: ANN401 - any JSON
    """Write numbers as text wherever no number is read."""
    if isinstance(line, list):
        return [_with_text(each) for each in line]
    if not isinstance(line, dict):
        return line
    return {
        key: _with_text(value)
        if isinstance(value, (list, dict)) or key in _NUMBERS
        else _as_text(value)
        for key, value in line.items()
    }


_NUMBERS = frozenset(
    field.encode_name
    for struct in (Begin, End, ReportRecord, ListedRecord, ExpenseRecord)
    for field in msgspec.structs.fields(struct)
    if field.type not in (str, _Text)
)


def _as_text(value: Scalar) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return msgspec.json.encode(value).decode()
    return value
