"""What the use cases need of Expensify, which can only be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from app.domain.expenses import Report, ReportId, Workspace, WorkspaceId
from app.domain.values import value
from app.ports.running import Tell


@dataclass(frozen=True, slots=True)
class Pull:
    """Which reports to ask for: by approval, by day of submission, or by id.

    ``states`` are reportState words, none meaning every state. Exactly one of
    ``approved_after``, ``start`` and ``report_ids`` is given; ``end`` bounds the former
    two by the later of creation and submission, at most a year on.
    """

    workspace_id: WorkspaceId
    states: tuple[str, ...] = ()
    approved_after: date | None = None
    start: date | None = None
    end: date | None = None
    report_ids: tuple[ReportId, ...] = ()


@value
class RawReport:
    """A report as it came: its line of the export, and that line's SHA-256 in hex."""

    id: ReportId
    digest: str
    raw: bytes


NONE_SEEN: Mapping[ReportId, str] = MappingProxyType({})
"""No report was seen before."""


class ExpenseSource(Protocol):
    """Where approved reports come from; it can only be read."""

    def workspaces(self) -> tuple[Workspace, ...]:
        """All workspaces that the credentials can see, without categories and tags."""
        ...

    def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """One workspace with categories and tags; RefusedError where there is none."""
        ...

    def pull(
        self, pull: Pull, tell: Tell, seen: Mapping[ReportId, str] = NONE_SEEN
    ) -> AbstractContextManager[Iterator[RawReport]]:
        """The reports asked for, without those ``seen`` that have the same digest.

        On entering, the whole export is downloaded and verified: a short, cut or
        inconsistent one raises BrokenAnswerError before a single report is given out.
        A report that comes twice is given out once.
        """
        ...

    def listed(self, pull: Pull, tell: Tell) -> frozenset[ReportId]:
        """The reports that ``pull`` would bring, for a small part of what it costs.

        Verified as an export is.
        """
        ...


ReadReport = Callable[[bytes, Workspace], Report]
"""Normalises one stored line; needs the workspace to know how its tags are cut."""
