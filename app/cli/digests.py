"""Verbs about the digest: digest write, send, mail, every."""

from __future__ import annotations

import sys
from datetime import time
from pathlib import Path

import click

from app.cli.options import verb
from app.cli.rhythms import TimeOfDay, Weekdays
from app.cli.session import Session
from app.domain.digests import Mail, Security
from app.domain.schedules import Rate, Rhythm
from app.errors import AppError

_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@click.group()
def digest() -> None:
    """How everything stands, as a page or by your own mail."""


@digest.command()
@click.argument("file", type=click.Path(path_type=Path))
@verb
def write(session: Session, file: Path) -> None:
    """Write it as an HTML file."""
    session.services.digests.write(file)
    session.answer({"file": str(file)}, f"Written: {file}")


@digest.command()
@verb
def send(session: Session) -> None:
    """Send it now."""
    _sent(session, session.services.digests.send())


@digest.command()
@click.option("--host", required=True, help="Your mail server.")
@click.option("--port", type=int, help="587, or 465 with tls, if not said.")
@click.option(
    "--security",
    type=click.Choice([x.value for x in Security]),
    default=Security.STARTTLS.value,
    show_default=True,
    help="“none” is for this machine only.",
)
@click.option("--from", "sender", required=True, help="The sender's address.")
@click.option("--to", multiple=True, required=True, help="For whom; may be repeated.")
@click.option("--user", default="", help="Whom the server knows you as.")
@click.option("--password-stdin", is_flag=True, help="Read the password, one line.")
@verb
def mail(  # noqa: PLR0913 - the options of a verb
    session: Session,
    host: str,
    port: int | None,
    security: str,
    sender: str,
    to: tuple[str, ...],
    user: str,
    password_stdin: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Say which mail server sends it; the password is kept encrypted."""
    how = Security(security)
    made = Mail(host.strip(), port or _PORTS[how], how, sender, to, user)
    password: str | None = None
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif user:
        password = click.prompt("The password", hide_input=True, err=True)
    session.services.digests.send_by(made, password)
    session.answer({"host": made.host, "to": list(to)}, f"Sent by {made.host}.")


@digest.command()
@click.argument("often", type=click.Choice(["never", "day", "week"]))
@click.option("--at", type=TimeOfDay(), default="07:00", show_default=True)
@click.option("--on", type=Weekdays(), default="mon", show_default=True)
@verb
def every(session: Session, often: str, at: time, on: tuple[int, ...]) -> None:
    """Send it every day, on days of the week, or never."""
    rhythm = None if often == "never" else Rhythm(Rate(often), at, days=on)
    session.services.digests.send_every(rhythm)
    words = rhythm.words if rhythm else "Never"
    session.answer({"every": words if rhythm else None}, f"{words}.")


def send_due(session: Session) -> None:
    """Send what is due, and say so."""
    try:
        to = session.services.digests.send_due()
    except AppError as error:  # it is tried again next time; what ran is told anyhow
        session.failed_in_part(error)
        return
    if to:
        session.say(f"The digest was sent to {', '.join(to)}.")


def _sent(session: Session, to: tuple[str, ...]) -> None:
    session.answer({"to": list(to)}, f"Sent to {', '.join(to)}.")
