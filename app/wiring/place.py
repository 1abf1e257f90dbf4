"""Where a Vouch works."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from app.paths import Home
from app.settings import Addresses


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Vouch works: its home, and the services it talks to.

    In practice nothing is secret and nobody sets a pace.
    """

    home: Home
    addresses: Addresses
    practice: bool = False


def found_place(environment: Mapping[str, str] = os.environ) -> Place:
    """Where the environment says, else where the system keeps a user's things."""
    return Place(Home.of(environment), Addresses.of(environment))
