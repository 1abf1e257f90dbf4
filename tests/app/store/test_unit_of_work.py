"""One transaction: all of it or nothing, and no promise that only one store keeps."""

from __future__ import annotations

import pytest

from app.domain.history import What
from app.ports.work import Work
from tests.fakes.stored import event, keep, posting


def test_what_is_not_committed_never_happened(work: Work) -> None:
    with work() as begun:
        begun.postings.add([(posting(), event())])

    with work() as later, pytest.raises(LookupError):
        later.postings.get(posting().id)


def test_what_is_committed_stays_with_its_event(work: Work) -> None:
    with work() as begun:
        begun.postings.add([(posting(), event(report_id="R1"))])
        begun.commit()

    with work() as later:
        assert later.postings.get(posting().id) == posting()
        assert [x.event.what for x in later.history.walk()] == [
            What.CONNECTED,
            What.PREPARED,
        ]


def test_a_unit_of_work_sees_its_own_writing(work: Work) -> None:
    with work() as begun:
        begun.postings.add([(posting(), event())])

        assert begun.postings.get(posting().id) == posting()


def test_after_a_commit_the_next_transaction_begins(work: Work) -> None:
    with work() as begun:
        keep(begun, posting("R1"))
        begun.postings.add([(posting("R2"), event())])

    with work() as later:
        assert set(later.postings.digests(posting().connection_id)) == {"R1"}


def test_reading_in_one_unit_of_work_lets_another_write(work: Work) -> None:
    with work() as reading:
        assert not reading.postings.newest(posting().report_id)

        with work() as writing:
            keep(writing, posting())

        reading.postings.add([(posting("R2"), event())])
        reading.commit()

    with work() as later:
        assert set(later.postings.digests(posting().connection_id)) == {"R1", "R2"}
