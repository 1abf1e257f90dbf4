"""Whether a browser may run within the window: never unguarded."""

from __future__ import annotations

import os
from collections.abc import Mapping

_OFF = "QTWEBENGINE_DISABLE_SANDBOX"


def guarded(environment: Mapping[str, str], user: int) -> bool:
    """Whether a browser of this user starts; it ends the whole program as root.

    Whoever switches its guard off by ``QTWEBENGINE_DISABLE_SANDBOX`` gets it as asked.
    """
    return user != 0 or environment.get(_OFF) == "1"


def user() -> int:
    """The number of the user who runs this, 1 where users have none."""
    return os.geteuid() if hasattr(os, "geteuid") else 1
