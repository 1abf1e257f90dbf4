"""Creates and changes manual journals, one or many in a request."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.practice.faults import Kind
from app.practice.xero.answers import (
    Answer,
    RefusalError,
    invalid,
    success,
    validation_failed,
)
from app.practice.xero.books import Books
from app.practice.xero.company import Record
from app.practice.xero.drafting import Drafted, Drafter
from app.practice.xero.habits import Habits
from app.practice.xero.incoming import IncomingJournal
from app.practice.xero.rendering import journal_json, refused_json
from app.practice.xero.values import NIL_ID, Journal, Line, Note, Status

_DONE = {
    Status.DRAFT: "Edited",
    Status.POSTED: "Posted",
    Status.VOIDED: "Voided",
    Status.DELETED: "Deleted",
    Status.ARCHIVED: "Archived",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes into which books, when, and under what circumstances."""

    books: Books
    habits: Habits
    now: datetime
    user: str
    struck: Collection[Kind] = ()

    def create(self, incoming: Sequence[IncomingJournal], *, summarize: bool) -> Answer:
        """Create every journal; what Xero answers to PUT."""
        drafts = [(self._draft(each, None), None) for each in incoming]
        return self._written(drafts, summarize=summarize)

    def create_or_update(
        self, incoming: Sequence[IncomingJournal], *, summarize: bool
    ) -> Answer:
        """Change the journals that are named by id, create the others (POST)."""
        drafts = []
        for each in incoming:
            wanted = (each.manual_journal_id or NIL_ID).lower()
            before = self.books.journal(wanted)
            draft = self._draft(each, before)
            if before is None and wanted != NIL_ID:
                missing = f"There is no manual journal with the id {wanted}"
                draft = replace(draft, errors=(*draft.errors, missing))
            drafts.append((draft, before))
        return self._written(drafts, summarize=summarize)

    def update(self, incoming: Sequence[IncomingJournal], before: Journal) -> Answer:
        """Change the one journal that the address names."""
        if len(incoming) != 1:
            raise RefusalError(invalid("Exactly one manual journal is expected"))
        drafts = [(self._draft(incoming[0], before), before)]
        return self._written(drafts, summarize=True)

    def _draft(self, incoming: IncomingJournal, before: Journal | None) -> Drafted:
        drafter = Drafter(self.books.chart, self.habits, self.now)
        draft = drafter.draft(incoming, before)
        if Kind.DROP_ACCOUNT in self.struck:
            draft = self._without_account(draft)
        if Kind.DROP_TRACKING in self.struck:
            draft = _without_tracking(draft)
        return draft

    def _written(
        self, drafts: Sequence[tuple[Drafted, Journal | None]], *, summarize: bool
    ) -> Answer:
        if not drafts:
            raise RefusalError(invalid("No manual journals were given"))
        refused = [draft for draft, _ in drafts if draft.errors]
        if summarize and refused:
            elements = [self._refused_json(draft) for draft in refused]
            return validation_failed(elements)
        good = [(draft, before) for draft, before in drafts if not draft.errors]
        saved = iter(self.books.save([self._change(*pair) for pair in good]))
        shown = [
            self._refused_json(draft)
            if draft.errors
            else self._saved_json(next(saved), draft, summarize=summarize)
            for draft, _ in drafts
        ]
        return success(self.now, "ManualJournals", shown)

    def _change(self, draft: Drafted, before: Journal | None) -> tuple[Journal, Note]:
        journal = draft.journal
        same = before is not None and before.status is journal.status
        done = "Edited" if same else _DONE[journal.status]
        change = "Created" if before is None else done
        details = f"{change} as {journal.status}: {journal.narration}"
        return journal, Note(self.now, change, self.user, details)

    def _saved_json(self, saved: Journal, draft: Drafted, *, summarize: bool) -> Record:
        shown = journal_json(saved, self.books.chart)
        if draft.warnings:
            shown["Warnings"] = self._messages(draft.warnings)
        if not summarize:
            shown["StatusAttributeString"] = "WARNING" if draft.warnings else "OK"
        return shown

    def _refused_json(self, draft: Drafted) -> Record:
        shown = refused_json(draft.journal, self.books.chart)
        if draft.warnings:
            shown["Warnings"] = self._messages(draft.warnings)
        shown["StatusAttributeString"] = "ERROR"
        shown["ValidationErrors"] = self._messages(draft.errors)
        return shown

    def _messages(self, messages: Sequence[str]) -> list[dict[str, str]]:
        return [{self.habits.error_word: message} for message in messages]

    def _without_account(self, draft: Drafted) -> Drafted:
        """Take the account off the first line that has one, with a mere warning."""
        at = _first(draft, lambda line: bool(line.account))
        if at is None:
            return draft
        account = self.books.chart.accounts.get(draft.journal.lines[at].account or "")
        code = account.code if account else ""
        return _changed(
            draft,
            at,
            replace(draft.journal.lines[at], account=None),
            f"Account code '{code}' has been removed"
            " as it does not match a recognised account.",
        )


def _without_tracking(draft: Drafted) -> Drafted:
    """Take the tracking off the first line that has some, with a mere warning."""
    at = _first(draft, lambda line: bool(line.tracking))
    if at is None:
        return draft
    return _changed(
        draft,
        at,
        replace(draft.journal.lines[at], tracking=()),
        "Tracking has been removed as it does not match a recognised tracking option.",
    )


def _first(draft: Drafted, fits: Callable[[Line], bool]) -> int | None:
    lines = enumerate(draft.journal.lines)
    return next((at for at, line in lines if fits(line)), None)


def _changed(draft: Drafted, at: int, line: Line, warning: str) -> Drafted:
    before = draft.journal.lines
    lines = (*before[:at], line, *before[at + 1 :])
    return replace(
        draft,
        journal=replace(draft.journal, lines=lines),
        warnings=(*draft.warnings, warning),
    )
