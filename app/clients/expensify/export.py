"""Verifies an exported file before a single report of it is given out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import IO, NamedTuple

from app.clients.expensify.records import NOT_JSON, Begin, End, ReportRecord, decoded
from app.domain.expenses import ReportId, WorkspaceId
from app.errors import BrokenAnswerError
from app.ports.expensify import NONE_SEEN, Pull, RawReport

FORMAT = 1
CANARY_IN = "€ 1+1=2 & 100%"
CANARY_OUT = "é€中"
_MARK = b"\xef\xbb\xbf"  # some servers put a byte order mark in front of a text file
_EACH = 200


def template() -> str:
    """Return the template that writes such files."""
    return files("resources").joinpath("expensify/report.ftl").read_text("utf-8")


class Line(NamedTuple):
    """Where in the file a report's line stands, and what it is known by."""

    at: int
    length: int
    id: ReportId
    workspace_id: WorkspaceId
    digest: str


Known = dict[str, tuple[ReportId, WorkspaceId]]
"""Lines that were found good before: by digest, whose report it is."""


def verified(
    file: IO[bytes], tell: Callable[[int, int], None], known: Known | None = None
) -> list[Line]:
    """Read the whole file and find its reports; BrokenAnswerError if it is not whole.

    ``tell`` is told every so often how many reports of how many were checked. A line
    that is ``known`` to be good is not read again; what is found good is added.
    """
    known = {} if known is None else known
    lines: list[Line] = []
    begin: Begin | None = None
    promised = at = 0
    ended = False
    for number, line in enumerate(file, start=1):
        if number % _EACH == 0:
            tell(len(lines), promised)
        content = line.rstrip(b"\r\n")
        digest = hashlib.sha256(content).hexdigest()
        whose = known.get(digest) if begin is not None else None
        if whose is None:
            match record := _record(line, number):
                case ReportRecord() if begin is not None:
                    whose = known[digest] = _whose(record)
                case Begin() if begin is None:
                    _check_begin(record)
                    begin, promised = record, len(lines) + record.reports
                case End() if begin is not None:
                    _check_end(begin, record, begin.reports + len(lines) - promised)
                    begin, ended = None, True
                case None:
                    pass
                case _:
                    raise _broken(f"line {number} is not in its place")
        if whose is not None:
            lines.append(Line(at, len(content), *whose, digest))
        at += len(line)
    if begin is not None or not ended:
        raise _broken("its end is missing")
    return lines


def wanted(lines: list[Line], pull: Pull) -> list[Line]:
    """Leave out what was not asked for or comes again; refuse two that differ.

    In the order of their ids, as the store keeps them: so its indices grow at one end.
    """
    asked = frozenset(pull.report_ids)
    home = pull.workspace_id.casefold()
    found: dict[ReportId, Line] = {}
    for line in lines:
        if line.workspace_id and line.workspace_id.casefold() != home:
            continue
        if asked and line.id not in asked:
            continue
        if found.setdefault(line.id, line).digest != line.digest:
            raise _broken(f"report {line.id} is in it twice, and not the same")
    return [found[each] for each in sorted(found)]


def given_out(
    file: IO[bytes], lines: list[Line], seen: Mapping[ReportId, str] = NONE_SEEN
) -> Iterator[RawReport]:
    """Read the reports at ``lines`` once more, one at a time, but for those seen."""
    for line in lines:
        if seen.get(line.id) == line.digest:
            continue
        file.seek(line.at)
        yield RawReport(line.id, line.digest, file.read(line.length))


def _record(line: bytes, number: int) -> Begin | ReportRecord | End | None:
    if number == 1:
        line = line.removeprefix(_MARK)
    if line.isspace():
        return None
    try:
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


def _whose(record: ReportRecord) -> tuple[ReportId, WorkspaceId]:
    """Whose report it is; BrokenAnswerError where it is not whole."""
    if not record.report_id:
        raise _broken("a report has no id")
    held = None if record.expenses is None else len(record.expenses)
    if held != record.expense_count:
        raise _broken(
            f"report {record.report_id} counts {record.expense_count} expenses and "
            f"holds {held}"
        )
    return ReportId(record.report_id), WorkspaceId(record.policy_id or "")


def _broken(why: str) -> BrokenAnswerError:
    return BrokenAnswerError(f"The export from Expensify cannot be used: {why}")
