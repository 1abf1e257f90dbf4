"""What moves reports to Xero, as values, and who does it: a sync, a post, a retry."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.postings import PostingId
from app.domain.setup import ConnectionId
from app.ports.running import Stop, Tell
from ui.workers.services import Services


@dataclass(frozen=True, slots=True)
class SyncRun:
    """Sync these connections, all where none is named; answered by the runs."""

    connection_ids: tuple[ConnectionId, ...] = ()


@dataclass(frozen=True, slots=True)
class PostRun:
    """Post these; answered by the postings."""

    ids: tuple[PostingId, ...]


@dataclass(frozen=True, slots=True)
class RetryRun:
    """Read just these again and compute them anew; answered by the postings."""

    ids: tuple[PostingId, ...]


MovingErrand = SyncRun | PostRun | RetryRun


def moved_by(
    services: Services, errand: MovingErrand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """Have the use case do it."""
    match errand:
        case SyncRun(ids):
            return services.sync.run(ids, tell=tell, stop=stop)
        case PostRun(ids):
            return services.poster.post(ids, tell=tell, stop=stop)
        case RetryRun(ids):
            return services.troubles.retry(ids, tell=tell, stop=stop)
