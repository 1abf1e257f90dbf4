"""Months as bars, as a table and in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate

from app.domain.setup import ConnectionId
from app.domain.trends import NO_ACCOUNT, SPENT, Month, Standing, month_end
from ui.models.table import RIGHT, Column
from ui.models.words import amount, bare_amount, counted, locale

TOP = 5
_FEWEST = 6
_NAME = "492 Accommodation and more"
_WITHOUT = "No journal yet"
_PERCENT = "\N{NO-BREAK SPACE}%"
_STANDINGS = {Standing.POSTED: "In Xero", Standing.WAITING: "Waiting"}


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: minor units and journals by month.

    ``account`` is None where it is not about one account; ``standing`` likewise.
    """

    name: str
    minors: tuple[int, ...]
    journals: tuple[int, ...]
    account: str | None = None
    standing: Standing | None = None

    @property
    def total(self) -> int:
        """All months together."""
        return sum(self.minors)


@dataclass(frozen=True, slots=True)
class Chart:
    """Months along the bottom, one series for each colour, all in one currency.

    ``rows`` are what the table shows: as the series, but every account by itself.
    """

    noun: str
    currency: str
    months: tuple[date, ...]
    series: tuple[Series, ...]
    rows: tuple[Series, ...]

    @property
    def total(self) -> int:
        """All bars together."""
        return sum(each.total for each in self.series)


def currencies(
    months: Iterable[Month], connection_id: ConnectionId | None
) -> tuple[str, ...]:
    """Every currency that there is money in, that of the most reports first."""
    counts: Counter[str] = Counter()
    for month in months:
        for flow in month.flows:
            if connection_id in {None, flow.connection_id} and flow.state in SPENT:
                counts[flow.currency] += flow.count
    return tuple(sorted(counts, key=lambda x: (-counts[x], x)))


def spending(
    months: Sequence[Month], connection_id: ConnectionId | None, currency: str
) -> Chart:
    """What was spent by month and account: the greatest accounts, and the others."""
    months = _worth_showing(months)
    money: dict[tuple[str, str], Counter[date]] = {}
    journals: dict[tuple[str, str], Counter[date]] = {}
    for month in months:
        for x in month.spent:
            if x.currency == currency and connection_id in {None, x.connection_id}:
                at = (x.account, x.name)
                money.setdefault(at, Counter())[month.first] += x.minor
                journals.setdefault(at, Counter())[month.first] += x.journals
    days = tuple(month.first for month in months)
    rows = sorted(
        (
            Series(_named(*at), _by(money[at], days), _by(journals[at], days), at[0])
            for at in money
        ),
        key=lambda x: (x.account == NO_ACCOUNT, -x.total, x.name),
    )
    return Chart("spent", currency, days, tuple(_grouped(rows)), tuple(rows))


def standings(
    months: Sequence[Month], connection_id: ConnectionId | None, currency: str
) -> Chart:
    """What is in Xero, and what waits, by month."""
    months = _worth_showing(months)
    days = tuple(month.first for month in months)
    made = []
    for way, name in _STANDINGS.items():
        money: Counter[date] = Counter()
        journals: Counter[date] = Counter()
        for month in months:
            for x in month.flows:
                here = connection_id in {None, x.connection_id}
                if here and x.currency == currency and x.state in way.states:
                    money[month.first] += x.minor
                    journals[month.first] += x.count
        made.append(Series(name, _by(money, days), _by(journals, days), standing=way))
    return Chart("posted or waiting", currency, days, tuple(made), tuple(made))


def summary(chart: Chart) -> str:
    """The chart in one or two sentences."""
    if not any(any(x.minors) or any(x.journals) for x in chart.series):
        return "Nothing in these months."
    totals = [
        sum(x.minors[at] for x in chart.series) for at in range(len(chart.months))
    ]
    most = max(range(len(totals)), key=lambda at: totals[at])
    said = f"{amount(chart.total, chart.currency)} {chart.currency} {chart.noun} in "
    said += f"{counted(len(chart.months), 'month')}, most of it in "
    said += f"{month_name(chart.months[most])}"
    said += f" ({amount(totals[most], chart.currency)}). "
    return said + " · ".join(_part(x, chart) for x in chart.series if x.total) + "."


