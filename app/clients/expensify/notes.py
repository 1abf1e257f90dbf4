"""Reads values and notes, in words, those that cannot be read."""

from __future__ import annotations

from datetime import date

from app.clients.expensify.records import Scalar
from app.clients.expensify.values import UnreadableError, day, minor, truth

_SHOWN = 40


class Notes:
    """What could not be read of one report, and of which of its parts.

    The usual types are let through at once: a sync reads a million values.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self._expense: str | int = ""

    def about(self, expense: str | int) -> Notes:
        """Speak of this expense from now on."""
        self._expense = expense
        return self

    def add(self, fault: str) -> None:
        """Note what is wrong with the report, or the expense spoken of."""
        subject = f"expense {self._expense}" if self._expense else "the report"
        self.said.append(f"{subject} {fault}")

    def day(self, value: str | None, what: str) -> date | None:
        """Read a day that may be absent."""
        if not value:
            return None
        try:
            return day(value)
        except UnreadableError:
            self._unreadable(value, what)
            return None

    def amount(self, value: Scalar, what: str) -> int | None:
        """Read an amount that may be absent."""
        try:
            return minor(value)
        except UnreadableError:
            self._unreadable(value, what)
            return None

    def flag(self, value: Scalar, what: str) -> bool | None:
        """Read a yes or no that may be absent."""
        if value is True or value is False:
            return value
        try:
            return truth(value)
        except UnreadableError:
            self._unreadable(value, what)
            return None

    def needed_amount(self, value: Scalar, what: str) -> int:
        """Read an amount that must be there; 0, and noted, where it is not."""
        said = len(self.said)
        amount = self.amount(value, what)
        if amount is None and len(self.said) == said:
            self.add(f"has no {what}")
        return amount or 0

    def needed_flag(self, value: Scalar, what: str) -> bool:
        """Read a yes or no that must be there; no, and noted, where it is not."""
        if value is None or value == "":
            self.add(f"does not say whether it is {what}")
        return self.flag(value, f"mark for {what}") or False

    def currency(self, value: str | None) -> str:
        """Read a currency, which must be there."""
        code = value.strip().upper() if value else ""
        if not code:
            self.add("has no currency")
        return code

    def _unreadable(self, value: Scalar, what: str) -> None:
        article = "an" if what[0] in "aeiou" else "a"
        self.add(f"has {article} {what} that cannot be read: {str(value)[:_SHOWN]!r}")
