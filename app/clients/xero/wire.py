"""Manual journals as Xero tells of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeVar
from uuid import UUID

import msgspec

from app.clients.xero.dates import day, moment
from app.domain.money import places
from app.errors import BrokenAnswerError
from app.ports.xero import Answer, LedgerJournal, LedgerLine

T = TypeVar("T")

_NIL = UUID(int=0)
_MOST_DIGITS = 15


class Message(msgspec.Struct, rename="pascal"):
    """An error or a warning; Xero's pages show its text under either name."""

    message: str | None = None
    description: str | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return self.message or self.description or ""


class Tracked(msgspec.Struct, rename="pascal"):
    """A tracking option on a line."""

    name: str | None = None
    option: str | None = None


class Line(msgspec.Struct, rename="pascal"):
    """A line of a journal."""

    line_amount: Decimal | None = None
    account_code: str | None = None
    tax_type: str | None = None
    description: str | None = None
    tracking: list[Tracked] | None = None
    is_blank: bool | None = None


class Element(msgspec.Struct, rename="pascal"):
    """A manual journal, or what became of one that was sent."""

    id: str | None = msgspec.field(default=None, name="ManualJournalID")
    narration: str | None = None
    status: str | None = None
    date: str | None = None
    updated: str | None = msgspec.field(default=None, name="UpdatedDateUTC")
    url: str | None = None
    journal_lines: list[Line] | None = None
    status_attribute_string: str | None = None
    warnings: list[Message] | None = None
    validation_errors: list[Message] | None = None

    @property
    def xero_id(self) -> str:
        """Its id; ``""`` for none and for the nil id of what was not saved."""
        try:
            known = UUID(self.id or "")
        except ValueError:
            return ""
        return "" if known == _NIL else (self.id or "")

    @property
    def errors(self) -> tuple[str, ...]:
        """Why it was not saved; empty when nothing speaks against it."""
        said = texts(self.validation_errors)
        failed = (self.status_attribute_string or "").upper() == "ERROR"
        if failed and not said:
            return ("Xero did not save this journal and did not say why.",)
        return said


class _Pagination(msgspec.Struct, rename="camel"):
    page_count: int | None = None


class Journals(msgspec.Struct, rename="pascal"):
    """The envelope of manual journals."""

    status: str | None = None
    manual_journals: list[Element] | None = None
    pagination: _Pagination | None = msgspec.field(default=None, name="pagination")


class Refusal(msgspec.Struct, rename="pascal"):
    """The body of an answer that is an error."""

    message: str | None = None
    detail: str | None = None
    elements: list[Element] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list; ``pages`` is None where Xero does not say how many there are."""

    elements: tuple[Element, ...]
    pages: int | None


def decoded(content: bytes, kind: type[T]) -> T:
    """Read a body; BrokenAnswerError whatever is wrong with it."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError) as error:
        reason = (
            "it is nested too deeply" if isinstance(error, RecursionError) else error
        )
        raise BrokenAnswerError(f"Xero's answer cannot be read: {reason}") from error


def answers(content: bytes, count: int) -> tuple[Answer, ...]:
    """What became of each of ``count`` journals; BrokenAnswerError unless all are told.

    One with an id *and* errors contradicts itself and is given as it came.
    """
    envelope = decoded(content, Journals)
    elements = envelope.manual_journals
    if elements is None or len(elements) != count:
        told = "none" if elements is None else len(elements)
        raise BrokenAnswerError(
            f"Xero told of {told} journals where {count} were sent."
        )
    fine = (envelope.status or "").upper() == "OK"
    if not fine and any(x.xero_id and not x.errors for x in elements):
        raise BrokenAnswerError(f"Xero's answer has the status {envelope.status!r}.")
    return tuple(_answer(element) for element in elements)


def page(content: bytes) -> Page:
    """Part of the list of manual journals."""
    envelope = decoded(content, Journals)
    if envelope.manual_journals is None:
        raise BrokenAnswerError("Xero's answer holds no list of manual journals.")
    pages = envelope.pagination.page_count if envelope.pagination else None
    return Page(tuple(envelope.manual_journals), pages)


def journal(element: Element, currency: str) -> LedgerJournal:
    """A journal as Xero holds it.

    An amount with more decimals than the currency is rounded: somebody else's odd
    journal must not keep ours from being found.
    """
    if not element.xero_id or not element.date:
        raise BrokenAnswerError("Xero gave a manual journal without an id or a date.")
    return LedgerJournal(
        xero_id=element.xero_id,
        narration=element.narration or "",
        status=element.status or "",
        dated=day(element.date),
        lines=tuple(
            _line(line, currency)
            for line in element.journal_lines or ()
            if line.line_amount or not line.is_blank
        ),
        updated=moment(element.updated) if element.updated else None,
        url=element.url or "",
    )


def refusal_words(refusal: Refusal) -> tuple[str, ...]:
    """Every message of an error, word for word and once."""
    of_elements = [
        text
        for element in refusal.elements or ()
        for text in texts(element.validation_errors) + texts(element.warnings)
    ]
    own = [refusal.message or refusal.detail or ""]
    return tuple(dict.fromkeys(x for x in of_elements or own if x))


def texts(messages: Iterable[Message] | None) -> tuple[str, ...]:
    """The words of messages, each once; an empty one still counts as said."""
    return tuple(dict.fromkeys(x.text or "(no words)" for x in messages or ()))


def _answer(element: Element) -> Answer:
    errors = element.errors
    if not element.xero_id and not errors:
        errors = ("Xero did not save this journal and did not say why.",)
    return Answer(
        narration=element.narration or "",
        xero_id=element.xero_id,
        status=element.status or "",
        errors=errors,
        warnings=texts(element.warnings),
    )


def _line(line: Line, currency: str) -> LedgerLine:
    return LedgerLine(
        account=line.account_code or "",
        minor=_minor(line.line_amount or Decimal(0), currency),
        tax_type=line.tax_type or "",
        tracking=tuple((x.name or "", x.option or "") for x in line.tracking or ()),
        description=line.description or "",
    )


def _minor(amount: Decimal, currency: str) -> int:
    if not amount.is_finite() or amount.adjusted() > _MOST_DIGITS:
        raise BrokenAnswerError("Xero gave an amount that is none.")
    unit = Decimal(1).scaleb(-places(currency))
    rounded = amount.quantize(unit, rounding=ROUND_HALF_EVEN)
    return int(rounded.scaleb(places(currency)))
