"""The options that say how often a connection runs by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeVar

import click

from app.domain.calendars import CloseCalendar, CloseKind
from app.domain.schedules import DAYS, MOST_DAYS, MOST_HOURS, Rate, Rhythm
from app.errors import InputError

F = TypeVar("F", bound=Callable[..., Any])


class TimeOfDay(click.ParamType[time]):
    """A time of day, as 07:30."""

    name = "time"

    def convert(
        self,
        value: str | time,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> time:
        """Override: read hours and minutes."""
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 - on a wall
        except ValueError:
            self.fail(f"{value} is no time of day; write it as 07:30.", param, ctx)


class Weekdays(click.ParamType[tuple[int, ...]]):
    """Days of the week, as mon,thu."""

    name = "days"

    def convert(
        self,
        value: str | tuple[int, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[int, ...]:
        """Override: read names of at least three letters."""
        if isinstance(value, tuple):
            return value
        found = set()
        for word in value.replace(" ", ",").split(","):
            matching = [n for n, day in enumerate(DAYS) if _is_short_for(word, day)]
            if word and not matching:
                self.fail(f"{word} is no day; write it as mon,thu.", param, ctx)
            found.update(matching)
        return tuple(sorted(found))


_OPTIONS = (
    click.option(
        "--hours", type=click.IntRange(1, MOST_HOURS), help="Every so many hours."
    ),
    click.option("--daily", is_flag=True, help="Every day."),
    click.option("--weekly", type=Weekdays(), help="On these days, as mon,thu."),
    click.option(
        "--after",
        type=click.Choice([kind.value for kind in CloseKind]),
        help="After each of these has ended, pulling exactly it.",
    ),
    click.option(
        "--nth",
        type=click.IntRange(1, MOST_DAYS),
        default=3,
        show_default=True,
        help="With --after: on which day after the end.",
    ),
    click.option(
        "--calendar-days", is_flag=True, help="With --nth: count weekends too."
    ),
    click.option(
        "--year-ends",
        type=click.IntRange(1, 12),
        default=12,
        show_default=True,
        help="With quarters and 4-4-5: the month that the year ends in.",
    ),
    click.option(
        "--year-ends-on",
        type=Weekdays(),
        default="saturday",
        show_default=True,
        help="With 4-4-5: the weekday that the year ends on.",
    ),
    click.option(
        "--nearest",
        is_flag=True,
        help="With 4-4-5: the weekday nearest to that month's end, not its last.",
    ),
    click.option(
        "--at", type=TimeOfDay(), default="07:30", show_default=True, help="When."
    ),
)


def rhythm_options(function: F) -> F:
    """Give a verb all of them."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def rhythm(  # noqa: PLR0913 - what was typed
    *,
    hours: int | None,
    daily: bool,
    weekly: tuple[int, ...] | None,
    after: str | None,
    nth: int,
    calendar_days: bool,
    year_ends: int,
    year_ends_on: tuple[int, ...],
    nearest: bool,
    at: time,
) -> Rhythm:
    """The rhythm that was typed; InputError where it is none, or more than one."""
    if sum(bool(x) for x in (hours, daily, weekly, after)) != 1:
        raise InputError("Say one of --hours, --daily, --weekly and --after.")
    if hours:
        return Rhythm(Rate.HOURS, at, hours=hours)
    if daily:
        return Rhythm(Rate.DAY, at)
    if weekly:
        return Rhythm(Rate.WEEK, at, days=weekly)
    if len(year_ends_on) != 1:
        raise InputError("A year ends on one day of the week.")
    calendar = CloseCalendar(
        CloseKind(after or ""), year_ends, year_ends_on[0], nearest
    )
    return Rhythm(
        Rate.CLOSE, at, nth=nth, business=not calendar_days, calendar=calendar
    )


def _is_short_for(word: str, day: str) -> bool:
    shortest = 3
    return len(word) >= shortest and day.casefold().startswith(word.casefold())
