"""Writes the practice company's reports, and what must become of each.

The three JSON files of a company folder are written by hand; the reports are made to
fit them, and the independent oracle is asked for the results.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from practice_oddities import ODDITIES  # noqa: E402 - the path comes first
from practice_reports import Writer  # noqa: E402
from practice_words import WORDS  # noqa: E402

from tests import oracle  # noqa: E402

Raw = dict[str, Any]

COMPANIES = CHECKOUT / "resources" / "practice"


def main() -> None:
    """Write the reports and the results of every company, and count them."""
    for folder in sorted(path.parent for path in COMPANIES.glob("*/setup.json")):
        reports, intended = made(folder)
        write(folder / "reports.jsonl.gz", reports)
        results = list(oracle.expected(folder))
        write(folder / "expected.jsonl.gz", results)
        found = {x["report_id"]: x["problems"] for x in results}
        for report_id, problem in intended.items():
            if found[report_id] != [problem]:
                sys.exit(f"{report_id}: {found[report_id]} instead of {problem}")
        print(folder.name, len(reports), Counter(x["state"] for x in results))
        print(Counter(code for x in results for code in x["problems"]))


def made(folder: Path) -> tuple[list[Raw], dict[str, str]]:
    """Make every report of a company, the odd ones among the ordinary.

    With them goes the problem that each of the odd ones is meant to have.
    """
    policy = json.loads((folder / "expensify.json").read_text("utf-8"))["policies"][0]
    reports = list(Writer(folder.name, policy).reports())
    odd = [x for x in ODDITIES[folder.name] for _ in range(x.times)]
    free = [x for x in reports if x["approved"] >= "2026-06-02"]
    chosen = [free[number * len(free) // len(odd)] for number in range(len(odd))]
    for oddity, report in zip(odd, chosen, strict=True):
        oddity.make(report)
    intended = {
        report["reportID"]: oddity.problem
        for oddity, report in zip(odd, chosen, strict=True)
        if oddity.problem
    }
    reports.sort(key=lambda report: (report["created"], report["reportID"]))
    with_entities = WORDS[folder.name].entities
    return [encoded(x) if with_entities else x for x in reports], intended


def encoded(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Write every text in ``value`` with HTML entities, as Expensify may."""
    if isinstance(value, dict):
        return {name: encoded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [encoded(each) for each in value]
    if not isinstance(value, str):
        return value
    for character, entity in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        value = value.replace(character, f"&{entity};")
    return value


def write(path: Path, records: Sequence[Raw]) -> None:
    """Write records one a line, compressed, the same bytes every time."""
    said = (
        json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in records
    )
    path.write_bytes(gzip.compress("".join(said).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
