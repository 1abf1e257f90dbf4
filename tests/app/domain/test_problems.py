"""The catalogue: words for every problem that a bookkeeper can act on."""

from __future__ import annotations

import re

import pytest

from app.domain.problems import CATALOGUE, Code, Entry, Place, Problem, Severity, Who

JARGON = re.compile(
    r"\b(api|http|json|null|id|ids|uuid|config|payload|parse|field|"
    r"enum|exception|boolean|string|integer|server|client|request|sync|cache)\b",
    re.IGNORECASE,
)
CODES = pytest.mark.parametrize("code", list(Code))


def test_every_code_has_its_words() -> None:
    assert set(CATALOGUE) == set(Code)


def test_every_title_is_its_own() -> None:
    assert len({entry.title for entry in CATALOGUE.values()}) == len(Code)


@CODES
def test_a_title_is_a_short_statement(code: Code) -> None:
    title = CATALOGUE[code].title

    assert title[0].isupper()
    assert title[-1].isalpha()
    assert len(title) <= 60


@CODES
def test_a_cause_is_a_whole_sentence(code: Code) -> None:
    cause = CATALOGUE[code].cause

    assert cause[0].isupper()
    assert re.fullmatch(r"[^.!?]+\.", cause)


@CODES
def test_an_action_fits_on_a_button(code: Code) -> None:
    action = CATALOGUE[code].action

    assert re.fullmatch(r"[A-Z][a-z]+( [a-z]+){1,4}", action)
    assert len(action) <= 28


@CODES
def test_the_words_are_a_bookkeepers(code: Code) -> None:
    entry = CATALOGUE[code]

    for text in (entry.title, entry.cause, entry.action):
        assert not JARGON.search(text)
        assert "_" not in text
        assert code.value not in text


@CODES
def test_whoever_mends_it_is_sent_where_they_can(code: Code) -> None:
    entry = CATALOGUE[code]

    where = {
        Who.BOOKKEEPER: {Place.MAPPING, Place.CONNECTION, Place.REVIEW},
        Who.SUBMITTER: {Place.EXPENSIFY},
        Who.EXPENSIFY_ADMIN: {Place.EXPENSIFY},
        Who.XERO_ADVISER: {Place.XERO},
    }
    assert entry.where in where[entry.who]


@CODES
def test_codes_are_lower_case_words(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
    assert isinstance(CATALOGUE[code], Entry)


def test_a_problem_stops_unless_it_says_otherwise() -> None:
    assert Problem(Code.TAG_UNKNOWN, "A tag is unknown.").severity is Severity.BLOCKING
