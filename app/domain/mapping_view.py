"""What a connection's mapping looks like: every source with its weight and target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.books import Account, Books, TaxRate, TrackingCategory, TrackingOption
from app.domain.history import Kept
from app.domain.likeness import Likeness
from app.domain.problems import Problem
from app.domain.setup import (
    CategoryRule,
    Connection,
    TagRule,
)
from app.domain.suggesting import Suggestion


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A category: what it weighs and where it goes.

    ``listed``: the workspace still has it; ``enabled``: it can still be picked there.
    ``problems`` are in the way of the account it goes to.
    """

    name: str
    gl_code: str
    listed: bool
    enabled: bool
    minor: int
    count: int
    rule: CategoryRule | None
    account: Account | None
    problems: tuple[Problem, ...] = ()
    suggestion: Suggestion | None = None

    @property
    def settled(self) -> bool:
        """Whether its expenses can be posted."""
        return self.rule is not None and not self.problems


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag of one level and the option that it fills.

    ``renamed``: the option was given to it and has another name.
    """

    level: int
    name: str
    listed: bool
    enabled: bool
    minor: int
    count: int
    option: TrackingOption | None
    renamed: bool
    problems: tuple[Problem, ...] = ()
    suggestion: Likeness | None = None


@dataclass(frozen=True, slots=True)
class LevelView:
    """A tag level and the tracking category that it fills, None for none."""

    level: int
    name: str
    rule: TagRule | None
    tracking: TrackingCategory | None
    tags: tuple[TagView, ...]
    suggestion: Likeness | None = None


@dataclass(frozen=True, slots=True)
class TaxView:
    """A tax of Expensify's; ``tax_type`` is Xero's for it, ``""`` where none is set."""

    name: str
    code: str
    minor: int
    count: int
    tax_type: str
    rate: TaxRate | None
    suggestion: Likeness | None = None


@dataclass(frozen=True, slots=True)
class MappingView:
    """All of a connection's mapping; money is of ``since`` to ``until``.

    ``news`` are the events of what changed in Xero under it lately, newest first.
    """

    connection: Connection
    version: int
    books: Books
    since: date
    until: date
    inclusive: bool
    categories: tuple[CategoryView, ...]
    levels: tuple[LevelView, ...]
    taxes: tuple[TaxView, ...]
    news: tuple[Kept, ...] = ()

    @property
    def currency(self) -> str:
        """What the money is in."""
        return self.books.organisation.base_currency

    @property
    def spent(self) -> int:
        """All the money, refunds and costs of a category set off against each other."""
        return sum(abs(x.minor) for x in self.categories)

    @property
    def settled(self) -> int:
        """The part of it whose categories go to an account that can be used."""
        return sum(abs(x.minor) for x in self.categories if x.settled)

    @property
    def percent(self) -> int:
        """The settled part in whole percent; a hundred only where nothing is left."""
        return 100 * self.settled // self.spent if self.spent else 100
