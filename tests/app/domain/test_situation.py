"""What a step lacks, where one goes on after a restart, and what a day parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.beginning import STEPS, Beginning, Older, Pair, Start, Step
from app.domain.books import OrganisationId
from app.domain.expenses import WorkspaceId
from app.domain.setup import ConnectionId, JournalStatus
from app.domain.situation import Known, Situation, Survey, lack, resumed
from tests.app.domain.examples import BOOKS, REPORT, SETUP, WORKSPACE

PAIR = Pair(WORKSPACE.id, BOOKS.organisation.id)
OTHER = Pair(WorkspaceId("W2"), OrganisationId("O2"))
START = Start(date(2026, 9, 1))
DAYS = ((date(2026, 8, 3), 500), (date(2026, 8, 31), 1000), (date(2026, 9, 1), 70))
SURVEY = Survey(
    PAIR,
    BOOKS,
    WORKSPACE,
    date(2026, 6, 17),
    date(2026, 9, 15),
    days=DAYS,
    report=REPORT,
)
BEGUN = Beginning(Step.JOURNAL, (PAIR, OTHER), setup=SETUP, start=START)
READY = Situation(
    BEGUN,
    Known((BOOKS.organisation,), expensify=True),
    (WORKSPACE,),
    {PAIR: SURVEY},
)


def test_where_everything_is_chosen_nothing_is_lacking() -> None:
    assert {lack(step, READY) for step in STEPS} == {""}


@pytest.mark.parametrize(
    ("step", "given", "said"),
    [
        (Step.XERO, Situation(), "Sign in to Xero first."),
        (Step.ORGANISATIONS, Situation(), "Sign in to Xero first."),
        (Step.EXPENSIFY, Situation(), "Expensify's credentials are needed."),
        (
            Step.PAIRING,
            replace(READY, begun=Beginning()),
            "Choose an organisation for one workspace at least.",
        ),
        (
            Step.PAIRING,
            replace(READY, workspaces=(replace(WORKSPACE, currency="EUR"),)),
            "Head office cannot post into Acme Books: the currencies differ.",
        ),
        (
            Step.NATIVE,
            replace(READY, workspaces=(replace(WORKSPACE, native_connection=True),)),
            "Switch it off, or say that it does not post.",
        ),
        (
            Step.POLICY,
            replace(READY, begun=replace(BEGUN, setup=None)),
            "Choose the rules for posting.",
        ),
        (
            Step.START,
            replace(READY, begun=replace(BEGUN, start=None)),
            "Choose the day to start on.",
        ),
    ],
)
def test_what_is_lacking_is_said(step: Step, given: Situation, said: str) -> None:
    assert lack(step, given) == said


def test_a_person_may_say_that_the_other_connection_does_not_post() -> None:
    on = (replace(WORKSPACE, native_connection=True),)
    sure = replace(READY, workspaces=on, begun=replace(BEGUN, assured=True))

    assert lack(Step.NATIVE, sure) == ""


def test_what_the_survey_saw_counts_until_expensify_is_asked() -> None:
    seen = replace(SURVEY, workspace=replace(WORKSPACE, native_connection=True))

    given = replace(READY, workspaces=None, surveys={PAIR: seen})

    assert lack(Step.NATIVE, given)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (START, ""),
        (replace(START, older=Older.PREPARE), "The older reports begin before the"),
        (
            Start(date(2026, 9, 1), Older.PREPARE, date(2026, 9, 1)),
            "The older reports begin before the start.",
        ),
        (
            Start(date(2026, 9, 1), Older.ELSEWHERE, date(2026, 8, 1), "  "),
            "Say where the older reports are in the books.",
        ),
        (Start(date(2026, 9, 1), Older.ELSEWHERE, date(2026, 8, 1), "By hand"), ""),
        (Start(date(2026, 9, 1), Older.PREPARE, date(2026, 8, 1)), ""),
    ],
)
def test_older_reports_need_a_first_day_and_a_reason(start: Start, said: str) -> None:
    assert start.lack.startswith(said)
    assert bool(start.lack) == bool(said)


def test_older_reports_that_are_left_out_are_never_looked_at() -> None:
    back = date(2026, 6, 1)

    assert Start(START.on, Older.LEAVE_OUT, back).first == START.on
    assert Start(START.on, Older.PREPARE, back).first == back


def test_one_goes_on_where_one_left() -> None:
    for step in STEPS:
        given = replace(READY, begun=replace(BEGUN, step=step))
        assert resumed(given) is step


def test_whoever_was_signed_out_meanwhile_signs_in_again_first() -> None:
    known = READY.known

    signed_out = replace(READY, known=replace(known, organisations=()))
    without = replace(READY, known=replace(known, expensify=False))
    unpaired = replace(READY, begun=replace(BEGUN, pairs=()))

    assert resumed(signed_out) is Step.XERO
    assert resumed(without) is Step.EXPENSIFY
    assert resumed(unpaired) is Step.PAIRING


def test_until_the_first_journal_is_confirmed_everything_is_a_draft() -> None:
    assert SETUP.posting.status is JournalStatus.POSTED

    cautious = BEGUN.cautious

    assert cautious is not None
    assert cautious.posting.status is JournalStatus.DRAFT
    assert cautious.categories == SETUP.categories


def test_another_present_pair_begins_anew_and_more_pairs_do_not() -> None:
    assert BEGUN.paired((PAIR,)) == replace(BEGUN, pairs=(PAIR,))
    assert BEGUN.paired((OTHER, PAIR)) == Beginning(Step.JOURNAL, (OTHER, PAIR))


def test_the_next_pair_follows_with_nothing_of_the_one_before() -> None:
    made = replace(BEGUN, connection_id=ConnectionId("c1"))

    assert made.following() == Beginning(Step.NATIVE, (OTHER,))
    assert made.following().following() == Beginning()


def test_a_day_parts_the_reports_that_were_seen() -> None:
    assert SURVEY.before(START.on) == (2, 1500)
    assert SURVEY.before(START.on, date(2026, 8, 4)) == (1, 1000)
    assert SURVEY.before(date(2026, 8, 1)) == (0, 0)
