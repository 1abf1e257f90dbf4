"""Why a journal is as it is: its source, its mapping, and each line rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.books import Books
from app.domain.expenses import Expense, Report, effective
from app.domain.history import Kept
from app.domain.journals import Journal, JournalLine
from app.domain.mapping import NO_TAX, Mapping, key
from app.domain.overrides import Override, changes_in, said
from app.domain.postings import Posting
from app.domain.setup import Setup, TagRule, TaxRule

_ARROW = "\N{RIGHTWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class Because:
    """One expense behind a line: what it counts for, and the rules it went by."""

    expense: Expense
    minor: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A line of the journal; ``account`` is today's name of what it posts to."""

    line: JournalLine
    account: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that carried the journal, by its idempotency key."""

    key: str
    begun: datetime
    settled: datetime | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that explains one revision of a posting.

    ``mapped`` is the event that made its version of the mapping; ``digest`` names the
    stored payload it was computed from. Links are ``""`` where there is nothing to
    open.
    """

    posting: Posting
    connection: str
    organisation: str
    report: Report | None
    mapped: Kept | None
    lines: tuple[ExplainedLine, ...]
    sent: tuple[Sent, ...]
    events: tuple[Kept, ...]
    xero_link: str = ""
    expensify_link: str = ""


def explained(
    journal: Journal,
    report: Report | None,
    setup: Setup,
    books: Books,
    override: Override | None = None,
) -> tuple[ExplainedLine, ...]:
    """Every line with the expenses behind it, by the set-up that computed it.

    ``override`` is what a person changed in it by hand.
    """
    return tuple(_Explaining(journal, report, setup, books, override).lines())


class _Explaining:
    """One journal against the set-up and the books."""

    def __init__(
        self,
        journal: Journal,
        report: Report | None,
        setup: Setup,
        books: Books,
        override: Override | None,
    ) -> None:
        self._journal = journal
        self._override = override
        self._setup = setup
        self._currency = report.currency if report else journal.currency
        self._expenses = {x.id: x for x in report.expenses} if report else {}
        self._mapping = Mapping(setup, books)
        accounts = sorted(books.accounts, key=lambda a: a.active)
        self._names = {str(a.code): a.name for a in accounts if a.code}

    def lines(self) -> Iterator[ExplainedLine]:
        """Each line of the journal."""
        for line in self._journal.lines:
            behind = (self._expenses.get(x) for x in line.expenses)
            because = tuple(self._because(x, line) for x in behind if x)
            name = self._names.get(line.account, "")
            yield ExplainedLine(line, f"{line.account} {name}".strip(), because)

    def _because(self, expense: Expense, line: JournalLine) -> Because:
        owed = line.account in self._clearing(expense) and not line.tracking
        by_rule = line.clearing or owed
        rules = self._owing(expense) if by_rule else self._mapped(expense, line)
        told = (*rules, *self._by_hand(expense, line))
        return Because(expense, effective(expense, self._currency), told)

    def _by_hand(self, expense: Expense, line: JournalLine) -> Iterator[str]:
        for change in changes_in(line, self._override):
            if expense.id in change.what.expenses:
                to = said(change.what, self._names)
                yield f"changed by hand {_ARROW} {to} ({change.who}: {change.why})"

    def _clearing(self, expense: Expense) -> frozenset[str]:
        rules, group = self._setup.posting, self._mapping.place(expense).group
        owed = {rules.clearing_account, rules.card_clearing_account}
        return frozenset(owed - {group.account} if group else owed)

    def _owing(self, expense: Expense) -> Iterator[str]:
        rules = self._setup.posting
        if expense.reimbursable:
            account, what = rules.clearing_account, "reimbursable"
        else:
            account, what = rules.card_clearing_account, "paid by company card"
        yield f"{what} {_ARROW} clearing account {self._called(account)}"

    def _mapped(self, expense: Expense, line: JournalLine) -> Iterator[str]:
        wanted = key(expense.category)
        found = (x for x in self._setup.categories if key(x.category) == wanted)
        rule = next(found, None)
        to = self._called(rule.account) if rule else "nothing"
        yield f"category “{expense.category.strip()}” {_ARROW} {to}"
        if rule is None or rule.account != line.account:
            yield f"the line posts to {self._called(line.account)} all the same"
        if self._setup.posting.tax is TaxRule.INCLUSIVE:
            yield self._taxed(expense, line)
        for tag in sorted(self._setup.tags, key=lambda x: x.level):
            yield from self._tagged(expense, tag)

    def _taxed(self, expense: Expense, line: JournalLine) -> str:
        tax = expense.tax_name.strip() or expense.tax_code.strip()
        if line.tax_type == NO_TAX or not tax:
            return f"no tax of its own {_ARROW} {line.tax_type}"
        return f"tax “{tax}” {_ARROW} {line.tax_type}"

    def _tagged(self, expense: Expense, rule: TagRule) -> Iterator[str]:
        at = rule.level - 1
        tag = expense.tags[at].strip() if at < len(expense.tags) else ""
        if not tag:
            return
        option, _ = self._mapping.tag(rule.level, tag)
        if option is None:
            yield f"tag {rule.level} “{tag}” {_ARROW} nothing"
            return
        given = key(option.name) != key(tag)
        how = "given by you" if given else "same name"
        to = f"{rule.tracking_category}: {option.name}"
        yield f"tag {rule.level} “{tag}” {_ARROW} {to} ({how})"

    def _called(self, account: str) -> str:
        return f"{account} {self._names.get(account, '')}".strip()
