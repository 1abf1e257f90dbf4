"""Options that many verbs share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Concatenate, NoReturn, ParamSpec

import click

from app.cli.session import Invocation, Session
from app.domain.expenses import ReportId
from app.domain.postings import Posting, PostingId
from app.domain.setup import Connection, ConnectionId
from app.errors import InputError

P = ParamSpec("P")


def verb(function: Callable[Concatenate[Session, P], None]) -> Callable[P, None]:
    """Give a verb its session and the option --json."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        context = click.get_current_context()
        as_json = bool(kwargs.pop("as_json"))
        session = Session(context.find_object(Invocation) or _misused(), as_json)
        for value in kwargs.values():
            _refuse_broken(value)
        with session.at_work(), session.going_on():
            function(session, *args, **kwargs)
        context.exit(session.status)

    option = click.option("--json", "as_json", is_flag=True, help=_JSON)
    return option(wrapped)


_JSON = "Answer with one JSON document."


def _refuse_broken(value: object) -> None:
    """Refuse typed bytes that are no text; in the name of a file they may be."""
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and not _is_text(text):
            shown = text.encode(errors="replace").decode()
            raise InputError(f"“{shown}” is not text in UTF-8.")


def _is_text(given: str) -> bool:
    try:
        given.encode()
    except UnicodeEncodeError:
        return False
    return True


def _misused() -> NoReturn:
    raise RuntimeError("a verb was called outside of the program")


connection_option = click.option(
    "--connection", "connection", metavar="NAME", help="Only this connection."
)


class _Written(click.ParamType[date]):
    """A date written in one form; ``form`` is what strptime reads."""

    form = ""
    example = ""

    def convert(
        self,
        value: str | date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Override: read it."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, self.form).date()  # noqa: DTZ007 - a day
        except ValueError:
            said = f"{value} is no {self.name}; write it as {self.example}."
            self.fail(said, param, ctx)


class Day(_Written):
    """A calendar day, as 2026-08-31."""

    name = "day"
    form = "%Y-%m-%d"
    example = "2026-08-31"


class Month(_Written):
    """A calendar month, as 2026-08; its first day stands for it."""

    name = "month"
    form = "%Y-%m"
    example = "2026-08"


def connections(session: Session, name: str | None) -> tuple[Connection, ...]:
    """The connections of that name, or all; InputError where there is none."""
    everyone = session.services.review.connections()
    if name is None:
        return everyone
    found = tuple(c for c in everyone if c.name.casefold() == name.casefold())
    if not found:
        known = ", ".join(f"“{c.name}”" for c in everyone) or "none yet"
        raise InputError(f"There is no connection “{name}”; there are: {known}.")
    return found


def only(session: Session, name: str | None) -> ConnectionId | None:
    """The id of the connection of that name; None where no name was given."""
    return connections(session, name)[0].id if name else None


def named_postings(
    session: Session, report_ids: Sequence[str], name: str | None
) -> tuple[Posting, ...]:
    """The newest postings of these reports; InputError names one that is not there."""
    connection_id = only(session, name)
    found: list[Posting] = []
    for report_id in report_ids:
        postings = session.services.review.newest(ReportId(report_id), connection_id)
        if not postings:
            raise InputError(f"There is no report {report_id} here.")
        found.extend(postings)
    return tuple(found)


def ids(postings: Sequence[Posting]) -> tuple[PostingId, ...]:
    """Their ids."""
    return tuple(p.id for p in postings)
