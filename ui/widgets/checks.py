"""What a posting was held against, one line each, with how it came out."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.overview import Detail
from app.domain.postings import State
from app.domain.preparing import effective
from ui.models.table import Column
from ui.models.words import amount, counted, day
from ui.widgets.palette import Tone


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison and its outcome."""

    what: str
    found: str
    fine: bool


CHECK_COLUMNS = (
    Column[Check](
        "Check",
        lambda check: check.what,
        tone=lambda check: "" if check.fine else Tone.FAILED,
        sample="The expenses add up to the report's total",
    ),
    Column[Check]("Found", lambda check: check.found, lambda check: check.found),
    Column[Check](
        "Outcome",
        lambda check: "✓ Agrees" if check.fine else "✗ Does not",
        tone=lambda check: Tone.POSTED if check.fine else Tone.FAILED,
        sample="✗ Does not",
        firm=True,
    ),
)


def checks(detail: Detail) -> tuple[Check, ...]:
    """Hold a posting against its report, its books and itself."""
    posting, books = detail.posting, detail.organisation
    made = [*_amounts(detail)]
    base = books.base_currency
    made.append(
        Check(
            "The currency is the organisation's own",
            f"{posting.currency}, {books.name} keeps its books in {base}",
            posting.currency == base,
        )
    )
    if posting.journal is not None:
        made += _dates(detail)
    made.append(
        Check(
            "Nothing stands in the way",
            ", ".join(p.code for p in posting.blocking) or "no blocking problem",
            not posting.blocking,
        )
    )
    return tuple(made)


def _amounts(detail: Detail) -> list[Check]:
    posting, made = detail.posting, []
    currency = posting.currency
    if detail.report is not None:
        expenses = detail.report.expenses
        total = sum(effective(x, currency) for x in expenses)
        made.append(
            Check(
                "The expenses add up to the report's total",
                f"{amount(total, currency)} of {amount(posting.total, currency)}",
                total == posting.total,
            )
        )
    if posting.journal is not None:
        debits, credits_ = posting.journal.debits, posting.journal.credits
        made.append(
            Check(
                "Debits equal credits",
                f"{amount(debits, currency)} and {amount(credits_, currency)}",
                posting.journal.balanced,
            )
        )
    return made


def _dates(detail: Detail) -> list[Check]:
    posting, lock = detail.posting, detail.organisation.locked_until
    if posting.journal is None or posting.state is not State.READY:
        return []
    dated = posting.journal.dated
    locked = f"locked up to {day(lock)}" if lock else "no lock date is set"
    return [
        Check(
            "The journal's day is open in Xero",
            f"{day(dated)}, {locked}",
            lock is None or dated > lock,
        )
    ]


def origin(detail: Detail) -> str:
    """Say what the journal was computed from, for those who have to prove it."""
    posting = detail.posting
    facts = [
        f"Revision {posting.revision}",
        f"set-up version {posting.setup_version}",
        f"payload {posting.digest[:12]}",
    ]
    if posting.journal is not None:
        facts.append(f"fingerprint {posting.journal.fingerprint[:12]}")
    if posting.attempt:
        facts.append(f"sent {counted(posting.attempt, 'time')}")
    return " · ".join(facts)
