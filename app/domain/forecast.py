"""How many calls a run needs, how many are left, and when it will be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.books import OrganisationId
from app.domain.overview import Overview
from app.domain.setup import ConnectionId

_BOOKS = 4  # organisation, accounts, tax rates, tracking
_JOURNALS_A_CALL = 50
_READ_A_CALL = 1000
_CALLS_A_MINUTE = 60
_SECONDS_A_CALL = 1.0
_SECONDS_A_BATCH = 3.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run into one organisation takes of Xero's day.

    ``left`` is None while Xero has not said; ``resumes`` is when a used-up day ends.
    """

    calls: int
    seconds: float
    left: int | None = None
    resumes: datetime | None = None

    @property
    def fits(self) -> bool:
        """Whether today's calls are enough, as far as is known."""
        return self.left is None or self.calls <= self.left

    def done(self, now: datetime) -> datetime:
        """When it will be done: by the day's end, where calls are short."""
        if not self.fits and self.resumes is not None and self.resumes > now:
            return self.resumes
        return now + timedelta(seconds=self.seconds)

    def words(self, now: datetime) -> str:
        """All of it in a sentence, with the time of day on this computer's clock."""
        calls = f"{self.calls:,} {'call' if self.calls == 1 else 'calls'} to Xero"
        done = f"{self.done(now).astimezone():%H:%M}"
        if self.left is None:
            return f"Takes about {calls}; done by about {done}."
        if self.fits:
            return (
                f"Takes about {calls} of {self.left:,} left today; "
                f"done by about {done}."
            )
        rest = f"goes on after {done}" if self.resumes else "waits for the next day"
        return (
            f"Takes about {calls}, and {self.left:,} are left today: what does not "
            f"fit stays ready and {rest}."
        )


def posting(
    journals: int, left: int | None = None, resumes: datetime | None = None
) -> Forecast:
    """What posting so many journals takes: the books, the batches, and a look back."""
    batches = -(-journals // _JOURNALS_A_CALL)
    calls = _BOOKS + batches + max(1, -(-journals // _READ_A_CALL))
    seconds = _SECONDS_A_CALL * (calls - batches) + _SECONDS_A_BATCH * batches
    return _paced(calls, seconds, left, resumes)


def postings(
    counts: Mapping[ConnectionId, int], overview: Overview
) -> tuple[tuple[str, Forecast], ...]:
    """What posting so many journals of each connection takes, by organisation."""
    journals: Counter[OrganisationId] = Counter()
    for glance in overview.glances:
        count = counts.get(glance.connection.id, 0)
        journals[glance.connection.organisation_id] += count
    places = {x.connection.organisation_id: x for x in overview.glances}
    return tuple(
        (
            x.organisation.name if x.organisation else x.connection.name,
            posting(journals[organisation_id], x.calls_left, x.resumes),
        )
        for organisation_id, x in places.items()
        if journals[organisation_id]
    )


def syncing(
    journals: int = 0, left: int | None = None, resumes: datetime | None = None
) -> Forecast:
    """What a sync takes, where so many journals may have changed in Xero since."""
    calls = _BOOKS + max(1, -(-journals // _READ_A_CALL))
    return _paced(calls, _SECONDS_A_CALL * calls, left, resumes)


def _paced(
    calls: int, seconds: float, left: int | None, resumes: datetime | None
) -> Forecast:
    full_minutes = (calls - 1) // _CALLS_A_MINUTE
    return Forecast(calls, max(seconds, 60.0 * full_minutes), left, resumes)
