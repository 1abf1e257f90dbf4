"""The practice Xero is never what a run waits for."""

from __future__ import annotations

import time
from pathlib import Path

from tests.app.practice.xero.harness import Practice, journal, line


def test_thousands_of_journals_are_created_and_listed_in_a_moment(
    tmp_path: Path,
) -> None:
    lines = [line(100.5), line(20, Description="Lunch"), line(-120.5, "801")]
    with Practice(tmp_path / "xero.sqlite") as xero:
        xero.signed_in().control("POST", "/limits", {"minute": None})
        began = time.process_time()
        for request in range(20):
            xero.put(*(journal(f"First {request}-{x}", *lines) for x in range(50)))
        creating = time.process_time() - began
        for request in range(8):
            xero.put(*(journal(f"Then {request}-{x}", *lines) for x in range(500)))
        began = time.process_time()
        listed = [
            len(xero.listed(page=page, pageSize=1000)) for page in [1, 2, 3, 4, 5] * 4
        ]
        listing = time.process_time() - began

    assert listed == [1000] * 20
    assert creating < 2
    assert listing < 4
