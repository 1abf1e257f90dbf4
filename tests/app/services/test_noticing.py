"""Notices: of what is new alone, once, in one message, and not in quiet hours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.domain.history import What
from app.domain.notices import About, Message, Notice, Preferences, message
from app.domain.schedules import Rhythm
from app.domain.setup import Standing
from app.errors import KeyLockedError, OfflineError, SignInNeededError
from app.ports.sign_in import Lasting
from app.ports.xero import Allowances
from app.services.noticing import Noticing
from tests.app.services.conftest import Firm
from tests.fakes.examples import (
    BOOKS,
    CONNECTION,
    ORGANISATION,
    approved_on,
    fresh,
    report,
    unmapped,
)


class Kept(dict[str, str]):
    """Settings in memory."""

    def put(self, key: str, value: str) -> None:
        self[key] = value


@dataclass
class Ears:
    """Somebody who is told, in a firm."""

    firm: Firm
    lasting: list[Lasting] = field(default_factory=list)
    locked: bool = False

    def __post_init__(self) -> None:
        self.noticing = Noticing(
            self.firm.work, self._lasting, Kept(), lambda: self.firm.at
        )

    def _lasting(self) -> tuple[Lasting, ...]:
        if self.locked:
            raise KeyLockedError
        return tuple(self.lasting)

    def trouble(self, *reports: str) -> None:
        """Have reports come that need a person."""
        today = self.firm.at.date()
        self.firm.pull(*(approved_on(unmapped(x), today) for x in reports))

    def hear(self) -> Message:
        told = self.noticing.news()
        assert told
        return told


@pytest.fixture
def ears(firm: Firm) -> Ears:
    """A firm that was looked at before, so that all from now on is new."""
    firm.pull(report("R0"))
    listening = Ears(firm)
    assert listening.noticing.news() is None
    return listening


def stand(firm: Firm, standing: Standing) -> None:
    """Pause the connection, or the like."""
    with firm.work() as work:
        now = replace(work.connections.get(CONNECTION.id), standing=standing)
        work.connections.save(now, firm.scribe.event(What.SETUP_CHANGED))
        work.commit()


def park(firm: Firm, resumes: datetime) -> None:
    """Have Xero's day be used up until then."""
    with firm.work() as work:
        spent = Allowances(0, None, resumes)
        work.reference.save_allowances(ORGANISATION.id, spent)
        work.commit()


def sign_in(ends: datetime | None) -> Lasting:
    return Lasting("s1", "Ann", ("Acme Ltd",), ends)


def test_what_there_was_before_the_first_look_is_not_news(firm: Firm) -> None:
    firm.pull(unmapped("R1"))
    listening = Ears(firm)

    assert listening.noticing.news() is None
    assert listening.noticing.news() is None


def test_new_problems_are_told_once_with_numbers_and_causes(ears: Ears) -> None:
    ears.trouble("R1", "R2")

    told = ears.hear()

    assert told.title == "Acme: 2 new problems"
    assert told.words == "A category is not mapped to an account: 2"
    assert (told.about.page, told.connection_id) == ("problems", CONNECTION.id)
    assert ears.noticing.news() is None


def test_only_the_new_ones_are_counted(ears: Ears) -> None:
    ears.trouble("R1")
    ears.hear()
    ears.trouble("R2")

    assert ears.hear().title == "Acme: 1 new problem"


def test_a_problem_that_comes_back_is_new_again(ears: Ears) -> None:
    ears.trouble("R1")
    ears.hear()
    ears.firm.holding.hold([ears.firm.posting("R1").id], "Later.")
    assert ears.noticing.news() is None
    ears.firm.holding.release([ears.firm.posting("R1").id])

    assert ears.hear().title == "Acme: 1 new problem"


def test_a_pause_makes_no_problem_new(ears: Ears) -> None:
    ears.trouble("R1")
    ears.hear()

    stand(ears.firm, Standing.PAUSED)
    assert ears.noticing.news() is None
    stand(ears.firm, Standing.IN_USE)

    assert ears.noticing.news() is None


def test_a_run_of_a_connection_that_is_removed_is_no_news(ears: Ears) -> None:
    firm = ears.firm
    firm.scheduling.set(CONNECTION.id, Rhythm())
    firm.source.broken = SignInNeededError("It has lapsed.")
    firm.at += timedelta(days=1)
    firm.scheduled.run_due(tell=firm.told.append, stop=firm.stop)

    stand(firm, Standing.REMOVED)

    assert ears.noticing.news() is None


def test_a_run_that_failed_is_told_and_one_that_went_well_is_not(ears: Ears) -> None:
    firm = ears.firm
    firm.scheduling.set(CONNECTION.id, Rhythm())
    firm.at += timedelta(days=1)
    firm.scheduled.run_due(tell=firm.told.append, stop=firm.stop)
    assert ears.noticing.news() is None
    firm.source.broken = SignInNeededError("It has lapsed.")
    firm.at += timedelta(days=1)
    firm.scheduled.run_due(tell=firm.told.append, stop=firm.stop)

    told = ears.hear()

    assert told.title == "Acme: the run failed"
    assert told.words.startswith("Sign-in needed. It has lapsed.")
    assert ears.noticing.news() is None


