"""Everything that people, services and bad luck do, in any order."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from app.domain.postings import How, PostingId, State
from app.domain.reversing import REVERSIBLE
from tests.machine.agreement import always, at_rest, unsummed
from tests.machine.world import REPORTS, World

NAMES = st.sampled_from(REPORTS)
SOME = st.lists(NAMES, min_size=1, max_size=3, unique=True)
KINDS = st.sampled_from(["fail", "lose", "late"])
REPLAYABLE = REVERSIBLE | {State.REVERSED}
DIES = st.sampled_from([0] * 16 + list(range(1, 17)))
"""At which step a process dies; 0 for never."""


def _some(ids: list[PostingId]) -> st.SearchStrategy[list[PostingId]]:
    return st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)


class Machine(RuleBasedStateMachine):
    """One firm, from its first sync to its last day."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="vouch-machine-")
        self.world = World(Path(self._folder.name))

    @initialize(ready=st.integers(1, 4), post=st.integers(0, 4))
    def begin(self, ready: int, post: int) -> None:
        """Have some reports approved, and some of them posted."""
        for number, name in enumerate(REPORTS[:ready]):
            self.world.approve(name, 1000 + number)
        self.world.do(self.world.firm.pull)
        self.world.do(lambda: self.world.post(REPORTS[:post]))

    @rule(name=NAMES, minor=st.integers(-999, 9999))
    def approved(self, name: str, minor: int) -> None:
        """A report is handed in, or edited and approved again."""
        self.world.approve(name, minor)

    @rule(name=NAMES)
    def unapproved(self, name: str) -> None:
        """A report goes back to who handed it in."""
        self.world.unapprove(name)

    @rule(name=NAMES)
    def removed(self, name: str) -> None:
        """A report is deleted in Expensify."""
        self.world.remove(name)

    @rule(name=NAMES, what=st.sampled_from(["void", "date", "account"]))
    def edited(self, name: str, what: str) -> None:
        """Somebody changes a journal in Xero."""
        self.world.edit(name, what)

    @rule(closed=st.booleans())
    def locked(self, *, closed: bool) -> None:
        """The period is locked in Xero, or opened."""
        self.world.lock(closed=closed)

    @rule(kind=KINDS)
    def troubled(self, kind: str) -> None:
        """The next request goes wrong."""
        self.world.trouble(kind)

    @rule()
    def arrived(self) -> None:
        """Xero carries out what is late."""
        self.world.ledger.arrive()

    @rule(minutes=st.sampled_from([1, 3, 6, 8, 60]))
    def waited(self, minutes: int) -> None:
        """Time passes."""
        self.world.wait(minutes)

    @rule(dies=DIES)
    def synced(self, dies: int) -> None:
        """Vouch asks both services."""
        self.world.do(self.world.firm.pull, dies)

    @rule(dies=DIES)
    def posted(self, dies: int) -> None:
        """All that is ready is posted."""
        self.world.do(lambda: self.world.post(REPORTS), dies)

    @rule(names=SOME, kind=KINDS, dies=DIES)
    def posted_in_trouble(self, names: list[str], kind: str, dies: int) -> None:
        """Some are posted, and something goes wrong."""
        self.world.trouble(kind)
        self.world.do(lambda: self.world.post(names), dies)

    @rule(name=NAMES, minor=st.integers(1, 9999), dies=DIES)
    def came_and_posted(self, name: str, minor: int, dies: int) -> None:
        """A day like most."""
        self.world.approve(name, minor)
        self.world.do(self.world.firm.pull)
        self.world.do(lambda: self.world.post(REPORTS), dies)

    @precondition(lambda self: self.world.ids_in(REVERSIBLE))
    @rule(data=st.data(), how=st.sampled_from([None, How.MIRROR]), dies=DIES)
    def reversed_(self, data: st.DataObject, how: How | None, dies: int) -> None:
        """Some are undone."""
        ids = data.draw(_some(self.world.ids_in(REVERSIBLE)))
        self.world.do(lambda: self.world.reverse(ids, how), dies)

    @precondition(lambda self: self.world.ids_in(REPLAYABLE))
    @rule(data=st.data(), dies=DIES)
    def replayed(self, data: st.DataObject, dies: int) -> None:
        """Some are posted anew."""
        ids = data.draw(_some(self.world.ids_in(REPLAYABLE)))
        self.world.do(lambda: self.world.replay(ids), dies)

    @rule(name=NAMES, elsewhere=st.booleans())
    def set_aside(self, name: str, *, elsewhere: bool) -> None:
        """One is held, or in the books by another way."""
        holding, ids = self.world.firm.holding, self.world.ids([name])
        aside = holding.elsewhere if elsewhere else holding.hold
        self.world.do(lambda: aside(ids, "a reason"))

    @rule(name=NAMES)
    def released(self, name: str) -> None:
        """One is taken up again."""
        ids = self.world.ids([name])
        self.world.do(lambda: self.world.firm.holding.release(ids))

    @rule(dies=DIES)
    def settled(self, dies: int) -> None:
        """What was interrupted is settled."""
        firm = self.world.firm
        self.world.do(lambda: firm.settling.run(stop=firm.stop), dies)

    @rule(dies=DIES)
    def checked(self, dies: int) -> None:
        """Everything is checked."""
        self.world.do(self.world.firm.check, dies)

    @rule()
    def reopened(self) -> None:
        """The program is closed and opened again."""
        self.world.reopen()

    @rule()
    def rested(self) -> None:
        """Everything goes well for once: then both sides agree in everything."""
        world = self.world
        world.peace()
        firm = world.firm
        assert world.do(lambda: firm.settling.run(stop=firm.stop)), world.said
        world.wait(1)
        assert world.do(world.firm.pull), world.said
        assert at_rest(world) == []
        assert unsummed(world.firm.reckon()) == []

    @invariant()
    def holds(self) -> None:
        """Check what holds at any time."""
        assert always(self.world) == []

    def teardown(self) -> None:
        """Override: come to rest, and leave nothing."""
        try:
            self.rested()
            self.holds()
        finally:
            self.world.close()
            self._folder.cleanup()
