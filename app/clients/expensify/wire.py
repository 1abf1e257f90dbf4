"""Makes reports of the lines of an export, and says what is wrong with them."""

from __future__ import annotations

from app.clients.expensify.notes import Notes
from app.clients.expensify.records import (
    NOT_JSON,
    ExpenseRecord,
    ReportRecord,
    decoded,
)
from app.clients.expensify.usual import usual_report
from app.clients.expensify.values import name, tags
from app.domain.expenses import (
    Approval,
    Expense,
    Report,
    ReportId,
    Workspace,
    WorkspaceId,
)
from app.errors import BrokenAnswerError


def read_report(raw: bytes, workspace: Workspace) -> Report:
    """Read one line of an export; what makes no sense ends up in ``unreadable``."""
    return usual_report(raw, workspace) or any_report(raw, workspace)


def any_report(raw: bytes, workspace: Workspace) -> Report:
    """Read one line of an export, however odd it is."""
    record = _record(raw)
    notes = Notes()
    return Report(
        id=ReportId(record.report_id or ""),
        name=name(record.report_name),
        workspace_id=_workspace_id(record.policy_id, workspace, notes),
        currency=notes.currency(record.currency),
        total=notes.needed_amount(record.total, "total"),
        status=record.status or "",
        submitter=name(record.submitter_name),
        submitter_email=record.submitter_email or "",
        approved=notes.day(record.approved, "day of approval"),
        kind=record.type or "",
        created=notes.day(record.created, "day of creation"),
        submitted=notes.day(record.submitted, "day of submission"),
        reimbursed=notes.day(record.reimbursed, "day of reimbursement"),
        approvals=_approvals(record, notes),
        expenses=_expenses(record, notes, flat=workspace.flat_tags),
        unreadable=tuple(notes.said),
    )


def _record(raw: bytes) -> ReportRecord:
    try:
        found = decoded(raw)
    except NOT_JSON as error:
        raise BrokenAnswerError(f"a report cannot be read: {error}") from error
    if not isinstance(found, ReportRecord):
        raise BrokenAnswerError("a line that is kept as a report is none")
    return found


def _workspace_id(
    policy: str | None, workspace: Workspace, notes: Notes
) -> WorkspaceId:
    """Return the connection's own spelling; a report of another is not to be posted."""
    policy = policy or ""
    if policy == workspace.id or policy.casefold() == workspace.id.casefold():
        return workspace.id
    notes.add(f"belongs to workspace {policy!r}" if policy else "names no workspace")
    return WorkspaceId(policy)


def _approvals(record: ReportRecord, notes: Notes) -> tuple[Approval, ...]:
    if not record.approvers:
        return ()
    return tuple(
        [
            Approval(
                name(x.full_name),
                x.email or "",
                notes.day(x.date, "day of an approval"),
            )
            for x in record.approvers
        ]
    )


def _expenses(record: ReportRecord, notes: Notes, *, flat: bool) -> tuple[Expense, ...]:
    if record.expenses is None:
        notes.add("comes without its expenses")
        return ()
    return tuple(
        [
            _expense(x, notes.about(x.transaction_id or number), flat=flat)
            for number, x in enumerate(record.expenses, start=1)
        ]
    )


def _expense(record: ExpenseRecord, notes: Notes, *, flat: bool) -> Expense:
    return Expense(
        id=record.transaction_id or "",
        merchant=name(record.modified_merchant) or name(record.merchant),
        category=name(record.category),
        currency=notes.currency(record.currency),
        amount=notes.needed_amount(record.amount, "amount"),
        converted=notes.amount(record.converted_amount, "converted amount"),
        modified=notes.amount(record.modified_amount, "modified amount") or 0,
        spent=notes.day(record.modified_created, "date")
        or notes.day(record.created, "date"),
        tags=tags(
            record.tag,
            (record.ntag1, record.ntag2, record.ntag3, record.ntag4, record.ntag5),
            flat=flat,
        ),
        reimbursable=notes.needed_flag(record.reimbursable, "reimbursable"),
        comment=name(record.comment),
        gl_code=record.category_gl_code or "",
        billable=notes.flag(record.billable, "billable mark") or False,
        has_tax=notes.flag(record.has_tax, "tax mark") or False,
        tax_minor=notes.amount(record.tax_amount, "tax amount") or 0,
        tax_name=name(record.tax_name),
        tax_code=record.tax_code or "",
        card=record.card_number or "",
        receipt_url=record.receipt_url or "",
    )
