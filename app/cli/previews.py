"""Says what undoing would do, before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from app.cli.grids import Column, Grid, counted
from app.cli.outcomes import Names, shown_journal
from app.cli.present import Document
from app.domain.money import grouped
from app.domain.narration import day
from app.domain.postings import How
from app.domain.reversing import ReversalPlan

_WAYS = {
    How.DELETE: "Delete the draft",
    How.VOID: "Void the journal",
    How.MIRROR: "Mirror it by a journal",
}


def plan_document(plan: ReversalPlan, names: Names) -> Document:
    """How one would be undone; ``why_not`` is null when it can be."""
    posting = plan.posting
    mirror = plan.mirror if plan.how is How.MIRROR else None
    return {
        "report_id": posting.report_id,
        "connection": names[posting.connection_id],
        "state": posting.state.value,
        "xero_id": posting.xero_id or None,
        "how": plan.how.value,
        "journal": shown_journal(posting, mirror),
        "offered": [how.value for how in plan.offered],
        "refused": {how.value: why for how, why in plan.refused.items()},
        "why_not": plan.why_not or None,
    }


def plans_table(plans: Sequence[ReversalPlan]) -> Grid:
    """All of them, one a line."""
    able = sum(not plan.why_not for plan in plans)
    columns = (
        Column("Report"),
        Column("What would be done", least=12, folds=True),
        Column("Amount", right=True),
        Column("Why not", least=12, folds=True),
    )
    title = f"{able} of {counted(len(plans), 'journal')} can be undone like this"
    return Grid(title, columns, [_row(plan) for plan in plans])


def _row(plan: ReversalPlan) -> tuple[str, ...]:
    posting = plan.posting
    dated = plan.mirror.dated if plan.mirror and plan.how is How.MIRROR else None
    way = _WAYS[plan.how] + (f" dated {day(dated)}" if dated else "")
    money = f"{grouped(posting.total, posting.currency)} {posting.currency}"
    return (posting.report_id, "" if plan.why_not else way, money, plan.why_not)
