"""Undoing and replaying in words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from app.domain.differences import Pair, Replay
from app.domain.journals import JournalLine
from app.domain.postings import How, Posting
from app.domain.reversing import ReversalPlan
from app.domain.twins import surplus
from ui.models.table import RIGHT, Column
from ui.models.words import amount, bare_amount, counted, day, number, span

_MANY = 5
_WAYS = {How.DELETE: "Delete", How.VOID: "Void", How.MIRROR: "Mirror"}
_NOUNS = {How.DELETE: "draft", How.VOID: "journal", How.MIRROR: "journal"}
_DONE = {
    How.DELETE: "deleted in Xero",
    How.VOID: "voided in Xero",
    How.MIRROR: "reversed by another journal",
}


def doable(plans: Iterable[ReversalPlan]) -> tuple[ReversalPlan, ...]:
    """Leave out what cannot be done as planned."""
    return tuple(plan for plan in plans if not plan.why_not)


def to_reverse(
    plans: Iterable[ReversalPlan], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Say what this would do: one sentence for each way, place and currency."""
    groups: dict[tuple[How, str, str], list[ReversalPlan]] = {}
    for plan in doable(plans):
        posting = plan.posting
        to = names.get(posting.connection_id, posting.connection_id)
        groups.setdefault((plan.how, to, posting.currency), []).append(plan)
    return tuple(_sentence(found, *key) for key, found in groups.items())


def alone(plans: Sequence[ReversalPlan]) -> tuple[str, ...]:
    """Name the report where it is a single one."""
    if len(plans) != 1:
        return ()
    posting = plans[0].posting
    return (
        f"It is {posting.report_name} of {posting.submitter}, {posting.report_id}.",
    )


def _sentence(plans: Sequence[ReversalPlan], how: How, to: str, currency: str) -> str:
    total = amount(sum(plan.posting.total for plan in plans), currency)
    days = [plan.mirror.dated for plan in plans if plan.mirror]
    dated = ""
    if how is How.MIRROR and days:
        dated = f", by journals dated {span(min(days), max(days))}"
        if len(plans) == 1:
            dated = f", by a journal dated {day(days[0])}"
    what = counted(len(plans), _NOUNS[how])
    return f"{_WAYS[how]} {what}, {total} {currency}, in {to}{dated}."


def yes(plans: Sequence[ReversalPlan]) -> str:
    """Say what the button does."""
    ways = {plan.how for plan in plans}
    if len(ways) != 1:
        return f"Reverse {counted(len(plans), 'journal')}"
    (how,) = ways
    return f"{_WAYS[how]} {counted(len(plans), _NOUNS[how])}"


def left_alone(plans: Iterable[ReversalPlan]) -> tuple[str, ...]:
    """Say what stays as it is, and why."""
    return listed(
        [
            f"{plan.posting.report_id} stays: {plan.why_not}"
            for plan in plans
            if plan.why_not
        ]
    )


def listed(sentences: Sequence[str]) -> tuple[str, ...]:
    """Say the first few, and how many more there are."""
    more = len(sentences) - _MANY
    said = tuple(sentences[:_MANY])
    return (*said, f"And {number(more)} more.") if more > 0 else said


def undone(posting: Posting) -> str:
    """Say how a posting was undone."""
    reversal = posting.reversal
    return _DONE[reversal.how] if reversal else "reversed in Xero"


def to_void(posting: Posting, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say which copies go, and which journal stays."""
    to = names.get(posting.connection_id, posting.connection_id)
    money = f"{amount(posting.total, posting.currency)} {posting.currency}"
    copies = surplus(posting)
    each = " each" if len(copies) > 1 else ""
    goes = f"Void {counted(len(copies), 'journal')}, {money}{each}, in {to}:"
    stays = f"{posting.xero_id} stays as the journal of report {posting.report_id}."
    return (f"{goes} {', '.join(copies)}.", stays if posting.xero_id else "None stays.")


def yes_void(posting: Posting) -> str:
    """Say what the button does."""
    return f"Void {counted(len(surplus(posting)), 'copy', 'copies')}"


def mirror_day(plans: Iterable[ReversalPlan]) -> date | None:
    """Find the first day on which all of these can be mirrored."""
    return max((plan.mirror.dated for plan in plans if plan.mirror), default=None)


def compared(replay: Replay) -> tuple[str, ...]:
    """Say how then and now differ as a whole."""
    if replay.same:
        return ("What comes out today is the same as what was posted.",)
    then, now = replay.then, replay.now
    found = sum(pair.differs for pair in replay.pairs)
    lines = (f"{counted(found, 'line differs', 'lines differ')}.",) if found else ()
    if then and now and then.dated != now.dated:
        was, is_ = day(then.dated), day(now.dated)
        return (*lines, f"It was dated {was} then, and would be dated {is_} now.")
    return lines


def replay_columns(
    replay: Replay, account_names: Mapping[str, str]
) -> tuple[Column[Pair], ...]:
    """Columns for both journals, side by side; debits above zero, credits below."""
    currency = replay.posting.currency

    def account(pair: Pair) -> str:
        line = _line(pair)
        return f"{line.account} {account_names.get(line.account, '')}".strip()

    def tracking(pair: Pair) -> str:
        return " · ".join(option for _, option in _line(pair).tracking)

    then = f"Then (set-up {replay.then_version})"
    now = f"Now (set-up {replay.now_version})"
    money = (
        _money(then, lambda pair: pair.then, currency),
        _money(now, lambda pair: pair.now, currency),
    )
    return (
        Column("Line", mark, tone=_tone, sample="≠ Changed", firm=True),
        Column("Account", account, account),
        Column("Tracking", tracking, tracking, sample="Winter warmth 2026/27"),
        *money,
    )


def mark(pair: Pair) -> str:
    """Say whether a line differs, with a sign and a word."""
    if not pair.differs:
        return "= Same"
    if pair.then is None:
        return "+ New"
    return "\N{MINUS SIGN} Gone" if pair.now is None else "≠ Changed"


def _tone(pair: Pair) -> str:
    return "changed" if pair.differs else ""


def _line(pair: Pair) -> JournalLine:
    line = pair.now or pair.then
    if line is None:
        raise ValueError("a pair of nothing")
    return line


def _money(
    title: str, side: Callable[[Pair], JournalLine | None], currency: str
) -> Column[Pair]:
    def minor(pair: Pair) -> int | None:
        line = side(pair)
        return line.minor if line else None

    return Column(
        title,
        lambda pair: amount(minor(pair), currency),
        copied=lambda pair: bare_amount(minor(pair), currency),
        tone=_tone,
        sample=title,
        firm=True,
        align=RIGHT,
    )
