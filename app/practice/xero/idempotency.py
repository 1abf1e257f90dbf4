"""Remembers for minutes what was answered to a write, so that a repeat does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.practice.xero.answers import Answer, RefusalError, invalid

LIFETIME = timedelta(minutes=6)
LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class _Remembered:
    since: datetime
    request: bytes
    answer: Answer


class IdempotencyKeys:
    """The keys used in the last minutes, by owner and key."""

    def __init__(self) -> None:
        self._remembered: dict[tuple[str, str], _Remembered] = {}

    def once(
        self,
        key: tuple[str, str],
        request: bytes,
        now: datetime,
        work: Callable[[], Answer],
    ) -> Answer:
        """Do ``work`` unless this request was answered under this key before.

        An error is remembered like any other answer.
        """
        self._forget(now)
        if len(key[1]) > LONGEST_KEY:
            message = f"Idempotency Key: {key[1]} exceeds {LONGEST_KEY} characters."
            raise RefusalError(invalid(message))
        before = self._remembered.get(key)
        if before and before.request != request:
            message = f"Idempotency Key: {key[1]} is used with a different request."
            raise RefusalError(invalid(message))
        if before:
            return before.answer
        try:
            answer = work()
        except RefusalError as refusal:
            answer = refusal.answer
        self._remembered[key] = _Remembered(now, request, answer)
        return answer

    def _forget(self, now: datetime) -> None:
        for key, remembered in list(self._remembered.items()):
            if now - remembered.since < LIFETIME:
                return
            del self._remembered[key]
