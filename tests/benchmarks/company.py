"""A company to measure on: a real one where it is at hand, else one made larger."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from app.practising import SHIPPED
from tests.benchmarks.measuring import CHECKOUT

_COPIES = 160


def company(folder: Path) -> Path:
    """The folder of a company with some twenty thousand reports."""
    real = CHECKOUT.parent / "shared" / "data" / "senate"
    if real.is_dir():
        return real
    return _grown(SHIPPED / "quillmere", folder)


def _grown(small: Path, folder: Path) -> Path:
    """The shipped company, with every report many times over under other ids."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("xero.json", "expensify.json", "setup.json"):
        (folder / name).write_bytes((small / name).read_bytes())
    with gzip.open(small / "reports.jsonl.gz", "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    with gzip.open(folder / "reports.jsonl.gz", "wt", encoding="utf-8") as out:
        for copy in range(_COPIES):
            for report in reports:
                other = {**report, "reportID": f"{report['reportID']}{copy:03}"}
                out.write(json.dumps(other) + "\n")
    return folder


def export(company_folder: Path, file: Path) -> Path:
    """What Expensify would export of the company, as one file."""
    from app.practice.expensify.rendering import (  # noqa: PLC0415 - rarely needed
        block,
        report_line,
    )

    packed = company_folder / "reports.jsonl.gz"
    with gzip.open(packed, "rt", encoding="utf-8") as lines:
        written = [report_line(json.loads(line)) for line in lines]
    file.write_bytes(b"".join(block(written)))
    return file
