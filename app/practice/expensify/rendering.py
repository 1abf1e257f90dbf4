"""Writes what the export template writes, for there is no FreeMarker in Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from html import escape
from importlib.resources import files
from math import isfinite
from typing import Any

from app.practice.company import Record
from app.practice.expensify.fields import APPROVER, EXPENSE, LISTED, REPORT

_CANARIES = '"canaryIn":"€ 1+1=2 & 100%","canaryOut":"é€中"'
_DECIMALS = Decimal("1e-16")
# what FreeMarker's json_string escapes: also what could end a script or a comment
_ESCAPED = re.compile(
    r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029]'
    r"|(?:\A|(?<=<))/"
    r"|(?:\A|(?<=\A\])|(?<=\A-)|(?<=\]\])|(?<=--))>"
    r"|<(?=[!?]|\Z)"
)
_SHORT = {
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}


def template(*, brief: bool = False) -> str:
    """Return one of the two templates that can be rendered."""
    parts = ("brief.ftl", "report.ftl") if brief else ("report.ftl",)
    folder = files("resources").joinpath("expensify")
    return "".join([folder.joinpath(part).read_text("utf-8") for part in parts])


def block(lines: Sequence[bytes]) -> Iterable[bytes]:
    """Put the lines of reports between the lines that begin and end a rendering."""
    count = len(lines)
    yield f'{{"rec":"begin","format":1,"reports":{count},{_CANARIES}}}\n'.encode()
    yield from lines
    yield f'{{"rec":"end","reports":{count}}}\n'.encode()


def report_line(report: Record) -> bytes:
    """Render one report and its expenses."""
    expenses = report.get("transactionList")
    held = "null" if not isinstance(expenses, list) else str(len(expenses))
    return (
        f'{{"rec":"report",{_fields(report, REPORT)}'
        f',"submitterName":{_inner(report, "submitter", "fullName")}'
        f',"managerName":{_inner(report, "manager", "fullName")}'
        f',"approvers":{_approvers(report.get("approvers"))}'
        f',"expenses":{_expenses(expenses)},"expenseCount":{held}}}\n'
    ).encode()


def listed_line(report: Record) -> bytes:
    """Render no more of one report than its id and its workspace."""
    return f'{{"rec":"listed",{_fields(report, LISTED)}}}\n'.encode()


def with_entities(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Put HTML entities into every text, as Expensify is said to do at times."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, list):
        return [with_entities(each) for each in value]
    if isinstance(value, dict):
        return {key: with_entities(each) for key, each in value.items()}
    return value


def _approvers(approvers: object) -> str:
    if not isinstance(approvers, list):
        return "null"
    return f"[{','.join(_object(x, APPROVER) for x in approvers)}]"


def _expenses(expenses: object) -> str:
    if not isinstance(expenses, list):
        return "null"
    return f"[{','.join(map(_expense, expenses))}]"


def _expense(expense: Any) -> str:  # noqa: ANN401 - any JSON
    if expense is None:
        return "{}"
    return (
        f"{{{_fields(expense, EXPENSE)}"
        f',"receiptUrl":{_inner(expense, "receiptObject", "url")}'
        f',"receiptType":{_inner(expense, "receiptObject", "type")}}}'
    )


def _object(value: Any, names: Sequence[str]) -> str:  # noqa: ANN401 - any JSON
    return "{}" if value is None else f"{{{_fields(value, names)}}}"


def _fields(value: Any, names: Sequence[str]) -> str:  # noqa: ANN401 - any JSON
    held = value if isinstance(value, dict) else {}
    return _layout(names) % tuple([_shown(x) for x in map(held.get, names)])


@lru_cache
def _layout(names: Sequence[str]) -> str:
    return ",".join(f'"{name}":%s' for name in names)


def _inner(value: Any, outer: str, name: str) -> str:  # noqa: ANN401 - any JSON
    held = value.get(outer) if isinstance(value, dict) else None
    return _shown(held.get(name)) if isinstance(held, dict) else "null"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _number(value) if isinstance(value, float) and isfinite(value) else "null"


@lru_cache(maxsize=1 << 16)
def _text(value: str) -> str:
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _number(value: float) -> str:
    number = Decimal(repr(value))
    if number != number.quantize(_DECIMALS):
        number = Decimal(value).quantize(_DECIMALS, ROUND_HALF_EVEN)
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
