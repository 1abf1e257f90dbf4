"""Reads a long list to its end although journals move in it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from app.clients.xero import wire
from app.clients.xero.dates import moment

A_PAGE = 1000
_A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of what was modified since a moment; None for a list of everything."""

    since: datetime | None
    number: int = 1


def elements(
    read: Callable[[Place], wire.Page], since: datetime | None
) -> Iterator[wire.Element]:
    """Every element, once more where it was modified while the list was read.

    An edit moves a journal to the end of a list in the order of time and all behind it
    up by one, over the edge of the page that comes next. So the list is asked for anew
    from the last moment that was read. Where the answers are not in that order, an edit
    moves nothing up, and pages are counted.
    """
    seen: dict[str, str | None] = {}
    place, by_time = Place(since), since is not None
    while True:
        page = read(place)
        fresh = [x for x in page.elements if _is_new(x, seen)]
        yield from fresh
        seen.update((x.xero_id, x.updated) for x in fresh)
        moved_on = place.number == 1 and place.since != since
        if not fresh and not moved_on:
            return
        if page.pages is not None and place.number >= page.pages:
            return
        reached = _reached(page.elements, place) if by_time else None
        by_time = reached is not None
        if reached and place.since and reached > place.since:
            place = Place(reached)
        else:
            place = replace(place, number=place.number + 1)


def _is_new(element: wire.Element, seen: dict[str, str | None]) -> bool:
    return element.xero_id not in seen or seen[element.xero_id] != element.updated


def _reached(found: Sequence[wire.Element], place: Place) -> datetime | None:
    """A moment before which nothing is left; None where the order is another.

    The moment that was asked for, where a whole page is of its newest two seconds: to
    ask anew would give only what was read.
    """
    times = [moment(x.updated) for x in found if x.updated]
    if place.since is None or not times or len(times) < len(found):
        return None
    early = times[0] < place.since - _A_SECOND
    if early or any(later < sooner for sooner, later in pairwise(times)):
        return None
    reached = times[-1].replace(microsecond=0) - _A_SECOND
    dense = len(found) >= A_PAGE and times[0] >= reached
    return place.since if dense else reached
