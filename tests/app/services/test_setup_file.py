"""The portable set-up, read back as it was written and refused where it is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.setup import (
    ConnectionId,
    JournalStatus,
    OptionRule,
    TagRule,
    TaxMapping,
    TaxRule,
)
from app.errors import InputError
from app.services.setup_file import parse, render
from tests.fakes.examples import CONNECTION, SETUP

Change = Callable[[dict[str, Any]], object]


def written() -> dict[str, Any]:
    """A set-up file as a document."""
    document: dict[str, Any] = json.loads(render([(CONNECTION, SETUP)]))
    return document


def test_a_set_up_is_read_back_as_it_was_written() -> None:
    [found] = parse(render([(CONNECTION, SETUP)]))

    assert found.connection(CONNECTION.id) == CONNECTION
    assert found.setup == SETUP


def test_everything_that_can_be_set_survives_the_way() -> None:
    connection = replace(CONNECTION, states=("ARCHIVED",), start_on=date(2026, 2, 1))
    posting = replace(
        SETUP.posting,
        status=JournalStatus.DRAFT,
        tax=TaxRule.INCLUSIVE,
        cash_basis=False,
        narration="{report_id}",
    )
    setup = replace(
        SETUP,
        posting=posting,
        tags=(TagRule(2, "Department", required=True),),
        taxes=(TaxMapping("VR", "INPUT2"),),
        options=(OptionRule(2, "Shop", "Sales"),),
    )

    [found] = parse(render([(connection, setup)]))

    assert found.connection(ConnectionId("c1")) == connection
    assert found.setup == setup


def test_what_is_left_out_has_the_usual_value() -> None:
    document = written()
    document["connections"][0]["posting"] = {"clearing_account": "801"}
    del document["connections"][0]["tags"]

    [found] = parse(json.dumps(document))

    assert found.setup.posting.card_clearing_account == "801"
    assert found.setup.posting.status is JournalStatus.POSTED
    assert found.setup.tags == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(version=2), "version 2"),
        (lambda d: d.update(connections={}), "must be a list"),
        (lambda d: d["connections"].append(d["connections"][0]), "called “Acme”"),
        (lambda d: _one(d).pop("name"), "“name” must be text"),
        (lambda d: _one(d).update(workspace_id=" "), "“workspace_id” is empty"),
        (lambda d: _one(d).update(states=["OPEN"]), "no state is “OPEN”"),
        (lambda d: _one(d).update(start_on="soon"), "is no day"),
        (lambda d: _one(d).pop("posting"), "is not an object"),
        (lambda d: _rules(d).update(date_rule="never"), "“date_rule” is “never”"),
        (lambda d: _rules(d).update(narration="{nobody}"), "nobody"),
        (lambda d: _rules(d).update(cash_basis="yes"), "true or false"),
        (lambda d: _one(d)["tags"].append({"level": 0}), "counted from 1"),
        (lambda d: _tags(d, (1, "A"), (2, "A")), "one tracking category"),
        (lambda d: _tags(d, (1, "A"), (1, "B")), "named twice"),
        (lambda d: _tags(d, (1, "A"), (2, "B"), (3, "C")), "at most 2"),
    ],
)
def test_what_is_wrong_is_said_in_words(change: Change, said: str) -> None:
    document = written()
    change(document)

    with pytest.raises(InputError) as error:
        parse(json.dumps(document))

    assert said in error.value.detail


@pytest.mark.parametrize("text", ["", "[", "[]", "7", '"x"', "[" * 100_000])
def test_a_file_that_is_no_set_up_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse(text)


def _one(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["connections"][0]
    return found


def _rules(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _one(document)["posting"]
    return found


def _tags(document: dict[str, Any], *rules: tuple[int, str]) -> None:
    _one(document)["tags"] = [
        {"level": level, "tracking_category": name} for level, name in rules
    ]
