"""The log: in a file, in pieces, with nothing in it that lets somebody in."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import logs
from app.errors import StoreError

SECRETS = [
    "Authorization: Bearer {}",
    "Authorization: Basic {}",
    "headers={{'Authorization': 'Bearer {}'}}",
    "GET https://localhost:8080/callback?code={}&state=abc",
    "POST /token grant_type=authorization_code&code={}",
    '{{"access_token": "{}", "expires_in": 1800}}',
    "{{'refresh_token': '{}'}}",
    "refresh_token={}&client_id=abc",
    "code_verifier={}",
    '{{"partnerUserID": "{}"}}',
    '{{"partnerUserSecret": "{}"}}',
    r"{{\"partnerUserSecret\": \"{}\"}}",
    "requestJobDescription=%7B%22partnerUserSecret%22%3A%22{}%22%7D",
    "requestJobDescription=%7B%22partnerUserID%22%3A+%22{}%22%7D",
    "client_secret={}",
    "VOUCH_PASSPHRASE={}",
    "password: {}",
    "Token(access_token='{}', refresh_token='{}')",
]
SECRET = "5f3e-Qz_9.b7%2Fk+1"


@contextmanager
def _logging_to(folder: Path) -> Iterator[Path]:
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("app", "ui")}
    handler = logs.start(folder)
    try:
        yield folder / "vouch.log"
    finally:
        root.removeHandler(handler)
        handler.close()
        logging.captureWarnings(capture=False)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def test_what_the_program_tells_is_written_and_shown_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with _logging_to(tmp_path / "logs") as file:
        logging.getLogger("app.services.sync").info("pulled %s", "R00abc")
        logging.getLogger("app.services.sync").debug("details")

    assert "INFO" in file.read_text()
    assert "app.services.sync: pulled R00abc" in file.read_text()
    assert "details" not in file.read_text()
    assert capfd.readouterr() == ("", "")


def test_libraries_are_heard_from_warnings_upwards(tmp_path: Path) -> None:
    with _logging_to(tmp_path) as file:
        logging.getLogger("httpx").info("HTTP Request: GET https://api.xero.com")
        logging.getLogger("httpx").warning("slow")

    assert "httpx: slow" in file.read_text()
    assert "HTTP Request" not in file.read_text()


def test_warnings_of_python_are_written(tmp_path: Path) -> None:
    with _logging_to(tmp_path) as file, warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)

    assert "old ways" in file.read_text()


@pytest.mark.parametrize("said", SECRETS)
def test_a_secret_is_hidden(said: str) -> None:
    written = logs.discreet(said.format(SECRET, SECRET))

    assert SECRET not in written
    assert "Qz_9" not in written
    assert "b7" not in written


def test_a_signed_token_is_hidden_wherever_it_stands() -> None:
    assert "c2ln" not in logs.discreet("got eyJhbGciOi.eyJzdWIi.c2ln-_ from Xero")


@pytest.mark.parametrize(
    "said",
    [
        "posting R00abc: ready to posted",
        "status code: 404, state=ready",
        "3 tokens are left; the token has lapsed",
        "https://www.expensify.com/report?param=1",
        "token_type Bearer",
    ],
)
def test_what_is_no_secret_is_readable(said: str) -> None:
    assert logs.discreet(said) == said


def test_a_long_odd_line_takes_no_time() -> None:
    assert logs.discreet("a-" * 100_000) == "a-" * 100_000


def test_secrets_in_tracebacks_and_arguments_are_hidden(
    tmp_path: Path, expected_logs: list[object]
) -> None:
    with _logging_to(tmp_path) as file:
        logger = logging.getLogger("app.clients")
        try:
            int(f'{{"refresh_token": "{SECRET}"}}')
        except ValueError:
            logger.exception("refused: %s", {"access_token": SECRET})

    assert len(expected_logs) == 1
    assert "Traceback" in file.read_text()
    assert SECRET not in file.read_text()


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    with _logging_to(tmp_path):
        logger = logging.getLogger("app")
        for _ in range(55):
            logger.info("x" * 100_000)

    sizes = [x.stat().st_size for x in tmp_path.iterdir()]
    assert len(sizes) == 5
    assert sum(sizes) < 6_000_000


def test_two_programs_may_log_into_one_folder(tmp_path: Path) -> None:
    with _logging_to(tmp_path), _logging_to(tmp_path) as file:
        logging.getLogger("app").info("hello")

    assert file.read_text().count("hello") == 2


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        logs.start(tmp_path / "file" / "logs")


def test_the_diary_is_for_people_and_keeps_no_secret(tmp_path: Path) -> None:
    logs.diary(tmp_path / "logs", "Acme: done.")
    logs.diary(tmp_path / "logs", "Acme: refused, token=abcdef.")

    first, second = (tmp_path / "logs" / "schedule.log").read_text().splitlines()
    assert re.fullmatch(r"\d\d \w{3} \d{4} \d\d:\d\d:\d\d  Acme: done\.", first)
    assert "abcdef" not in second
