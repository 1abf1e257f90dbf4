"""Verbs that guard what is kept: check, backup, restore."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from app.bootstrap import put_back
from app.cli.options import Day, connection_option, connections, verb
from app.cli.outcomes import findings_document, findings_tables
from app.cli.session import Session
from app.errors import AppError, InputError


@click.command()
@connection_option
@click.option("--from", "since", type=Day(), help="First day of approval.")
@click.option("--to", "until", type=Day(), help="Last day of approval.")
@verb
def check(
    session: Session, connection: str | None, since: date | None, until: date | None
) -> None:
    """See that nothing is lost, doubled, changed unseen or tampered with."""
    chosen = connections(session, connection)
    failures: list[AppError] = []
    with session.progress() as tell:
        findings = session.services.checking.check(
            [c.id for c in chosen],
            since,
            until,
            tell=tell,
            stop=session.stop,
            failed=failures.append,
        )
    names = {c.id: c.name for c in chosen}
    organisations = session.services.review.organisations()
    document = findings_document(findings, names, organisations)
    session.answer(document, *findings_tables(findings, names))
    if not findings.ok:
        session.needs_a_person()
    for error in failures:
        session.failed_in_part(error)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@verb
def backup(session: Session, file: Path) -> None:
    """Copy everything into one file; the secrets in it stay encrypted."""
    if not session.place.home.store.exists():
        raise InputError("There is nothing to back up yet.")
    session.services.back_up(file)
    session.answer({"file": str(file)}, f"Written: {file}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@verb
def restore(session: Session, file: Path) -> None:
    """Put a back-up in place of what is kept, which is moved aside."""
    aside = put_back(session.place, file)
    session.answer(
        {"file": str(file), "replaced": str(aside) if aside else None},
        f"Restored: {file}",
        *([f"What was there is now: {aside}"] if aside else []),
    )
    session.say("Sync before you post: what was posted since is then found again.")
