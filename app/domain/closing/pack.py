"""The close pack: everything that a period was closed on, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.closing.checklist import Close, SignOff
from app.domain.closing.clearance import Age, Clearing
from app.domain.completeness import Part
from app.domain.exports import Cell, Row
from app.domain.money import grouped, plain
from app.domain.narration import day


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the pack; ``remark`` is a sentence below its title.

    ``totals`` is a last row that adds up what can be added up; empty for none.
    """

    title: str
    remark: str
    headings: Sequence[str]
    rows: Sequence[Row]
    totals: Row = ()

    @property
    def whole(self) -> Sequence[Row]:
        """All rows, that of the totals last."""
        return [*self.rows, *([self.totals] if self.totals else ())]

    @property
    def numeric(self) -> Sequence[bool]:
        """Which columns hold numbers."""
        return [
            any(isinstance(row[at], Decimal) for row in self.rows)
            for at in range(len(self.headings))
        ]


@dataclass(frozen=True, slots=True)
class Pack:
    """All sections, under a title and the lines that say whose it is."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]


def pack(close: Close) -> Pack:
    """Everything of ``close``, in the order in which one reads it."""
    return Pack(
        f"Period close {close.period.name}",
        tuple(_lines(close)),
        (
            _checklist(close),
            _reports(close),
            _cut_off(close),
            *_accrual(close),
            *(_clearing(each) for each in close.clearing),
            _completeness(close),
        ),
    )


def file_name(close: Close) -> str:
    """A name for the pack's files, without their endings."""
    name = "".join(x if x.isalnum() else "-" for x in close.connection.name)
    return f"close-{name}-{close.period.first:%Y-%m}".lower()


def _lines(close: Close) -> Iterator[str]:
    organisation = close.organisation
    names = dict.fromkeys((close.connection.name, organisation.name))
    yield f"{', '.join(names)}, {organisation.base_currency}"
    yield (
        f"{day(close.period.first)} to {day(close.period.last)}, as of "
        f"{close.at.astimezone():%d %b %Y %H:%M}"
    )
    if not close.asked:
        yield "Neither Expensify nor Xero was asked: this is what was known last."
    yield _signed(close.sign_off)


def _signed(sign_off: SignOff | None) -> str:
    if sign_off is None or sign_off.withdrawn is not None:
        return "Not signed off."
    when = f"{sign_off.at.astimezone():%d %b %Y %H:%M}"
    said = f"Signed off by {sign_off.name} on {when}."
    return f"{said} {sign_off.remark}".strip()


def _checklist(close: Close) -> Section:
    rows = [(x.step.words, x.standing.words, x.said) for x in close.items]
    return Section("Checklist", "", ("Step", "Standing", "What it says"), rows)


def _reports(close: Close) -> Section:
    rows = [
        (
            x.dated,
            x.report_id,
            x.name,
            x.submitter,
            x.state.words,
            _number(x.minor, x.currency),
            x.currency,
            x.xero_id,
        )
        for x in close.reports
    ]
    headings = (
        *("Date", "Report", "Name", "Submitter", "State"),
        *("Total", "Currency", "Xero id"),
    )
    own = [x.minor for x in close.reports if x.currency == close.currency]
    total = _number(sum(own), close.currency)
    totals: Row = (None, "Total", None, None, None, total, close.currency, None)
    remark = "Every report approved in the period."
    return Section("Reports", remark, headings, rows, totals if own else ())


def _cut_off(close: Close) -> Section:
    rows = [
        (
            x.why.words,
            x.report.id,
            x.report.name,
            x.report.submitter or x.report.submitter_email,
            x.report.approved,
            x.dated,
            _number(x.minor, x.report.currency),
            x.report.currency,
        )
        for x in close.late
    ]
    headings = (
        *("Why", "Report", "Name", "Submitter", "Approved", "Booked"),
        *("Of the period", "Currency"),
    )
    own = [x.minor for x in close.late if x.report.currency == close.currency]
    total = _number(sum(own), close.currency)
    totals: Row = ("Total", None, None, None, None, None, total, close.currency)
    asked = "" if close.asked else " Expensify was not asked for what is not approved."
    remark = (
        f"What was spent by {day(close.period.last)} and is not in its books.{asked}"
    )
    return Section("Cut-off", remark, headings, rows, totals if own else ())


