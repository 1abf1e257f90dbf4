"""Journals as rows of a table, for people and for Xero's own import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from app.domain.books import Books
from app.domain.journals import Journal, JournalLine
from app.domain.mapping import NO_TAX
from app.domain.money import plain
from app.domain.overrides import Override, listed
from app.domain.postings import OPEN, Posting

Cell = str | Decimal | date | None
"""Text stays text, a number a number and a day a day; None leaves a cell empty."""

Row = tuple[Cell, ...]

REPORT_HEADINGS = (
    "Date",
    "Report",
    "Name",
    "Submitter",
    "Approved",
    "Connection",
    "Organisation",
    "State",
    "Total",
    "Currency",
    "Narration",
    "Xero id",
    "Revision",
    "In the way",
    "Changed by hand",
)
IMPORT_HEADINGS = (
    "*Narration",
    "*Date",
    "Description",
    "*AccountCode",
    "*TaxRate",
    "*Amount",
    "TrackingName1",
    "TrackingOption1",
    "TrackingName2",
    "TrackingOption2",
)
MOST_LINES = 300
"""What Xero takes in one import file (help.xero.com, ManualJournalsImport)."""

_MOST_TRACKING = 2
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNTAXED = "Tax Exempt"


class Form(StrEnum):
    """What journals can be written as."""

    BOOK = "book"
    TABLE = "table"
    XERO = "xero"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; ``left_out`` says of reports that are not in it, and why."""

    files: tuple[Path, ...]
    journals: int
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Naming:
    """What the codes of one connection are called, taken from its organisation."""

    connection: str
    organisation: str
    accounts: Mapping[str, str]
    taxes: Mapping[str, str]

    @classmethod
    def of(cls, connection: str, books: Books) -> Naming:
        """The names as the books have them."""
        return cls(
            connection,
            books.organisation.name,
            {a.code: a.name for a in books.accounts if a.code},
            {rate.tax_type: rate.name for rate in books.tax_rates},
        )

    def tax(self, tax_type: str) -> str:
        """The tax rate's name, which Xero's import asks for in full."""
        otherwise = _UNTAXED if tax_type == NO_TAX else tax_type
        return self.taxes.get(tax_type, otherwise)


def report_row(
    posting: Posting, naming: Naming, override: Override | None = None
) -> Row:
    """One report; its columns are REPORT_HEADINGS."""
    journal = posting.journal
    return (
        journal.dated if journal else None,
        posting.report_id,
        posting.report_name,
        posting.submitter or posting.submitter_email,
        posting.approved,
        naming.connection,
        naming.organisation,
        posting.state.words,
        amount(posting.total, posting.currency),
        posting.currency,
        journal.narration if journal else "",
        posting.xero_id,
        Decimal(posting.revision),
        posting.why or " ".join(p.message for p in posting.problems),
        listed(override, naming.accounts),
    )


def line_headings(tracking: Sequence[str]) -> tuple[str, ...]:
    """The columns of ``line_rows``, as Xero shows a journal."""
    before = ("Date", "Report", "Name", "Submitter", "Organisation", "Narration")
    line = ("Description", "Account", "Account name", "Tax rate")
    after = ("Debit", "Credit", "Currency", "State", "Xero id")
    return (*before, *line, *tracking, *after)


def line_rows(
    posting: Posting, naming: Naming, tracking: Sequence[str]
) -> Iterator[Row]:
    """The lines of a report's journal; of one without a journal a row without them."""
    journal, currency = posting.journal, posting.currency
    who = posting.submitter or posting.submitter_email
    before = (
        journal.dated if journal else None,
        posting.report_id,
        posting.report_name,
        who,
        naming.organisation,
        journal.narration if journal else "",
    )
    after = (currency, posting.state.words, posting.xero_id)
    if journal is None:
        blank = ("",) * (4 + len(tracking))
        yield (*before, *blank, None, None, *after)
        return
    for line in journal.lines:
        options = dict(line.tracking)
        yield (
            *before,
            line.description,
            line.account,
            naming.accounts.get(line.account, ""),
            naming.tax(line.tax_type),
            *(options.get(name, "") for name in tracking),
            amount(line.debit, currency),
            amount(line.credit, currency),
            *after,
        )


def importable(posting: Posting) -> str:
    """Why Xero's import must not have this report, in words; ``""`` when it may."""
    if posting.state not in OPEN:
        return posting.state.words.lower()
    if posting.journal is None or posting.blocking:
        return "needs attention"
    return ""


def import_row(journal: Journal, line: JournalLine, naming: Naming) -> Row:
    """One line for Xero's import; a debit is above zero and a credit below.

    Narration and description are set off by a space where a spreadsheet would take
    them for a formula; names that Xero has to find again are left as they are.
    """
    pairs = [name for pair in line.tracking[:_MOST_TRACKING] for name in pair]
    pairs += [""] * (2 * _MOST_TRACKING - len(pairs))
    return (
        _inert(journal.narration),
        _day(journal.dated),
        _inert(line.description),
        line.account,
        naming.tax(line.tax_type),
        amount(line.minor, journal.currency),
        *pairs,
    )


def parted(journals: Iterable[Journal]) -> list[list[Journal]]:
    """Journals in files that Xero takes, none of them torn apart."""
    files: list[list[Journal]] = []
    room = 0
    for journal in journals:
        if not files or len(journal.lines) > room:
            files.append([])
            room = MOST_LINES
        files[-1].append(journal)
        room -= len(journal.lines)
    return files


def amount(minor: int | None, currency: str) -> Decimal | None:
    """Minor units as a number with the currency's decimals; None for a blank cell."""
    return None if minor is None else Decimal(plain(minor, currency))


def _day(on: date) -> str:
    """A day that reads the same in every region: ``31 Aug 2026``."""
    at = 3 * (on.month - 1)
    return f"{on.day:02} {_MONTHS[at : at + 3]} {on.year}"


def _inert(text: str) -> str:
    return f" {text}" if text.startswith(_FORMULA) else text
