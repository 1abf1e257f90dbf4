"""Tokens renew themselves, and none is lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.clients.keeping_alive import KeepingAlive
from app.clients.oauth import SignIns
from app.clients.tokens import StoredSignIns
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    OfflineError,
    SignInNeededError,
    StoreError,
)
from tests.app.clients.xero.made import MemoryVault, Time
from tests.app.clients.xero.signing import (
    CALLBACK,
    FIRST,
    back,
    connection,
    sign_ins,
    tokens,
)

API = "https://api.test/api.xro/2.0/Organisation"


class Rotating:
    """An identity service that takes each refresh token once, and an API behind it."""

    def __init__(self) -> None:
        self.number = 0
        self.renewals = 0
        self.refused = 0
        self.accepts = ""
        self.instead: list[httpx.Response | Exception] = []
        self.meanwhile: Callable[[], object] = lambda: None
        self.calls: list[str] = []
        self._lock = threading.Lock()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            if request.url.path == "/connect/token":
                return self._token(request)
            given = request.headers["Authorization"]
            if request.url.path == "/connections":
                return httpx.Response(200, json=[connection("tenant-1", "e1")])
            self.calls.append(given)
            good = given == f"Bearer {self._now()['access_token']}"
            return httpx.Response(200 if good else 401)

    def _now(self) -> dict[str, Any]:
        return tokens(self.number)

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = dict(httpx.QueryParams(request.content.decode()))
        if form["grant_type"] == "refresh_token":
            assert set(form) == {"grant_type", "client_id", "refresh_token"}
            self.renewals += 1
            self.meanwhile()
            if self.instead:
                return self._other()
            if form["refresh_token"] != self._now()["refresh_token"]:
                self.refused += 1
                return httpx.Response(400, json={"error": "invalid_grant"})
        self.number += 1
        return httpx.Response(200, json=self._now())

    def _other(self) -> httpx.Response:
        answer = self.instead.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class House:
    """One signed-in user, the identity service, and the time."""

    def __init__(self) -> None:
        self.xero, self.vault, self.time = Rotating(), MemoryVault(), Time()
        self.sign_ins = self.another()
        request = self.sign_ins.begin("client", CALLBACK)
        self.sign_ins.finish(request, back(request))
        self.http = httpx.Client(transport=httpx.MockTransport(self.xero))

    def another(self) -> SignIns:
        """A second process, as it were."""
        return sign_ins(self.xero, self.vault, self.time)

    def call(self, by: SignIns | None = None) -> int:
        return self.http.get(API, auth=(by or self.sign_ins).auth(FIRST)).status_code

    def later(self, minutes: float = 40) -> None:
        self.time.now += timedelta(minutes=minutes)

    @property
    def alive(self) -> KeepingAlive:
        """What keeps the sign-in from lapsing."""
        stored = StoredSignIns(self.vault)
        return KeepingAlive(stored, self.sign_ins.renewed, lambda: self.time.now)

    @property
    def stored(self) -> str:
        (secret,) = self.vault.secrets.values()
        return secret


@pytest.fixture
def house() -> House:
    return House()


def test_a_token_that_is_good_is_simply_used(house: House) -> None:
    assert house.call() == 200

    assert house.xero.renewals == 0


def test_a_token_is_renewed_shortly_before_it_lapses(house: House) -> None:
    house.later(29.5)

    assert house.call() == 200

    assert house.xero.renewals == 1
    assert len(house.xero.calls) == 1


def test_a_token_turned_down_is_renewed_once_and_the_call_repeated(
    house: House,
) -> None:
    house.xero.number = 7  # somebody let the tokens lapse
    house.vault.secrets = {
        name: secret.replace("refresh-ann-1", "refresh-ann-7")
        for name, secret in house.vault.secrets.items()
    }

    assert house.call() == 200

    assert house.xero.renewals == 1
    assert len(house.xero.calls) == 2


def test_a_call_that_stays_turned_down_is_not_repeated_for_ever(house: House) -> None:
    def stubborn(request: httpx.Request) -> httpx.Response:
        answer = house.xero(request)
        return httpx.Response(401) if request.url.path.startswith("/api") else answer

    http = httpx.Client(transport=httpx.MockTransport(stubborn))

    assert http.get(API, auth=house.sign_ins.auth(FIRST)).status_code == 401

    assert house.xero.renewals == 1


def test_the_new_pair_is_kept_before_it_is_used(house: House) -> None:
    house.later()
    house.vault.full = True

    with pytest.raises(StoreError):
        house.call()

    assert house.xero.calls == []


def test_a_pair_that_could_not_be_kept_is_asked_for_again(house: House) -> None:
    house.later()
    house.vault.full = True
    with pytest.raises(StoreError):
        house.call()
    house.vault.full = False
    house.xero.number -= 1  # Xero takes the token before the last for a while

    assert house.call() == 200


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.ConnectError("down"), OfflineError),
        (httpx.ReadTimeout("slow"), OfflineError),
        (httpx.RemoteProtocolError("cut"), OfflineError),
        (httpx.Response(429), BusyError),
        (httpx.Response(500), BusyError),
        (httpx.Response(503, html="<h1>maintenance</h1>"), BusyError),
        (httpx.Response(200, text="<html>"), BrokenAnswerError),
        (httpx.Response(400, json={"error": "invalid_client"}), SignInNeededError),
        (httpx.Response(400, text="?"), SignInNeededError),
        (httpx.Response(403), SignInNeededError),
    ],
)
def test_nothing_but_an_ended_grant_ends_a_sign_in(
    house: House, answer: httpx.Response | Exception, error: type[AppError]
) -> None:
    before = house.stored
    house.later()
    house.xero.instead = [answer]

    with pytest.raises(error):
        house.call()

    assert house.stored == before
    assert house.call() == 200


def test_an_ended_sign_in_is_kept_for_its_name_alone(house: House) -> None:
    house.later()
    house.xero.number = 99

    for _ in range(2):
        with pytest.raises(SignInNeededError, match="Ann Example"):
            house.call()

    (status,) = house.sign_ins.statuses()
    assert status.ended
    assert status.name == "Ann Example"
    assert "secret" not in house.stored
    assert house.xero.renewals == 1
    assert house.sign_ins.tenants() == ()


def test_a_sign_in_is_good_again_once_signed_in_again(house: House) -> None:
    house.later()
    house.xero.number = 99
    with pytest.raises(SignInNeededError):
        house.call()

    request = house.sign_ins.begin("client", CALLBACK)
    house.sign_ins.finish(request, back(request))

    assert house.call() == 200


def test_a_renewal_by_somebody_without_manners_is_noticed(house: House) -> None:
    """Another one kept no lock: the refused token is no longer the stored one."""
    house.later()

    def meanwhile() -> None:
        house.xero.meanwhile = lambda: None
        house.xero.number += 1
        house.vault.secrets = {
            name: secret.replace("ann-1", f"ann-{house.xero.number}").replace(
                tokens(1)["access_token"], tokens(house.xero.number)["access_token"]
            )
            for name, secret in house.vault.secrets.items()
        }

    house.xero.meanwhile = meanwhile

    assert house.call() == 200

    assert house.xero.refused == 1
    assert not house.sign_ins.statuses()[0].ended


def test_many_threads_renew_once_between_them(house: House) -> None:
    house.later()
    ready = threading.Barrier(8, timeout=60)
    answers: list[int] = []

    def call() -> None:
        own = house.another()
        ready.wait()
        answers.append(house.call(own))

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200] * 8
    assert (house.xero.renewals, house.xero.refused) == (1, 0)


def test_what_is_remembered_of_organisations_does_not_undo_a_renewal(
    house: House,
) -> None:
    house.later()

    house.sign_ins.tenants()

    assert house.xero.renewals == 1
    assert house.call() == 200
    assert house.xero.renewals == 1


def test_an_idle_sign_in_is_renewed_long_before_it_lapses(house: House) -> None:
    alive = house.alive
    (before,) = alive.lasting()
    house.later(60 * 24 * 9)
    assert not alive.idle()
    assert alive.renew() == 0
    house.later(60 * 24 * 2)
    assert alive.idle()

    assert alive.renew() == 1

    (after,) = alive.lasting()
    assert before.ends
    assert after.ends
    assert after.ends - before.ends == timedelta(days=11)
    assert not alive.idle()
    assert house.call() == 200


def test_what_cannot_be_renewed_waits_and_says_when_it_ends(house: House) -> None:
    alive = house.alive
    house.later(60 * 24 * 55)
    house.xero.instead = [httpx.ConnectError("cable pulled")] * 9

    assert alive.renew() == 0

    (left,) = alive.lasting()
    assert left.ends
    assert timedelta(days=4) < left.ends - house.time.now <= timedelta(days=5)


def test_a_sign_in_that_has_ended_has_no_end(house: House) -> None:
    house.xero.number += 1  # somebody else's token: ours is refused
    house.later(60 * 24 * 11)

    assert house.alive.renew() == 0

    (ended,) = house.alive.lasting()
    assert ended.ends is None
