"""The client and the practice Xero, over a line that can break."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import (
    DisconnectedError,
    LostAnswerError,
    ParkedError,
    SignInNeededError,
)
from app.practice.faults import Fault, Kind
from tests.app.clients.xero.office import (
    HERE,
    Office,
    report,
)


@pytest.mark.parametrize(
    ("kind", "carried_out"),
    [
        (Kind.CUT_AFTER, True),
        (Kind.CUT_MIDWAY, True),
        (Kind.TRUNCATED, True),
        (Kind.NONSENSE, True),
        (Kind.CUT_BEFORE, False),
        (Kind.DOWN, False),
    ],
)
def test_a_lost_answer_is_settled_by_asking(
    office: Office,
    kind: Kind,
    carried_out: bool,  # noqa: FBT001 - one of the cases
) -> None:
    journal = report(1)
    body = office.ledger.request([journal], office.books)
    office.faults.set([Fault(kind=kind, method="PUT", times=1)])

    with pytest.raises(LostAnswerError):
        office.ledger.send(body, "k")

    assert len(office.ledger.find(journal.narration)) == int(carried_out)
    assert len(office.held()) == int(carried_out)


def test_a_repeat_under_the_same_key_does_nothing(office: Office) -> None:
    body = office.ledger.request([report(1)], office.books)

    assert office.ledger.send(body, "k") == office.ledger.send(body, "k")

    assert len(office.held()) == 1


def test_a_key_used_for_something_else_leaves_it_open(office: Office) -> None:
    office.one()

    with pytest.raises(LostAnswerError, match="different request"):
        office.send([report(2)])


def test_a_token_turned_down_costs_nothing(office: Office) -> None:
    office.control("/tokens/expire", {})

    assert office.one().xero_id

    assert len(office.held()) == 1


def test_an_ended_sign_in_says_so_and_sends_nothing(office: Office) -> None:
    body = office.ledger.request([report(1)], office.books)
    office.control("/tokens/expire", {"refresh": True})

    with pytest.raises(SignInNeededError):
        office.ledger.send(body, "k")

    assert office.held() == []
    assert office.sign_ins.statuses()[0].ended
    office.allow()
    assert office.ledger.send(body, "k")[0].xero_id


def test_a_lost_renewal_is_made_up_for(office: Office) -> None:
    office.time.now += timedelta(hours=1)
    office.faults.set([Fault(kind=Kind.CUT_AFTER, path="/connect/token", times=1)])

    assert office.one().xero_id


def test_xero_is_given_the_time_it_asks_for(office: Office) -> None:
    busy = Fault(kind=Kind.BUSY, method="PUT", times=2, retry_after=25)
    office.faults.set([busy])

    assert office.one().xero_id

    assert office.time.waited.count(25.0) >= 2
    assert len(office.held()) == 1


def test_the_minutes_limit_is_never_met(office: Office) -> None:
    for _ in range(70):
        office.ledger.probe()

    calls = office.http.get(f"{office.address}/practice/calls").json()
    assert "429" not in calls["by_status"]
    assert sum(office.time.waited) > 50


def test_the_days_limit_parks(office: Office) -> None:
    body = office.ledger.request([report(1)], office.books)
    office.control("/limits", {"day": 0})

    with pytest.raises(ParkedError) as caught:
        office.ledger.send(body, "k")

    assert caught.value.resumes > office.time.now
    noted = office.noted[-1]
    assert (noted.day_left, noted.resumes) == (0, caught.value.resumes)
    assert noted.said
    assert not office.time.waited


def test_a_disconnected_organisation_is_told_from_a_lapsed_sign_in(
    office: Office,
) -> None:
    body = office.ledger.request([report(1)], office.books)
    office.control(f"/organisations/{HERE}/disconnect", {})

    with pytest.raises(DisconnectedError):
        office.ledger.send(body, "k")

    assert office.sign_ins.tenants() == ()
    assert not office.sign_ins.statuses()[0].ended
    office.allow()
    assert office.ledger.send(body, "k")[0].xero_id


def test_a_thousand_journals_take_few_calls(office: Office) -> None:
    books, before = office.books, office.time.now
    many = [report(number) for number in range(1050)]
    office.http.delete(f"{office.address}/practice/calls")

    for first in range(0, 1050, 50):
        batch = office.ledger.request(many[first : first + 50], books)
        assert all(x.xero_id for x in office.ledger.send(batch, f"key-{first}"))
    held = {x.narration for x in office.ledger.modified_since(before)}

    assert held == {x.narration for x in many}
    calls = office.http.get(f"{office.address}/practice/calls").json()
    assert calls["total"] == 21 + 2
