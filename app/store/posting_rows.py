"""What a posting is as rows: its columns for lists, its journal and problems apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domain.journals import Journal
from app.domain.postings import Posting, Reversal, State
from app.domain.problems import Problem
from app.store import codec
from app.store.schema import posting as table
from app.store.schema import posting_body as bodies

WHOLE = select(
    table.c.id,
    table.c.connection_id,
    table.c.organisation_id,
    table.c.report_id,
    table.c.revision,
    table.c.report_name,
    table.c.submitter,
    table.c.submitter_email,
    table.c.currency,
    table.c.total,
    table.c.digest,
    table.c.setup_version,
    table.c.xero_id,
    table.c.why,
    table.c.attempt,
    table.c.version,
    table.c.approved,
    table.c.state,
    bodies.c.journal,
    bodies.c.problems,
    bodies.c.reversal,
).join_from(table, bodies)
_PROBLEMS = tuple[Problem, ...]
_NONE = b"[]"


def columns(posting: Posting) -> tuple[object, ...]:
    """What is kept of ``posting`` in the table's columns, but for its number."""
    journal, approved = posting.journal, posting.approved
    dated = journal.dated if journal else approved
    search = (
        f"{posting.report_name}\n{posting.submitter}\n{posting.submitter_email}\n"
        f"{posting.report_id}\n{posting.xero_id}"
    )
    return (
        posting.id,
        posting.connection_id,
        posting.organisation_id,
        posting.report_id,
        posting.revision,
        posting.state.value,
        1 if posting.live else None,
        1,
        posting.report_name,
        posting.submitter,
        posting.submitter_email,
        approved.isoformat() if approved else None,
        dated.isoformat() if dated else None,
        posting.currency,
        posting.total,
        posting.digest,
        posting.setup_version,
        posting.xero_id,
        posting.why,
        posting.attempt,
        posting.version,
        posting.problems[0].message if posting.problems else posting.why,
        f" {' '.join(posting.codes)} " if posting.problems else "",
        search.casefold(),
    )


def body(posting: Posting) -> tuple[bytes | None, bytes, bytes | None]:
    """What is kept of it apart: its journal, its problems and how it is undone."""
    journal, reversal = posting.journal, posting.reversal
    return (
        codec.dump(journal) if journal else None,
        codec.dump(posting.problems) if posting.problems else _NONE,
        codec.dump(reversal) if reversal else None,
    )


def problems_of(stored: bytes) -> tuple[Problem, ...]:
    """The problems that were stored; nearly always none."""
    return codec.load(stored, _PROBLEMS) if stored != _NONE else ()


def superseding(posting: Posting) -> dict[str, object]:
    """The revisions that are no longer the newest."""
    return {
        "a_report": posting.report_id,
        "a_connection": posting.connection_id,
        "a_revision": posting.revision,
    }


def changed(posting: Posting) -> dict[str, object]:
    """Its columns with the next version, for the row that still has this one."""
    kept = replace(posting, version=posting.version + 1)
    facts = dict(zip(table.c.keys()[1:], columns(kept), strict=True))
    del facts["newest"]  # what is given is set: an older revision stays one
    return {**facts, "an_id": posting.id, "a_version": posting.version}


def changed_body(posting: Posting) -> dict[str, object]:
    """What is kept of it apart, for the row that is there."""
    journal, problems, reversal = body(posting)
    return {
        "an_id": posting.id,
        "journal": journal,
        "problems": problems,
        "reversal": reversal,
    }


def posting_of(facts: tuple[Any, ...]) -> Posting:
    """The posting of one row of WHOLE."""
    *head, approved, state, journal, problems, reversal = facts
    of, connection, organisation, report, revision, name, submitter, email = head[:8]
    currency, total, digest, setup_version, xero_id, why, attempt, version = head[8:]
    return Posting(
        id=of,
        connection_id=connection,
        organisation_id=organisation,
        report_id=report,
        revision=revision,
        state=State(state),
        report_name=name,
        submitter=submitter,
        submitter_email=email,
        approved=date.fromisoformat(approved) if approved else None,
        currency=currency,
        total=total,
        digest=digest,
        setup_version=setup_version,
        journal=codec.load(journal, Journal) if journal else None,
        problems=problems_of(problems),
        xero_id=xero_id,
        why=why,
        attempt=attempt,
        version=version,
        reversal=codec.load(reversal, Reversal) if reversal else None,
    )
