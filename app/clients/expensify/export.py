"""Verifies an exported file before a single report of it is given out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import IO, NamedTuple

from app.clients.expensify.records import (
    NOT_JSON,
    Begin,
    End,
    ListedRecord,
    Record,
    ReportRecord,
    decoded,
)
from app.domain.expenses import ReportId, WorkspaceId
from app.errors import BrokenAnswerError
from app.ports.expensify import NONE_SEEN, Pull, RawReport

FORMAT = 1
CANARY_IN = "€ 1+1=2 & 100%"
CANARY_OUT = "é€中"
_MARK = b"\xef\xbb\xbf"  # some servers put a byte order mark in front of a text file
_EACH = 200

Told = Callable[[int, int], None]
"""Where it is told how many reports of how many were checked."""


def template(*, whole: bool = True) -> str:
    """Return the template that writes such files, or only which reports there are."""
    parts = ("report.ftl",) if whole else ("brief.ftl", "report.ftl")
    folder = files("resources").joinpath("expensify")
    return "".join(folder.joinpath(part).read_text("utf-8") for part in parts)


class Line(NamedTuple):
    """Where in the file a report's line stands, and what it is known by."""

    at: int
    length: int
    id: ReportId
    workspace_id: WorkspaceId
    digest: str


def verified(file: IO[bytes], tell: Told) -> list[Line]:
    """Read the whole file and find its reports; BrokenAnswerError if it is not whole.

    ``tell`` is told every so often how many reports of how many were checked.
    """
    lines: list[Line] = []
    at = 0
    for line, record in _records(file, tell):
        if isinstance(record, ReportRecord):
            content = line.rstrip(b"\r\n")
            digest = hashlib.sha256(content).hexdigest()
            _check_expenses(record)
            lines.append(Line(at, len(content), *_whose(record), digest))
        elif record is not None:
            raise _broken("it is only a list")
        at += len(line)
    return lines


def listed(file: IO[bytes], tell: Told, pull: Pull) -> frozenset[ReportId]:
    """Read a whole list and say which reports of it were asked for.

    BrokenAnswerError if it is not whole.
    """
    home, found = _home(pull), set()
    for _, record in _records(file, tell):
        if isinstance(record, ReportRecord):
            raise _broken("it is more than a list")
        if record is not None:
            report_id, workspace_id = _whose(record)
            if workspace_id.casefold() in home:
                found.add(report_id)
    return frozenset(found)


def wanted(lines: list[Line], pull: Pull) -> list[Line]:
    """Leave out what was not asked for or comes again; refuse two that differ.

    In the order of their ids, as the store keeps them: so its indices grow at one end.
    """
    asked, home = frozenset(pull.report_ids), _home(pull)
    found: dict[ReportId, Line] = {}
    for line in lines:
        if line.workspace_id.casefold() not in home:
            continue
        if asked and line.id not in asked:
            continue
        if found.setdefault(line.id, line).digest != line.digest:
            raise _broken(f"report {line.id} is in it twice, and not the same")
    return [found[each] for each in sorted(found)]


def _home(pull: Pull) -> frozenset[str]:
    """What reports of the workspace asked for call theirs, casefolded, or nothing."""
    return frozenset({"", pull.workspace_id.casefold()})


def given_out(
    file: IO[bytes], lines: list[Line], seen: Mapping[ReportId, str] = NONE_SEEN
) -> Iterator[RawReport]:
    """Read the reports at ``lines`` once more, one at a time, but for those seen."""
    seek, read = file.seek, file.read
    for at, length, report_id, _, digest in lines:
        if seen.get(report_id) != digest:
            seek(at)
            yield RawReport(report_id, digest, read(length))


def _records(
    file: IO[bytes], tell: Told
) -> Iterator[tuple[bytes, ReportRecord | ListedRecord | None]]:
    """Every line with the report it holds, nothing in what is around the reports."""
    begin: Begin | None = None
    promised = held = 0
    ended = False
    for number, line in enumerate(file, start=1):
        if number % _EACH == 0:
            tell(held, promised)
        match record := _record(line, number):
            case ReportRecord() | ListedRecord() if begin is not None:
                held += 1
                yield line, record
                continue
            case Begin() if begin is None:
                _check_begin(record)
                begin, promised = record, held + record.reports
            case End() if begin is not None:
                _check_end(begin, record, begin.reports + held - promised)
                begin, ended = None, True
            case None:
                pass
            case _:
                raise _broken(f"line {number} is not in its place")
        yield line, None
    if begin is not None or not ended:
        raise _broken("its end is missing")


def _record(line: bytes, number: int) -> Record | None:
    if number == 1:
        line = line.removeprefix(_MARK)
    if line.isspace():
        return None
    try:
        if not line.isascii():
            line.decode()
        return decoded(line)
    except UnicodeDecodeError as error:
        raise _broken(f"line {number} is not UTF-8") from error
    except NOT_JSON as error:
        raise _broken(f"line {number}: {error}") from error


def _check_begin(begin: Begin) -> None:
    if begin.format != FORMAT:
        raise _broken(f"it is written in format {begin.format}")
    if (begin.canary_in, begin.canary_out) != (CANARY_IN, CANARY_OUT):
        raise _broken("letters beyond the English alphabet were spoilt on the way")


def _check_end(begin: Begin, end: End, written: int) -> None:
    if not begin.reports == written == end.reports:
        raise _broken(
            f"it promises {begin.reports} reports, holds {written} and counts "
            f"{end.reports}"
        )


def _whose(record: ReportRecord | ListedRecord) -> tuple[ReportId, WorkspaceId]:
    """Whose report it is; BrokenAnswerError where it does not say."""
    if not record.report_id:
        raise _broken("a report has no id")
    return ReportId(record.report_id), WorkspaceId(record.policy_id or "")


def _check_expenses(record: ReportRecord) -> None:
    held = None if record.expenses is None else len(record.expenses)
    if held != record.expense_count:
        raise _broken(
            f"report {record.report_id} counts {record.expense_count} expenses and "
            f"holds {held}"
        )


def _broken(why: str) -> BrokenAnswerError:
    return BrokenAnswerError(f"The export from Expensify cannot be used: {why}")
