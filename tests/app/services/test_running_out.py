"""Where nothing can be written any more, nothing is lost, doubled or half told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.postings import State
from app.errors import StoreError
from tests.app.services.conftest import Firm, opened
from tests.fakes.examples import expense, report
from tests.fakes.killing import FullDisk

DAY = date(2026, 11, 2)
STRIDE = 4
MOST = 80
"""More than any of these errands has moments to write."""

ERRANDS: Mapping[str, tuple[Callable[[Firm], object], State, int]] = {
    "post": (lambda firm: firm.post(), State.POSTED, 1),
    "void": (lambda firm: firm.reverse("R1", "R2"), State.REVERSED, 0),
    "mirror": (lambda firm: firm.reverse("R1", "R2", on=DAY), State.REVERSED, 2),
    "replay": (lambda firm: firm.replay("R1", "R2"), State.POSTED, 1),
}
"""What is done, where it ends, and how many journals of a report count then."""


@pytest.mark.parametrize("errand", ERRANDS)
def test_a_disk_that_is_full_from_any_moment_on(errand: str, tmp_path: Path) -> None:
    do, end, live = ERRANDS[errand]
    for moment in range(1, MOST, STRIDE):
        firm = _begun(tmp_path / f"{moment}", posted=errand != "post")
        failed = _until_full(firm, do, moment)
        again = firm.restarted()
        again.settling.run(stop=again.stop)
        if {again.state(name) for name in ("R1", "R2")} - {end}:
            do(again)

        assert {again.state(name) for name in ("R1", "R2")} == {end}, moment
        for name in ("R1", "R2"):
            assert sum(name in x for x in again.ledger.live) == live, moment
        assert again.check().ok, moment
        again.store.close()
        if not failed:
            return
    raise AssertionError("it never came to an end")


def test_a_full_disk_is_told_calmly(firm: Firm) -> None:
    firm.pull(report())
    firm.killer = FullDisk(1)

    with pytest.raises(StoreError) as caught:
        firm.post()

    assert caught.value.sentence == (
        "The store cannot be used. The disk is full. Nothing is lost: mend that, and "
        "what was on its way is settled first."
    )
    assert firm.ledger.live == []


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_clock_that_is_moved_in_the_middle_doubles_nothing(
    firm: Firm, days: int
) -> None:
    firm.pull(report("R1"), report("R2", expense(900)))
    firm.post("R1")
    firm.at += timedelta(days=days)

    firm.pull()
    firm.post()
    firm.at -= timedelta(days=days)
    firm.pull()
    firm.post()

    assert len(firm.ledger.live) == 2
    assert {firm.state("R1"), firm.state("R2")} == {State.POSTED}
    assert firm.check().audit.bad == 0


def _begun(folder: Path, *, posted: bool) -> Firm:
    folder.mkdir()
    firm = opened(folder)
    firm.pull(report("R1"), report("R2", expense(990, "Meals")))
    if posted:
        firm.post()
    return firm


def _until_full(firm: Firm, do: Callable[[Firm], object], moment: int) -> bool:
    """Do it on a disk that gets full at that moment; says whether that was felt."""
    firm.killer = FullDisk(moment)
    firm.ledger.step = lambda: None
    try:
        do(firm)
    except StoreError:
        return True
    return False
