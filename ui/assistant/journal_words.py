"""What the last step says, at each stage of the first journal."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.beginning import Beginning
from app.domain.listing import PostingPage
from app.domain.overview import Detail
from app.domain.postings import State
from ui.models.words import counted, day, number


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence, and what is to be known of the journal."""

    title: str
    facts: str = ""


def words_of(
    begun: Beginning, page: PostingPage | None, detail: Detail | None, refused: str
) -> Words:
    """The words for where it is now."""
    if begun.connection_id is None:
        return Words(
            "Everything is chosen. What was approved since the start is read next, and "
            "its journals are prepared; nothing is posted."
        )
    facts = _facts(detail) if detail else ""
    if refused:
        return Words(f"It was not done: {refused}", facts)
    if begun.posting_id is not None:
        return Words(
            "It is in Xero now, as a draft. Open it there; then come back and keep it, "
            "or delete it again.",
            facts,
        )
    if page is None:
        return Words("Reading what is ready…")
    if not page.matching:
        return Words(_nothing(page, more=len(begun.pairs) > 1))
    return Words(f"{counted(page.matching, 'report')} ready. {_rest(page)}", facts)


def undone(page: PostingPage | None) -> str:
    """What becomes of reports whose journal was taken out of Xero again."""
    tally = page.tallies.get(State.REVERSED) if page else None
    if tally is None:
        return ""
    reports = counted(tally.count, "report was", "reports were")
    one = tally.count == 1
    return (
        f"{reports} undone in Xero and {'stands' if one else 'stand'} in Review as "
        f"Reversed. Nothing posts {'it' if one else 'them'} again by itself; Replay "
        "there does."
    )


def _nothing(page: PostingPage, *, more: bool) -> str:
    waiting = page.tallies.get(State.BLOCKED)
    if waiting:
        reports = counted(waiting.count, "report")
        on = "go on with the next company" if more else "finish here and go on"
        need = "needs" if waiting.count == 1 else "need"
        return (
            f"No report is ready yet: {reports} {need} attention, most likely for a "
            f"category that is not mapped. You can {on}, and map it on the page "
            "Mapping."
        )
    return "There is no report to post yet. The next sync brings what is approved."


def _rest(page: PostingPage) -> str:
    waiting = page.tallies.get(State.BLOCKED)
    said = "Choose one to begin with; this is what Xero will show."
    if waiting is None:
        return said
    need = "needs" if waiting.count == 1 else "need"
    return f"{number(waiting.count)} more {need} attention. {said}"


def _facts(detail: Detail) -> str:
    journal = detail.posting.journal
    if journal is None:
        return ""
    to = f"{day(journal.dated)} · {detail.organisation.name}"
    return f"{to} · {journal.narration}"