def _accrual(close: Close) -> Iterator[Section]:
    headings = ("Account", "Tracking", "Description", "Debit", "Credit")
    made = close.booked.accrual if close.booked else close.accrual
    state = f"In Vouch: {close.booked.progress.value}." if close.booked else "Not made."
    if made is None:
        yield Section("Accrual", "Nothing to accrue.", headings, ())
    else:
        for title, journal in (
            ("Accrual", made.journal),
            ("Accrual reversed", made.reversal),
        ):
            rows = [
                (
                    x.account,
                    ", ".join(f"{name}: {option}" for name, option in x.tracking),
                    x.description,
                    _column(x.debit, journal.currency),
                    _column(x.credit, journal.currency),
                )
                for x in journal.lines
            ]
            sums = (journal.debits, journal.credits)
            totals = (
                "Total",
                None,
                None,
                *(_number(x, journal.currency) for x in sums),
            )
            remark = f"{journal.narration}, dated {day(journal.dated)}. {state}"
            yield Section(title, remark, headings, rows, totals)
    if close.left_out:
        yield Section(
            "Not accrued",
            "Costs that cannot be accrued as they are.",
            ("Report", "Name", "Amount", "Currency", "Why"),
            [
                (x.report_id, x.name, _number(x.minor, x.currency), x.currency, x.why)
                for x in close.left_out
            ],
        )


def _clearing(clearing: Clearing) -> Section:
    def money(minor: int) -> Decimal:
        return _number(minor, clearing.currency)

    rows = [
        (
            x.dated,
            x.report_id,
            x.name,
            x.submitter,
            x.age(clearing.on).words,
            money(x.posted),
            money(x.card),
            money(x.reimbursed),
            money(x.open),
        )
        for x in clearing.items
    ]
    headings = (
        *("Date", "Report", "Name", "Submitter", "Age"),
        *("Credited", "By card", "Paid back", "Open"),
    )
    ages = ", ".join(
        f"{age.words.lower()} {grouped(clearing.by_age[age], clearing.currency)}"
        for age in Age
    )
    remark = (
        f"{clearing.name}, on {day(clearing.on)}: of {clearing.count:,} reports, "
        f"{grouped(clearing.posted, clearing.currency)} credited, "
        f"{grouped(clearing.card, clearing.currency)} by card, "
        f"{grouped(clearing.reimbursed, clearing.currency)} paid back. Open: {ages}."
    )
    sums = [sum(x.posted for x in clearing.items), sum(x.card for x in clearing.items)]
    sums += [sum(x.reimbursed for x in clearing.items), clearing.open]
    totals: Row = (None, "Total", None, None, None, *map(money, sums))
    title = f"Clearing {clearing.account}"
    return Section(title, remark, headings, rows, totals if rows else ())


def _completeness(close: Close) -> Section:
    found = close.completeness
    rows: list[Row] = []
    for words, tally in (
        ("In Expensify", found.expensify),
        *((found.words(x), found.parts[x]) for x in Part if x in found.parts),
    ):
        rows += [
            (words, Decimal(tally.count), _number(minor, currency), currency)
            for currency, minor in sorted(tally.totals.items())
        ]
    rows += [
        (
            f"{x.report_id}: {x.message}",
            Decimal(x.count),
            _number(x.minor, x.currency),
            x.currency,
        )
        for x in found.differences
    ]
    told = [f"{x.report_id}: {x.message}" for x in found.others]
    remark = (
        "Nothing is missing and nothing is too much."
        if found.complete
        else "Each difference is named below."
    )
    headings = ("Where", "Reports", "Amount", "Currency")
    return Section("Completeness", " ".join((remark, *told)), headings, rows)


def _number(minor: int, currency: str) -> Decimal:
    return Decimal(plain(minor, currency))


def _column(minor: int | None, currency: str) -> Cell:
    return None if minor is None else _number(minor, currency)


def said(cell: Cell) -> str:
    """A cell as people read it on paper."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:,f}"
        case date():
            return day(cell)
        case str():
            return cell
