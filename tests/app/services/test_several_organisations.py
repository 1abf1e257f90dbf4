"""What keeps one organisation from its turn keeps no other from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count

import pytest

from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.postings import Posting, State
from app.domain.runs import Run
from app.domain.setup import ConnectionId
from app.errors import AppError, LostAnswerError, OfflineError, SignInNeededError
from app.ports.xero import Ledger
from app.services.posting import Poster
from app.services.settling import Settling
from app.services.successors import Successors
from app.services.sync import Sync
from tests.app.services.conftest import Firm, NoLeases
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION, SETUP, report


@dataclass
class Three:
    """Three connections, each into an organisation of its own, with a report each."""

    firm: Firm
    failing: dict[OrganisationId, AppError] = field(default_factory=dict)
    failed: list[AppError] = field(default_factory=list)

    def ledger(self, organisation_id: OrganisationId) -> Ledger:
        """The same books for all, but for those of which something fails."""
        if organisation_id in self.failing:
            raise self.failing[organisation_id]
        return self.firm.ledger

    def post(self) -> tuple[Posting, ...]:
        """Post all that is ready."""
        firm = self.firm
        keys = map(str, count())
        poster = Poster(
            self.ledger,
            NoLeases(),
            firm.work,
            firm.preparation,
            firm.settling,
            firm.scribe,
            lambda: next(keys),
        )
        return poster.post(
            poster.ready(),
            tell=firm.told.append,
            stop=firm.stop,
            failed=self.failed.append,
        )

    def sync(self) -> tuple[Run, ...]:
        """Sync all connections."""
        firm = self.firm
        sync = Sync(
            lambda: firm.source, self.ledger, firm.work, firm.preparation, firm.scribe
        )
        return sync.run(tell=firm.told.append, stop=firm.stop)


@pytest.fixture
def three(firm: Firm) -> Three:
    """Open all three."""
    firm.pull(report("R1"))
    for number in (2, 3):
        other = replace(
            CONNECTION,
            id=ConnectionId(f"c{number}"),
            name=f"Number {number}",
            organisation_id=OrganisationId(f"O{number}"),
        )
        organisation = replace(ORGANISATION, id=other.organisation_id)
        with firm.store.work() as work:
            work.connections.save(other, firm.scribe.event(What.CONNECTED))
            event = firm.scribe.event(What.SETUP_CHANGED)
            work.connections.save_setup(other.id, SETUP, event)
            work.reference.save_books(replace(BOOKS, organisation=organisation))
            work.commit()
        firm.source.reports = {}
        firm.source.put(report(f"R{number}"))
        told, stop = firm.told.append, firm.stop
        firm.sync.run([other.id], tell=told, stop=stop)
    return Three(firm)


def test_what_keeps_some_connections_from_posting_is_told_beside_the_rest(
    three: Three,
) -> None:
    lapsed, offline = SignInNeededError(), OfflineError()
    three.failing = {OrganisationId("O2"): offline, OrganisationId("O3"): lapsed}

    posted = three.post()

    assert [x.state for x in posted].count(State.POSTED) == 1
    assert three.failed == [offline, lapsed]


def test_of_what_keeps_every_connection_from_posting_the_gravest_is_raised(
    three: Three,
) -> None:
    lapsed, offline = SignInNeededError(), OfflineError()
    three.failing = {
        ORGANISATION.id: offline,
        OrganisationId("O2"): lapsed,
        OrganisationId("O3"): offline,
    }

    with pytest.raises(SignInNeededError):
        three.post()

    assert three.failed == []


def test_of_what_keeps_every_connection_from_a_sync_the_gravest_is_raised(
    three: Three,
) -> None:
    lapsed, offline = SignInNeededError(), OfflineError()
    three.failing = {
        ORGANISATION.id: offline,
        OrganisationId("O2"): lapsed,
        OrganisationId("O3"): offline,
    }

    with pytest.raises(SignInNeededError):
        three.sync()


def test_an_organisation_that_cannot_be_asked_leaves_none_of_the_others_unsettled(
    three: Three,
) -> None:
    firm = three.firm
    firm.ledger.fail.extend(LostAnswerError("cut") for _ in range(6))
    with pytest.raises(LostAnswerError):
        three.post()
    three.failing = {ORGANISATION.id: SignInNeededError()}
    settling = Settling(
        three.ledger,
        NoLeases(),
        firm.work,
        firm.scribe,
        Successors(firm.preparation, firm.scribe),
    )

    with pytest.raises(SignInNeededError):
        settling.run(stop=firm.stop)

    assert firm.state("R1") is State.UNKNOWN
    assert State.UNKNOWN not in {firm.state("R2"), firm.state("R3")}
