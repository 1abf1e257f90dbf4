"""One connection's mapping in memory, with every version of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.books import AccountCode, TaxRate
from app.domain.expenses import Category, TagLevel, Workspace, WorkspaceId
from app.domain.history import Kept
from app.domain.mapping_changes import Change, Kind, changed, differences, mapping_of
from app.domain.mapping_outcomes import Line, Proposal, Saved, VersionView
from app.domain.mapping_view import MappingView
from app.domain.mapping_viewing import mapping_view
from app.domain.postings import PostingId
from app.domain.setup import (
    CategoryRule,
    Connection,
    ConnectionId,
    PostingRules,
    Setup,
    SetupVersion,
    TagRule,
    TaxRule,
)
from app.domain.spending import Seen, Spending
from app.domain.suggesting import Suggester
from app.errors import InputError
from tests.fakes.examples import BOOKS, CLASSES, account

_AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
_SPENDING = Spending(
    {
        "meals": Seen("Meals", 90_000, 41),
        "gifts": Seen("Gifts", 50_000, 7),
        "travel": Seen("Travel", 700_000, 120),
        "train": Seen("Train", 20_000, 3),
    },
    {(1, "sales"): Seen("Sales", 500_000, 60), (1, "shop"): Seen("Shop", 9_000, 4)},
    {"vat_20": Seen("VAT 20%", 300_000, 50, "VAT_20")},
)
_ARCHIVED = replace(account("461", "Printing"), active=False)


@dataclass
class FakeMappings:
    """Meals looks like 420 Entertainment, Train like 493 Travel; Gifts like nothing.

    ``level`` is the name of the one tag level, ``note`` what to look at in a proposal;
    ``later`` are still to be computed anew after the next edit.
    """

    connection_id: ConnectionId
    setups: list[Setup] = field(
        default_factory=lambda: [
            Setup(
                PostingRules(AccountCode("801"), AccountCode("802")),
                (CategoryRule("Travel", AccountCode("493")),),
                (TagRule(1, "Department"),),
            )
        ]
    )
    synced: bool = True
    level: str = ""
    note: str = ""
    news: tuple[Kept, ...] = ()
    later: tuple[PostingId, ...] = ()
    caught_up: list[int] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    made: list[tuple[Change, ...]] = field(default_factory=list)

    def inclusive(self) -> None:
        """Have tax contained in the amounts."""
        rules = replace(self.setups[-1].posting, tax=TaxRule.INCLUSIVE)
        self.setups[-1] = replace(self.setups[-1], posting=rules)

    def account_of(self, category: str) -> str:
        """Where a category goes now; nowhere for ``""``."""
        rules = self.setups[-1].categories
        return next((x.account for x in rules if x.category == category), "")

    def view(self, connection_id: ConnectionId) -> MappingView | None:
        """The mapping as it stands."""
        if not self.synced or connection_id != self.connection_id:
            return None
        rate = TaxRate("INPUT2", "20% VAT", active=True, applies=CLASSES, rate="20")
        books = replace(
            BOOKS,
            accounts=(*BOOKS.accounts, _ARCHIVED),
            tax_rates=(*BOOKS.tax_rates, rate),
        )
        workspace = Workspace(
            WorkspaceId("W1"),
            "Acme workspace",
            "GBP",
            categories=(
                Category("Meals", gl_code="420"),
                Category("Gifts"),
                Category("Travel", gl_code="493"),
                Category("Train", enabled=False, gl_code="0493"),
            ),
            tag_levels=(TagLevel(self.level, (Category("Sales"), Category("Shop"))),),
        )
        connection = Connection(
            connection_id, "Acme", workspace.id, books.organisation.id
        )
        version = SetupVersion(connection_id, len(self.setups), self.setups[-1])
        made = mapping_view(connection, version, books, workspace, _SPENDING)
        days = (date(2026, 6, 3), date(2026, 9, 1))
        return replace(made(*days, Suggester(books.accounts)), news=self.news)

    def versions(self, _connection_id: ConnectionId) -> tuple[VersionView, ...]:
        """Every version, the newest first."""
        return tuple(
            VersionView(at, _AT, "tester", f"Version {at}.", 3)
            for at in range(len(self.setups), 0, -1)
        )

    def change(self, connection_id: ConnectionId, changes: Sequence[Change]) -> Saved:
        """Make changes; nothing goes to account 802."""
        if any(x.target == "802" for x in changes):
            raise InputError("Account 802 was archived in Xero just now.")
        self.made.append(tuple(changes))
        return self._saved(connection_id, changed(self.setups[-1], changes))

    def restore(
        self, connection_id: ConnectionId, version: int, expected: int | None = None
    ) -> Saved:
        """Take an older version up again."""
        if expected not in {None, len(self.setups)}:
            raise InputError("Somebody changed the mapping meanwhile.")
        older = self.setups[version - 1]
        return self._saved(connection_id, mapping_of(self.setups[-1], older))

    def catch_up(
        self, _connection_id: ConnectionId, ids: Sequence[PostingId]
    ) -> tuple[int, tuple[PostingId, ...]]:
        """Compute one of these anew."""
        self.caught_up.append(len(ids))
        return 1, tuple(ids[1:])

    def propose_file(self, connection_id: ConnectionId, file: Path) -> Proposal:
        """A file that maps Gifts."""
        return self._proposal(connection_id, file.name)

    def propose_copy(
        self, connection_id: ConnectionId, other: ConnectionId
    ) -> Proposal:
        """Another connection that maps Gifts."""
        return self._proposal(connection_id, other)

    def write(self, _connection_id: ConnectionId, file: Path) -> int:
        """Remember where to."""
        self.written.append(file)
        return 12

    def _proposal(self, connection_id: ConnectionId, source: str) -> Proposal:
        new = changed(self.setups[-1], [Change(Kind.CATEGORY, "Gifts", "420")])
        lines = tuple(
            Line(x, x.source, "not mapped", "420 Entertainment", self.note)
            for x in differences(self.setups[-1], new)
        )
        return Proposal(connection_id, source, lines, 3, ("Rent: no account 469.",))

    def _saved(self, connection_id: ConnectionId, setup: Setup) -> Saved:
        before = len(self.setups)
        if setup != self.setups[-1]:
            self.setups.append(setup)
        later, self.later = self.later, ()
        return Saved(connection_id, before, len(self.setups), "Mapped", 0, later)
