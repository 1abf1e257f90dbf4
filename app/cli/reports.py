"""Verbs about reports: list, show, post, hold, release, elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from app.cli.ahead import foretell
from app.cli.changes import change_lines, changes_document
from app.cli.grids import Grid, counted
from app.cli.options import (
    connection_option,
    ids,
    named_postings,
    only,
    verb,
)
from app.cli.present import (
    Document,
    journal_table,
    posting_document,
    posting_lines,
    postings_table,
)
from app.cli.session import Session, print_array
from app.cli.settling import settle
from app.domain.overview import Detail
from app.domain.postings import Posting, PostingId, State
from app.errors import AppError, InputError


@click.command("list")
@connection_option
@click.option(
    "--state",
    type=click.Choice([s.value for s in State]),
    metavar="STATE",
    help=f"Only this state: {', '.join(s.value for s in State)}.",
)
@verb
def list_(session: Session, connection: str | None, state: str | None) -> None:
    """List reports with their journals."""
    states = [State(state)] if state else list(State)
    chosen = only(session, connection)
    postings = session.services.review.select(states, chosen)
    if session.as_json:
        print_array(_each(session, postings))
        return
    found = list(postings)
    session.answer(None, _table(session, found, counted(len(found), "report")))


@click.command()
@click.argument("report")
@connection_option
@verb
def show(session: Session, report: str, connection: str | None) -> None:
    """Show one report with its journal, as Xero would show it."""
    show_one(session, *named_postings(session, [report], connection))


def show_one(session: Session, *postings: Posting) -> None:
    """Answer with a report as it is now, in each connection that has it."""
    details = [session.services.review.detail(p.id) for p in postings]
    shown = [
        document | changes_document(detail.override)
        for document, detail in zip(documents(session, postings), details, strict=True)
    ]
    answer = shown[0] if len(shown) == 1 else shown
    session.answer(answer, *(x for detail in details for x in _shown(detail)))


@click.command()
@click.argument("reports", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Everything that is ready.")
@connection_option
@verb
def post(
    session: Session,
    reports: tuple[str, ...],
    everything: bool,  # noqa: FBT001 - a flag of the command line
    connection: str | None,
) -> None:
    """Post ready journals to Xero, each exactly once."""
    if everything == bool(reports):
        raise InputError("Name the reports to post, or say --all.")
    settle(session)
    if everything:
        wanted: Sequence[PostingId] = session.services.poster.ready(
            only(session, connection)
        )
    else:
        wanted = ids(named_postings(session, reports, connection))
    posted = post_these(session, wanted)
    done = [p for p in posted if p.xero_id and p.state in {State.POSTED, State.DRAFT}]
    session.answer(
        {"posted": len(done), "reports": documents(session, posted)},
        _table(session, posted, _how_many(len(done), len(posted))),
    )
    if len(done) != len(posted):
        session.needs_a_person()


@click.command()
@click.argument("reports", nargs=-1, required=True)
@click.option("--why", required=True, help="The reason; kept in the history.")
@connection_option
@verb
def hold(
    session: Session, reports: tuple[str, ...], why: str, connection: str | None
) -> None:
    """Keep reports from being posted."""
    wanted = ids(named_postings(session, reports, connection))
    _moved(session, session.services.holding.hold(wanted, why))


@click.command()
@click.argument("reports", nargs=-1, required=True)
@click.option("--why", default="", help="The reason; kept in the history.")
@connection_option
@verb
def release(
    session: Session, reports: tuple[str, ...], why: str, connection: str | None
) -> None:
    """Take reports back up that were held or posted elsewhere."""
    wanted = ids(named_postings(session, reports, connection))
    _moved(session, session.services.holding.release(wanted, why))


@click.command()
@click.argument("reports", nargs=-1, required=True)
@click.option("--why", required=True, help="The reason; kept in the history.")
@connection_option
@verb
def elsewhere(
    session: Session, reports: tuple[str, ...], why: str, connection: str | None
) -> None:
    """Say that reports are in the books already, by another way."""
    wanted = ids(named_postings(session, reports, connection))
    _moved(session, session.services.holding.elsewhere(wanted, why))


def post_these(session: Session, wanted: Sequence[PostingId]) -> tuple[Posting, ...]:
    """Post them, whatever keeps those of another connection from it; all as they are.

    The status says what kept some; it is raised where it kept them all.
    """
    foretell(session, wanted)
    failures: list[AppError] = []
    with session.progress() as tell:
        posted = session.services.poster.post(
            wanted, tell=tell, stop=session.stop, failed=failures.append
        )
    for failure in failures:
        session.failed_in_part(failure)
    return posted


def _moved(session: Session, postings: Sequence[Posting]) -> None:
    title = counted(len(postings), "report")
    session.answer(documents(session, postings), _table(session, postings, title))


def _how_many(done: int, of: int) -> str:
    if done == of:
        return f"{counted(done, 'journal')} posted" if of else "Nothing is ready"
    return f"{done:,} of {counted(of, 'journal')} posted"


def _table(session: Session, postings: Sequence[Posting], title: str) -> Grid:
    names = {c.id: c.name for c in session.services.review.connections()}
    return postings_table(postings, title, names)


def _shown(detail: Detail) -> Iterator[str | Grid]:
    """One report with its problems and its journal."""
    posting = detail.posting
    yield from posting_lines(posting)
    yield from change_lines(detail)
    if posting.journal is None:
        return
    if detail.xero_link:
        yield detail.xero_link
    yield ""
    yield journal_table(posting.journal, detail.account_names)


def documents(session: Session, postings: Sequence[Posting]) -> list[Document]:
    """Reports as JSON documents."""
    return list(_each(session, iter(postings)))


def _each(session: Session, postings: Iterator[Posting]) -> Iterator[Document]:
    names = {c.id: c.name for c in session.services.review.connections()}
    organisations = session.services.review.organisations()
    for posting in postings:
        yield posting_document(
            posting,
            names.get(posting.connection_id, posting.connection_id),
            organisations.get(posting.organisation_id),
        )
