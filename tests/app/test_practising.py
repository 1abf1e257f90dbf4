"""The practice company as a whole: opened, closed, opened again, started over."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

import pytest

from app.domain.runs import Progress
from app.errors import AppError, InputError
from app.paths import Home
from app.practice.addresses import PracticeError
from app.practising import SHIPPED, Practice
from tests.flows.office import tell

FARRAVALE = SHIPPED / "farravale"


def ignore(_progress: Progress) -> None:
    """Nobody watches."""


@pytest.fixture
def where(tmp_path: Path) -> Home:
    """A home to practise in."""
    return Home.of({"VOUCH_HOME": str(tmp_path / "home")})


def names(practice: Practice) -> list[str]:
    """The connections that are there."""
    services = practice.build(Event())
    found = [connection.name for connection in services.review.connections()]
    services.close()
    return found


def test_it_opens_signed_in_and_set_up(where: Home) -> None:
    with Practice(where) as practice:
        services = practice.build(Event())
        overview = services.overview.now()
        services.close()

    assert overview.practice
    assert overview.other_addresses == ()
    assert [x.connection.name for x in overview.glances] == ["Farravale", "Quillmere"]
    assert all(x.signed_in and x.organisation for x in overview.glances)


def test_the_setting_up_can_be_left_to_whoever_opens_it(where: Home) -> None:
    with Practice(where, set_up=False) as practice:
        services = practice.build(Event())
        known = services.beginning.known()
        services.close()

    assert names(practice) == []
    assert len(known.organisations) == 2
    assert known.expensify


def test_syncing_it_waits_for_nothing(where: Home) -> None:
    class Impatient(Event):
        def wait(self, timeout: float | None = None) -> bool:
            pytest.fail(f"it waits for {timeout} seconds")

    with Practice(where) as practice:
        stop = Impatient()
        services = practice.build(stop)
        runs = services.sync.run(tell=ignore, stop=stop)
        posted = services.poster.post(services.poster.ready(), tell=ignore, stop=stop)
        services.close()

    assert [run.error for run in runs] == ["", ""]
    assert len(posted) > 200


def test_no_key_is_needed_and_nothing_of_the_real_home_is_touched(where: Home) -> None:
    with Practice(where) as practice:
        inside = practice.place.home.data

    assert inside.is_relative_to(where.practice.data)
    assert [x.name for x in where.data.iterdir()] == ["practice"]
    assert not list(where.data.rglob("key.json"))


def test_a_company_of_ones_own_has_a_store_of_its_own(where: Home) -> None:
    with Practice(where) as shipped:
        shipped_names = names(shipped)
    with Practice(where, FARRAVALE) as own:
        own_names = names(own)
    with Practice(where) as again:
        assert names(again) == shipped_names

    assert shipped_names == ["Farravale", "Quillmere"]
    assert own_names == ["Farravale"]


def test_the_sign_ins_are_made_once(where: Home) -> None:
    with Practice(where, FARRAVALE):
        pass

    with Practice(where, FARRAVALE) as again:
        calls = tell(f"{again.place.addresses.xero_api}/practice/calls")

    assert calls["total"] == 0


def test_started_over_nothing_is_left(where: Home) -> None:
    with Practice(where, FARRAVALE) as practice:
        services = practice.build(Event())
        services.settings.put("seen", "yes")
        services.close()

    with Practice(where, FARRAVALE, fresh=True) as practice:
        services = practice.build(Event())
        seen = services.settings.get("seen")
        services.close()
        assert names(practice) == ["Farravale"]

    assert seen is None


def test_a_first_time_that_was_cut_off_is_taken_up(where: Home, tmp_path: Path) -> None:
    company = Path(shutil.copytree(FARRAVALE, tmp_path / "company"))
    setup = (company / "setup.json").read_bytes()
    (company / "setup.json").write_bytes(b"{")
    with pytest.raises(InputError), Practice(where, company):
        pass

    (company / "setup.json").write_bytes(setup)
    with Practice(where, company) as practice:
        assert names(practice) == ["Farravale"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("xero.json", b"{}"),
        ("reports.jsonl.gz", b"not compressed"),
        ("setup.json", None),
        ("setup.json", b"\xff"),
    ],
)
def test_a_company_that_cannot_be_used_is_told_in_words(
    where: Home, tmp_path: Path, file: str, content: bytes | None
) -> None:
    company = Path(shutil.copytree(FARRAVALE, tmp_path / "company"))
    (company / file).unlink()
    if content is not None:
        (company / file).write_bytes(content)

    with pytest.raises(AppError) as told, Practice(where, company):
        pass

    assert isinstance(told.value, PracticeError | InputError)
    assert told.value.sentence
