"""What a page shows of one posting in full, and of each connection at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.books import Organisation
from app.domain.expenses import Report
from app.domain.history import Kept
from app.domain.listing import Tally
from app.domain.overrides import Override
from app.domain.postings import Posting, State
from app.domain.runs import Run
from app.domain.setup import Connection


@dataclass(frozen=True, slots=True)
class Detail:
    """A posting with all that explains it.

    ``account_names`` goes from code to name, ``tax_names`` from TaxType to name;
    ``tracking_names`` are the organisation's
    own active tracking categories, for the columns; links are ``""`` where there is
    nothing to open. ``earlier`` is the revision before this one, and ``pages`` the
    address of every journal of both, reversing ones included, by Xero's id.
    """

    posting: Posting
    report: Report | None
    connection: Connection
    organisation: Organisation
    account_names: Mapping[str, str]
    tracking_names: tuple[str, ...]
    events: tuple[Kept, ...]
    xero_link: str = ""
    expensify_link: str = ""
    earlier: Posting | None = None
    pages: Mapping[str, str] = field(default_factory=dict)
    tax_names: Mapping[str, str] = field(default_factory=dict)
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """One connection at a glance; ``calls_left`` is None until Xero says it each day.

    ``month`` tallies what is dated in the month that begins on ``since``.
    ``next_run`` is when a schedule runs it next, None where none does.
    ``workspace_name`` is Expensify's own, ``""`` while it was never read.
    """

    connection: Connection
    organisation: Organisation | None
    tallies: Mapping[State, Tally]
    last_sync: datetime | None
    last_run: Run | None
    calls_left: int | None
    resumes: datetime | None
    signed_in: bool
    since: date | None = None
    month: Mapping[State, Tally] = field(default_factory=dict)
    next_run: datetime | None = None
    workspace_name: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Every connection at a glance.

    ``practice``: none of it is real. ``other_addresses`` are talked to in place of the
    services' own.
    """

    glances: tuple[Glance, ...]
    practice: bool
    other_addresses: tuple[str, ...] = ()
