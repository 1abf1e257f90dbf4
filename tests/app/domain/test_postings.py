"""The steps that a posting may take, and those that it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import OrganisationId
from app.domain.postings import (
    IN_FLIGHT,
    IN_XERO,
    OPEN,
    IllegalMoveError,
    Posting,
    State,
    posting_id,
)
from app.domain.problems import Code, Problem, Severity
from app.domain.setup import ConnectionId
from tests.app.domain.examples import REPORT

POSTING = Posting(
    id=posting_id(ConnectionId("c1"), REPORT.id, 1),
    connection_id=ConnectionId("c1"),
    organisation_id=OrganisationId("O1"),
    report_id=REPORT.id,
    revision=1,
    state=State.READY,
    report_name=REPORT.name,
    submitter=REPORT.submitter,
    submitter_email=REPORT.submitter_email,
    approved=REPORT.approved,
    currency="GBP",
    total=1000,
    digest="d",
    setup_version=1,
)

SET_ASIDE = {State.HELD, State.ELSEWHERE}
OUTCOMES = {State.POSTED, State.DRAFT, State.FAILED, State.READY}
UNDONE = {State.REVERSING, State.REVERSED}
STEPS = {
    State.BLOCKED: OPEN | SET_ASIDE,
    State.READY: OPEN | SET_ASIDE | {State.SENDING},
    State.NOTHING_TO_POST: OPEN | SET_ASIDE,
    State.FAILED: OPEN | SET_ASIDE | {State.SENDING},
    State.HELD: OPEN | SET_ASIDE,
    State.ELSEWHERE: OPEN | SET_ASIDE,
    State.SENDING: IN_FLIGHT | OUTCOMES,
    State.UNKNOWN: IN_FLIGHT | OUTCOMES,
    State.POSTED: UNDONE | {State.POSTED, State.CHANGED},
    State.DRAFT: UNDONE | {State.DRAFT, State.POSTED, State.CHANGED},
    State.CHANGED: UNDONE | {State.CHANGED, State.POSTED, State.DRAFT},
    State.REVERSING: UNDONE | {State.POSTED, State.DRAFT, State.CHANGED},
    State.REVERSED: {State.REVERSED},
}
EVERY_STEP = pytest.mark.parametrize(
    ("here", "there"),
    [(here, there) for here in State for there in State],
    ids=lambda state: state.value,
)


@EVERY_STEP
def test_a_posting_takes_the_steps_that_exist_and_no_other(
    here: State, there: State
) -> None:
    posting = replace(POSTING, state=here)

    if there in STEPS[here]:
        assert posting.moved(there) == replace(posting, state=there)
        return
    with pytest.raises(IllegalMoveError, match=f"{here.value} to {there.value}"):
        posting.moved(there)


def test_nothing_is_sent_that_may_be_in_xero_already() -> None:
    able = {here for here in State if State.SENDING in STEPS[here] - {here}}

    assert able == {State.READY, State.FAILED, State.UNKNOWN}


def test_what_is_in_flight_or_in_xero_is_not_computed_anew() -> None:
    assert not OPEN & (IN_FLIGHT | IN_XERO)
    assert not IN_FLIGHT & IN_XERO


def test_what_is_reversed_stays_reversed() -> None:
    assert STEPS[State.REVERSED] == {State.REVERSED}


def test_a_reason_lasts_as_long_as_its_state() -> None:
    held = POSTING.moved(State.HELD, why="asked Ann")

    assert held.why == "asked Ann"
    assert held.moved(State.READY).why == ""


def test_a_xero_id_is_kept_until_another_is_given() -> None:
    posted = POSTING.moved(State.SENDING).moved(State.POSTED, xero_id="x1")

    assert posted.xero_id == "x1"
    assert posted.moved(State.CHANGED).xero_id == "x1"
    assert posted.moved(State.REVERSED, xero_id="").xero_id == ""


def test_an_id_names_connection_report_and_revision() -> None:
    assert POSTING.id == "c1/R00AbCdEfGhI/1"


def test_codes_are_sorted_and_named_once() -> None:
    blocking = Problem(Code.TAG_UNKNOWN, "One.")
    warning = Problem(Code.NATIVE_CONNECTION_ON, "Two.", severity=Severity.WARNING)
    problems = (blocking, warning, replace(blocking, message="Three."))

    posting = replace(POSTING, problems=problems)

    assert posting.codes == (Code.NATIVE_CONNECTION_ON, Code.TAG_UNKNOWN)
    assert posting.blocking == (problems[0], problems[2])


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words(state: State) -> None:
    assert state.words[0].isupper()
    assert "_" not in state.words
