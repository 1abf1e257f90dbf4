"""Days and moments as Xero writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from app.errors import BrokenAnswerError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS_DATE = re.compile(r"/Date\((-?\d{1,15})([+-]\d{4})?\)/")


def moment(text: str) -> datetime:
    """Read ``/Date(ms+0000)/``, or an ISO time.

    The offset of the former means nothing.
    """
    try:
        if found := _MS_DATE.fullmatch(text):
            return _EPOCH + timedelta(milliseconds=int(found[1]))
        read = datetime.fromisoformat(text)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise BrokenAnswerError(
            f"Xero gave a date that is none: {text[:40]!r}."
        ) from error


def day(text: str) -> date:
    """Read a day: the date in UTC, never that of a local time."""
    return moment(text).date()


def since_header(moment: datetime) -> str:
    """Write a moment for If-Modified-Since: in UTC, whole seconds, none too late."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
