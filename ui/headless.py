"""The whole job on the practice company where there is no screen."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QApplication
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from app.domain.overview import Overview
from app.domain.postings import Posting, State
from app.domain.problems import CATALOGUE
from app.domain.runs import Progress, Run
from app.domain.troubles import Stuck
from app.errors import AppError
from app.paths import Home
from app.ports.running import Tell
from ui.models.filters import CHIPS, group
from ui.models.runs import said
from ui.models.words import amount, counted, day, number
from ui.pages.page import Going
from ui.pictures import settle, take
from ui.windows.areas import PLACES
from ui.windows.opening import Opening, PracticeCompany
from ui.windows.shell import Shell
from ui.workers.answering import answer
from ui.workers.reviewing import WhatIsStuck
from ui.workers.services import Services

_SHOWN = 12
_SIZE = (1280, 800)


def run(home: Home, company: Path | None, *, fresh: bool) -> int:
    """Pull, prepare, post, print what happened, and save a picture of each page."""
    console = Console()
    stop = Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    app = QApplication.instance() or QApplication(sys.argv[:1])
    opening = PracticeCompany(home, company, fresh=fresh)
    try:
        with console.status("Starting the practice company"):
            services = opening.build(stop)
        try:
            _work(services, console, stop)
        finally:
            services.close()
        if isinstance(app, QApplication):
            _pictures(app, opening, console)
    except AppError as error:
        console.print(error.sentence, style="red", markup=False)
        return 1
    finally:
        opening.close()
    return 0


def _work(services: Services, console: Console, stop: Event) -> None:
    with _progress(console) as tell:
        runs = services.sync.run(tell=tell, stop=stop)
        ready = services.poster.ready()
        posted = services.poster.post(ready, tell=tell, stop=stop)
    overview = services.overview.now()
    found = answer(services, stop, WhatIsStuck())
    console.print(_synced(runs, overview))
    console.print(_standing(overview))
    if posted:
        console.print(_posted(posted))
    if isinstance(found, tuple):
        console.print(_stuck(found))


@contextmanager
def _progress(console: Console) -> Iterator[Tell]:
    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*shown, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(progress: Progress) -> None:
            bar.update(
                task,
                description=progress.words,
                completed=progress.done,
                total=progress.of or None,
            )

        yield tell


def _synced(runs: Sequence[Run], overview: Overview) -> Table:
    names = {g.connection.id: g.connection.name for g in overview.glances}
    table = Table(
        "Connection", "Synced", title="Pulled and prepared", title_justify="left"
    )
    for ran in runs:
        table.add_row(names.get(ran.connection_id, ""), ran.error or said(ran.counts))
    return table


def _standing(overview: Overview) -> Table:
    titles = [title for key, title in CHIPS]
    table = Table("Connection", *titles, title="How it stands", title_justify="left")
    for glance in overview.glances:
        tallies = [group(glance.tallies, key) for key, _ in CHIPS]
        table.add_row(glance.connection.name, *(number(x.count) for x in tallies))
    return table


def _posted(postings: Sequence[Posting]) -> Table:
    there = [x for x in postings if x.state in {State.POSTED, State.DRAFT}]
    title = f"{counted(len(there), 'journal')} posted to Xero"
    table = Table(
        "Date",
        "Report",
        "Submitter",
        "State",
        "Xero id",
        title=title,
        title_justify="left",
    )
    table.add_column("Amount", justify="right")
    for one in postings[:_SHOWN]:
        dated = day(one.journal.dated) if one.journal else ""
        money = f"{amount(one.total, one.currency)} {one.currency}"
        facts = (dated, one.report_id, one.submitter, one.state.words, one.xero_id)
        table.add_row(*facts, money)
    if len(postings) > _SHOWN:
        table.add_row(f"and {number(len(postings) - _SHOWN)} more")
    return table


def _stuck(found: Sequence[Stuck]) -> Table:
    table = Table("Problem", "About", title="Needs a person", title_justify="left")
    table.add_column("Reports", justify="right")
    table.add_column("Stuck", justify="right")
    for one in found[:_SHOWN]:
        title = CATALOGUE[one.code].title if one.code else "Xero refused the journal"
        sums = " + ".join(f"{amount(x, code)} {code}" for code, x in one.totals.items())
        table.add_row(title, one.about or one.words, number(one.count), sums)
    return table


def _pictures(app: QApplication, opening: Opening, console: Console) -> None:
    folder = opening.home.data / "pictures"
    shell = Shell(app)
    window = shell.open(opening)
    window.resize(*_SIZE)
    settle(window.engine)
    for place in PLACES:
        window.go(Going(place.key))
        file = take(window, window.engine, folder / f"{place.key}.png")
        console.print(f"Picture of {place.title}: {file}", markup=False, soft_wrap=True)
    window.close()
