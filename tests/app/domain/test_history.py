"""The chain that shows whether history was tampered with."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from app.domain.history import FIRST_LINK, Event, What, link

EVENT = Event(
    at=datetime(2026, 8, 31, 9, 30, tzinfo=UTC),
    who="ann",
    what=What.POSTED,
    detail="Posted.",
    connection_id="c1",
    report_id="R1",
    posting_id="c1/R1/1",
    run_id="r1",
    before={"state": "sending"},
    after={"state": "posted", "xero": "x1"},
)
CHANGED = {
    "at": replace(EVENT, at=EVENT.at + timedelta(microseconds=1)),
    "who": replace(EVENT, who="ben"),
    "what": replace(EVENT, what=What.FAILED),
    "detail": replace(EVENT, detail="Posted!"),
    "connection_id": replace(EVENT, connection_id="c2"),
    "report_id": replace(EVENT, report_id="R2"),
    "posting_id": replace(EVENT, posting_id="c1/R1/2"),
    "run_id": replace(EVENT, run_id="r2"),
    "before": replace(EVENT, before={"state": "unknown"}),
    "after": replace(EVENT, after={"state": "posted", "xero": "x2"}),
}


def test_a_link_is_a_sha_256_in_hex() -> None:
    assert re.fullmatch("[0-9a-f]{64}", link(FIRST_LINK, 1, EVENT))
    assert re.fullmatch("0{64}", FIRST_LINK)


def test_a_link_is_taken_of_the_event_as_json() -> None:
    """A store that is there already must stay sound: this never changes."""
    odd = replace(EVENT, who='“Zoë” "\\\n\x07', after={"z": "é", "a\t": "中"})
    facts = [
        FIRST_LINK,
        7,
        "2026-08-31T09:30:00+00:00",
        odd.who,
        "posted",
        "Posted.",
        "c1",
        "R1",
        "c1/R1/1",
        "r1",
        [["state", "sending"]],
        [["a\t", "中"], ["z", "é"]],
    ]
    said = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    assert link(FIRST_LINK, 7, odd) == sha256(said.encode()).hexdigest()


def test_the_same_event_in_the_same_place_has_the_same_link() -> None:
    reordered = replace(EVENT, after={"xero": "x1", "state": "posted"})

    assert link(FIRST_LINK, 1, EVENT) == link(FIRST_LINK, 1, reordered)


def test_every_part_of_an_event_is_tried_here() -> None:
    assert set(CHANGED) == {field.name for field in fields(Event)}


@pytest.mark.parametrize("part", CHANGED)
def test_a_link_changes_with_every_part_of_its_event(part: str) -> None:
    assert link(FIRST_LINK, 1, CHANGED[part]) != link(FIRST_LINK, 1, EVENT)


def test_a_link_changes_with_its_place() -> None:
    here = link(FIRST_LINK, 1, EVENT)

    assert link(FIRST_LINK, 2, EVENT) != here
    assert link(here, 1, EVENT) != here


def test_text_does_not_slip_from_one_part_into_the_next() -> None:
    one = replace(EVENT, who="ann", detail="x")
    other = replace(EVENT, who="an", detail="nx")

    assert link(FIRST_LINK, 1, one) != link(FIRST_LINK, 1, other)


def test_every_kind_of_event_has_words_of_its_own() -> None:
    assert len({what.value for what in What}) == len(What)
