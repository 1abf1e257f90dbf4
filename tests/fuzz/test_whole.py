"""Whatever the services answer, Vouch neither falls over nor posts anything wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.rounds import day, evening
from tests.fuzz.site import at_work, prepared

SHARES = (0.1, 0.3, 0.6, 1.0)
ERRANDS = 25

pytestmark = pytest.mark.timeout(120)


def test_days_of_spoilt_answers_end_well(tmp_path: Path) -> None:
    ready, spoilt = prepared(tmp_path), 0

    for seed, share in enumerate(SHARES):
        with at_work(tmp_path, ready, seed, share) as site:
            day(site, seed, ERRANDS)
            left = evening(site)
            spoilt += site.line.spoilt.total()
        assert left == [], seed

    assert spoilt > 20
