"""What was posted beside today's computation, and one in place of the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.books import AccountCode
from app.domain.expenses import ReportId
from app.domain.history import What
from app.domain.postings import How, PostingId, State
from app.domain.setup import CategoryRule
from app.errors import InputError, OfflineError, RefusedError
from tests.app.services.conftest import Firm
from tests.fakes.examples import BOOKS, CONNECTION, ORGANISATION, SETUP, expense, report
from tests.fakes.killing import Killed

DAY = date(2026, 11, 2)


@pytest.fixture
def remapped(firm: Firm) -> Firm:
    """The firm after R1 was posted and travel was mapped to another account."""
    firm.pull(report("R1"), report("R2", expense(990, "Meals")))
    firm.post()
    categories = (SETUP.categories[0], CategoryRule("Travel", AccountCode("420")))
    with firm.store.work() as work:
        event = firm.scribe.event(What.SETUP_CHANGED)
        changed = replace(SETUP, categories=categories)
        work.connections.save_setup(CONNECTION.id, changed, event)
        work.commit()
    firm.ledger.calls.clear()
    return firm


def test_a_preview_shows_then_beside_now(remapped: Firm) -> None:
    shown = remapped.replayer.preview(remapped.posting("R1").id)

    assert (shown.then_version, shown.now_version) == (1, 2)
    cells = [
        (
            pair.then.account if pair.then else None,
            pair.now.account if pair.now else None,
            pair.differs,
        )
        for pair in shown.pairs
    ]
    assert cells == [(None, "420", True), ("801", "801", False), ("493", None, True)]
    assert shown.plan is not None
    assert shown.plan.how is How.VOID
    assert not shown.same
    assert remapped.state("R1") is State.POSTED
    assert remapped.ledger.calls == []


def test_a_preview_of_what_would_be_the_same_says_so(remapped: Firm) -> None:
    shown = remapped.replayer.preview(remapped.posting("R2").id)

    assert shown.same
    assert shown.why_not == ""


def test_a_preview_of_what_is_not_there_is_refused(firm: Firm) -> None:
    with pytest.raises(InputError):
        firm.replayer.preview(PostingId("c1/none/1"))


def test_a_replay_voids_the_old_and_posts_the_new(remapped: Firm) -> None:
    [outcome] = remapped.replay("R1")

    assert outcome.refusal == ""
    assert (outcome.posting.revision, outcome.posting.state) == (2, State.POSTED)
    assert remapped.ledger.balance("493") == 0
    assert remapped.ledger.balance("420") == 1250 + 990
    assert len(remapped.ledger.live) == 2
    assert outcome.posting.journal is not None
    assert outcome.posting.journal.narration.endswith("revision 2")


def test_a_replay_in_a_locked_period_mirrors_the_old(remapped: Firm) -> None:
    locked = replace(ORGANISATION, period_lock=date(2026, 10, 1))
    remapped.ledger.now_books = replace(BOOKS, organisation=locked)

    [outcome] = remapped.replay("R1", on=DAY)

    assert outcome.refusal == ""
    assert remapped.ledger.balance("493") == 0
    assert remapped.ledger.balance("420") == 1250 + 990


def test_a_replay_of_many_goes_on_past_one_that_is_refused(remapped: Firm) -> None:
    remapped.ledger.fail.append(RefusedError("No."))

    first, second = remapped.replay("R1", "R2")

    assert first.refusal == "No."
    assert (first.posting.revision, first.posting.state) == (1, State.POSTED)
    assert (second.posting.revision, second.posting.state) == (2, State.POSTED)


def test_what_was_reversed_before_is_only_posted_anew(remapped: Firm) -> None:
    remapped.reverse("R1")

    [outcome] = remapped.replay("R1")

    assert (outcome.posting.revision, outcome.posting.state) == (2, State.POSTED)
    assert remapped.ledger.balance("420") == 1250 + 990


def test_what_was_reversed_is_posted_anew_as_the_report_is_by_now(
    remapped: Firm,
) -> None:
    remapped.reverse("R1")
    remapped.pull(report("R1", expense(2000)))

    remapped.replay("R1")

    assert remapped.ledger.balance("420") == 2000 + 990
    assert remapped.story("R1").count(What.CHECKED) == 1


@pytest.mark.parametrize("back", [False, True])
def test_what_was_reversed_and_is_no_longer_approved_is_not_posted_anew(
    remapped: Firm, *, back: bool
) -> None:
    remapped.reverse("R1")
    remapped.pull(replace(report("R1"), status="Processing"))
    if back:
        remapped.pull(report("R1"))

    [outcome] = remapped.replay("R1")

    assert bool(outcome.refusal) is not back
    assert len(remapped.ledger.live) == 1 + back


@pytest.mark.parametrize("back", [False, True])
def test_what_was_reversed_and_is_gone_is_not_posted_anew(
    remapped: Firm, *, back: bool
) -> None:
    remapped.reverse("R1")
    del remapped.source.reports[ReportId("R1")]
    remapped.pull()
    if back:
        remapped.pull(report("R1"))

    [outcome] = remapped.replay("R1")

    assert bool(outcome.refusal) is not back
    assert len(remapped.ledger.live) == 1 + back


def test_a_replay_can_be_replayed(remapped: Firm) -> None:
    remapped.replay("R1")

    [outcome] = remapped.replay("R1")

    assert (outcome.posting.revision, outcome.posting.state) == (3, State.POSTED)
    assert len(remapped.ledger.live) == 2


def test_an_older_revision_is_not_replayed(remapped: Firm) -> None:
    old = remapped.posting("R1").id
    remapped.replay("R1")

    [outcome] = remapped.replayer.run(
        [old], tell=remapped.told.append, stop=remapped.stop
    )

    assert outcome.refusal == "Revision 2 came after it."


def test_what_today_would_be_blocked_is_not_reversed(remapped: Firm) -> None:
    remapped.pull(report("R1", expense(500, "Gifts")))

    [outcome] = remapped.replay("R1")

    assert "Gifts" in outcome.refusal
    assert outcome.posting.state is State.CHANGED
    assert "undo" not in remapped.ledger.calls


def test_what_is_no_longer_approved_is_not_replayed(remapped: Firm) -> None:
    remapped.pull(replace(report("R1"), status="Processing"))

    [outcome] = remapped.replay("R1")

    assert outcome.refusal
    assert outcome.posting.state is State.CHANGED


def test_what_is_gone_from_expensify_is_not_replayed(remapped: Firm) -> None:
    del remapped.source.reports[remapped.posting("R1").report_id]
    remapped.pull()

    [outcome] = remapped.replay("R1")

    assert "no longer in Expensify" in outcome.refusal
    assert outcome.posting.state is State.CHANGED


def test_what_was_never_posted_is_not_replayed(firm: Firm) -> None:
    firm.pull(report())

    [outcome] = firm.replay()

    assert "not posted yet" in outcome.refusal
    assert firm.ledger.live == []


def test_a_changed_report_is_replayed_with_its_new_amounts(remapped: Firm) -> None:
    remapped.pull(report("R1", expense(700)))
    assert remapped.state("R1") is State.CHANGED

    [outcome] = remapped.replay("R1")

    assert outcome.posting.total == 700
    assert remapped.ledger.balance("420") == 700 + 990


def test_what_xero_refuses_the_second_time_is_failed_and_can_be_replayed(
    remapped: Firm,
) -> None:
    remapped.ledger.refuse = lambda _journal: "Odd."
    [outcome] = remapped.replay("R1")
    assert outcome.refusal == "Odd."
    assert (outcome.posting.revision, outcome.posting.state) == (2, State.FAILED)
    remapped.ledger.refuse = lambda _journal: ""

    [outcome] = remapped.replay("R1")

    assert (outcome.posting.revision, outcome.posting.state) == (2, State.POSTED)


def test_a_line_cut_in_between_leaves_the_next_revision_ready(remapped: Firm) -> None:
    remapped.ledger.refuse_whole = _no_line

    with pytest.raises(OfflineError):
        remapped.replay("R1")

    assert remapped.posting("R1").revision == 2
    assert remapped.state("R1") is State.READY
    remapped.ledger.refuse_whole = lambda _journals: ""
    remapped.post()
    assert remapped.ledger.balance("420") == 1250 + 990


@pytest.mark.parametrize("on", [None, DAY], ids=["void", "mirror"])
@pytest.mark.parametrize("at", range(1, 25))
def test_a_replay_killed_at_any_moment_ends_posted_once(
    remapped: Firm, on: date | None, at: int
) -> None:
    remapped.killer.at, remapped.killer.passed = at, 0
    with pytest.raises(Killed):
        remapped.replay("R1", on=on)
    again = remapped.restarted()

    again.settling.run(stop=again.stop)
    posting = again.posting("R1")
    if (posting.revision, posting.state) != (2, State.POSTED):
        [outcome] = again.replay("R1", on=on)
        assert outcome.refusal == ""

    assert again.posting("R1").revision == 2
    assert again.state("R1") is State.POSTED
    assert again.ledger.balance("493") == 0
    assert again.ledger.balance("420") == 1250 + 990
    assert len(again.ledger.live) == (4 if on else 2)


def test_the_moments_above_are_all_there_are(remapped: Firm) -> None:
    remapped.killer.at, remapped.killer.passed = None, 0

    remapped.replay("R1", on=DAY)

    assert remapped.killer.passed == 24


def _no_line(_journals: object) -> str:
    raise OfflineError("no line")
