"""Runs the benchmarks and prints what they found as one table.

``python -m tests.benchmarks [NAME] …``; all of them where none is named.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests.benchmarks import costs, crash, fuzz, machine, scale, window
from tests.benchmarks.costs import Finding

BENCHMARKS: Mapping[str, Callable[[Path], Iterator[Finding]]] = {
    "sync": costs.sync,
    "post": costs.post,
    "window": window.window,
    "scale": scale.scale,
    "crash": crash.crash,
    "fuzz": fuzz.fuzz,
    "machine": machine.machine,
}


def main(names: list[str]) -> int:
    """Run these benchmarks; 1 when one is outside of its limit."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"There is no benchmark {unknown[0]}.\n")
        return 2
    found: list[Finding] = []
    for name in names or BENCHMARKS:
        with TemporaryDirectory(prefix="vouch-bench-") as folder:
            found.extend(BENCHMARKS[name](Path(folder)))
    table = Table(title="Vouch, measured", title_justify="left")
    for heading in ("What", "Measured", "Limit", ""):
        table.add_column(heading)
    for finding in found:
        verdict = "within" if finding.within else "OUTSIDE"
        table.add_row(finding.what, finding.measured, finding.limit, verdict)
    Console().print(table)
    return 0 if all(finding.within for finding in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
