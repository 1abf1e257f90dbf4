"""Long lists are read whole, whatever is edited in Xero while they are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.ports.xero import LedgerJournal
from tests.app.clients.xero.made import NOW, Xero, element, envelope

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SIZE = 1000


class Organisation:
    """Journals that are listed as Xero does, in pages of a thousand.

    ``ordered`` tells whether it heeds the order asked for, ``timed`` the moment since,
    ``counting`` whether it says how many pages there are.
    """

    def __init__(self, count: int, apart: timedelta = timedelta(seconds=1)) -> None:
        self.updated = [NOW + number * apart for number in range(count)]
        self.ordered = self.timed = self.counting = True
        self.xero = Xero([self._listed])

    def edit(self, *numbers: int) -> None:
        """Change journals now, which is after everything that was changed before."""
        for number in numbers:
            self.updated[number] = max(self.updated) + timedelta(seconds=1)

    def look(self) -> Iterator[LedgerJournal]:
        return iter(self.xero.ledger().modified_since(NOW))

    @property
    def calls(self) -> int:
        return len(self.xero.asked)

    def _listed(self, request: httpx.Request) -> httpx.Response:
        since = datetime.fromisoformat(request.headers["If-Modified-Since"] + "+00:00")
        number = int(request.url.params["page"])
        found = [x for x, at in enumerate(self.updated) if at > since or not self.timed]
        if self.ordered:
            found.sort(key=self.updated.__getitem__)
        told = {"pagination": {"pageCount": -(-len(found) // SIZE)}}
        page = found[(number - 1) * SIZE : number * SIZE]
        shown = (self._shown(x) for x in page)
        return envelope(*shown, **(told if self.counting else {}))

    def _shown(self, number: int) -> dict[str, Any]:
        ms = (self.updated[number] - EPOCH) // timedelta(milliseconds=1)
        return element(
            ManualJournalID=f"22222222-2222-4222-8222-{number:012}",
            UpdatedDateUTC=f"/Date({ms}+0000)/",
            JournalLines=[],
        )


def numbers(held: Iterator[LedgerJournal]) -> set[int]:
    return {int(journal.xero_id[-12:]) for journal in held}


@pytest.mark.parametrize("counting", [True, False], ids=["counted", "uncounted"])
def test_an_edit_between_two_pages_hides_no_other_journal(*, counting: bool) -> None:
    organisation = Organisation(2500)
    organisation.counting = counting
    held = organisation.look()

    first = next(held)
    organisation.edit(0, 3, 999)

    assert numbers(held) | numbers(iter([first])) == set(range(2500))
    assert organisation.calls <= 5


def test_what_is_edited_while_it_is_read_is_told_as_it_became() -> None:
    organisation = Organisation(1500)
    held = organisation.look()

    next(held)
    organisation.edit(0)

    told = {x.xero_id: x.updated for x in held}
    assert told["22222222-2222-4222-8222-000000000000"] == organisation.updated[0]


def test_a_long_list_takes_one_call_for_a_thousand() -> None:
    organisation = Organisation(2990)

    assert numbers(organisation.look()) == set(range(2990))
    assert organisation.calls == 3


def test_more_of_one_moment_than_a_page_holds_are_all_read() -> None:
    organisation = Organisation(3500, timedelta())
    organisation.updated = [NOW + timedelta(hours=1)] * 3000 + organisation.updated[
        :500
    ]

    assert numbers(organisation.look()) == set(range(3500))
    assert organisation.calls <= 5


@pytest.mark.parametrize("heeds", [("ordered",), ("timed",), ()])
def test_a_service_that_heeds_less_of_what_is_asked_hides_nothing(
    heeds: tuple[str, ...],
) -> None:
    organisation = Organisation(3500)
    organisation.ordered = "ordered" in heeds
    organisation.timed = "timed" in heeds
    organisation.edit(5, 2200)

    assert numbers(organisation.look()) == set(range(3500))
    assert organisation.calls <= 6


@pytest.mark.parametrize("counting", [True, False], ids=["counted", "uncounted"])
@pytest.mark.parametrize("apart", [0, 100, 400])
def test_more_than_a_page_of_one_moment_is_read_whole(
    apart: int, *, counting: bool
) -> None:
    organisation = Organisation(20_000, timedelta(microseconds=apart))
    organisation.counting = counting

    assert numbers(organisation.look()) == set(range(20_000))
    assert organisation.calls <= 50
