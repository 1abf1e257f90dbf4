"""Says how far a close is, as documents and tables."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.grids import Column, Grid
from app.cli.present import Document
from app.domain.closing.accruals import Booked
from app.domain.closing.checklist import Close, SignOff
from app.domain.closing.pack import pack
from app.domain.closing.section import Section, said
from app.domain.money import grouped, plain

_SHOWN = 30


def close_document(close: Close) -> Document:
    """Everything that a close takes."""
    sign_off = close.sign_off
    return {
        "connection": close.connection.name,
        "period": close.period.name,
        "from": close.period.first.isoformat(),
        "to": close.period.last.isoformat(),
        "asked": close.asked,
        "done": not close.open_steps,
        "steps": [
            {"step": x.step.value, "standing": x.standing.value, "message": x.said}
            for x in close.items
        ],
        "late": [
            {
                "report_id": x.report.id,
                "why": x.why.value,
                "booked": x.dated.isoformat() if x.dated else None,
                "currency": x.report.currency,
                "amount": plain(x.minor, x.report.currency),
            }
            for x in close.late
        ],
        "accrual": booked_document(close.booked) if close.booked else None,
        "clearing": [
            {
                "account": x.account,
                "currency": x.currency,
                "reports": x.count,
                "credited": plain(x.posted, x.currency),
                "by_card": plain(x.card, x.currency),
                "paid_back": plain(x.reimbursed, x.currency),
                "open": plain(x.open, x.currency),
                "by_age": {
                    age.value: plain(minor, x.currency)
                    for age, minor in x.by_age.items()
                },
            }
            for x in close.clearing
        ],
        "sign_off": sign_off_document(sign_off) if sign_off else None,
    }


def booked_document(booked: Booked) -> Document:
    """An accrual and where its drafts stand."""
    journal, reversal = booked.accrual.journals
    return {
        "period": booked.period.name,
        "progress": booked.progress.value,
        "revision": booked.revision,
        "currency": journal.currency,
        "amount": plain(booked.minor, journal.currency),
        "date": journal.dated.isoformat(),
        "reversed_on": reversal.dated.isoformat(),
        "narration": journal.narration,
        "xero_ids": [xero_id for xero_id in booked.xero_ids if xero_id],
        "message": booked.why or None,
    }


def booked_words(booked: Booked) -> str:
    """The same in a sentence."""
    journal, reversal = booked.accrual.journals
    amount = f"{grouped(booked.minor, journal.currency)} {journal.currency}"
    return (
        f"{booked.period.name}: {amount}, dated {said(journal.dated)} and reversed on "
        f"{said(reversal.dated)}. {booked.progress.value.capitalize()}. {booked.why}"
    ).strip()


def sign_off_document(given: SignOff) -> Document:
    """Who signed, and whether that still holds."""
    return {
        "period": given.period.name,
        "name": given.name,
        "at": given.at.isoformat(),
        "remark": given.remark or None,
        "open_steps": list(given.open_steps),
        "withdrawn": given.withdrawn.isoformat() if given.withdrawn else None,
        "why": given.why or None,
    }


def close_tables(close: Close) -> Iterator[str | Grid]:
    """The checklist, and the beginning of what is behind it."""
    made = pack(close)
    yield made.title
    yield from made.lines
    for section in made.sections:
        if section.rows:
            yield _grid(section)
            if more := len(section.rows) - _SHOWN:
                yield from [f"… and {more:,} more; --pack writes all."] * (more > 0)


def _grid(section: Section) -> Grid:
    columns = [
        Column(name, right=True) if numeric else Column(name, least=12, folds=True)
        for name, numeric in zip(section.headings, section.numeric, strict=True)
    ]
    rows = section.rows[:_SHOWN]
    return Grid(section.title, columns, [[said(x) for x in row] for row in rows])
