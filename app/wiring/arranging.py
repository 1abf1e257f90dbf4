"""The use cases that arrange how a company is posted."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.clients.expensify.wire import read_report
from app.wiring.daily import Daily
from app.wiring.now import new_id, now

if TYPE_CHECKING:  # a start needs few of these, and all take their time to load
    from app.background.autostart import Autostart
    from app.clients.loopback import Loopback
    from app.services.beginning import Beginnings
    from app.services.connecting import Connecting, SetupFiles
    from app.services.mapping import Mappings
    from app.services.scheduled_running import ScheduledRunning
    from app.services.scheduled_work import ScheduledWork
    from app.services.scheduling import Scheduling
    from app.services.surveying import Surveyor
    from app.services.upkeep import Upkeep
    from app.store.beginnings import BegunRow

# ruff: noqa: PLC0415 - each use case loads when it is first wanted


class Arranging(Daily):
    """What arranges how a company is posted, on top of what is done every day."""

    @cached_property
    def connecting(self) -> Connecting:
        """Signs in, and lists what can be connected."""
        from app.services.connecting import Connecting

        world = self._world
        return Connecting(
            world.source_of,
            world.sign_ins,
            world.ledgers,
            world.vault,
            self._work,
            self._scribe,
        )

    @cached_property
    def setups(self) -> SetupFiles:
        """Takes set-ups in and gives them out."""
        from app.services.connecting import SetupFiles

        return SetupFiles(self._work, self._world.preparation, self._scribe, new_id)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Looks after connections."""
        from app.services.upkeep import Upkeep

        world = self._world
        return Upkeep(
            world.sign_ins,
            world.ledgers,
            read_report,
            self._work,
            world.preparation,
            self.holding,
            self._scribe,
        )

    @cached_property
    def mapping(self) -> Mappings:
        """Shows and changes mappings."""
        from app.services.mapping import Mappings
        from app.services.mapping_weights import Scales
        from app.tables import read_table, write_table

        return Mappings(
            self._work,
            self._world.preparation,
            Scales(read_report, now),
            self._scribe,
            write_table,
            read_table,
        )

    @cached_property
    def surveyor(self) -> Surveyor:
        """Looks at what a new connection would find."""
        from app.services.surveying import Surveyor

        world = self._world
        return Surveyor(world.source, world.ledgers, self._work, read_report, now)

    @cached_property
    def begun(self) -> BegunRow:
        """Keeps how far setting a company up has come."""
        from app.store.beginnings import BegunRow

        return BegunRow(self._world.store)

    @cached_property
    def beginning(self) -> Beginnings:
        """Sets a company up."""
        from app.services.beginning import Beginnings, Hands

        world = self._world
        hands = Hands(
            self.sync, self.holding, self.poster, self.reversal, world.preparation
        )
        return Beginnings(
            self.begun,
            self._work,
            world.vault,
            world.reaches,
            hands,
            self._scribe,
            new_id,
        )

    @cached_property
    def scheduling(self) -> Scheduling:
        """Says what runs by itself, and when."""
        from app.services.scheduling import Scheduling
        from app.zones import local_zone

        return Scheduling(self._work, self._world.leases, self._scribe, local_zone)

    @cached_property
    def scheduled(self) -> ScheduledRunning:
        """Runs what is due."""
        from app.logs import diary
        from app.services.scheduled_running import ScheduledRunning

        logs = self._world.place.home.logs
        return ScheduledRunning(
            self._work,
            self._world.leases,
            self._doing,
            self._scribe,
            partial(diary, logs),
        )

    def _doing(self) -> ScheduledWork:
        """Make what a run does, which looking at what is due does not need."""
        from app.services.clean import Clean
        from app.services.scheduled_work import ScheduledWork

        return ScheduledWork(
            self.settling, self.sync, self.poster, Clean(self._work), self._work
        )

    @cached_property
    def autostart(self) -> Autostart:
        """Has the system run what is due."""
        from app.background.autostart import autostart

        return autostart(self._world.place.home.logs)

    def listen(self) -> Loopback:
        """Begin to listen for a browser."""
        from app.clients.loopback import Loopback

        return Loopback()
