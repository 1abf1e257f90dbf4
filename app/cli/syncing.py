"""The verb that pulls: sync."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date

import click

from app.cli.ahead import foretell_sync
from app.cli.digests import send_due
from app.cli.options import Day, connection_option, connections, verb
from app.cli.present import Document, run_document
from app.cli.reports import documents, post_these
from app.cli.schedules import run_due
from app.cli.session import Session
from app.cli.settling import settle
from app.domain.postings import IN_FLIGHT, State
from app.domain.runs import Run
from app.domain.setup import Connection, ConnectionId
from app.errors import AppError, CancelledError, InputError, gravest

_ATTENTION = frozenset({State.BLOCKED, State.FAILED, State.CHANGED}) | IN_FLIGHT


@click.command()
@connection_option
@click.option("--from", "since", type=Day(), help="First day of approval.")
@click.option("--to", "until", type=Day(), help="Last day of approval.")
@click.option("--post", is_flag=True, help="Post what is ready afterwards.")
@click.option("--due", is_flag=True, help="Only what the schedules ask for now.")
@verb
def sync(  # noqa: PLR0913 - the options of a verb
    session: Session,
    connection: str | None,
    since: date | None,
    until: date | None,
    post: bool,  # noqa: FBT001 - a flag of the command line
    due: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Pull approved reports and prepare their journals."""
    if due:
        if connection or since or until or post:
            raise InputError("--due goes by the schedules alone; leave the rest out.")
        run_due(session)
        send_due(session)
        return
    chosen = _chosen(session, connection)
    foretell_sync(session, chosen)
    settle(session)
    names = {c.id: c.name for c in chosen}
    runs = _synced(session, chosen, since, until)
    for run in runs:
        if not run.error:
            _say_run(session, run, names[run.connection_id])
    answer: Document = {"runs": [run_document(x, names[x.connection_id]) for x in runs]}
    if post:
        ready = [i for c in chosen for i in session.services.poster.ready(c.id)]
        answer["posted"] = documents(session, post_these(session, ready))
    session.answer(answer)
    if any(session.services.review.count(_ATTENTION, c.id) for c in chosen):
        session.needs_a_person()


def _chosen(session: Session, name: str | None) -> Sequence[Connection]:
    """The connection of that name, or all that are in use."""
    found = connections(session, name)
    return found if name else [c for c in found if c.in_use]


def _synced(
    session: Session, chosen: Sequence[Connection], since: date | None, to: date | None
) -> list[Run]:
    """Sync each for itself; the gravest failure is raised where none could be."""
    if not chosen:
        raise InputError("There is no connection to sync.")
    runs: list[Run] = []
    failures: dict[ConnectionId, AppError] = {}
    sync, stop = session.services.sync, session.stop
    with session.progress() as tell:
        for each in chosen:
            try:
                runs += sync.run([each.id], since=since, until=to, tell=tell, stop=stop)
            except CancelledError:
                raise
            except AppError as error:
                failures[each.id] = error
    if len(failures) == len(chosen):
        raise gravest([*failures.values()])
    names = {c.id: c.name for c in chosen}
    for which, failure in failures.items():
        session.failed_in_part(failure, names[which])
    runs += _cut_short(session, failures) if failures else []
    return sorted(runs, key=lambda run: run.begun)


def _cut_short(session: Session, failed: Container[ConnectionId]) -> list[Run]:
    """What is kept of the runs that failed just now."""
    return [
        glance.last_run
        for glance in session.services.overview.now().glances
        if glance.connection.id in failed and glance.last_run
    ]


def _say_run(session: Session, run: Run, name: str) -> None:
    counts = ", ".join(
        f"{n:,} {_COUNTED.get(what, what)}"
        for what, n in sorted(run.counts.items())
        if n
    )
    session.say(f"{name}: {counts or 'nothing new'}")


_COUNTED = {state.value: state.words.lower() for state in State}
