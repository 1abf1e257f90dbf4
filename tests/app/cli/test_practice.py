"""The practice company from the command line: in the window, or served."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.cli.main import answered
from app.cli.session import Invocation
from app.practice.addresses import PracticeAddresses
from tests.flows.office import CHECKOUT, PROGRAM, Office, tell
from tests.flows.opening import QUILLMERE

needs_signals = pytest.mark.skipif(
    sys.platform == "win32", reason="programs are ended without a signal there"
)


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ([], ["--practice"]),
        (["--fresh"], ["--practice", "--fresh"]),
        (
            ["--company", str(QUILLMERE)],
            ["--practice", "--company", str(QUILLMERE)],
        ),
    ],
    ids=["plain", "fresh", "company"],
)
def test_the_window_is_opened_on_it(
    alone: Office, typed: list[str], opened: list[str]
) -> None:
    asked: list[str] = []

    def open_window(arguments: Sequence[str]) -> int:
        asked.extend(arguments)
        return 7

    status = answered(
        ["practice", *typed], Invocation(lambda: alone.place, alone.stop, open_window)
    )

    assert (status, asked) == (7, opened)


def served(office: Office, *arguments: str) -> subprocess.Popen[bytes]:
    """Serve it by the command line."""
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-c", PROGRAM, "practice", "--serve", *arguments],
        cwd=CHECKOUT,
        env=office.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )


def reports(addresses: PracticeAddresses) -> int:
    """How many reports the practice Expensify has."""
    counts = tell(f"{addresses.expensify_url}/practice")["reports"]
    return int(sum(counts.values()))


@needs_signals
@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_served_it_says_where_in_one_line_and_stays_up(
    alone: Office, signal_: signal.Signals
) -> None:
    with served(alone, "--company", str(QUILLMERE), "--json") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        addresses = PracticeAddresses.parsed(line)
        found = reports(addresses)
        running = process.poll() is None
        process.send_signal(signal_)
        rest = process.stdout.read()

    assert json.loads(line)["control_url"] == addresses.control_url
    assert found > 160
    assert running
    assert (process.returncode, rest) == (0, b"")


@needs_signals
def test_what_happened_stays_until_it_is_started_over(alone: Office) -> None:
    found = []
    for arguments in ([], [], ["--fresh"]):
        with served(alone, "--company", str(QUILLMERE), *arguments) as process:
            assert process.stdout is not None
            addresses = PracticeAddresses.parsed(process.stdout.readline())
            found.append(reports(addresses))
            url = f"{addresses.expensify_url}/practice/reports"
            some = tell(f"{url}/R00yatwghLuy")
            tell(url, {**some, "reportID": f"R00New{len(found)}"})
            process.terminate()

    assert found[1] == found[0] + 1
    assert found[2] == found[0]


@needs_signals
def test_companies_are_served_apart(alone: Office) -> None:
    added = []
    for folder in (QUILLMERE, QUILLMERE.parent):
        with served(alone, "--company", str(folder)) as process:
            assert process.stdout is not None
            addresses = PracticeAddresses.parsed(process.stdout.readline())
            url = f"{addresses.expensify_url}/practice/reports"
            added.append(reports(addresses))
            tell(url, {**tell(f"{url}/R00yatwghLuy"), "reportID": "R00New"})
            added.append(reports(addresses))
            process.terminate()

    assert added[1] == added[0] + 1
    assert added[3] == added[2] + 1


def test_a_folder_without_a_company_is_told_in_words(
    alone: Office, tmp_path: Path
) -> None:
    asked = ["practice", "--serve", "--company", str(tmp_path)]
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", PROGRAM, *asked],
        cwd=CHECKOUT,
        env=alone.environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.decode().startswith("The practice company cannot be read.")