def test_a_cable_that_was_pulled_for_a_moment_is_no_news(ears: Ears) -> None:
    firm = ears.firm
    firm.scheduling.set(CONNECTION.id, Rhythm())
    firm.at += timedelta(days=1)
    firm.source.broken = OfflineError("cable pulled")
    firm.scheduled.run_due(tell=firm.told.append, stop=firm.stop)

    assert ears.noticing.news() is None


def test_success_is_told_to_those_who_asked(ears: Ears) -> None:
    firm = ears.firm
    ears.noticing.prefer(Preferences(success=True))
    firm.scheduling.set(CONNECTION.id, Rhythm())
    firm.source.put(fresh(firm.at, "R1"))
    firm.at += timedelta(days=1)
    firm.scheduled.run_due(tell=firm.told.append, stop=firm.stop)

    assert ears.hear().title == "Acme: the run is done"


def test_a_sign_in_is_announced_nine_days_before_it_ends(ears: Ears) -> None:
    ends = ears.firm.at + timedelta(days=9, hours=1)
    ears.lasting = [sign_in(ends)]
    assert ears.noticing.news() is None
    ears.firm.at += timedelta(hours=2)

    told = ears.hear()

    assert told.title == "The sign-in of Ann to Xero ends in 8 days"
    assert told.words.endswith("Sign in again to keep Acme Ltd.")
    assert ears.noticing.news() is None
    ears.lasting = [sign_in(None)]
    assert ears.hear().title == "The sign-in of Ann to Xero has ended"


def test_locked_sign_ins_are_no_reason_to_be_silent_of_the_rest(ears: Ears) -> None:
    ears.locked = True
    ears.trouble("R1")

    assert ears.hear().about is About.PROBLEM


def test_a_key_that_is_locked_for_a_moment_makes_no_sign_in_new(ears: Ears) -> None:
    ears.lasting = [sign_in(None)]
    ears.hear()

    ears.locked = True
    assert ears.noticing.news() is None
    ears.locked = False

    assert ears.noticing.news() is None


def test_a_lock_date_that_moved_is_told(ears: Ears) -> None:
    moved = replace(ORGANISATION, period_lock=date(2026, 8, 31))
    ears.firm.ledger.now_books = replace(BOOKS, organisation=moved)
    ears.firm.pull()

    told = ears.hear()

    assert told.title == f"{ORGANISATION.name}: the lock date moved"
    assert told.words == "Xero takes journals after 31 Aug 2026."
    ears.firm.ledger.now_books = BOOKS
    ears.firm.pull()
    assert ears.hear().words == "Xero takes journals after 31 May 2026."


def test_a_limit_that_holds_the_queue_up_is_told_once_a_day(ears: Ears) -> None:
    for hours in (5, 4):
        park(ears.firm, ears.firm.at + timedelta(hours=hours))
        told = ears.noticing.news()
        assert (told is not None) is (hours == 5)
        if told:
            assert told.title.startswith(f"{ORGANISATION.name}: posting goes on at ")


def test_a_limit_that_ends_about_midnight_is_told_once(ears: Ears) -> None:
    midnight = datetime.combine(ears.firm.at.date() + timedelta(days=1), time(), UTC)
    heard = []
    for resumes in (midnight - timedelta(seconds=1), midnight):
        park(ears.firm, resumes)
        heard.append(ears.noticing.news())
    ears.firm.at = midnight + timedelta(hours=9)
    park(ears.firm, midnight + timedelta(days=1))

    assert [x is not None for x in heard] == [True, False]
    assert ears.hear().about is About.PARKED


def test_in_quiet_hours_nothing_is_told_and_nothing_is_lost(ears: Ears) -> None:
    begin = ears.firm.at.astimezone() - timedelta(minutes=1)
    end = begin + timedelta(hours=2)
    ears.noticing.prefer(Preferences(begin.time(), end.time()))
    ears.trouble("R1")

    assert ears.noticing.news() is None
    ears.firm.at += timedelta(hours=3)

    assert ears.hear().title == "Acme: 1 new problem"


@pytest.mark.parametrize(
    ("at", "quiet"),
    [(time(21, 59), False), (time(22), True), (time(3), True), (time(7), False)],
)
def test_quiet_hours_may_go_over_midnight(at: time, quiet: bool) -> None:  # noqa: FBT001
    wanted = Preferences(time(22), time(7))
    here = datetime.combine(date(2026, 6, 1), at).astimezone()

    assert wanted.is_quiet(here) is quiet
    assert not Preferences().is_quiet(here)


def test_many_things_make_one_message_led_by_the_most_pressing() -> None:
    problem = Notice(About.PROBLEM, "Acme: 2 new problems", "", frozenset("a"))
    ending = Notice(About.SIGN_IN, "Ann ends", "", frozenset("b"))

    told = message([problem, ending])

    assert told
    assert told.title == "2 things are new"
    assert told.words == "Ann ends\nAcme: 2 new problems"
    assert told.about is About.SIGN_IN
    assert message([]) is None
