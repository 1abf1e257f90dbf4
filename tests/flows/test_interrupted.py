"""Processes that die, stand still or get in each other's way while they post."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.flows.office import Office
from tests.flows.posting import WRITES, agree, posted

BATCH = 50

needs_signals = pytest.mark.skipif(
    sys.platform == "win32", reason="no process can be made to stand still there"
)


@contextmanager
def posting(
    office: Office, arrived: Callable[[], bool]
) -> Iterator[subprocess.Popen[bytes]]:
    """Have another process post, until something has arrived at Xero."""
    with office.start("post", "--all", "--json") as process:
        while not arrived():
            assert process.poll() is None
        yield process


def test_a_process_killed_before_the_answer_came(office: Office) -> None:
    before = office.listed()
    office.faults({"kind": "slow", "seconds": 60, "skip": 1, **WRITES})

    with posting(office, lambda: len(office.journals()) > BATCH) as process:
        process.kill()
    office.faults()
    left = {x["state"] for x in office.listed().values()}
    statuses = posted(office)

    assert "sending" in left
    assert statuses == [0]
    agree(office, before)


def test_a_process_killed_before_anything_was_done(office: Office) -> None:
    before = office.listed()
    office.faults({"kind": "late", "seconds": 60, **WRITES})

    with posting(office, lambda: office.struck() == [1]) as process:
        process.kill()
    office.faults()
    posted(office)

    agree(office, before)


@needs_signals
def test_two_processes_do_not_post_at_once(office: Office) -> None:
    before = office.listed()
    office.faults({"kind": "slow", "seconds": 3, **WRITES, "times": 1})

    with posting(office, lambda: bool(office.journals())) as process:
        os.kill(process.pid, signal.SIGSTOP)
        second = office.vouch("post", "--all", "--json")
        os.kill(process.pid, signal.SIGCONT)
        first, _ = process.communicate()

    assert second.status == 4
    assert second.document["error"]["kind"] == "Busy"
    assert process.returncode == 0
    assert json.loads(first)["posted"] == len(office.journals())
    agree(office, before)


@needs_signals
def test_a_process_that_slept_too_long_posts_nothing_twice(office: Office) -> None:
    before = office.listed()
    office.faults({"kind": "slow", "seconds": 3, **WRITES, "times": 1})

    with posting(office, lambda: bool(office.journals())) as process:
        os.kill(process.pid, signal.SIGSTOP)
        office.stop.wait(60)
        second = office.vouch("post", "--all", "--json")
        os.kill(process.pid, signal.SIGCONT)
        process.communicate()

    assert second.status == 0
    assert process.returncode != 0
    agree(office, before)
