"""Amounts, days and times as people here write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDate, QLocale, QTime

from app.domain.money import plain

_DAY = "dd MMM yyyy"
_MINUTE = 60
_HOUR = 60 * _MINUTE
_A_DAY = 24 * _HOUR


def locale() -> QLocale:
    """Find the user's locale; British English where the system has none."""
    found = QLocale()
    if found.language() is QLocale.Language.C:
        found = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return found


def number(count: int) -> str:
    """Write a count with its thousands parted."""
    return locale().toString(count)


def amount(minor: int | None, currency: str) -> str:
    """Write minor units with the thousands parted; nothing for None."""
    if minor is None:
        return ""
    spoken = locale()
    whole, _, decimals = plain(abs(minor), currency).partition(".")
    sign = spoken.negativeSign() if minor < 0 else ""
    point = spoken.decimalPoint() if decimals else ""
    return f"{sign}{spoken.toString(int(whole))}{point}{decimals}"


def bare_amount(minor: int | None, currency: str) -> str:
    """Write minor units so that a spreadsheet reads them; nothing for None."""
    if minor is None:
        return ""
    return plain(minor, currency).replace(".", locale().decimalPoint())


def day(on: date | None) -> str:
    """Write a calendar day; nothing for None."""
    if on is None:
        return ""
    return locale().toString(QDate(on.year, on.month, on.day), _DAY)


def moment(at: datetime | None) -> str:
    """Write a time of day on this computer's clock; nothing for None."""
    if at is None:
        return ""
    here = at.astimezone()
    return f"{day(here.date())} {hour(here.time())}"


def hour(at: time) -> str:
    """Write a time of day as it is written here, without seconds."""
    short = QLocale.FormatType.ShortFormat
    return locale().toString(QTime(at.hour, at.minute), short)


def ago(at: datetime, now: datetime | None = None) -> str:
    """Say roughly how long ago something was."""
    seconds = ((now or datetime.now(UTC)) - at).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min ago"
    if seconds < _A_DAY:
        return f"{int(seconds // _HOUR)} h ago"
    return counted(int(seconds // _A_DAY), "day") + " ago"


def remaining(seconds: float | None) -> str:
    """Write an estimate of the time left; nothing for None."""
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return f"about {max(1, round(seconds))} s"
    return f"about {max(1, round(seconds / _MINUTE))} min"


def counted(count: int, one: str, many: str = "") -> str:
    """Write a number with its noun: ``1 journal``, ``12 journals``."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def span(first: date, last: date) -> str:
    """Write days from first to last, as short as can be: ``1 - 31 Aug 2026``."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\N{EN DASH}{day(last)}"
    return f"{day(first)} \N{EN DASH} {day(last)}"
