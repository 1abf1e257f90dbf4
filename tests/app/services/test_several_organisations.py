"""What keeps one organisation from its turn keeps no other from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.books import OrganisationId
from app.domain.postings import State
from app.domain.schedules import Due, Occurrence, Rate, Rhythm, Schedule
from app.domain.setup import ConnectionId
from app.errors import (
    OfflineError,
    SignInNeededError,
)
from app.services.clean import Clean
from app.services.scheduled_work import ScheduledWork
from tests.app.services.conftest import Firm
from tests.app.services.three import Three, all_fail, opened_three


@pytest.fixture
def three(firm: Firm) -> Three:
    """Open all three."""
    return opened_three(firm)


def test_what_keeps_some_connections_from_posting_is_told_beside_the_rest(
    three: Three,
) -> None:
    lapsed, offline = SignInNeededError(), OfflineError()
    three.failing = {OrganisationId("O2"): offline, OrganisationId("O3"): lapsed}

    posted = three.post()

    assert [x.state for x in posted].count(State.POSTED) == 1
    assert three.failed == [offline, lapsed]


@pytest.mark.parametrize("verb", [Three.sync, Three.post])
def test_of_what_keeps_every_connection_from_its_turn_the_gravest_is_raised(
    three: Three, verb: Callable[[Three], object]
) -> None:
    all_fail(three)

    with pytest.raises(SignInNeededError):
        verb(three)

    assert three.failed == []


def test_an_organisation_that_cannot_be_asked_leaves_none_of_the_others_unsettled(
    three: Three,
) -> None:
    firm = three.firm
    three.cut_off()

    with pytest.raises(SignInNeededError):
        three.settling().run(stop=firm.stop)

    assert firm.state("R1") is State.UNKNOWN
    assert State.UNKNOWN not in {firm.state("R2"), firm.state("R3")}


def test_what_cannot_be_settled_in_one_organisation_keeps_no_schedule_of_another(
    three: Three,
) -> None:
    firm = three.firm
    three.cut_off()
    doing = ScheduledWork(
        three.settling(), firm.sync, firm.poster, Clean(firm.work), firm.work
    )
    daily = Schedule(ConnectionId("c2"), Rhythm(Rate.DAY), "Europe/London", firm.at)

    doing.do(Due(daily, Occurrence(firm.at)), tell=firm.told.append, stop=firm.stop)

    assert firm.state("R1") is State.UNKNOWN
    assert firm.state("R2") is not State.UNKNOWN
