"""What can go wrong between Vouch and Xero while a process is killed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

Trouble = Mapping[str, object]

_API = {"service": "xero", "path": "/api.xro/*"}
_WRITES = {**_API, "method": "PUT"}
_READS = {**_API, "method": "GET"}
_VOIDS = {"service": "xero", "method": "POST", "path": "/api.xro/2.0/ManualJournals/*"}
_LATER_THAN_WE_WAIT = 1.2
_LATER_THAN_WE_LOOK = 2.0

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
    {"kind": "late", "seconds": _LATER_THAN_WE_LOOK, **_WRITES},
    {"kind": "unseen", "seconds": 0.3, **_WRITES},
    {"kind": "unseen", "seconds": _LATER_THAN_WE_LOOK, **_WRITES},
    {"kind": "cut_before", **_VOIDS},
    {"kind": "cut_after", **_VOIDS},
    {"kind": "unseen", "seconds": 0.3, **_VOIDS},
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


TWICE: Sequence[Trouble] = (
    {"kind": "forget_keys"},
    {"kind": "unseen", "seconds": _LATER_THAN_WE_LOOK, "times": 1, **_WRITES},
)
"""The one trouble that nothing can prevent: a request that comes after all looks, and
whose key is no longer known."""


KINDS = {str(x["kind"]) for x in (*TROUBLES, *TWICE)}
"""All that can go wrong here."""


def troubles(chance: Random) -> list[Trouble]:
    """A few of them, and idempotency keys that are never remembered.

    Unless work is done later than anybody looks: without its key it would be doubled.
    """
    some = chance.sample(TROUBLES, chance.randint(1, 3))
    late = any(x.get("seconds") == _LATER_THAN_WE_LOOK for x in some)
    keys: Sequence[Trouble] = () if late else ({"kind": "forget_keys"},)
    return [*keys, *(_limited(x, chance) for x in some)]


def _limited(trouble: Trouble, chance: Random) -> Trouble:
    return {
        **trouble,
        "times": chance.randint(1, 2),
        "skip": chance.choice((0, 0, 1)),
    }
