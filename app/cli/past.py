"""Verbs about what happened: history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from rich.table import Table

from app.cli.options import verb
from app.cli.present import event_document
from app.cli.session import Session
from app.domain.history import Kept
from app.domain.listing import HistoryQuery

_SHOWN = 200


@click.command()
@click.option("--report", default="", help="Only this report.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write it as CSV.")
@click.option(
    "--xlsx", "xlsx", type=click.Path(path_type=Path), help="Write it as XLSX."
)
@verb
def history(session: Session, report: str, csv: Path | None, xlsx: Path | None) -> None:
    """Show what happened, newest first, or write all of it to a file."""
    query = HistoryQuery(report_id=report)
    for file in (csv, xlsx):
        if file is not None:
            count = session.services.exporting.history(query, file)
            session.say(f"{count} events written to {file}")
    if csv or xlsx:
        session.answer({"files": [str(file) for file in (csv, xlsx) if file]})
        return
    if session.as_json:
        session.answer([event_document(kept) for kept in _all(session, query)])
        return
    page = session.services.history.page(replace(query, limit=_SHOWN))
    session.answer(None, _table(page.events, page.matching))


def _all(session: Session, query: HistoryQuery) -> list[Kept]:
    found: list[Kept] = []
    while True:
        page = session.services.history.page(replace(query, offset=len(found)))
        found.extend(page.events)
        if not page.events or len(found) >= page.matching:
            return found


def _table(events: tuple[Kept, ...], matching: int) -> Table:
    table = Table(title=f"{len(events)} of {matching} events", title_justify="left")
    for name in ("When", "Who", "What", "Report", "Said"):
        table.add_column(name)
    for kept in events:
        event = kept.event
        when = event.at.astimezone()
        table.add_row(
            f"{when:%d %b %Y %H:%M:%S}",
            event.who,
            event.what,
            event.report_id,
            event.detail,
        )
    return table
