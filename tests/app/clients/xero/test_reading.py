"""Finding journals again, and reading them back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.xero.dates import day
from app.errors import (
    BrokenAnswerError,
    BusyError,
    DisconnectedError,
    InputError,
    OfflineError,
    RefusedError,
    SignInNeededError,
)
from app.ports.xero import LedgerJournal
from tests.app.clients.xero.made import XERO_ID, Xero, element, envelope

NARRATION = "Expensify R00abc"
MORE_ID = "77777777-7777-4777-8777-777777777777"


def page(*elements: dict[str, Any], pages: int | None = None) -> httpx.Response:
    told = {} if pages is None else {"pagination": {"pageCount": pages}}
    return envelope(*elements, **told)


def read_back(**changes: object) -> LedgerJournal:
    journal = Xero([envelope(element(**changes))]).ledger().read(XERO_ID)
    assert journal is not None
    return journal


def test_a_journal_is_read_back_to_the_cent() -> None:
    journal = read_back(Url="https://example.test/r")

    assert (journal.xero_id, journal.narration) == (XERO_ID, NARRATION)
    assert (journal.status, journal.url) == ("POSTED", "https://example.test/r")
    assert journal.dated == date(2026, 8, 31)
    assert journal.updated == datetime(2026, 8, 31, 18, 13, 20, 123000, tzinfo=UTC)
    debit, credit = journal.lines
    assert (debit.account, debit.minor, debit.tax_type) == ("0429", 12050, "NONE")
    assert debit.tracking == (("Region", "North"),)
    assert (credit.account, credit.minor, credit.tracking) == ("801", -12050, ())


@given(st.integers(-(10**12), 10**12))
def test_every_amount_that_is_sent_is_read_back_the_same(minor: int) -> None:
    body = envelope(element()).content.replace(
        b"120.5,", f"{minor // 100}.{minor % 100:02},".encode(), 1
    )
    if minor < 0:
        body = envelope(element()).content.replace(
            b"120.5,", f"-{-minor // 100}.{-minor % 100:02},".encode(), 1
        )

    journal = Xero([httpx.Response(200, content=body)]).ledger().read(XERO_ID)

    assert journal is not None
    assert journal.lines[0].minor == minor


def test_an_amount_with_odd_decimals_does_not_hide_the_journal() -> None:
    lines = [{"LineAmount": 1.2349, "AccountCode": "1"}]

    assert read_back(JournalLines=lines).lines[0].minor == 123


def test_blank_lines_are_left_out() -> None:
    lines = [{"IsBlank": True}, {"LineAmount": 1, "AccountCode": None}]

    (line,) = read_back(JournalLines=lines).lines

    assert (line.minor, line.account) == (100, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/Date(1788134400000+0000)/", date(2026, 8, 31)),
        ("/Date(1788134400000+1300)/", date(2026, 8, 31)),
        ("/Date(1788134400000-0800)/", date(2026, 8, 31)),
        ("/Date(-86400000)/", date(1969, 12, 31)),
        ("2026-08-31", date(2026, 8, 31)),
        ("2026-08-31T00:00:00", date(2026, 8, 31)),
        ("2026-08-31T00:30:00+02:00", date(2026, 8, 30)),
    ],
)
def test_a_day_is_that_of_utc_whatever_offset_is_written(
    text: str, expected: date
) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    "text", ["", "/Date(x)/", "/Date(999999999999999)/", "31/08/2026", "0000-00-00"]
)
def test_a_date_that_is_none_is_no_crash(text: str) -> None:
    with pytest.raises(BrokenAnswerError):
        day(text)


def test_a_journal_is_found_by_its_very_words() -> None:
    other = element(ManualJournalID=MORE_ID, Narration=NARRATION.lower())
    xero = Xero([page(other, element(), pages=1)])

    found = xero.ledger().find(NARRATION)

    assert [x.xero_id for x in found] == [XERO_ID]
    asked = xero.asked[0].url.params
    assert asked["where"] == f'Narration=="{NARRATION}"'
    assert asked["page"] == "1"


@pytest.mark.parametrize("narration", ["a + b & c = d", "Ünïcode · 日本 #1?"])
def test_what_is_looked_for_survives_the_address(narration: str) -> None:
    xero = Xero([page(pages=0)])

    xero.ledger().find(narration)

    assert xero.asked[0].url.params["where"] == f'Narration=="{narration}"'


def test_a_narration_too_long_for_an_address_is_found_by_its_beginning() -> None:
    narration = "Expensify R00abc · " + "報" * 380
    other = element(ManualJournalID=MORE_ID, Narration=f"{narration}告")
    xero = Xero([page(other, element(Narration=narration), pages=1)])

    found = xero.ledger().find(narration)

    assert [x.xero_id for x in found] == [XERO_ID]
    assert len(xero.asked[0].url.raw_path) < 2000
    where = xero.asked[0].url.params["where"]
    assert where.startswith('Narration.StartsWith("Expensify R00abc · 報')


@pytest.mark.parametrize("narration", ['say "so"', "back\\slash"])
def test_what_would_break_the_filter_is_never_asked(narration: str) -> None:
    xero = Xero([page()])

    with pytest.raises(InputError):
        xero.ledger().find(narration)

    assert not xero.asked


def test_all_pages_are_read_one_by_one() -> None:
    second = element(ManualJournalID=MORE_ID)
    xero = Xero([page(element(), pages=2), page(second, pages=1)])
    since = datetime(2026, 8, 31, 9, 30, 59, 900000, tzinfo=UTC)

    journals = iter(xero.ledger().modified_since(since))

    assert not xero.asked
    assert next(journals).xero_id == XERO_ID
    assert len(xero.asked) == 1
    assert [x.xero_id for x in journals] == [MORE_ID]
    first, then = xero.asked
    assert first.headers["If-Modified-Since"] == "2026-08-31T09:30:58"
    assert dict(first.url.params) == {
        "order": "UpdatedDateUTC ASC",
        "page": "1",
        "pageSize": "1000",
    }
    assert then.headers["If-Modified-Since"] == "2026-08-31T18:13:19"
    assert then.url.params["page"] == "1"


def test_pages_that_nobody_counts_are_read_until_one_brings_nothing_new() -> None:
    second = element(ManualJournalID=MORE_ID)
    xero = Xero([page(element()), page(second), page(second)])

    found = list(xero.ledger().modified_since(xero.time.now))

    assert [x.xero_id for x in found] == [XERO_ID, MORE_ID]
    assert len(xero.asked) == 3


@pytest.mark.parametrize("nothing", [httpx.Response(304), page(), page(pages=0)])
def test_nothing_modified_is_nothing(nothing: httpx.Response) -> None:
    xero = Xero([nothing])

    assert list(xero.ledger().modified_since(xero.time.now)) == []
    assert len(xero.asked) == 1


def test_a_journal_unknown_to_xero_is_none() -> None:
    xero = Xero([httpx.Response(404, html="The resource cannot be found")])

    assert xero.ledger().read(XERO_ID) is None


def test_reads_are_repeated_within_reason() -> None:
    offline = httpx.Response(503, html="<h1>The Organisation is offline</h1>")
    xero = Xero([offline, httpx.ReadTimeout("slow"), envelope(element())])

    assert xero.ledger().read(XERO_ID) is not None
    assert len(xero.asked) == 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.ConnectError("down"), OfflineError),
        (httpx.Response(503, html="<h1>maintenance</h1>"), BusyError),
        (httpx.Response(500), BusyError),
        (httpx.Response(401, json={"Detail": "TokenExpired"}), SignInNeededError),
        (
            httpx.Response(403, json={"Detail": "AuthenticationUnsuccessful"}),
            DisconnectedError,
        ),
        (
            httpx.Response(403, headers={"WWW-Authenticate": "insufficient_scope"}),
            SignInNeededError,
        ),
        (httpx.Response(400, json={"Message": "No such field"}), RefusedError),
        (httpx.Response(302), BrokenAnswerError),
        (httpx.Response(200, text="<html>"), BrokenAnswerError),
        (envelope(), BrokenAnswerError),
        (envelope(element(Date=None)), BrokenAnswerError),
    ],
)
def test_what_goes_wrong_has_a_name(
    answer: httpx.Response | Exception, error: type[Exception]
) -> None:
    with pytest.raises(error):
        Xero([answer]).ledger().read(XERO_ID)


def test_a_user_without_the_role_is_told_which_one_is_needed() -> None:
    xero = Xero([httpx.Response(403, json={"Title": "Forbidden", "Detail": "No"})])

    with pytest.raises(RefusedError, match=r"role Adviser.*Xero says: No"):
        xero.ledger().probe()

    assert dict(xero.asked[0].url.params) == {"page": "1", "pageSize": "1"}


def test_a_user_with_the_role_passes() -> None:
    Xero([page(pages=0)]).ledger().probe()


def test_the_currency_is_asked_for_only_where_it_is_not_known() -> None:
    organisation = httpx.Response(
        200, json={"Organisations": [{"BaseCurrency": "JPY"}]}
    )
    yen = element(JournalLines=[{"LineAmount": 120.0, "AccountCode": "1"}])
    xero = Xero([envelope(yen), organisation, envelope(yen)])
    ledger = xero.ledgers()("o")  # type: ignore[arg-type]

    amounts = [x.lines[0].minor for _ in "ab" if (x := ledger.read(XERO_ID))]

    assert amounts == [120, 120]
    assert len(xero.asked) == 3
