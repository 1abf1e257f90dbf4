"""An export is whole, or none of it is used."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.expensify.export import CANARY_OUT, given_out, listed, verified, wanted
from app.domain.expenses import ReportId
from app.errors import BrokenAnswerError
from app.ports.expensify import NONE_SEEN, Pull, RawReport
from tests.app.clients.expensify.made import (
    FLAT,
    LEVELLED,
    begin,
    end,
    entry,
    export,
    line,
    reports,
)

WHOLE = export(reports("R1", "R2", "R3"), [], reports("R4"))
BREAKS = [at for at, byte in enumerate(WHOLE) if byte == ord("\n")]
LINES = WHOLE.splitlines(keepends=True)
LIST = export([entry("R1"), entry("R2")], [entry("R3")])
PULL = Pull(FLAT.id)


def test_every_report_is_given_out_as_its_line_with_its_digest() -> None:
    first, second = reports("R1", "R2")

    found = _read(export([first], [second]))

    assert found == [
        RawReport(ReportId("R1"), hashlib.sha256(first).hexdigest(), first),
        RawReport(ReportId("R2"), hashlib.sha256(second).hexdigest(), second),
    ]


def test_an_export_of_nothing_is_whole() -> None:
    assert _read(export([])) == []


@pytest.mark.parametrize(
    "same",
    [
        b"\xef\xbb\xbf" + WHOLE,
        WHOLE.rstrip(b"\n"),
        WHOLE.replace(b"\n", b"\r\n"),
        WHOLE.replace(b"\n", b"\n\n"),
        b"\n" + WHOLE + b"\n \n",
    ],
    ids=["byte order mark", "no last line feed", "crlf", "blank lines", "margins"],
)
def test_what_servers_do_to_text_files_changes_nothing(same: bytes) -> None:
    assert _read(same) == _read(WHOLE)


def test_a_report_that_comes_twice_is_given_out_once() -> None:
    found = _read(export(reports("R1", "R2"), reports("R2", "R3", "R3")))

    assert [x.id for x in found] == ["R1", "R2", "R3"]


def test_a_report_that_was_seen_is_given_out_only_with_another_content() -> None:
    first, second, third = _read(export(reports("R1", "R2", "R3")))
    seen = {first.id: first.digest, second.id: "another"}

    found = _read(export(reports("R3", "R2", "R1")), seen=seen)

    assert found == [second, third]


def test_a_report_that_comes_twice_and_differs_is_refused() -> None:
    differing = [line(reportID="R1"), line(reportID="R1", status="Reimbursed")]

    with pytest.raises(BrokenAnswerError, match="twice, and not the same"):
        _read(export(differing))


def test_what_was_not_asked_for_is_left_out() -> None:
    whole = export(
        [
            line(reportID="R1"),
            line(reportID="R2", policyID="ELSEWHERE"),
            line(reportID="R3", policyID=None),
            line(reportID="R4", policyID=FLAT.id.lower()),
        ]
    )

    by_day = _read(whole)
    by_id = _read(whole, Pull(LEVELLED.id, report_ids=(ReportId("R4"),)))

    assert [x.id for x in by_day] == ["R1", "R3", "R4"]
    assert [x.id for x in by_id] == ["R4"]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ([], "its end is missing"),
        ([begin(0)], "its end is missing"),
        ([end(0)], "line 1 is not in its place"),
        (reports("R1"), "line 1 is not in its place"),
        ([begin(1), end(1)], "promises 1 reports, holds 0 and counts 1"),
        ([begin(1), *reports("R1"), end(0)], "holds 1 and counts 0"),
        ([begin(1), *reports("R1", "R2"), end(2)], "promises 1"),
        ([begin(0), begin(0), end(0)], "line 2 is not in its place"),
        ([begin(0), end(0), end(0)], "line 3 is not in its place"),
        ([begin(0, format=2), end(0)], "format 2"),
        ([begin(0, reports=None), end(0)], "line 1"),
        ([begin(0, canaryIn="€ 1 1=2 & 100%"), end(0)], "spoilt"),
        ([begin(0, canaryOut=CANARY_OUT.encode().decode("latin-1")), end(0)], "spoilt"),
        ([begin(0, canaryOut="???"), end(0)], "spoilt"),
        ([begin(1), line(reportID=None), end(1)], "has no id"),
        ([begin(1), line(reportID=""), end(1)], "has no id"),
        ([begin(1), line(expenseCount=2), end(1)], "counts 2 expenses and holds 1"),
        ([begin(1), line(expenses=[], expenseCount=None), end(1)], "holds 0"),
        ([begin(1), line(expenses=None, expenseCount=0), end(1)], "holds None"),
        ([begin(1), b'{"rec":"report","reportID":"R1","total":NaN}', end(1)], "line 2"),
        ([begin(1), b"{'rec':'report'}", end(1)], "line 2"),
        ([begin(1), b'{"rec":"other"}', end(1)], "line 2"),
        ([begin(1), line(expenses={"amount": 1}, expenseCount=1), end(1)], "line 2"),
        ([begin(1), b'{"rec":"report","reportID":"R\xe9"}', end(1)], "not UTF-8"),
        ([b"<html>", b"</html>"], "line 1"),
    ],
)
def test_what_is_short_cut_or_inconsistent_is_refused(
    broken: Sequence[bytes], why: str
) -> None:
    with pytest.raises(BrokenAnswerError, match=why):
        _read(b"".join(x + b"\n" for x in broken))


def test_a_report_without_a_list_is_not_a_broken_file() -> None:
    (found,) = _read(export([line(expenses=None)]))

    assert found.id == "R00bCluvcO4T"


@given(st.integers(0, len(WHOLE) - 2))
def test_a_file_cut_anywhere_is_refused_or_only_lacks_whole_blocks(at: int) -> None:
    cut = WHOLE[:at]

    try:
        found = _read(cut)
    except BrokenAnswerError:
        return

    blocks = cut.rstrip(b"\n").split(b"\n")
    assert b'"end"' in blocks[-1]
    assert found == _read(WHOLE)[: len(found)]


@given(st.sampled_from(BREAKS), st.integers(0, 199), st.integers(1, 200))
def test_a_file_that_lost_a_piece_between_lines_loses_no_report_in_silence(
    line_feed: int, before: int, after: int
) -> None:
    holed = WHOLE[: max(0, line_feed - before)] + WHOLE[line_feed + after :]

    assert _ids(holed) in (None, ["R1", "R2", "R3"], ["R1", "R2", "R3", "R4"], ["R4"])


@given(st.permutations(range(len(LINES))))
def test_a_shuffled_file_gives_every_report_or_none(order: list[int]) -> None:
    found = _ids(b"".join(LINES[i] for i in order))

    assert found is None or sorted(found) == ["R1", "R2", "R3", "R4"]


@given(st.integers(0, len(LINES) - 1))
def test_a_lost_line_is_noticed(lost: int) -> None:
    kept = LINES[:lost] + LINES[lost + 1 :]

    with pytest.raises(BrokenAnswerError):
        _read(b"".join(kept))


@given(st.binary() | st.lists(st.sampled_from(LINES)).map(b"".join))
def test_anything_else_is_refused_rather_than_a_bug(content: bytes) -> None:
    found = _ids(content)

    assert found is None or set(found) <= {"R1", "R2", "R3", "R4"}


def test_a_list_names_the_reports_of_the_workspace_once() -> None:
    entries = [entry("R1"), entry("R2", "ELSEWHERE"), entry("R3", None), entry("R1")]

    assert _listed(export(entries, [entry("R4", FLAT.id.lower())])) == {
        "R1",
        "R3",
        "R4",
    }


@given(st.integers(0, len(LIST) - 2))
def test_a_list_cut_anywhere_is_refused_or_only_lacks_whole_blocks(at: int) -> None:
    try:
        found = _listed(LIST[:at])
    except BrokenAnswerError:
        return

    assert found == {"R1", "R2"}


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ([begin(1), entry(None), end(1)], "has no id"),
        ([begin(2), entry("R1"), end(2)], "promises 2 reports, holds 1"),
        ([begin(1), *reports("R1"), end(1)], "more than a list"),
        ([begin(1), entry("R1")], "its end is missing"),
        ([entry("R1")], "line 1 is not in its place"),
    ],
)
def test_a_list_that_is_not_whole_is_refused(broken: Sequence[bytes], why: str) -> None:
    with pytest.raises(BrokenAnswerError, match=why):
        _listed(b"".join(x + b"\n" for x in broken))


def test_a_list_is_not_taken_for_the_reports() -> None:
    with pytest.raises(BrokenAnswerError, match="only a list"):
        _read(export([entry("R1")]))


def _listed(content: bytes) -> frozenset[ReportId]:
    return listed(io.BytesIO(content), lambda _done, _of: None, PULL)


def _ids(content: bytes) -> list[str] | None:
    try:
        return [x.id for x in _read(content)]
    except BrokenAnswerError:
        return None


def _read(
    content: bytes, pull: Pull = PULL, seen: Mapping[ReportId, str] = NONE_SEEN
) -> list[RawReport]:
    file = io.BytesIO(content)
    lines = verified(file, lambda _done, _of: None)
    return list(given_out(file, wanted(lines, pull), seen))
