"""Which journals are meant: the one shown, those ticked, or all that are listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.listing import PostingQuery, PostingRow
from app.domain.postings import PostingId
from ui.models.words import counted


class Scope(StrEnum):
    """What can be meant."""

    SHOWN = "shown"
    TICKED = "ticked"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Choosable:
    """What there is to choose from; ``query`` finds all that are listed."""

    shown: PostingId | None
    shown_name: str
    ticked: tuple[PostingId, ...]
    listed: int
    query: PostingQuery

    def offered(self) -> Iterator[tuple[Scope, str]]:
        """What can be chosen, each in words."""
        if self.ticked:
            yield Scope.TICKED, f"The {counted(len(self.ticked), 'ticked report')}"
        if self.shown is not None:
            yield Scope.SHOWN, f"This report: {self.shown_name}"
        if self.listed:
            yield Scope.LISTED, f"All that are listed: {counted(self.listed, 'report')}"

    def ids(self, scope: Scope) -> tuple[PostingId, ...]:
        """The ids of what is meant, as far as they are known without asking."""
        if scope is Scope.TICKED:
            return self.ticked
        return (self.shown,) if scope is Scope.SHOWN and self.shown else ()


def choosable(
    row: PostingRow | None,
    ticked: tuple[PostingId, ...],
    listed: int,
    query: PostingQuery,
) -> Choosable:
    """What there is to choose from, where this row is the one that is shown."""
    shown = row.id if row else None
    name = (row.report_name or row.report_id) if row else ""
    return Choosable(shown, name, ticked, listed, query)
