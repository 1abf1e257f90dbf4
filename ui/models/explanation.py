"""An event, and why its journal is as it is, in sections of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.explaining import Because, ExplainedLine, Explanation
from app.domain.history import Kept
from app.domain.journals import Journal
from ui.models.history import changes_of
from ui.models.words import amount, counted, day, moment

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with its money and what is to be said of it."""

    title: str
    money: str
    notes: tuple[str, ...] = ()
    within: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, facts by their names, and items."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()


def event_section(kept: Kept) -> Section:
    """All that is kept of an event."""
    event = kept.event
    facts = (
        ("When", moment(event.at)),
        ("Who", event.who),
        ("Report", event.report_id),
        ("Said", event.detail),
        ("Changed", changes_of(kept)),
        ("Event", f"{kept.number}, chained as {kept.link}"),
    )
    return Section(event.what.capitalize(), _said(facts))


def explanation_sections(of: Explanation) -> tuple[Section, ...]:
    """Where a journal comes from, rule by rule, and what became of it."""
    journal = of.posting.journal
    found = [_source(of), _mapping(of)]
    if journal is not None:
        found += [_journal(of, journal), _lines(of, journal)]
    return (*found, _outcome(of))


def as_text(sections: Iterable[Section]) -> str:
    """Sections as plain text, for the clipboard."""
    return "\n\n".join("\n".join(_written(section)) for section in sections)


def _source(of: Explanation) -> Section:
    posting, report = of.posting, of.report
    approved = f"{day(posting.approved)}" if posting.approved else ""
    by = ", ".join(x.name or x.email for x in report.approvals) if report else ""
    total = f"{amount(posting.total, posting.currency)} {posting.currency}"
    facts = (
        ("Report", f"{posting.report_id} · {posting.report_name}"),
        ("Submitted by", posting.submitter or posting.submitter_email),
        ("Approved", f"{approved} by {by}" if approved and by else approved),
        ("Total", total),
        ("As it came", f"SHA-256 {posting.digest}"),
        ("Read", "" if report else "The report as it came is not kept any more."),
    )
    return Section("Source", _said(facts))


def _mapping(of: Explanation) -> Section:
    made = of.mapped.event if of.mapped else None
    facts = (
        ("Connection", f"{of.connection}, to {of.organisation}"),
        ("Version", str(of.posting.setup_version)),
        ("Made", f"{moment(made.at)} by {made.who}" if made else "not known"),
        ("What", made.detail if made else ""),
    )
    return Section("Mapping", _said(facts))


def _journal(of: Explanation, journal: Journal) -> Section:
    facts = (
        ("Date", day(journal.dated)),
        ("Narration", journal.narration),
        ("Revision", str(of.posting.revision)),
        ("Debits", f"{amount(journal.debits, journal.currency)} {journal.currency}"),
        ("Credits", f"{amount(journal.credits, journal.currency)} {journal.currency}"),
        ("Fingerprint", journal.fingerprint),
    )
    return Section("Journal", facts)


def _lines(of: Explanation, journal: Journal) -> Section:
    currency = of.report.currency if of.report else journal.currency
    items = (_line(x, journal.currency, currency) for x in of.lines)
    lines = counted(len(of.lines), "line")
    title = f"{lines}, by version {of.posting.setup_version} of the mapping"
    return Section(title, items=tuple(items))


def _line(of: ExplainedLine, currency: str, of_report: str) -> Item:
    line = of.line
    side = "Debit" if line.minor > 0 else "Credit"
    tracked = (f"{category}: {option}" for category, option in line.tracking)
    title = " · ".join((of.account, *tracked, line.tax_type))
    money = f"{side} {amount(abs(line.minor), currency)}"
    within = tuple(_because(x, of_report) for x in of.because)
    return Item(title, money, (), within)


def _because(of: Because, currency: str) -> Item:
    parts = (of.expense.merchant, day(of.expense.spent))
    title = " · ".join(part for part in parts if part) or of.expense.id
    return Item(title, amount(of.minor, currency), of.rules)


def _outcome(of: Explanation) -> Section:
    posting = of.posting
    sent = tuple(
        Item(
            f"Sent {moment(x.begun)}",
            "",
            (
                f"idempotency key {x.key}",
                f"settled {moment(x.settled)}" if x.settled else "not settled yet",
            ),
        )
        for x in of.sent
    )
    facts = (
        ("State", posting.state.words),
        ("Why", posting.why),
        ("Xero id", posting.xero_id),
        ("Address", of.xero_link),
        ("Attempts", str(posting.attempt)),
    )
    story = tuple(
        Item(
            f"{moment(x.event.at)} · {x.event.what.capitalize()} · {x.event.who}",
            "",
            (x.event.detail,) if x.event.detail else (),
        )
        for x in sorted(of.events, key=lambda x: x.number)
    )
    return Section("What became of it", _said(facts), (*sent, *story))


def _said(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)


def _written(section: Section) -> Iterator[str]:
    yield section.title
    yield from (f"{_INDENT}{name}: {value}" for name, value in section.facts)
    for item in section.items:
        yield from _item(item, 1)


def _item(item: Item, depth: int) -> Iterator[str]:
    money = f"  {item.money}" if item.money else ""
    yield f"{_INDENT * depth}{item.title}{money}"
    yield from (f"{_INDENT * (depth + 1)}{note}" for note in item.notes)
    for within in item.within:
        yield from _item(within, depth + 1)
