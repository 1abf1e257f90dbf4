"""The use cases of every day: pulling, looking, posting and undoing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.clients.expensify.wire import read_report
from app.wiring.now import new_key, now
from app.wiring.world import World

if TYPE_CHECKING:  # a start needs few of these, and all take their time to load
    from app.services.glancing import Glances
    from app.services.holding import Holding
    from app.services.overriding import Overriding
    from app.services.posting import Poster
    from app.services.replay import Replayer
    from app.services.reversal import Reverser
    from app.services.review import HistoryReader, Review
    from app.services.settling import Settling
    from app.services.successors import Successors
    from app.services.surplus import Surplus
    from app.services.sync import Sync
    from app.services.trends import Trends

# ruff: noqa: PLC0415 - each use case loads when it is first wanted


class Daily:
    """What is done every day; each use case is made when it is first wanted."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._work = world.work
        self._scribe = world.scribe
        self.close = world.close

    @cached_property
    def sync(self) -> Sync:
        """Pulls and prepares."""
        from app.services.sync import Sync

        world = self._world
        return Sync(
            world.source, world.ledgers, self._work, world.preparation, self._scribe
        )

    @cached_property
    def poster(self) -> Poster:
        """Posts."""
        from app.services.posting import Poster

        world = self._world
        return Poster(
            world.ledgers,
            world.leases,
            self._work,
            world.preparation,
            self.settling,
            self._scribe,
            new_key,
        )

    @cached_property
    def settling(self) -> Settling:
        """Finds out what became of what was sent."""
        from app.services.settling import Settling

        return Settling(
            self._world.ledgers,
            self._world.leases,
            self._work,
            self._scribe,
            self._successors,
        )

    @cached_property
    def reversal(self) -> Reverser:
        """Undoes journals."""
        from app.services.reversal import Reverser
        from app.services.undoing import Undoing

        undoing = Undoing(self._work, self._successors, self._scribe, new_key)
        world = self._world
        return Reverser(
            world.ledgers, world.leases, self._work, self.settling, undoing, now
        )

    @cached_property
    def replay(self) -> Replayer:
        """Computes anew what was posted, and posts the difference."""
        from app.services.replay import Replayer

        return Replayer(self.reversal, self.poster, self._work, self._successors)

    @cached_property
    def surplus(self) -> Surplus:
        """Voids second copies."""
        from app.services.surplus import Surplus

        world = self._world
        return Surplus(world.ledgers, world.leases, self._work, self._scribe, new_key)

    @cached_property
    def review(self) -> Review:
        """Lists and explains."""
        from app.services.review import Review

        return Review(read_report, self._work)

    @cached_property
    def holding(self) -> Holding:
        """Holds and releases."""
        from app.services.holding import Holding

        return Holding(self._work, self._world.preparation, self._scribe)

    @cached_property
    def overriding(self) -> Overriding:
        """Keeps what a person changes in one journal."""
        from app.services.overriding import Overriding

        return Overriding(self._work, self._world.preparation, self._scribe)

    @cached_property
    def history(self) -> HistoryReader:
        """Tells what happened."""
        from app.services.review import HistoryReader

        return HistoryReader(self._work)

    @cached_property
    def overview(self) -> Glances:
        """Sums up."""
        from app.services.glancing import Glances

        place = self._world.place
        return Glances(
            self._work,
            self._world.reaches,
            now,
            practice=place.practice,
            other_addresses=() if place.practice else place.addresses.changed,
        )

    @cached_property
    def trends(self) -> Trends:
        """Adds months up."""
        from app.services.trends import Trends
        from app.store.sums import SumsRow

        trends = Trends(self._work, SumsRow(self._world.store))
        self._world.at_the_end(trends.keep)
        return trends

    @cached_property
    def _successors(self) -> Successors:
        from app.services.successors import Successors

        return Successors(self._world.preparation, self._scribe)
