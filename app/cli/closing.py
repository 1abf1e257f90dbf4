"""Verbs of the period close."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from app.cli.closing_words import (
    booked_document,
    booked_words,
    close_document,
    close_tables,
    sign_off_document,
)
from app.cli.options import Month, connections, verb
from app.cli.session import Session
from app.domain.books import AccountCode
from app.domain.calendars import Period, month_of
from app.domain.closing.checklist import Close, Wish
from app.domain.setup import Connection
from app.errors import InputError

connection_argument = click.option(
    "--connection", metavar="NAME", help="Which connection, where there are several."
)
month_option = click.option(
    "--month", type=Month(), help="Which month; by default the last one."
)


@click.group()
def close() -> None:
    """Close a month: see what it takes, accrue, sign it off."""


@close.command()
@connection_argument
@month_option
@click.option("--known", is_flag=True, help="Ask nobody: by what is known here.")
@click.option(
    "--pack",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Write the close pack (PDF and XLSX) into this folder.",
)
@verb
def show(
    session: Session,
    connection: str | None,
    month: date | None,
    *,
    known: bool,
    folder: Path | None,
) -> None:
    """Show how far the close is."""
    found = _surveyed(session, connection, month, asking=not known)
    files = session.services.packing.write(found, folder) if folder else ()
    document = close_document(found) | {"files": [str(file) for file in files]}
    session.answer(
        document, *close_tables(found), *(f"Written: {file}" for file in files)
    )
    if found.open_steps:
        session.needs_a_person()


@close.command()
@connection_argument
@month_option
@click.option("--account", default="", help="Credit this account with the accrual.")
@click.option("--undo", is_flag=True, help="Take the accrual and its reversal back.")
@verb
def accrue(
    session: Session,
    connection: str | None,
    month: date | None,
    account: str,
    *,
    undo: bool,
) -> None:
    """Save what is owed for the month as a draft, with its dated reversal."""
    if undo:
        which = _connection(session, connection)
        booked = session.services.accruer.undo(
            which.id, _period(month), stop=session.stop
        )
    else:
        found = _surveyed(session, connection, month, account=account)
        booked = session.services.accruer.book(found, stop=session.stop)
    session.answer(booked_document(booked), booked_words(booked))


@close.command()
@connection_argument
@month_option
@click.option("--name", required=True, help="Who signs.")
@click.option("--remark", default="", help="What they want to say to it.")
@verb
def sign(
    session: Session, connection: str | None, month: date | None, name: str, remark: str
) -> None:
    """Sign a month off."""
    found = _surveyed(session, connection, month)
    signed = session.services.closer.sign(found, name, remark)
    words = f"{signed.period.name} is signed off by {signed.name}."
    session.answer(sign_off_document(signed), words)
    if signed.open_steps:
        session.needs_a_person()


@close.command()
@connection_argument
@month_option
@click.option("--why", required=True, help="The reason.")
@verb
def reopen(
    session: Session, connection: str | None, month: date | None, why: str
) -> None:
    """Take a sign-off back."""
    which = _connection(session, connection)
    signed = session.services.closer.withdraw(which.id, _period(month), why)
    session.answer(sign_off_document(signed), f"{signed.period.name} is open again.")


def _surveyed(
    session: Session,
    connection: str | None,
    month: date | None,
    *,
    account: str = "",
    asking: bool = True,
) -> Close:
    wish = Wish(
        _connection(session, connection).id,
        _period(month),
        asking=asking,
        account=AccountCode(account) if account else None,
    )
    with session.progress() as tell:
        return session.services.closer.survey(wish, tell=tell, stop=session.stop)


def _connection(session: Session, name: str | None) -> Connection:
    found = connections(session, name)
    if len(found) != 1:
        names = ", ".join(f"“{x.name}”" for x in found)
        raise InputError(
            f"Say which connection: {names}." if names else "There is no connection."
        )
    return found[0]


def _period(month: date | None) -> Period:
    if month is not None:
        return month_of(month)
    this = month_of(datetime.now().astimezone().date())
    return month_of(date.fromordinal(this.first.toordinal() - 1))
