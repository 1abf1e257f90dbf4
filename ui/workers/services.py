"""The use cases as the window needs them; ``app.bootstrap`` makes the real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from app.domain.listing import PostingPage, PostingQuery
from app.domain.overview import Detail, Overview
from app.domain.postings import Posting, PostingId
from app.domain.runs import Run
from app.domain.setup import ConnectionId
from app.domain.trends import Month
from app.domain.troubles import Stuck
from app.ports.running import Stop, Tell
from ui.workers.beginning import SettingUp
from ui.workers.calls import Reaching
from ui.workers.changing import Overriding
from ui.workers.closing import Closing
from ui.workers.journals import JournalFiles
from ui.workers.mapping import Mappings
from ui.workers.noticing import Notices
from ui.workers.past import Past
from ui.workers.scheduling import RunsByItself
from ui.workers.undo import Guarding


class Sync(Protocol):
    """Pulls reports and prepares their journals."""

    def run(
        self,
        connection_ids: Sequence[ConnectionId] = (),
        *,
        since: date | None = None,
        until: date | None = None,
        tell: Tell,
        stop: Stop,
    ) -> tuple[Run, ...]:
        """Sync these connections, all where none is named."""
        ...


class Poster(Protocol):
    """Posts journals, each once."""

    def post(
        self, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> tuple[Posting, ...]:
        """Post these; what became of each is in its state."""
        ...

    def ready(self, connection_id: ConnectionId | None = None) -> tuple[PostingId, ...]:
        """List every posting that can be posted now."""
        ...


class Review(Protocol):
    """Lists postings and explains them."""

    def page(self, query: PostingQuery) -> PostingPage:
        """List some of them."""
        ...

    def detail(self, posting_id: PostingId) -> Detail:
        """Tell all that explains one posting."""
        ...


class Holding(Protocol):
    """Keeps postings from being posted, and lets them go again."""

    def hold(self, ids: Sequence[PostingId], why: str) -> tuple[Posting, ...]:
        """Hold these."""
        ...

    def release(self, ids: Sequence[PostingId]) -> tuple[Posting, ...]:
        """Let these go."""
        ...

    def elsewhere(self, ids: Sequence[PostingId], why: str) -> tuple[Posting, ...]:
        """Mark these as posted elsewhere."""
        ...


class Glancing(Protocol):
    """Sums up every connection."""

    def now(self) -> Overview:
        """Tell how the connections stand."""
        ...


class Trends(Protocol):
    """Adds months up."""

    def month(self, day: date) -> Month:
        """Add up the month of a day."""
        ...


class Troubles(Protocol):
    """Gathers what waits for a person, and tries it again."""

    def now(self, stop: Stop) -> tuple[Stuck, ...]:
        """List every cause."""
        ...

    def retry(
        self, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> tuple[Posting, ...]:
        """Read these again and compute them anew."""
        ...


class Setups(Protocol):
    """Gives the set-ups out."""

    def give_out(self) -> str:
        """Write all connections as a set-up file."""
        ...


class Services(
    Guarding, Reaching, SettingUp, RunsByItself, Notices, Past, Closing, Protocol
):
    """The use cases; made and used on one thread."""

    @property
    def sync(self) -> Sync:
        """Pulls and prepares."""
        ...

    @property
    def poster(self) -> Poster:
        """Posts."""
        ...

    @property
    def review(self) -> Review:
        """Lists and explains."""
        ...

    @property
    def holding(self) -> Holding:
        """Holds and releases."""
        ...

    @property
    def overview(self) -> Glancing:
        """Sums up."""
        ...

    @property
    def trends(self) -> Trends:
        """Adds months up."""
        ...

    @property
    def setups(self) -> Setups:
        """Gives set-ups out."""
        ...

    @property
    def mapping(self) -> Mappings:
        """Shows and changes mappings."""
        ...

    @property
    def troubles(self) -> Troubles:
        """Gathers what waits for a person."""
        ...

    @property
    def overriding(self) -> Overriding:
        """Changes single journals."""
        ...

    @property
    def journals(self) -> JournalFiles:
        """Writes journals into files."""
        ...

    @property
    def close(self) -> Callable[[], None]:
        """Lets go of everything that is open."""
        ...


Build = Callable[[Stop], Services]
"""Makes the use cases on the thread that asks; may raise AppError."""
