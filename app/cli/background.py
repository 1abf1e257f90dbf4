"""Verbs about the system's scheduler: background install, remove, status."""

from __future__ import annotations

from collections.abc import Iterator

import click

from app.background.installing import Background, background
from app.cli.options import verb
from app.cli.present import Document
from app.cli.session import Session
from app.errors import InputError

_YES = "Do it without asking."


@click.group("background")
def background_() -> None:
    """Have the system run what is due, window or not."""


@background_.command()
@click.option("--yes", is_flag=True, help=_YES)
@click.option("--show", is_flag=True, help="Only show what would be written.")
@verb
def install(
    session: Session,
    yes: bool,  # noqa: FBT001 - a flag of the command line
    show: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Show the files, and after a yes have the system run them."""
    there = background(session.place.home.data, session.place.home.logs)
    there.refuse_misread()
    if show:
        session.answer(_document(there), *_shown(there))
        return
    for line in _shown(there):
        session.say(line)
    _confirm(session, yes=yes, question="Write these and have the system run them?")
    there.install()
    _answer(session, there)


@background_.command()
@click.option("--yes", is_flag=True, help=_YES)
@verb
def remove(
    session: Session,
    yes: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Have the system forget it, and take the files away."""
    there = background(session.place.home.data, session.place.home.logs)
    for file in there.plan.files:
        session.say(str(file.path))
    _confirm(session, yes=yes, question="Remove these?")
    there.remove()
    _answer(session, there)


@background_.command()
@click.option("--show", is_flag=True, help="Show what is to be in the files, too.")
@verb
def status(
    session: Session,
    show: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Say whether the system runs what is due, and where it is written down."""
    there = background(session.place.home.data, session.place.home.logs)
    _answer(session, there, *(_shown(there) if show else ()))


def _confirm(session: Session, *, yes: bool, question: str) -> None:
    if yes:
        return
    if session.as_json:
        raise InputError("With --json nobody can be asked: say --yes.")
    click.confirm(question, abort=True, err=True)


def _answer(session: Session, there: Background, *more: str) -> None:
    standing = there.standing()
    diary = session.place.home.logs / "schedule.log"
    written = f"What ran is written down in {diary}."
    document = _document(there) | {
        "written": standing.written,
        "active": standing.active,
        "message": standing.words,
        "system_said": standing.said,
        "log": str(diary),
    }
    session.answer(document, standing.words, written, *more)


def _document(there: Background) -> Document:
    plan = there.plan
    return {
        "system": plan.system,
        "files": [{"path": str(x.path), "content": x.text} for x in plan.files],
        "install": [list(command) for command in plan.install],
        "remove": [list(command) for command in plan.remove],
    }


def _shown(there: Background) -> Iterator[str]:
    for file in there.plan.files:
        yield f"── {file.path}"
        yield file.text.rstrip()
    yield "── then"
    for command in there.plan.install:
        yield " ".join(command)
