"""All use cases, each made when it is first wanted."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.clients.expensify.wire import read_report
from app.wiring.by_itself import ByItself
from app.wiring.now import new_key, now

if TYPE_CHECKING:  # a start needs few of these, and all take their time to load
    from app.domain.closing.pack import Pack
    from app.services.accruing import Accruer
    from app.services.checking import Checker
    from app.services.closing import Closer
    from app.services.completeness import Reckoner
    from app.services.explaining import Explaining
    from app.services.exporting import Exporting
    from app.services.journal_files import JournalFiles
    from app.services.packing import Packing
    from app.services.rereading import Rereading
    from app.services.troubles import Troubles

# ruff: noqa: PLC0415 - each use case loads when it is first wanted


class Services(ByItself):
    """The wired use cases, each made when first wanted; used on one thread."""

    @cached_property
    def completeness(self) -> Reckoner:
        """Accounts for every approved report."""
        from app.services.completeness import Reckoner

        return Reckoner(self._world.source, self._work, read_report, now)

    @cached_property
    def checking(self) -> Checker:
        """Checks everything against both services."""
        from app.services.checking import Checker
        from app.services.drift import DriftWatch

        world = self._world
        return Checker(
            world.ledgers,
            self._work,
            self.settling,
            self._rereading,
            DriftWatch(self._work, self._scribe),
            self.completeness,
            world.store.faults,
        )

    @cached_property
    def troubles(self) -> Troubles:
        """Gathers what waits for a person, and tries just that again."""
        from app.services.troubles import Troubles

        preparation = self._world.preparation
        return Troubles(self.sync.reference, self._rereading, preparation, self._work)

    @cached_property
    def _rereading(self) -> Rereading:
        from app.services.rereading import Rereading
        from app.services.watching import Watching

        world = self._world
        watching = Watching(world.preparation, self._work, self._scribe)
        return Rereading(world.source, watching, self._work)

    @cached_property
    def exporting(self) -> Exporting:
        """Writes the history into files."""
        from app.services.exporting import Exporting
        from app.tables import Files, write_text

        return Exporting(self.history, Files(), write_text, now)

    @cached_property
    def explaining(self) -> Explaining:
        """Explains one posting in full."""
        from app.services.explaining import Explaining

        return Explaining(read_report, self._work)

    @cached_property
    def journals(self) -> JournalFiles:
        """Writes journals into files."""
        from app.services.journal_files import JournalFiles
        from app.tables import Files

        return JournalFiles(self._work, Files())

    @cached_property
    def closer(self) -> Closer:
        """Closes months."""
        from app.services.closing import Closer

        return Closer(
            self._world.source,
            self.sync.reference,
            self.completeness,
            self.accruer,
            self._work,
            read_report,
            self._scribe,
        )

    @cached_property
    def accruer(self) -> Accruer:
        """Accrues what was spent and is not approved."""
        from app.services.accruing import Accruer

        world = self._world
        return Accruer(world.ledgers, world.leases, self._work, self._scribe, new_key)

    @cached_property
    def packing(self) -> Packing:
        """Writes the pack of a month."""
        from app.services.packing import Packing
        from app.tables import Files

        return Packing(Files(), _paper)

    def back_up(self, file: Path) -> None:
        """Copy the store to a file."""
        from app.store.backup import back_up

        back_up(self._world.store, file)

    def back_up_daily(self) -> Path:
        """Copy the store beside it, once a day; returns the newest copy."""
        from app.store.backup import back_up_daily

        return back_up_daily(self._world.store, now())


def _paper(file: Path, pack: Pack) -> None:
    from app.papers import write_pdf

    write_pdf(file, pack)
