"""What is said of a schedule and of the runs it makes."""

from __future__ import annotations

from app.domain.runs import Progress
from app.domain.scheduled_runs import Outcome, ScheduledRun, ScheduleGlance
from app.domain.schedules import CLEAN_RUNS, Occurrence
from ui.models.words import counted, number

LOOKS = {
    Outcome.GOING_ON: ("arrows-clockwise", "unknown"),
    Outcome.DONE: ("check-circle", "posted"),
    Outcome.ATTENTION: ("warning", "attention"),
    Outcome.LATER: ("hourglass", "quiet"),
    Outcome.SIGN_IN: ("warning", "attention"),
    Outcome.FAILED: ("x-circle", "failed"),
    Outcome.CUT_OFF: ("warning", "attention"),
}
"""The icon and the ink of each outcome."""


def how_often(glance: ScheduleGlance) -> str:
    """Say how often a connection runs by itself, and what it may do."""
    if glance.timetable is None:
        return "Runs by hand alone."
    schedule = glance.timetable.schedule
    takes = ""
    if glance.forecast is not None:
        forecast = glance.forecast
        takes = f" A run takes about {counted(forecast.calls, 'call')} to Xero"
        left = forecast.left
        takes += "." if left is None else f" of {number(left)} left today."
    may = schedule.permission.words
    return f"{schedule.rhythm.words} ({schedule.zone}). {may}.{takes}"


def coming(glance: ScheduleGlance) -> str:
    """Say the next runs, one a line."""
    timetable = glance.timetable
    if timetable is None:
        return ""
    if timetable.schedule.paused:
        return "Paused: nothing runs until it is resumed."
    if not glance.coming:
        return "Nothing runs while the connection is paused."
    zone, again = timetable.schedule.zone, timetable.again
    if again is None:
        return "\n".join(x.words(zone) for x in glance.coming)
    later = [x.words(zone) for x in glance.coming if x.at > again]
    return "\n".join((f"Tried again {Occurrence(again).words(zone)}", *later))


def next_run(glance: ScheduleGlance) -> str:
    """Say in one line when a connection runs next by itself."""
    if glance.timetable is None:
        return "Runs by hand alone"
    if glance.timetable.schedule.paused:
        return "Schedule paused"
    return f"Next run: {glance.next_words}"


def last(run: ScheduledRun, zone: str) -> str:
    """Say what came of a run, by the clock of its schedule."""
    begun = Occurrence(run.begun).words(zone)
    return f"Last run {begun}: {run.outcome}. {run.said}"


def going_on(glance: ScheduleGlance) -> Progress | None:
    """Tell how far a run is that goes on in this or another process."""
    if glance.going_on is None:
        return None
    far = glance.going_on.progress
    words = far.words or "beginning"
    return Progress(f"{glance.name}, by schedule: {words}", far.done, far.of, far.eta)


def earned(clean_runs: int) -> str:
    """Say whether posting by itself can be switched on."""
    if clean_runs >= CLEAN_RUNS:
        said = (
            "Only reports without a warning, that nobody ever held, changed or undid."
        )
        return f"Earned by {counted(clean_runs, 'clean run')} by hand. {said}"
    return (
        f"Can be switched on after {CLEAN_RUNS} runs by hand, one after another, that"
        f" posted everything they were given. So far: {number(clean_runs)}."
    )


def outcome(runs: tuple[ScheduledRun, ...], names: dict[str, str]) -> str:
    """Say in one line what came of runs by schedule."""
    if not runs:
        return "Nothing was due"
    first, *others = runs
    more = f" · and {number(len(others))} more" if others else ""
    return f"{names.get(first.connection_id, '')}: {first.said}{more}"
