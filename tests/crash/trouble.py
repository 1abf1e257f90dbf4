"""What can go wrong between Vouch and Xero while a process is killed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

Trouble = Mapping[str, object]

_API = {"service": "xero", "path": "/api.xro/*"}
_WRITES = {**_API, "method": "PUT"}
_READS = {**_API, "method": "GET"}
_LATER_THAN_WE_WAIT = 1.2

TROUBLES: Sequence[Trouble] = (
    {"kind": "cut_before", **_WRITES},
    {"kind": "cut_after", **_WRITES},
    {"kind": "cut_midway", **_WRITES},
    {"kind": "truncated", **_WRITES},
    {"kind": "nonsense", **_WRITES},
    {"kind": "reordered", **_WRITES},
    {"kind": "down", **_WRITES},
    {"kind": "busy", "retry_after": 2, **_WRITES},
    {"kind": "busy", "problem": "concurrent", **_WRITES},
    {"kind": "busy", "problem": "day", "retry_after": 9000, **_WRITES},
    {"kind": "unauthorised", **_WRITES},
    {"kind": "slow", "seconds": _LATER_THAN_WE_WAIT, **_WRITES},
    {"kind": "late", "seconds": 0.1, **_WRITES},
    {"kind": "cut_before", **_READS},
    {"kind": "cut_midway", **_READS},
    {"kind": "truncated", **_READS},
    {"kind": "nonsense", **_READS},
    {"kind": "down", **_READS},
    {"kind": "busy", "retry_after": 1, **_READS},
    {"kind": "unauthorised", **_READS},
    {"kind": "slow", "seconds": _LATER_THAN_WE_WAIT, **_READS},
    {"kind": "drop_tracking", **_WRITES},
)


def troubles(chance: Random) -> list[Trouble]:
    """A few of them, and idempotency keys that are never remembered."""
    some = chance.sample(TROUBLES, chance.randint(1, 3))
    return [{"kind": "forget_keys"}, *(_limited(x, chance) for x in some)]


def _limited(trouble: Trouble, chance: Random) -> Trouble:
    return {
        **trouble,
        "times": chance.randint(1, 2),
        "skip": chance.choice((0, 0, 1)),
    }
