"""Verbs about what happened: history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from app.cli.grids import Column, Grid, counted
from app.cli.options import verb
from app.cli.session import Session
from app.domain.history import Event, Kept
from app.domain.listing import HistoryQuery
from app.domain.postings import State
from app.services.exporting import event_document

_SHOWN = 200


@click.command()
@click.option("--report", default="", help="Only this report.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write it as CSV.")
@click.option(
    "--xlsx", "xlsx", type=click.Path(path_type=Path), help="Write it as XLSX."
)
@click.option(
    "--document",
    type=click.Path(path_type=Path),
    help="Write it as a JSON document with the head of the chain.",
)
@verb
def history(
    session: Session,
    report: str,
    csv: Path | None,
    xlsx: Path | None,
    document: Path | None,
) -> None:
    """Show what happened, newest first, or write all of it to a file."""
    query = HistoryQuery(report_id=report)
    files = [file for file in (csv, xlsx, document) if file is not None]
    for file in files:
        written = session.services.exporting.history(query, file)
        session.say(f"{counted(written.events, 'event')} written to {file}")
    if files:
        session.answer({"files": [str(file) for file in files]})
        return
    if session.as_json:
        session.answer(
            [event_document(kept) for kept in session.services.history.events(query)]
        )
        return
    page = session.services.history.page(replace(query, limit=_SHOWN))
    session.answer(None, _table(page.events, page.matching))


def _table(events: tuple[Kept, ...], matching: int) -> Grid:
    title = counted(matching, "event")
    if len(events) < matching:
        title += f", of which the newest {len(events)}"
    columns = (
        Column("When"),
        Column("Who", least=6, cut=True, spare=True),
        Column("What", least=10, folds=True),
        Column("Report"),
        Column("Said", least=10, folds=True),
    )
    return Grid(title, columns, [_row(kept.event) for kept in events])


def _row(event: Event) -> tuple[str, ...]:
    when = event.at.astimezone()
    state = event.after.get("state", "")
    return (
        f"{when:%d %b %Y %H:%M:%S}",
        event.who,
        event.what.value,
        event.report_id,
        event.detail or (State(state).words if state else ""),
    )
