"""The last step: a connection, and a first journal that is kept or deleted again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Event

import pytest

from app.bootstrap import Services
from app.domain.beginning import Beginning, Older, Pair, Start, Step
from app.domain.mapping_changes import changed
from app.domain.policy import first_rules
from app.domain.postings import State
from app.domain.proposing import proposals, view_of
from app.domain.setup import JournalStatus, Setup
from app.domain.situation import Survey
from app.errors import InputError
from app.services.setup_file import Portable, parse
from tests.ui.assistant.conftest import Desk, Sit, at_step, chosen, with_services
from ui.assistant.journal import JournalStep
from ui.assistant.native import NativeStep
from ui.assistant.policy import PolicyStep
from ui.assistant.xero import XeroStep
from ui.pages.mapping import Mapping
from ui.pages.page import Going
from ui.pages.review import Review

AUGUST = date(2026, 8, 1)


def test_a_draft_is_deleted_again_and_another_is_kept(
    sit: Sit, quillmere: Pair
) -> None:
    desk = _ready(sit, Start(AUGUST), quillmere)
    step = desk.step(JournalStep)
    count = step.choice.count()
    step.post.click()
    desk.rest()
    first = desk.assistant.begun.posting_id
    drafted, opens = step.words, step.open.isHidden()
    states = _states(desk)

    step.delete.click()
    desk.rest()
    after, gone, left = _states(desk), step.choice.count(), step.undone
    step.post.click()
    desk.rest()
    step.keep.click()
    desk.rest()

    assert count > 20
    assert first is not None
    assert drafted.startswith("It is in Xero now, as a draft.")
    assert not opens
    assert states[State.DRAFT] == 1
    assert after[State.REVERSED] == 1
    assert State.DRAFT not in after
    assert gone == count - 1
    assert left.startswith("1 report was undone in Xero and stands in Review as")
    assert left.endswith("Nothing posts it again by itself; Replay there does.")
    assert isinstance(desk.window.page, Review)
    assert _connection(desk).setup.posting.status is JournalStatus.POSTED
    assert chosen(desk) == Beginning()


def test_what_was_deleted_again_is_led_to_where_it_is_posted_anew(
    sit: Sit, quillmere: Pair
) -> None:
    desk = _ready(sit, Start(AUGUST), quillmere)
    step = desk.step(JournalStep)
    before = step.undone
    step.post.click()
    desk.rest()
    step.delete.click()
    desk.rest()

    step.replay.click()
    desk.rest()
    review = desk.window.page
    assert isinstance(review, Review)
    rows = [row for _, row in review.model.held()]
    desk.window.go(Going("set-up"))
    desk.rest()

    assert before == ""
    assert [row.state for row in rows] == [State.REVERSED]
    assert review.foot.replay.isEnabled()
    assert desk.step(JournalStep).undone != ""


def test_nothing_is_more_than_a_draft_before_the_first_is_confirmed(
    sit: Sit, quillmere: Pair
) -> None:
    desk = _ready(sit, Start(AUGUST), quillmere)
    step = desk.step(JournalStep)
    step.post.click()
    desk.rest()

    connection = _connection(desk)
    setup = connection.setup
    desk.assistant.foot.later.click()
    desk.rest()
    reminded = desk.window.today.unfinished.words
    desk.window.today.unfinished.on.click()
    desk.rest()

    assert connection.start_on == AUGUST
    assert "whatever is posted there is a draft in Xero" in reminded
    assert isinstance(desk.assistant.step, JournalStep)
    assert setup.posting.status is JournalStatus.DRAFT
    assert setup.categories
    again = sit(None).step(JournalStep)
    assert again.words.startswith("It is in Xero now, as a draft.")
    assert not again.keep.isHidden()


def test_a_first_journal_is_never_posted_at_once(sit: Sit, quillmere: Pair) -> None:
    desk = _ready(sit, Start(AUGUST), quillmere)
    begun, quiet, stop = chosen(desk), (lambda _progress: None), Event()

    def confirm_and_post(services: Services) -> None:
        services.beginning.confirm(begun)
        ready = services.poster.ready()
        with pytest.raises(InputError, match="posted at once"):
            services.beginning.post_first(ready[0], tell=quiet, stop=stop)

    with_services(desk.place, confirm_and_post)


def test_what_is_not_finished_is_not_connected(sit: Sit, quillmere: Pair) -> None:
    desk = sit(at_step(Step.JOURNAL, quillmere))

    desk.step(JournalStep).read.click()
    desk.rest()

    assert "The set-up is not finished." in desk.assistant.banner.words


def test_older_reports_are_marked_with_the_reason(sit: Sit, quillmere: Pair) -> None:
    back = date(2026, 7, 1)
    start = Start(AUGUST, Older.ELSEWHERE, back, "Bills until July")
    desk = _ready(sit, start, quillmere)

    connection = _connection(desk)

    assert connection.start_on == back
    older = [p for p in _postings(desk) if p[0] is State.ELSEWHERE]
    assert len(older) > 10
    assert all(approved and back <= approved < AUGUST for _, approved, _ in older)
    assert {why for _, _, why in older} == {"Bills until July"}
    days = [day for state, day, _ in _postings(desk) if state is State.READY]
    assert all(day and day >= AUGUST for day in days)


def test_older_reports_that_are_left_out_are_not_there(
    sit: Sit, quillmere: Pair
) -> None:
    start = Start(AUGUST, Older.LEAVE_OUT, date(2026, 7, 1))
    desk = _ready(sit, start, quillmere)

    days = {approved for _, approved, _ in _postings(desk) if approved}
    assert min(days) >= AUGUST


def test_the_next_company_follows_and_the_first_may_wait_for_its_mapping(
    sit: Sit, quillmere: Pair, farravale: Pair
) -> None:
    desk = _ready(sit, Start(AUGUST), farravale, quillmere, mapped=False)
    step = desk.step(JournalStep)
    said, hidden = step.words, step.post.isHidden()
    way, astray = step.review.text(), step.mapping.isVisible()

    step.review.click()
    desk.rest()
    after = desk.assistant.step

    assert said.startswith("No report is ready yet:")
    assert "need attention" in said
    assert "go on with the next company" in said
    assert way == "Go on &without it"
    assert not astray
    assert hidden
    assert isinstance(after, NativeStep)
    assert desk.assistant.begun.pairs == (quillmere,)


def test_where_nothing_is_ready_one_goes_on_to_the_mapping(
    sit: Sit, farravale: Pair
) -> None:
    desk = _ready(sit, Start(AUGUST), farravale, mapped=False)

    desk.step(JournalStep).mapping.click()
    desk.rest()

    assert isinstance(desk.window.page, Mapping)
    desk.window.go(Going("set-up"))
    desk.rest()
    assert isinstance(desk.assistant.step, XeroStep)
    assert desk.assistant.foot.on.isVisible()


def test_what_is_chosen_anew_is_carried_out_anew(sit: Sit, quillmere: Pair) -> None:
    desk = _ready(sit, Start(AUGUST), quillmere)
    before = _connection(desk)
    desk.assistant.rail.chosen.emit(Step.POLICY)
    desk.rest()
    desk.step(PolicyStep).form.narration.edit.setText("Anew {report_id}")
    desk.assistant.rail.chosen.emit(Step.JOURNAL)
    desk.rest()
    step = desk.step(JournalStep)
    offered = not step.read.isHidden()

    step.read.click()
    desk.rest()

    assert offered
    after = _connection(desk)
    assert after.name == before.name
    assert after.setup.posting.narration == "Anew {report_id}"
    step.post.click()
    desk.rest()
    assert step.facts.split(" · ")[-1].startswith("Anew R00")


def _ready(sit: Sit, start: Start, *pairs: Pair, mapped: bool = True) -> Desk:
    """Come to the last step with everything chosen, and make the connection."""
    desk = sit(at_step(Step.JOURNAL, *pairs))
    found: list[Survey] = []

    def look(services: Services) -> None:
        quiet, stop = (lambda _progress: None), Event()
        found.append(services.surveyor.survey(pairs[0], tell=quiet, stop=stop))

    with_services(desk.place, look)
    setup = Setup(first_rules(found[0].books))
    if mapped:
        changes = [x.change for x in proposals(view_of(found[0], setup))]
        setup = changed(setup, changes)
    desk = sit(replace(at_step(Step.JOURNAL, *pairs), setup=setup, start=start))
    desk.step(JournalStep).read.click()
    desk.rest()
    return desk


def _postings(desk: Desk) -> list[tuple[State, date | None, str]]:
    found: list[tuple[State, date | None, str]] = []

    def look(services: Services) -> None:
        found.extend(
            (posting.state, posting.approved, posting.why)
            for posting in services.review.select(State)
        )

    with_services(desk.place, look)
    return found


def _states(desk: Desk) -> dict[State, int]:
    states = [state for state, _, _ in _postings(desk)]
    return {state: states.count(state) for state in states}


def _connection(desk: Desk) -> Portable:
    found: list[str] = []
    with_services(desk.place, lambda services: found.append(services.setups.give_out()))
    (connection,) = parse(found[0])
    return connection
