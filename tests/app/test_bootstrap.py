"""Finding the place, and wiring everything to it without asking anybody."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from app.bootstrap import Place, build, found_place
from app.domain.expenses import ReportId
from app.errors import InputError, SignInNeededError, StoreError
from app.paths import Home
from app.settings import Addresses

CHECKOUT = Path(__file__).resolve().parents[2]
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place where nobody answers."""
    home = Home.of({"VOUCH_HOME": str(tmp_path / "home")})
    return Place(home, Addresses(NOBODY, NOBODY, NOBODY, NOBODY), practice=True)


def test_the_environment_says_where(tmp_path: Path) -> None:
    found = found_place(
        {"VOUCH_HOME": str(tmp_path), "VOUCH_XERO_API_URL": "http://127.0.0.1:9/"}
    )

    assert found.home.store == tmp_path / "vouch.db"
    assert found.addresses.xero_api == NOBODY
    assert found.addresses.changed == (NOBODY,)
    assert not found.practice


def test_without_a_word_it_is_the_real_services() -> None:
    found = found_place({})

    assert found.addresses.changed == ()
    assert found.addresses.expensify == "https://integrations.expensify.com"
    assert found.home.data.name == "Vouch"


def test_an_address_elsewhere_must_be_safe() -> None:
    with pytest.raises(InputError, match="VOUCH_EXPENSIFY_URL needs https"):
        found_place({"VOUCH_EXPENSIFY_URL": "http://example.org"})


def test_every_use_case_can_be_had_without_asking_anybody(place: Place) -> None:
    services = build(place, Event())
    try:
        made = {x for x in dir(services) if not x.startswith("_") and x != "close"}

        assert {"sync", "poster", "closer", "scheduled", "connecting"} <= made
        assert all(getattr(services, x) is not None for x in made)
        assert services.sync is services.sync
    finally:
        services.close()


def test_what_a_list_needs_loads_neither_the_network_nor_the_rest() -> None:
    code = (
        "import sys, threading\n"
        "from app.bootstrap import build, found_place\n"
        "from app.domain.listing import PostingQuery\n"
        "services = build(found_place(), threading.Event())\n"
        "services.review.page(PostingQuery())\n"
        "services.overview.now()\n"
        "services.scheduled.due()\n"
        "late = {'httpx', 'alembic', 'keyring', 'app.services.sync',"
        " 'app.services.mapping', 'app.services.closing'}\n"
        "print(sorted(late & sys.modules.keys()))\n"
    )
    with TemporaryDirectory() as home:
        said = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code],
            env={**os.environ, "VOUCH_HOME": home},
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=True,
        )

    assert said.stdout.strip() == "[]"


def test_building_asks_nobody_and_needs_no_key(place: Place) -> None:
    services = build(place, Event())
    services.close()

    assert place.home.store.exists()
    assert not (place.home.data / "key.json").exists()


def test_everything_is_let_go_in_the_end(place: Place) -> None:
    services = build(place, Event())
    assert services.review.newest(ReportId("R1")) == ()

    services.close()

    shutil.rmtree(place.home.data)
    assert not place.home.data.exists()


def test_what_one_keeps_the_next_finds(place: Place) -> None:
    first = build(place, Event())
    first.settings.put("language", "en")
    first.close()

    second = build(place, Event())
    kept = second.settings.get("language")
    second.close()

    assert kept == "en"


def test_a_store_that_cannot_be_used_is_told_at_once(place: Place) -> None:
    place.home.data.mkdir()
    place.home.store.write_bytes(b"nothing like it")

    with pytest.raises(StoreError):
        build(place, Event())


def test_expensify_is_asked_for_credentials_only_at_a_call(place: Place) -> None:
    setup = CHECKOUT / "resources" / "practice" / "quillmere" / "setup.json"
    services = build(place, Event())
    services.setups.take_in(setup.read_text("utf-8"))

    with pytest.raises(SignInNeededError):
        services.sync.run(tell=lambda _: None, stop=Event())

    services.close()


def loaded_by(*arguments: str, home: Path) -> set[str]:
    """The libraries that a verb brings in, in a process of its own."""
    program = (
        "import os, sys\n"
        "from app.cli.main import main\n"
        "status = main(sys.argv[1:], len)\n"
        "packages = {name.partition('.')[0] for name in sys.modules}\n"
        "sys.stderr.write('\\n' + ' '.join(packages | {f'status={status}'}))"
    )
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", program, *arguments],
        cwd=CHECKOUT,
        env={"VOUCH_HOME": str(home), "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        check=False,
    )
    return set(done.stderr.decode().splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["list"], ["list", "--json"], ["setup", "export", "x.json"]],
    ids=" ".join,
)
def test_a_verb_starts_without_what_it_does_not_need(
    tmp_path: Path, arguments: list[str]
) -> None:
    arguments = [x.replace("x.json", str(tmp_path / "x.json")) for x in arguments]

    loaded = loaded_by(*arguments, home=tmp_path)

    never = {"PySide6", "alembic", "keyring", "starlette", "uvicorn", "xlsxwriter"}
    assert "status=0" in loaded
    assert loaded & never == set()
