"""A report that moved after it was posted is accounted for, by name and to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.cli.outcomes import findings_document, findings_tables
from app.domain.calendars import month_of
from app.domain.closing.checklist import Close, Wish
from app.domain.closing.pack import pack
from app.domain.closing.steps import Step
from app.domain.completeness import Completeness, Lack, Part
from app.domain.expenses import ReportId
from app.domain.history import What
from app.domain.listing import Tally
from app.domain.postings import State
from app.domain.setup import Connection, Standing
from tests.app.services.conftest import Firm
from tests.app.services.workspaces import OTHER, Two, two_workspaces
from tests.fakes.examples import CONNECTION, expense, report
from tests.machine.agreement import unsummed


@pytest.fixture
def two(firm: Firm) -> Two:
    """Open both."""
    return two_workspaces(firm)


def _reckoned(two: Two, connection: Connection) -> Completeness:
    return two.firm.reckoner.reckon(
        connection.id, tell=two.firm.told.append, stop=two.firm.stop
    )


def test_what_the_workspace_it_left_has_posted_is_accounted_for_by_name(
    two: Two,
) -> None:
    two.firm.post()
    two.sync(OTHER, "R1", "R2")

    found = _reckoned(two, OTHER)

    assert found.complete
    assert found.expensify == Tally(2, {"GBP": 2500})
    assert found.parts == {
        Part.READY: Tally(1, {"GBP": 1250}),
        Part.OTHER: Tally(1, {"GBP": 1250}),
    }
    assert found.words(Part.OTHER) == "Posted with “Acme”"
    [other] = found.others
    assert (other.report_id, other.message) == ("R1", "Posted with “Acme”: 12.50 GBP.")


def test_what_was_posted_with_another_amount_before_it_moved_is_a_difference(
    two: Two,
) -> None:
    two.firm.post()
    two.sync(OTHER)
    two.firm.source.put(report("R1", expense(1300)))

    found = _reckoned(two, OTHER)

    [difference] = found.differences
    assert (difference.lack, difference.count, difference.minor) == (Lack.AMOUNT, 0, 50)
    assert unsummed(found) == []


def test_what_only_waits_with_the_workspace_it_left_is_not_accounted_for(
    two: Two,
) -> None:
    two.sync(OTHER, "R1")

    found = _reckoned(two, OTHER)

    [difference] = found.differences
    assert (difference.lack, difference.count) == (Lack.NOT_PULLED, 1)
    assert "“Acme” has it" in difference.message
    assert "(Ready)" in difference.message
    assert (found.parts, found.others, unsummed(found)) == ({}, (), [])


def test_what_is_on_its_way_with_the_workspace_it_left_is_not_posted_yet(
    two: Two,
) -> None:
    two.sync(OTHER, "R1")
    with two.firm.store.work() as work:
        [ready] = work.postings.newest(ReportId("R1"))
        sending = ready.moved(State.SENDING)
        work.postings.save([sending], [two.firm.scribe.of(sending, What.SENDING)])
        work.commit()

    found = _reckoned(two, OTHER)
    wish = Wish(OTHER.id, month_of(date(2026, 10, 5)))
    close = two.firm.closer.survey(wish, tell=two.firm.told.append, stop=two.firm.stop)

    assert found.complete
    assert found.parts == {Part.ON_ITS_WAY: Tally(1, {"GBP": 1250})}
    assert [x.message for x in found.others] == ["Posting with “Acme”: 12.50 GBP."]
    assert Step.POSTED in close.open_steps


def test_what_moved_back_counts_where_it_is_live(two: Two) -> None:
    two.sync(CONNECTION)
    two.sync(OTHER, "R1")
    two.firm.post()
    two.sync(CONNECTION, "R1")

    found = _reckoned(two, CONNECTION)

    assert found.complete
    assert found.parts == {Part.OTHER: Tally(1, {"GBP": 1250})}
    assert unsummed(found) == []


def test_what_a_connection_posted_that_is_no_more_is_accounted_for_by_its_name(
    two: Two,
) -> None:
    two.firm.post()
    two.sync(OTHER, "R1")
    _remove_acme(two)

    found = _reckoned(two, OTHER)

    assert found.complete
    assert [x.message for x in found.others] == ["Posted with “Acme”: 12.50 GBP."]


def test_what_waits_with_a_connection_that_is_no_more_is_told_how_to_come_in(
    two: Two,
) -> None:
    two.sync(OTHER, "R1")
    _remove_acme(two)

    [difference] = _reckoned(two, OTHER).differences

    assert "Add “Acme” again and sync it, then these days." in difference.message


@pytest.fixture
def moved(two: Two) -> Firm:
    """The firm after its one report moved, having been posted."""
    two.firm.post()
    two.sync(CONNECTION)
    two.sync(OTHER, "R1")
    return two.firm


def test_a_check_names_it_in_the_words_of_the_terminal_and_in_json(moved: Firm) -> None:
    found = moved.checker.check([OTHER.id], tell=moved.told.append, stop=moved.stop)
    names = {CONNECTION.id: "Acme", OTHER.id: "Beta"}

    told = [str(x) for x in findings_tables(found, names) if isinstance(x, str)]
    tables = [x.rows for x in findings_tables(found, names) if not isinstance(x, str)]
    [document] = findings_document(found, names, {})["completeness"]

    assert "R1: Changed since posting with “Acme”: 12.50 GBP." in told
    assert ("Posted with “Acme”", "1", "12.50 GBP") in tables[0]
    assert document["parts"]["posted_with_another_connection"]["reports"] == 1
    [other] = document["with_others"]
    assert (other["report_id"], other["connection"]) == ("R1", "Acme")
    assert (document["complete"], document["differences"]) == (True, [])


def test_the_close_of_its_month_and_the_pack_name_it(moved: Firm) -> None:
    wish = Wish(OTHER.id, month_of(date(2026, 10, 5)))
    close = moved.closer.survey(wish, tell=moved.told.append, stop=moved.stop)

    section = pack(close).sections[-1]

    assert Step.COMPLETE not in close.open_steps
    assert _said(close, Step.POSTED) == "Posted with “Acme”: 1 report, 12.50 GBP."
    assert "R1: Changed since posting with “Acme”: 12.50 GBP." in section.remark
    assert "Posted with “Acme”" in [row[0] for row in section.rows]


def _remove_acme(two: Two) -> None:
    with two.firm.store.work() as work:
        ended = replace(CONNECTION, standing=Standing.REMOVED)
        work.connections.save(ended, two.firm.scribe.event(What.SETUP_CHANGED))
        work.commit()


def _said(close: Close, step: Step) -> str:
    return next(item.said for item in close.items if item.step is step)
