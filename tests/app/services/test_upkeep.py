"""Looking after connections: every change takes effect at once and is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.books import AccountCode, OrganisationId
from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.postings import State
from app.domain.schedules import Rate, Rhythm
from app.domain.setup import DateRule, Standing
from app.domain.upkeep import Intake
from app.errors import InputError
from app.ports.sign_in import SignInRequest, SignInStatus, Tenant
from app.services.connecting import SetupFiles
from app.services.upkeep import Upkeep
from tests.app.services.conftest import Firm
from tests.fakes.examples import BOOKS, CONNECTION, SETUP, approved_on, report, unmapped

ACME = Tenant("c-1", CONNECTION.organisation_id, "Acme Ltd")
BETA = Tenant("c-2", OrganisationId("beta"), "Beta Ltd")
THEN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


class FakeSignIns:
    """One sign-in for two organisations."""

    def __init__(self) -> None:
        self.tenants_left: tuple[Tenant, ...] = (ACME, BETA)
        self.forgotten: list[str] = []

    def begin(self, client_id: str, redirect_uri: str) -> SignInRequest:
        raise NotImplementedError

    def finish(self, request: SignInRequest, redirected: str) -> tuple[Tenant, ...]:
        raise NotImplementedError

    def tenants(self) -> tuple[Tenant, ...]:
        return self.tenants_left

    def statuses(self) -> tuple[SignInStatus, ...]:
        made = SignInStatus("s", "C", "Ann", "", THEN, THEN, self.tenants_left)
        return (made,) if self.tenants_left else ()

    def disconnect(self, tenant: Tenant) -> None:
        left = (x for x in self.tenants_left if x != tenant)
        self.tenants_left = tuple(left)

    def forget(self, sign_in_id: str) -> None:
        self.forgotten.append(sign_in_id)


@pytest.fixture
def sign_ins() -> FakeSignIns:
    return FakeSignIns()


@pytest.fixture
def upkeep(firm: Firm, sign_ins: FakeSignIns) -> Upkeep:
    return Upkeep(
        sign_ins,
        lambda _id: firm.ledger,
        firm.source.read,
        firm.work,
        firm.preparation,
        firm.holding,
        firm.scribe,
    )


def standing(firm: Firm) -> Standing:
    with firm.store.work() as work:
        return work.connections.get(CONNECTION.id).standing


def test_rules_are_shown_with_a_real_report_to_try_them_on(
    firm: Firm, upkeep: Upkeep
) -> None:
    firm.pull(report())

    policy = upkeep.policy(CONNECTION.id)

    assert policy.rules == SETUP.posting
    assert policy.offer.report is not None
    assert policy.offer.report.id == "R1"


def test_changed_rules_compute_what_is_open_anew(firm: Firm, upkeep: Upkeep) -> None:
    firm.pull(approved_on(report(), date(2026, 8, 12)))
    rules = replace(SETUP.posting, date_rule=DateRule.PERIOD_END)

    upkeep.set_rules(CONNECTION.id, rules)

    journal = firm.posting().journal
    assert journal is not None
    assert journal.dated == date(2026, 8, 31)
    assert firm.posting().setup_version == 2


def test_rules_that_cannot_be_used_change_nothing(firm: Firm, upkeep: Upkeep) -> None:
    firm.pull(report())
    wrong = replace(SETUP.posting, clearing_account=AccountCode("nowhere"))

    with pytest.raises(InputError):
        upkeep.set_rules(CONNECTION.id, wrong)

    assert upkeep.policy(CONNECTION.id).rules == SETUP.posting


def test_a_connection_is_renamed(firm: Firm, upkeep: Upkeep) -> None:
    assert upkeep.rename(CONNECTION.id, "  North  ").name == "North"
    with pytest.raises(InputError, match="name is needed"):
        upkeep.rename(CONNECTION.id, " ")
    with firm.store.work() as work:
        assert work.connections.get(CONNECTION.id).name == "North"


def test_other_reports_are_taken_up_from_then_on(firm: Firm, upkeep: Upkeep) -> None:
    upkeep.take_up(CONNECTION.id, Intake(date(2026, 8, 20), ("APPROVED",)))

    firm.pull(
        approved_on(report("R1"), date(2026, 8, 19)),
        approved_on(report("R2"), date(2026, 8, 21)),
    )

    assert firm.state("R2") is State.READY
    with pytest.raises(IndexError):
        firm.posting("R1")
    with pytest.raises(InputError, match="one state"):
        upkeep.take_up(CONNECTION.id, Intake(None, ()))
    with pytest.raises(InputError, match="OPEN"):
        upkeep.take_up(CONNECTION.id, Intake(None, ("OPEN",)))


def test_a_paused_connection_neither_syncs_nor_posts(
    firm: Firm, upkeep: Upkeep
) -> None:
    firm.pull(report())
    ready = firm.poster.ready()
    firm.scheduling.set(CONNECTION.id, Rhythm(Rate.DAY))

    upkeep.pause(CONNECTION.id)
    firm.at = datetime(2026, 12, 1, tzinfo=UTC)

    assert firm.poster.ready() == ()
    assert firm.scheduled.due() == ()
    with pytest.raises(InputError, match="is paused"):
        firm.poster.post(ready, tell=firm.told.append, stop=firm.stop)
    with pytest.raises(InputError, match="is paused"):
        firm.sync.run([CONNECTION.id], tell=firm.told.append, stop=firm.stop)
    upkeep.resume(CONNECTION.id)
    assert [x.state for x in firm.post()] == [State.POSTED]


def test_a_removed_connection_keeps_its_history_and_holds_the_rest(
    firm: Firm, upkeep: Upkeep
) -> None:
    firm.pull(report("R1"), report("R2"), unmapped("R3"))
    firm.post("R1")

    upkeep.remove(CONNECTION.id)

    assert standing(firm) is Standing.REMOVED
    with firm.store.work() as work:
        assert work.connections.all() == ()
        assert [x.id for x in work.connections.removed()] == [CONNECTION.id]
    assert firm.state("R1") is State.POSTED
    assert firm.state("R2") is State.HELD
    assert firm.posting("R3").why == "The connection was removed."


def test_disconnecting_one_organisation_leaves_the_others(
    firm: Firm, upkeep: Upkeep, sign_ins: FakeSignIns
) -> None:
    assert upkeep.disconnect(ACME.organisation_id) == [CONNECTION.name]
    assert sign_ins.tenants() == (BETA,)
    with pytest.raises(InputError, match="No sign-in"):
        upkeep.disconnect(ACME.organisation_id)
    assert standing(firm) is Standing.IN_USE


def test_a_refresh_computes_what_is_open_by_the_books_of_now(
    firm: Firm, upkeep: Upkeep
) -> None:
    firm.pull(report())
    archived = tuple(replace(a, active=a.code != "493") for a in BOOKS.accounts)
    firm.ledger.now_books = replace(BOOKS, accounts=archived)

    books = upkeep.refresh(CONNECTION.organisation_id)

    assert books.accounts == archived
    assert firm.state() is State.BLOCKED
    with firm.store.work() as work:
        query = HistoryQuery(what=frozenset({What.BOOKS_CHANGED}))
        assert work.history.page(query).matching == 1


def test_setting_the_same_pair_up_again_brings_a_removed_connection_back(
    firm: Firm, upkeep: Upkeep
) -> None:
    files = SetupFiles(firm.work, firm.preparation, firm.scribe, lambda: "another")
    text = files.give_out()
    firm.pull(report())
    upkeep.remove(CONNECTION.id)

    (back,) = files.take_in(text)

    assert back.id == CONNECTION.id
    assert standing(firm) is Standing.IN_USE
    firm.holding.release([firm.posting().id])
    assert [x.state for x in firm.post()] == [State.POSTED]


def test_a_set_up_file_does_not_wake_a_paused_connection(
    firm: Firm, upkeep: Upkeep
) -> None:
    files = SetupFiles(firm.work, firm.preparation, firm.scribe, lambda: "another")
    upkeep.pause(CONNECTION.id)

    files.take_in(files.give_out())

    assert standing(firm) is Standing.PAUSED
