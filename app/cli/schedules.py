"""Verbs about what runs by itself: schedule list, set, pause, resume, remove, run."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from app.cli.grids import Column, Grid
from app.cli.options import connections, verb
from app.cli.present import Document
from app.cli.rhythms import rhythm, rhythm_options
from app.cli.session import Exit, Session
from app.domain.scheduled_runs import Outcome, ScheduledRun, ScheduleGlance
from app.domain.schedules import CLEAN_RUNS, Permission
from app.domain.setup import ConnectionId
from app.services.scheduling import Scheduling

_EXITS = {
    Outcome.ATTENTION: Exit.NEEDS_A_PERSON,
    Outcome.FAILED: Exit.NEEDS_A_PERSON,
    Outcome.SIGN_IN: Exit.SIGN_IN_NEEDED,
    Outcome.LATER: Exit.OUT_OF_REACH,
}


@click.group()
def schedule() -> None:
    """Have connections run by themselves."""


@schedule.command("list")
@verb
def list_(session: Session) -> None:
    """Show every schedule with its next five runs."""
    glances = session.services.scheduling.all()
    _answer(session, glances)


@schedule.command("set")
@click.argument("connection")
@rhythm_options
@click.option("--zone", default="", help="The time zone, as Europe/London.")
@click.option(
    "--may",
    type=click.Choice([x.value for x in Permission]),
    default=Permission.PREPARE.value,
    show_default=True,
    help=f"What it may do; “post” takes {CLEAN_RUNS} clean runs by hand first.",
)
@verb
def set_(
    session: Session,
    /,
    connection: str,
    zone: str,
    may: str,
    **typed: Any,  # noqa: ANN401 - the options of a rhythm
) -> None:
    """Have a connection run by itself, in place of how it did."""
    connection_id = _one(session, connection)
    session.services.scheduling.set(
        connection_id, rhythm(**typed), Permission(may), zone
    )
    _answer_one(session, connection_id)


def _changing(
    change: Callable[[Scheduling, ConnectionId], object],
) -> Callable[..., None]:
    """Make a verb that changes one schedule, and shows how it stands then."""

    @click.argument("connection")
    @verb
    @functools.wraps(change)
    def changed(session: Session, connection: str) -> None:
        connection_id = _one(session, connection)
        change(session.services.scheduling, connection_id)
        _answer_one(session, connection_id)

    return changed


@schedule.command()
@_changing
def pause(scheduling: Scheduling, connection_id: ConnectionId) -> None:
    """Have nothing run by itself until it is resumed."""
    scheduling.pause(connection_id)


@schedule.command()
@_changing
def resume(scheduling: Scheduling, connection_id: ConnectionId) -> None:
    """Go on from now; what was meant for the pause is not caught up."""
    scheduling.resume(connection_id)


@schedule.command()
@_changing
def remove(scheduling: Scheduling, connection_id: ConnectionId) -> None:
    """Have a connection run by hand alone."""
    scheduling.remove(connection_id)


@schedule.command("run")
@click.argument("connection")
@verb
def run_(session: Session, connection: str) -> None:
    """Do now what the schedule of a connection would."""
    connection_id = _one(session, connection)
    with session.progress() as tell:
        run = session.services.scheduled.run_now(
            connection_id, tell=tell, stop=session.stop
        )
    _ran(session, (run,))


def run_due(session: Session) -> None:
    """Run what is due and say what came of it; the exit status tells the worst."""
    with session.progress() as tell:
        session.services.keeping_alive.renew()
        runs = session.services.scheduled.run_due(tell=tell, stop=session.stop)
    _ran(session, runs)


def _ran(session: Session, runs: tuple[ScheduledRun, ...]) -> None:
    names = {c.id: c.name for c in session.services.review.connections()}
    for run in runs:
        session.say(f"{names[run.connection_id]}: {run.said}")
        session.ends(_EXITS.get(run.outcome, Exit.DONE))
    if not runs:
        session.say("Nothing is due.")
    documents = [run_document(run, names[run.connection_id]) for run in runs]
    session.answer({"runs": documents})


def run_document(run: ScheduledRun, connection: str) -> Document:
    """A run by itself as the command line shows it."""
    return {
        "connection": connection,
        "planned": run.planned.isoformat(),
        "begun": run.begun.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "outcome": run.outcome.value,
        "message": run.said,
        "missed": run.missed,
    }


def _one(session: Session, name: str) -> ConnectionId:
    return connections(session, name)[0].id


def _answer_one(session: Session, connection_id: ConnectionId) -> None:
    glances = session.services.scheduling.all()
    _answer(session, tuple(x for x in glances if x.connection_id == connection_id))


def _answer(session: Session, glances: tuple[ScheduleGlance, ...]) -> None:
    columns = (
        Column("Connection"),
        Column("How often", least=20, folds=True),
        Column("Next runs", least=20, folds=True),
        Column("Last", least=12, folds=True),
    )
    rows = [row for glance in glances for row in _rows(glance)]
    documents = [_document(glance) for glance in glances]
    title = "Schedules" if rows else "There is no connection yet."
    session.answer(documents, Grid(title, columns, rows))


def _rows(glance: ScheduleGlance) -> list[tuple[str, str, str, str]]:
    timetable = glance.timetable
    if timetable is None:
        return [(glance.name, "By hand alone", "", "")]
    schedule = timetable.schedule
    last = f"{glance.last.outcome.value}: {glance.last.said}" if glance.last else ""
    coming = [x.words(schedule.zone) for x in glance.coming]
    at_rest = schedule.paused or not coming
    first = "paused" if at_rest else coming[0]
    rows = [(glance.name, schedule.words, first, last)]
    if not at_rest:
        rows += [("", "", words, "") for words in coming[1:]]
    return rows


def _document(glance: ScheduleGlance) -> Document:
    timetable = glance.timetable
    document: Document = {"connection": glance.name, "clean_runs": glance.clean_runs}
    if timetable is None:
        return document | {"schedule": None}
    schedule = timetable.schedule
    return document | {
        "schedule": {
            "words": schedule.words,
            "zone": schedule.zone,
            "may": schedule.permission.value,
            "paused": schedule.paused,
        },
        "next": [
            {
                "at": x.at.isoformat(),
                "from": x.first.isoformat() if x.first else None,
                "to": x.last.isoformat() if x.last else None,
                "words": x.words(schedule.zone),
            }
            for x in glance.coming
        ],
        "going_on": _run(glance.going_on, glance.name),
        "last": _run(glance.last, glance.name),
    }


def _run(run: ScheduledRun | None, name: str) -> Document | None:
    return run_document(run, name) if run else None
