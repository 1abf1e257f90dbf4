"""Cells as text that pastes into a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_FORMULA = ("=", "+", "-", "@")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def tsv(rows: Iterable[Iterable[str]]) -> str:
    """Write rows as lines, with tabs between their cells."""
    return "\n".join(tsv_line(row) for row in rows)


def tsv_line(cells: Iterable[str]) -> str:
    """Write one row; no cell breaks out of its place or becomes a formula."""
    return "\t".join(_cell(cell) for cell in cells)


def _cell(text: str) -> str:
    one = _BREAKS.sub(" ", text)
    formula = one.startswith(_FORMULA) and not _NUMBER.fullmatch(one)
    return f"'{one}" if formula else one
