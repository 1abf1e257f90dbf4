"""The verb that changes one journal by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from app.cli.options import Day, connection_option, named_postings, verb
from app.cli.reports import show_one
from app.cli.session import Session
from app.domain.books import AccountCode
from app.domain.overrides import Recode, Side
from app.domain.overview import Detail
from app.domain.postings import Posting
from app.errors import InputError


@click.command()
@click.argument("report")
@click.option("--line", type=int, multiple=True, help="A line, counted from 1.")
@click.option("--expense", multiple=True, metavar="ID", help="An expense.")
@click.option("--account", help="The account code that it goes to instead.")
@click.option(
    "--track",
    multiple=True,
    metavar="CATEGORY=OPTION",
    help="A tracking option; none after the = takes it away.",
)
@click.option("--tax", help="Xero's TaxType, where tax is part of the amounts.")
@click.option("--on", type=Day(), help="The day of the journal.")
@click.option("--why", default="", help="The reason; kept in the history.")
@click.option("--undo", is_flag=True, help="Take every change by hand back.")
@click.option("--keep", is_flag=True, help="The changes hold for a changed report.")
@connection_option
@verb
def change(  # noqa: PLR0913 - the options of a verb
    session: Session,
    report: str,
    line: tuple[int, ...],
    expense: tuple[str, ...],
    account: str | None,
    track: tuple[str, ...],
    tax: str | None,
    on: date | None,
    why: str,
    undo: bool,  # noqa: FBT001 - a flag of the command line
    keep: bool,  # noqa: FBT001 - a flag of the command line
    connection: str | None,
) -> None:
    """Change account, tracking or date of one journal, for a reason."""
    detail = _one(session, report, connection)
    wanted = account is not None or tax is not None or bool(track)
    if undo + keep + (wanted or on is not None) != 1:
        raise InputError("Say what is to change, or --undo, or --keep.")
    service, of = session.services.overriding, detail.posting.id
    posting: Posting = detail.posting
    if undo:
        posting = service.undo(of, detail.override.changes if detail.override else ())
    if keep:
        posting = service.keep(of)
    if wanted:
        what = _recode(detail, line, expense, account, track, tax)
        posting = service.recode(of, what, why)
    if on is not None:
        posting = service.redate(of, on, why)
    show_one(session, posting)


def _one(session: Session, report: str, connection: str | None) -> Detail:
    postings = named_postings(session, [report], connection)
    if len(postings) > 1:
        raise InputError("It is in several connections; name one with --connection.")
    return session.services.review.detail(postings[0].id)


def _recode(  # noqa: PLR0913 - the parts of one value
    detail: Detail,
    lines: Sequence[int],
    expenses: Sequence[str],
    account: str | None,
    track: Sequence[str],
    tax: str | None,
) -> Recode:
    side, behind = _meant(detail, lines, expenses)
    return Recode(
        expenses=behind,
        side=side,
        account=AccountCode(account) if account is not None else None,
        tax_type=tax,
        tracking=tuple(_pair(text) for text in track),
    )


def _meant(
    detail: Detail, lines: Sequence[int], expenses: Sequence[str]
) -> tuple[Side, tuple[str, ...]]:
    """The expenses that are meant, and on which side."""
    if bool(lines) == bool(expenses):
        raise InputError("Name either lines or expenses.")
    if expenses:
        return Side.COST, tuple(dict.fromkeys(expenses))
    journal = detail.posting.journal
    known = journal.lines if journal else ()
    if any(not 0 < number <= len(known) for number in lines):
        raise InputError(f"The journal has {len(known)} lines.")
    chosen = [known[number - 1] for number in lines]
    if len({x.clearing for x in chosen}) > 1:
        raise InputError("Change clearing lines and other lines one after another.")
    side = Side.CLEARING if chosen[0].clearing else Side.COST
    return side, tuple(dict.fromkeys(x for one in chosen for x in one.expenses))


def _pair(text: str) -> tuple[str, str]:
    name, equals, option = text.partition("=")
    if not equals:
        raise InputError(f"Write {text} as CATEGORY=OPTION.")
    return name.strip(), option.strip()
