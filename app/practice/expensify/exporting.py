"""Writes export files, and hands them over."""

from __future__ import annotations

import uuid
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from app.practice.company import Record
from app.practice.expensify.answers import RefusedError
from app.practice.expensify.habits import Habits
from app.practice.expensify.held import Held
from app.practice.expensify.rendering import block, listed_line, template
from app.practice.expensify.selection import selection

_KEPT = 50


class Files:
    """The files written last; older ones are gone."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._known = {template(): False, template(brief=True): True}
        self._files: OrderedDict[str, list[bytes]] = OrderedDict()
        self._asked: dict[str, int] = {}

    def export(
        self, job: Record, given: str | None, habits: Habits, today: date
    ) -> str:
        """Write the reports asked for into a new file, and name it."""
        settings, output = _part(job, "inputSettings"), _part(job, "outputSettings")
        _check_receiving(job.get("onReceive"))
        extension = output.get("fileExtension")
        if extension not in ("csv", "txt", "json", "xml"):
            raise RefusedError(410, "Argument 'fileExtension' is missing or malformed")
        chosen = selection(settings, habits, today)
        if given is None:
            raise RefusedError(410, "Required parameter 'template' is missing")
        brief = self._known.get(given)
        if brief is None:
            raise RefusedError(410, "The practice company knows no such template")
        reports = chosen.of(self._held.reports(), habits)
        if not reports and habits.nothing_found == "error":
            raise RefusedError(410, "No reports found matching the given filters")
        name = f"{output.get('fileBasename', 'export')}{uuid.uuid4()}.{extension}"
        self._keep(name, self._written(reports, habits, brief=brief))
        return name

    def download(self, job: Record, habits: Habits) -> bytes:
        """Hand over a file that was written before."""
        name = job.get("fileName")
        if not isinstance(name, str):
            raise RefusedError(410, "Required parameter 'fileName' is missing")
        store = job.get("fileSystem", "integrationServer")
        if store != "integrationServer" or name not in self._files:
            raise RefusedError(404, "File not found")
        self._asked[name] += 1
        ready = self._asked[name] > habits.ready_after
        return b"".join(self._files[name]) if ready else b""

    def _written(
        self, reports: Sequence[Record], habits: Habits, *, brief: bool
    ) -> list[bytes]:
        if not reports and habits.nothing_found == "empty":
            return []
        if brief:
            lines = [listed_line(x) for x in reports]
        else:
            lines = [self._held.line(x, entities=habits.entities) for x in reports]
        count, pieces = len(lines), habits.pieces
        cuts = [count * i // pieces for i in range(pieces + 1)]
        return [x for i, j in pairwise(cuts) for x in block(lines[i:j])]

    def _keep(self, name: str, content: list[bytes]) -> None:
        self._files[name] = content
        self._asked[name] = 0
        while len(self._files) > _KEPT:
            del self._asked[self._files.popitem(last=False)[0]]


def _part(job: Record, name: str) -> Record:
    part = job.get(name)
    if not isinstance(part, dict):
        raise RefusedError(410, f"Required parameter '{name}' is missing")
    return part


def _check_receiving(receiving: Any) -> None:  # noqa: ANN401 - any JSON
    if receiving != {"immediateResponse": ["returnRandomFileName"]}:
        raise RefusedError(410, "Argument 'onReceive' is missing or malformed")
