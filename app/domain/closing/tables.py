"""The tables of the close pack, each made of what a period was closed on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.domain.closing.checklist import Close
from app.domain.closing.clearance import Age, Clearing
from app.domain.closing.section import Section, column, number
from app.domain.completeness import Part
from app.domain.exports import Row
from app.domain.money import grouped
from app.domain.narration import day


def checklist(close: Close) -> Section:
    """Every step, how it stands and what it says."""
    rows = [(x.step.words, x.standing.words, x.said) for x in close.items]
    return Section("Checklist", "", ("Step", "Standing", "What it says"), rows)


def reports(close: Close) -> Section:
    """Every report of the period, with its id in Xero."""
    rows = [
        (
            x.dated,
            x.report_id,
            x.name,
            x.submitter,
            x.state.words,
            number(x.minor, x.currency),
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
    total = number(sum(own), close.currency)
    totals: Row = (None, "Total", None, None, None, total, close.currency, None)
    remark = "Every report approved in the period."
    return Section("Reports", remark, headings, rows, totals if own else ())


def cut_off(close: Close) -> Section:
    """What was spent in the period and is not in its books."""
    rows = [
        (
            x.why.words,
            x.report.id,
            x.report.name,
            x.report.submitter or x.report.submitter_email,
            x.report.approved,
            x.dated,
            number(x.minor, x.report.currency),
            x.report.currency,
        )
        for x in close.late
    ]
    headings = (
        *("Why", "Report", "Name", "Submitter", "Approved", "Booked"),
        *("Of the period", "Currency"),
    )
    own = [x.minor for x in close.late if x.report.currency == close.currency]
    total = number(sum(own), close.currency)
    totals: Row = ("Total", None, None, None, None, None, total, close.currency)
    asked = "" if close.asked else " Expensify was not asked for what is not approved."
    remark = (
        f"What was spent by {day(close.period.last)} and is not in its books.{asked}"
    )
    return Section("Cut-off", remark, headings, rows, totals if own else ())


def accrual(close: Close) -> Iterator[Section]:
    """The accrual and its reversal, and what could not be accrued."""
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
                    column(x.debit, journal.currency),
                    column(x.credit, journal.currency),
                )
                for x in journal.lines
            ]
            sums = (journal.debits, journal.credits)
            totals = (
                "Total",
                None,
                None,
                *(number(x, journal.currency) for x in sums),
            )
            remark = f"{journal.narration}, dated {day(journal.dated)}. {state}"
            yield Section(title, remark, headings, rows, totals)
    if close.left_out:
        yield Section(
            "Not accrued",
            "Costs that cannot be accrued as they are.",
            ("Report", "Name", "Amount", "Currency", "Why"),
            [
                (x.report_id, x.name, number(x.minor, x.currency), x.currency, x.why)
                for x in close.left_out
            ],
        )


def account_cleared(clearing: Clearing) -> Section:
    """What is open on a clearing account, by report and age."""

    def money(minor: int) -> Decimal:
        return number(minor, clearing.currency)

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


def completeness(close: Close) -> Section:
    """How what Expensify has adds up, each difference named."""
    found = close.completeness
    rows: list[Row] = []
    for words, tally in (
        ("In Expensify", found.expensify),
        *((found.words(x), found.parts[x]) for x in Part if x in found.parts),
    ):
        rows += [
            (words, Decimal(tally.count), number(minor, currency), currency)
            for currency, minor in sorted(tally.totals.items())
        ]
    rows += [
        (
            f"{x.report_id}: {x.message}",
            Decimal(x.count),
            number(x.minor, x.currency),
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
