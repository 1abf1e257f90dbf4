"""What a run takes of Xero's day, said before it begins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.books import Organisation, OrganisationId
from app.domain.expenses import WorkspaceId
from app.domain.forecast import posting, postings, syncing
from app.domain.overview import Glance, Overview
from app.domain.setup import Connection, ConnectionId

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def clock(at: datetime) -> str:
    return f"{at.astimezone():%H:%M}"


def test_a_few_journals_take_the_books_a_batch_and_a_look_back() -> None:
    forecast = posting(12, left=4312)

    assert forecast.calls == 6
    assert forecast.fits
    assert forecast.words(NOW) == (
        "Takes about 6 calls to Xero of 4,312 left today; done by about"
        f" {clock(NOW + timedelta(seconds=8))}."
    )


def test_what_xero_has_not_said_is_left_out() -> None:
    assert "left today" not in posting(12).words(NOW)
    assert syncing().calls == 5


def test_what_does_not_fit_into_the_day_is_said_before() -> None:
    tonight = NOW + timedelta(hours=9)

    short = posting(5000, left=40, resumes=tonight)

    assert not short.fits
    assert short.done(NOW) == tonight
    assert short.words(NOW) == (
        "Takes about 109 calls to Xero, and 40 are left today: what does not fit"
        f" stays ready and goes on after {clock(tonight)}."
    )
    assert "waits for the next day" in posting(5000, left=40).words(NOW)


def test_connections_of_one_organisation_share_its_day() -> None:
    books = Organisation(OrganisationId("O1"), "Acme Ltd", "GBP")
    glances = tuple(
        Glance(
            Connection(ConnectionId(name), name, WorkspaceId("W"), books.id),
            books,
            {},
            None,
            None,
            100,
            None,
            signed_in=True,
        )
        for name in ("a", "b", "c")
    )

    foretold = postings(
        {ConnectionId("a"): 30, ConnectionId("b"): 30},
        Overview(glances, practice=False),
    )

    assert foretold == (("Acme Ltd", posting(60, 100)),)


@given(st.integers(1, 20_000), st.integers(1, 2000))
def test_more_journals_never_take_less(journals: int, more: int) -> None:
    fewer, many = posting(journals), posting(journals + more)

    assert fewer.calls <= many.calls
    assert fewer.seconds <= many.seconds
    assert many.seconds >= 60 * ((many.calls - 1) // 60)
