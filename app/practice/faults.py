"""The faults that a practice server can be told to commit."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

import msgspec
from starlette.types import Scope

STRUCK = "practice.struck"


class Kind(StrEnum):
    """What goes wrong with a call."""

    CUT_BEFORE = "cut_before"  # nothing was done, and no byte comes back
    CUT_AFTER = "cut_after"  # the work was done, and no byte comes back
    CUT_MIDWAY = "cut_midway"  # the work was done; the line breaks within the answer
    TRUNCATED = "truncated"  # half the text, and the headers say that is all
    BUSY = "busy"  # 429, see ``problem`` and ``retry_after``
    DOWN = "down"  # 503 with a page for people
    UNAUTHORISED = "unauthorised"  # 401 although the token is good
    SLOW = "slow"  # the work is done at once, the answer is ``seconds`` late
    LATE = "late"  # the work itself begins ``seconds`` late
    UNSEEN = "unseen"  # no byte comes back; the work is done ``seconds`` later
    REORDERED = "reordered"  # the elements of a batch come back in another order
    NONSENSE = "nonsense"  # 200, and neither JSON nor text
    DROP_ACCOUNT = "drop_account"  # a journal is saved with an account taken off
    DROP_TRACKING = "drop_tracking"  # a journal is saved with tracking taken off
    FORGET_KEYS = "forget_keys"  # idempotency keys are not remembered


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of trouble and the calls it strikes.

    ``service``, ``method`` and ``path`` are shell patterns, ``contains`` is text of
    the request's body. Of the calls that match, the first ``skip`` pass, then every
    ``every``-th is struck with the given ``chance`` (decided by ``seed`` and the
    call's number, so a run can be repeated) until ``times`` have been.
    """

    kind: Kind
    service: str = "*"
    method: str = "*"
    path: str = "*"
    contains: str = ""
    skip: int = 0
    every: int = 1
    times: int | None = None
    chance: float = 1.0
    seed: int = 0
    seconds: float = 0.0
    retry_after: int | None = None
    problem: str = "minute"


class Struck(msgspec.Struct, frozen=True):
    """How often a fault's calls came, and how often it struck."""

    fault: Fault
    met: int
    struck: int


@dataclass(frozen=True, slots=True)
class Call:
    """What a fault looks at to know whether a request is its own."""

    service: str
    method: str
    path: str
    body: bytes


class Faults:
    """The faults switched on at present; one such object may serve several servers."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._lock = threading.Lock()
        self._tallies: list[_Tally] = []
        self.set(faults)

    def set(self, faults: Iterable[Fault]) -> None:
        """Switch on these and no others; their counts begin at nothing."""
        with self._lock:
            self._tallies = [_Tally(fault) for fault in faults]

    def tallies(self) -> list[Struck]:
        """Every fault switched on, with its counts."""
        with self._lock:
            return [Struck(x.fault, x.met, x.struck) for x in self._tallies]

    def striking(self, call: Call) -> tuple[Fault, ...]:
        """Count ``call`` and return what is to go wrong with it."""
        with self._lock:
            return tuple(x.fault for x in self._tallies if x.strikes(call))


def struck(scope: Scope) -> frozenset[Kind]:
    """Tell which kinds of fault strike the call being served."""
    found: frozenset[Kind] = scope.get(STRUCK, frozenset())
    return found


class _Tally:
    """One fault and its counts."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.met = 0
        self.struck = 0

    def strikes(self, call: Call) -> bool:
        """Count the call if it matches; True if it is to be struck."""
        fault = self.fault
        if not _matches(fault, call):
            return False
        self.met += 1
        turn = self.met - fault.skip
        if turn < 1 or turn % fault.every or self.struck == fault.times:
            return False
        if _draw(fault.seed, self.met) >= fault.chance:
            return False
        self.struck += 1
        return True


def _matches(fault: Fault, call: Call) -> bool:
    return (
        fnmatchcase(call.service, fault.service)
        and fnmatchcase(call.method, fault.method)
        and fnmatchcase(call.path, fault.path)
        and fault.contains.encode() in call.body
    )


def _draw(seed: int, number: int) -> float:
    """Give a number in [0, 1) that depends on nothing else."""
    digest = hashlib.sha256(f"{seed}:{number}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
