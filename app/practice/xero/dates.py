"""Dates as Xero writes and reads them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS_DATE = re.compile(r"/Date\((-?\d+)([+-]\d{4})?\)/")


def ms_time(moment: datetime) -> str:
    """Write a moment as ``/Date(1552595972920+0000)/``."""
    return f"/Date({(moment - _EPOCH) // timedelta(milliseconds=1)}+0000)/"


def ms_day(day: date) -> str:
    """Write a day: midnight UTC at its beginning."""
    return f"/Date({(day - _EPOCH.date()).days * 86_400_000}+0000)/"


def day_of(text: str) -> date:
    """Read a day as ``YYYY-MM-DD``, with a time after it, or as ``/Date(ms)/``."""
    if _MS_DATE.fullmatch(text):
        return moment_of(text).date()
    return date.fromisoformat(text[:10])


def moment_of(text: str) -> datetime:
    """Read ``/Date(ms)/``; ValueError for anything else."""
    found = _MS_DATE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return _EPOCH + timedelta(milliseconds=int(found[1]))


def modified_since(header: str) -> datetime | None:
    """Read If-Modified-Since; what cannot be understood is left aside, as Xero does."""
    try:
        moment = datetime.fromisoformat(header)
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).replace(microsecond=0)
