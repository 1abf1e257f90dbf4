"""A company whose reports are small, alike and all ready."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

from app.practising import SHIPPED

_ALIKE = 12
_EXAMPLE = SHIPPED / "quillmere"


def company(folder: Path, reports: int) -> Path:
    """Write a company with so many reports; there is nothing else in it."""
    folder.mkdir(parents=True)
    for name in ("xero.json", "expensify.json", "setup.json"):
        shutil.copyfile(_EXAMPLE / name, folder / name)
    examples = _examples()
    with gzip.open(folder / "reports.jsonl.gz", "wt", encoding="utf-8") as out:
        for number in range(reports):
            report = {**examples[number % _ALIKE], "reportID": f"R00crash{number:05}"}
            out.write(json.dumps(report, ensure_ascii=False) + "\n")
    return folder


def _examples() -> list[dict[str, object]]:
    """The shortest of the shipped reports that can be posted."""
    with gzip.open(_EXAMPLE / "expected.jsonl.gz", "rt", encoding="utf-8") as lines:
        results = [json.loads(line) for line in lines]
    ready = {x["report_id"] for x in results if x["state"] == "ready"}
    with gzip.open(_EXAMPLE / "reports.jsonl.gz", "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    able = [x for x in reports if x["reportID"] in ready]
    return sorted(able, key=lambda x: len(x["transactionList"]))[:_ALIKE]
