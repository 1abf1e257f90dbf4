"""What there is to tell at this moment, each with the key it is remembered by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.domain.notices import About, Notice
from app.domain.postings import State
from app.domain.problems import CATALOGUE
from app.domain.scheduled_runs import Outcome
from app.domain.troubles import Alike
from app.ports.scheduling import SchedulingUnit
from app.ports.sign_in import Lasting

NINE_DAYS = timedelta(days=9)

FOREVER = ("run/",)
"""Keys of what cannot come again."""

SIGN_INS = "sign-in/"
"""How the keys of sign-ins begin."""

_ATTENTION = frozenset({State.BLOCKED, State.FAILED, State.CHANGED})
_BAD = frozenset({Outcome.FAILED, Outcome.SIGN_IN})
_GOOD = frozenset({Outcome.DONE, Outcome.ATTENTION})
_LATELY = timedelta(days=7)
_PIECE = 1000
_FEW = 3


def problems(work: SchedulingUnit, told: frozenset[str]) -> Iterator[Notice]:
    """The reports that need a person: those told already, and those that were not.

    Those of a connection that is paused are still so, but no news.
    """
    for connection in work.connections.all():
        alike = work.postings.alike(_ATTENTION, connection.id)
        keys = {key: each for each in alike for key in _keys(each)}
        known = {key: each for key, each in keys.items() if key in told}
        fresh = {key: each for key, each in keys.items() if key not in told}
        for some in (known, fresh if connection.in_use else {}):
            if some:
                things = "new problem" if len(some) == 1 else "new problems"
                yield Notice(
                    About.PROBLEM,
                    f"{connection.name}: {len(some):,} {things}",
                    _causes(some.values()),
                    frozenset(some),
                    connection.id,
                )


def runs(work: SchedulingUnit, now: datetime) -> Iterator[Notice]:
    """The runs by schedule of the last days."""
    names = {c.id: c.name for c in work.connections.all()}
    for run in work.schedules.runs(limit=_PIECE):
        name = names.get(run.connection_id)
        lately = now - run.begun <= _LATELY
        if name is None or not lately or run.outcome not in _BAD | _GOOD:
            continue
        bad = run.outcome in _BAD
        yield Notice(
            About.FAILED if bad else About.DONE,
            f"{name}: the run failed" if bad else f"{name}: the run is done",
            run.said,
            frozenset({f"run/{run.id}"}),
            run.connection_id,
        )


def limits(
    work: SchedulingUnit, now: datetime, told: frozenset[str]
) -> Iterator[Notice]:
    """Organisations whose day is used up, so that what is ready waits.

    Xero says anew when it ends, at times a second to this side of midnight or to that:
    what was told of a day that is not over is the same.
    """
    for books in work.reference.all_books():
        organisation = books.organisation
        resumes = work.reference.allowances(organisation.id).at(now).resumes
        if resumes is None:
            continue
        of, today = f"parked/{organisation.id}/", f"{now:%Y-%m-%d}"
        same = (key for key in told if key.startswith(of) and key >= f"{of}{today}")
        key = max(same, default=f"{of}{resumes:%Y-%m-%d}")
        until = f"{resumes.astimezone():%H:%M}"
        yield Notice(
            About.PARKED,
            f"{organisation.name}: posting goes on at {until}",
            "Xero's daily limit is used up. What is left stays ready until then.",
            frozenset({key}),
        )


def locks(work: SchedulingUnit) -> Iterator[Notice]:
    """The lock dates as they were last seen; one that is another has moved."""
    for books in work.reference.all_books():
        organisation = books.organisation
        locked = organisation.locked_until
        said = f"{locked:%d %b %Y}" if locked else "none"
        yield Notice(
            About.LOCK,
            f"{organisation.name}: the lock date moved",
            f"Xero takes journals after {said}." if locked else "Nothing is locked.",
            frozenset({f"lock/{organisation.id}={said}"}),
        )


def sign_ins(lasting: Iterable[Lasting], now: datetime) -> Iterator[Notice]:
    """The sign-ins that end within nine days, or have."""
    for each in lasting:
        reached = ", ".join(each.organisations) or "no organisation"
        if each.ends is None:
            title = f"The sign-in of {each.who} to Xero has ended"
            words = f"Sign in again to go on with {reached}."
            yield Notice(
                About.SIGN_IN, title, words, frozenset({f"{SIGN_INS}{each.id}=ended"})
            )
        elif each.ends - now <= NINE_DAYS:
            days = max(0, (each.ends - now).days)
            left = "1 day" if days == 1 else f"{days} days"
            title = f"The sign-in of {each.who} to Xero ends in {left}"
            words = f"It could not be renewed. Sign in again to keep {reached}."
            ends = f"{each.ends:%Y-%m-%d}"
            yield Notice(
                About.SIGN_IN, title, words, frozenset({f"{SIGN_INS}{each.id}={ends}"})
            )


def _keys(alike: Alike) -> Iterator[str]:
    cause = f"{alike.state}/{'+'.join(sorted(alike.codes))}"
    return (f"problem/{which}/{cause}" for which in alike.ids)


def _causes(alike: Iterable[Alike]) -> str:
    counted = Counter(map(_cause, alike))
    said = [f"{cause}: {count:,}" for cause, count in counted.most_common(_FEW)]
    others = len(counted) - len(said)
    return "\n".join([*said, *([f"and {others} other causes"] if others > 0 else [])])


def _cause(alike: Alike) -> str:
    return CATALOGUE[alike.codes[0]].title if alike.codes else alike.state.words
