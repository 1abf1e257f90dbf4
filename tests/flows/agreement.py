"""Puts what the command line, Xero and an oracle say of a report side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import oracle

Document = dict[str, Any]
Line = tuple[str, tuple[tuple[str, str], ...], str, int]
"""Account, tracking, tax type, minor units: debits above zero."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a report, as far as all sides can tell."""

    state: str
    problems: tuple[str, ...]
    dated: str | None
    lines: tuple[Line, ...]


def expected(folder: Path) -> dict[str, Outcome]:
    """What the folder says of every report that is pulled."""
    results = oracle.lines(folder / "expected.jsonl.gz")
    return {x["report_id"]: _expected(x) for x in results}


def listed(documents: Mapping[str, Document]) -> dict[str, Outcome]:
    """What ``list`` says; the journal of a report that is not ready is left aside."""
    return {name: _listed(document) for name, document in documents.items()}


def posted(outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """The same after everything ready was posted."""
    return {
        name: Outcome("posted", x.problems, x.dated, x.lines)
        if x.state == "ready"
        else x
        for name, x in outcomes.items()
    }


def ready(outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """Those that are to be posted."""
    return {name: x for name, x in outcomes.items() if x.state == "ready"}


def in_xero(
    journals: Iterable[Document], documents: Mapping[str, Document]
) -> dict[str, Outcome]:
    """The journals that Xero holds, by the report that each one's narration names.

    A report that has two, or a journal that the program does not know, is no agreement.
    """
    reports = {x["xero_id"]: name for name, x in documents.items() if x["xero_id"]}
    found: dict[str, Outcome] = {}
    for journal in journals:
        name = reports[journal["id"]]
        assert name in journal["narration"]
        assert name not in found
        found[name] = Outcome("ready", (), journal["date"], _held(journal))
    return found


def _expected(result: Document) -> Outcome:
    debits = [
        (x["account"], _tracking(x), x.get("tax_type", "NONE"), x["minor"])
        for x in result["debits"]
    ]
    clearing: list[Line] = [
        (x["account"], (), "NONE", x["minor"]) for x in result["clearing"]
    ]
    return Outcome(
        result["state"],
        tuple(result["problems"]),
        result["date"] if result["state"] == "ready" else None,
        (*debits, *clearing),
    )


def _listed(document: Document) -> Outcome:
    problems = {x["code"] for x in document["problems"] if x["severity"] == "blocking"}
    computed = document["journal"] if document["state"] in _WITH_JOURNAL else None
    return Outcome(
        document["state"],
        tuple(sorted(problems)),
        computed["date"] if computed else None,
        tuple(_line(x) for x in computed["lines"]) if computed else (),
    )


_WITH_JOURNAL = {"ready", "posted", "draft"}


def _line(line: Document) -> Line:
    debit, credit = line["debit"], line["credit"]
    assert (debit is None) != (credit is None)
    minor = _minor(debit) if credit is None else -_minor(credit)
    return line["account"], _tracking(line), line["tax_type"], minor


def _held(journal: Document) -> tuple[Line, ...]:
    return tuple(
        (x["account"], _tracking(x), x["tax_type"], x["minor"])
        for x in journal["lines"]
    )


def _tracking(line: Document) -> tuple[tuple[str, str], ...]:
    return tuple((category, option) for category, option in line["tracking"])


def _minor(text: str) -> int:
    """Read an amount of a currency with cents; it is never below zero."""
    whole, point, cents = text.partition(".")
    assert point
    assert len(cents) == len("00")
    return int(whole) * 100 + int(cents)
