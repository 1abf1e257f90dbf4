"""Makes the view of a mapping from the set-up, the books and what was spent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from app.domain.books import Books, TrackingCategory
from app.domain.expenses import Category, Expense, Workspace
from app.domain.history import Kept
from app.domain.likeness import option_like, rate_like, tracking_like
from app.domain.mapping import Mapping, key
from app.domain.mapping_view import (
    CategoryView,
    LevelView,
    MappingView,
    TagView,
    TaxView,
)
from app.domain.problems import Problem
from app.domain.setup import (
    Connection,
    Setup,
    SetupVersion,
    TaxRule,
)
from app.domain.spending import Seen, Spending
from app.domain.suggesting import Suggester


def mapping_view(  # noqa: PLR0913 - what a view is made of
    connection: Connection,
    version: SetupVersion,
    books: Books,
    workspace: Workspace,
    spending: Spending,
    news: tuple[Kept, ...] = (),
) -> Callable[[date, date, Suggester], MappingView]:
    """The view as a function of the days that ``spending`` is of, and a suggester."""
    making = _Making(version.setup, books, workspace, spending, moved_by(news))

    def made(since: date, until: date, suggester: Suggester) -> MappingView:
        return MappingView(
            connection=connection,
            version=version.version,
            books=books,
            news=news,
            since=since,
            until=until,
            inclusive=version.setup.posting.tax is TaxRule.INCLUSIVE,
            categories=tuple(sorted(making.categories(suggester), key=_weightiest)),
            levels=tuple(making.levels()),
            taxes=tuple(sorted(making.taxes(), key=lambda x: (-abs(x.minor), x.name))),
        )

    return made


def moved_by(news: Iterable[Kept]) -> dict[str, str]:
    """Where what moved in Xero is now, by these events, newest first."""
    found: dict[str, str] = {}
    for kept in reversed(tuple(news)):
        found |= kept.event.after
    return found


class _Making:
    """One set-up against one state of the books, the workspace and the spending."""

    def __init__(
        self,
        setup: Setup,
        books: Books,
        workspace: Workspace,
        spending: Spending,
        moved: dict[str, str],
    ) -> None:
        self._setup = setup
        self._moved = moved
        self._books = books
        self._workspace = workspace
        self._spending = spending
        self._rules = {key(x.category): x for x in setup.categories}
        self._accounts = {
            a.code: a for a in sorted(books.accounts, key=lambda a: a.active) if a.code
        }
        self._mapping = Mapping(setup, books)
        self._untagged = Mapping(replace(setup, tags=()), books)

    def categories(self, suggester: Suggester) -> Iterator[CategoryView]:
        """Every category that the workspace lists, expenses carry or a rule names."""
        listed = {key(x.name): x for x in self._workspace.categories if key(x.name)}
        seen = self._spending.categories
        for at in dict.fromkeys((*listed, *seen, *self._rules)):
            yield self._category(at, listed.get(at), seen.get(at), suggester)

    def _category(
        self, at: str, own: Category | None, seen: Seen | None, suggester: Suggester
    ) -> CategoryView:
        rule = self._rules.get(at)
        name = own.name if own else seen.name if seen else rule.category if rule else at
        gl_code = own.gl_code if own else seen.code if seen else ""
        problems = self._problems(name) if rule else ()
        wanting = rule is None or bool(problems)
        suggested = suggester.suggestion(name, gl_code) if wanting else None
        if suggested and rule and suggested.account == rule.account:
            suggested = None
        return CategoryView(
            name=name.strip(),
            gl_code=gl_code,
            listed=own is not None,
            enabled=own is not None and own.enabled,
            minor=seen.minor if seen else 0,
            count=seen.count if seen else 0,
            rule=rule,
            account=self._accounts.get(rule.account) if rule else None,
            problems=problems,
            suggestion=suggested,
        )

    def _problems(self, category: str) -> tuple[Problem, ...]:
        """What the computation of a journal would say of it."""
        return self._untagged.place(_expense(category)).problems

    def levels(self) -> Iterator[LevelView]:
        """Every level that the workspace has, a rule names or expenses carry."""
        own = len(self._workspace.tag_levels)
        ruled = {rule.level for rule in self._setup.tags}
        seen = {level for level, _ in self._spending.tags}
        for level in sorted({*range(1, own + 1), *ruled, *seen}):
            yield self._level(level)

    def _level(self, level: int) -> LevelView:
        own = self._workspace.tag_levels[level - 1 : level]
        rule = next((x for x in self._setup.tags if x.level == level), None)
        found = [
            t
            for t in self._books.tracking
            if rule and key(t.name) == key(rule.tracking_category)
        ]
        tracking = max(found, key=lambda t: t.active, default=None)
        listed = {key(x.name): x for each in own for x in each.tags if key(x.name)}
        seen = {
            at: x
            for (at_level, at), x in self._spending.tags.items()
            if at_level == level
        }
        tags = (
            self._tag(level, listed.get(at), seen.get(at), tracking)
            for at in dict.fromkeys((*listed, *seen))
        )
        name = own[0].name if own else ""
        ordered = tuple(sorted(tags, key=lambda x: (-abs(x.minor), key(x.name))))
        taken = [x.tracking_category for x in self._setup.tags]
        like = None if rule else tracking_like(name, self._books, taken)
        return LevelView(level, name.strip(), rule, tracking, ordered, like)

    def _tag(
        self,
        level: int,
        own: Category | None,
        seen: Seen | None,
        tracking: TrackingCategory | None,
    ) -> TagView:
        name = (own.name if own else seen.name if seen else "").strip()
        option, problems = self._mapping.tag(level, name)
        return TagView(
            level=level,
            name=name,
            listed=own is not None,
            enabled=own is not None and own.enabled,
            minor=seen.minor if seen else 0,
            count=seen.count if seen else 0,
            option=option,
            renamed=option is not None and key(option.name) != key(name),
            problems=problems,
            suggestion=option_like(name, tracking, self._moved) if problems else None,
        )

    def taxes(self) -> Iterator[TaxView]:
        """Every tax that expenses carry or a rule names."""
        rules = {key(x.tax): x for x in self._setup.taxes if key(x.tax)}
        rates = {rate.tax_type: rate for rate in self._books.tax_rates}
        named: set[str] = set()
        for seen in self._spending.taxes.values():
            keys = (key(seen.code), key(seen.name))
            named.update(keys)
            rule = next((rules[x] for x in keys if x in rules), None)
            tax_type = rule.tax_type if rule else ""
            yield TaxView(
                seen.name,
                seen.code,
                seen.minor,
                seen.count,
                tax_type,
                rates.get(tax_type),
                None if rule else rate_like(seen.name, self._books.tax_rates),
            )
        for at, rule in rules.items():
            if at not in named:
                yield TaxView(
                    rule.tax, "", 0, 0, rule.tax_type, rates.get(rule.tax_type)
                )


def _weightiest(view: CategoryView) -> tuple[bool, int, int, str]:
    """What is unsettled first, then by money."""
    return view.settled, -abs(view.minor), -view.count, key(view.name)


def _expense(category: str) -> Expense:
    return Expense(
        id="",
        merchant="",
        category=category,
        currency="",
        amount=0,
        converted=None,
        modified=0,
        spent=None,
        tags=(),
        reimbursable=True,
    )
