"""The time zone that this computer is set to."""

from __future__ import annotations

import warnings
from zoneinfo import ZoneInfoNotFoundError

import tzlocal

_FALLBACK = "UTC"


def local_zone() -> str:
    """Its name, as Europe/London; UTC where the system does not say, or contradicts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # two answers: the first will do
        try:
            return tzlocal.get_localzone_name() or _FALLBACK
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return _FALLBACK