def bar_words(chart: Chart, month: int, series: int) -> str:
    """One bar in words."""
    each = chart.series[series]
    money = f"{amount(each.minors[month], chart.currency)} {chart.currency}"
    many = counted(each.journals[month], "report")
    return f"{month_name(chart.months[month])} · {each.name}: {money} · {many}"


def columns(chart: Chart) -> tuple[Column[Series], ...]:
    """The table's columns: what it is, every month, and all of them together."""
    return (
        Column[Series]("", lambda x: x.name, lambda x: x.name, sample=_NAME, firm=True),
        *(_month_column(chart, at) for at in range(len(chart.months))),
        Column[Series](
            f"Total {chart.currency}",
            lambda x: amount(x.total, chart.currency),
            copied=lambda x: bare_amount(x.total, chart.currency),
            sample="000,000.00",
            firm=True,
            align=RIGHT,
        ),
    )


def table_rows(chart: Chart) -> tuple[Series, ...]:
    """The table's rows, the sum below them."""
    months = range(len(chart.months))
    summed = Series(
        "Total",
        tuple(sum(x.minors[at] for x in chart.rows) for at in months),
        tuple(sum(x.journals[at] for x in chart.rows) for at in months),
    )
    return (*chart.rows, summed)


def month_name(first: date) -> str:
    """A month in words: ``August 2026``."""
    return locale().toString(QDate(first.year, first.month, 1), "MMMM yyyy")


def month_label(first: date) -> str:
    """A month as it stands under its bars: ``Aug 26``."""
    return locale().toString(QDate(first.year, first.month, 1), "MMM yy")


def days_of(chart: Chart, month: int | None) -> tuple[date, date]:
    """The first and the last day of one month, or of all."""
    first = chart.months[0 if month is None else month]
    return first, month_end(chart.months[-1 if month is None else month])


def _worth_showing(months: Sequence[Month]) -> Sequence[Month]:
    """Without the months before anything happened, but not too few."""
    filled = [at for at, month in enumerate(months) if month.flows]
    begins = filled[0] if filled else len(months)
    return months[max(0, min(begins, len(months) - _FEWEST)) :]


def _grouped(rows: Sequence[Series]) -> Iterator[Series]:
    named = [x for x in rows if x.account != NO_ACCOUNT]
    top = TOP if len(named) > TOP + 1 else len(named)
    yield from named[:top]
    if named[top:]:
        yield _together(named[top:])
    yield from (x for x in rows if x.account == NO_ACCOUNT)


def _together(rows: Sequence[Series]) -> Series:
    months = range(len(rows[0].minors))
    return Series(
        f"{len(rows)} other accounts",
        tuple(sum(x.minors[at] for x in rows) for at in months),
        tuple(sum(x.journals[at] for x in rows) for at in months),
    )


def _named(account: str, name: str) -> str:
    return f"{account} {name}".strip() or _WITHOUT


def _by(found: Counter[date], days: Sequence[date]) -> tuple[int, ...]:
    return tuple(found[day] for day in days)


def _part(each: Series, chart: Chart) -> str:
    if chart.total <= 0 or each.total < 0:
        return f"{each.name} {amount(each.total, chart.currency)}"
    return f"{each.name} {round(100 * each.total / chart.total)}{_PERCENT}"


def _month_column(chart: Chart, at: int) -> Column[Series]:
    return Column[Series](
        month_label(chart.months[at]),
        lambda x: amount(x.minors[at], chart.currency) if x.minors[at] else "",
        lambda x: counted(x.journals[at], "report"),
        lambda x: bare_amount(x.minors[at], chart.currency),
        sample="00,000.00",
        firm=True,
        align=RIGHT,
    )
