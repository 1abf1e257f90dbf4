"""Verbs that connect: connect expensify, connect xero, setup import and export."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from app.cli.options import verb
from app.cli.session import Session, print_json
from app.errors import InputError


@click.group()
def connect() -> None:
    """Sign in to Expensify or Xero."""


@connect.command("expensify")
@click.option("--user-id", required=True, help="The partnerUserID.")
@click.option(
    "--secret-stdin",
    is_flag=True,
    help="Read the secret from standard input, one line.",
)
@verb
def expensify(
    session: Session,
    user_id: str,
    secret_stdin: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Try and keep the credentials of Expensify."""
    if secret_stdin:
        secret = _line()
    else:
        secret = click.prompt("The partnerUserSecret", hide_input=True, err=True)
    workspaces = session.services.connecting.expensify(user_id, secret)
    session.answer(
        {
            "workspaces": [
                {
                    "workspace_id": w.id,
                    "name": w.name,
                    "currency": w.currency,
                    "own_connection_on": w.native_connection,
                }
                for w in workspaces
            ]
        },
        *(f"{w.name} ({w.currency})" for w in workspaces),
    )


@connect.command("xero")
@click.option("--client-id", required=True, help="The client ID of your own Xero app.")
@click.option("--no-browser", is_flag=True, help="Only print the address to open.")
@verb
def xero(
    session: Session,
    client_id: str,
    no_browser: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Sign in to Xero in a browser, one organisation at a time."""
    services = session.services
    with services.listen() as listener:
        request = services.connecting.begin_xero(client_id, listener.redirect_uri)
        listener.expect(request.state)
        if session.as_json:
            print_json({"authorize_url": request.authorize_url})
        else:
            session.answer(
                None, f"Open this address and allow access: {request.authorize_url}"
            )
        if not no_browser:
            webbrowser.open(request.authorize_url)
        redirected = listener.wait(session.stop)
    tenants = services.connecting.finish_xero(request, redirected)
    session.answer(
        {
            "organisations": [
                {"organisation_id": t.organisation_id, "name": t.name} for t in tenants
            ]
        },
        *(f"Connected: {t.name}" for t in tenants),
    )


@click.group()
def setup() -> None:
    """Take the portable set-up in, or give it out."""


@setup.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@verb
def import_(session: Session, file: Path) -> None:
    """Make or change connections as a set-up file says."""
    connections = session.services.setups.take_in(_text(file))
    session.answer(
        {
            "connections": [
                {
                    "id": c.id,
                    "name": c.name,
                    "workspace_id": c.workspace_id,
                    "organisation_id": c.organisation_id,
                }
                for c in connections
            ]
        },
        *(f"Set up: {c.name}" for c in connections),
    )


@setup.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@verb
def export(session: Session, file: Path) -> None:
    """Write all connections into a set-up file."""
    text = session.services.setups.give_out()
    try:
        file.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from error
    session.answer({"file": str(file)}, f"Written: {file}")


def _line() -> str:
    """One line of standard input."""
    try:
        return sys.stdin.readline().strip()
    except UnicodeDecodeError as error:
        raise InputError("Standard input is not UTF-8 text.") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 text.") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error
