"""Says before a run begins what it takes of Xero's day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from app.cli.session import Session
from app.domain.forecast import postings, syncing
from app.domain.postings import PostingId
from app.domain.setup import Connection, ConnectionId


def foretell_sync(session: Session, wanted: Sequence[Connection]) -> None:
    """Say how many calls syncing these takes, how many are left, and until when."""
    ids, now = {connection.id for connection in wanted}, datetime.now(UTC)
    for glance in session.services.overview.now().glances:
        if glance.connection.id in ids:
            forecast = syncing(0, glance.calls_left, glance.resumes)
            session.say(f"{glance.connection.name}: {forecast.words(now)}")


def foretell(session: Session, wanted: Sequence[PostingId]) -> None:
    """Say how many calls posting these takes, how many are left, and until when."""
    counts = Counter(ConnectionId(which.partition("/")[0]) for which in wanted)
    now = datetime.now(UTC)
    for name, forecast in postings(counts, session.services.overview.now()):
        session.say(f"{name}: {forecast.words(now)}")
