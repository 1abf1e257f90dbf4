"""Which expenses a change by hand is about, and how changes are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.expenses import Expense, effective
from app.domain.journals import JournalLine, Tracking
from app.domain.overrides import ByHand, Redating, Side, changes_in, said
from app.domain.overview import Detail
from app.domain.postings import OPEN, State
from app.domain.problems import Code, Problem
from app.domain.reversing import REVERSIBLE
from ui.models.words import amount, counted, day, moment

CHANGEABLE = OPEN | REVERSIBLE | {State.HELD, State.REVERSED}
"""States in which a journal can be changed by hand."""

_TAGS = frozenset({Code.TAG_UNKNOWN, Code.TAG_ARCHIVED, Code.TAG_MISSING})
_CATEGORIES = frozenset({Code.CATEGORY_MISSING, Code.CATEGORY_UNMAPPED})


@dataclass(frozen=True, slots=True)
class Meant:
    """Expenses that are to go elsewhere, and where they go now, as far as is known."""

    title: str
    words: str
    expenses: tuple[str, ...]
    side: Side = Side.COST
    account: str = ""
    tax_type: str = ""
    tracking: Tracking = ()


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """A change that is wanted in a journal: of its day where nothing is meant."""

    detail: Detail
    meant: Meant | None = None


@dataclass(frozen=True, slots=True)
class UndoWish:
    """A change by hand that is to be taken back."""

    detail: Detail
    change: ByHand


def of_line(detail: Detail, line: JournalLine) -> Meant:
    """All that is behind a line."""
    currency = detail.posting.currency
    money = f"{amount(abs(line.minor), currency)} {currency}"
    return Meant(
        "Change this line",
        f"{line.description}: {counted(len(line.expenses), 'expense')}, {money}",
        line.expenses,
        Side.CLEARING if line.clearing else Side.COST,
        line.account,
        line.tax_type,
        line.tracking,
    )


def of_expenses(detail: Detail, expenses: Sequence[Expense]) -> Meant | None:
    """These expenses; nothing is meant by none."""
    if not expenses:
        return None
    currency = detail.posting.currency
    ids = tuple(x.id for x in expenses)
    total = amount(sum(effective(x, currency) for x in expenses), currency)
    names = list(dict.fromkeys(x.merchant or x.category for x in expenses))
    few = ", ".join(names[:3]) + ("…" if len(names) > 3 else "")  # noqa: PLR2004
    line = _line_of(detail, ids)
    return Meant(
        "Change " + counted(len(expenses), "expense"),
        f"{few}: {total} {currency}",
        ids,
        account=line.account if line else "",
        tax_type=line.tax_type if line else "",
        tracking=line.tracking if line else (),
    )


def of_problem(detail: Detail, problem: Problem) -> Meant | None:
    """The expenses that a problem is about; nothing where a change does not help."""
    journal = detail.posting.journal
    expenses = detail.report.expenses if detail.report else ()
    if problem.code in _CATEGORIES:
        name = problem.about.strip().casefold()
        found = [x for x in expenses if x.category.strip().casefold() == name]
        return of_expenses(detail, found)
    if problem.code in _TAGS:
        name = problem.about.partition(": ")[2].strip().casefold()
        return of_expenses(detail, [x for x in expenses if _tagged(x, name)])
    if problem.code in {Code.ACCOUNT_ARCHIVED, Code.ACCOUNT_NOT_ALLOWED} and journal:
        for line in journal.lines:
            if line.account == problem.about:
                return of_line(detail, line)
    return None


def told(change: ByHand, detail: Detail) -> tuple[str, str]:
    """A change in words: what it does, and who made it when and why."""
    about = f"{change.who}, {moment(change.at)}: {change.why}"
    if isinstance(change, Redating):
        return f"Dated {day(change.on)} by hand", about
    names = {str(code): name for code, name in detail.account_names.items()}
    things = counted(len(change.what.expenses), "expense")
    whose = "clearing of " if change.what.side is Side.CLEARING else ""
    return f"Changed by hand: {whose}{things} to {said(change.what, names)}", about


def mark(line: JournalLine, detail: Detail) -> str:
    """Say of a line what was changed by hand in it; nothing for most."""
    found: Iterable[ByHand] = changes_in(line, detail.override)
    return "\n".join("\n".join(told(change, detail)) for change in found)


def _tagged(expense: Expense, name: str) -> bool:
    tags = [tag.strip().casefold() for tag in expense.tags]
    return name in tags if name else not any(tags)


def _line_of(detail: Detail, ids: tuple[str, ...]) -> JournalLine | None:
    """The one line that holds all of these, if one does."""
    journal = detail.posting.journal
    wanted = set(ids)
    lines = journal.lines if journal else ()
    return next(
        (x for x in lines if not x.clearing and wanted <= set(x.expenses)), None
    )
