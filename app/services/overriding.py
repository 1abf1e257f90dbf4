"""Changes account, tracking or date of single journals, for a reason that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.domain.expenses import Report, effective
from app.domain.history import What
from app.domain.money import grouped
from app.domain.overrides import (
    ByHand,
    Choices,
    Override,
    Recode,
    Recoding,
    Redating,
    choices,
    content_of,
    said,
)
from app.domain.postings import OPEN, Posting, PostingId, State
from app.domain.reversing import REVERSIBLE
from app.errors import InputError
from app.ports.work import UnitOfWork, Work
from app.services.preparation import Bench, Preparation, bench
from app.services.scribe import Scribe

_OPEN = OPEN | {State.HELD}
_CHANGEABLE = _OPEN | REVERSIBLE | {State.REVERSED}

Make = Callable[[Override, Report, Bench], tuple[Override, str]]


class Overriding:
    """Works on one report at a time; used on one thread.

    What waits is computed anew at once. What is in Xero stays as it is there: the
    changes count when it is posted anew.
    """

    def __init__(self, work: Work, preparation: Preparation, scribe: Scribe) -> None:
        self._work = work
        self._preparation = preparation
        self._scribe = scribe

    def choices(self, posting_id: PostingId) -> Choices:
        """What the organisation of a posting offers."""
        with self._work() as work:
            ready = bench(work, self._posting(work, posting_id).connection_id)
        return choices(ready.books, ready.version.setup)

    def recode(self, posting_id: PostingId, what: Recode, why: str) -> Posting:
        """Send some expenses elsewhere; InputError where that cannot be."""

        def make(old: Override, report: Report, ready: Bench) -> tuple[Override, str]:
            offered = choices(ready.books, ready.version.setup)
            refusal = _unknown(what, report) or offered.refusal(what)
            if refusal:
                raise InputError(refusal)
            change = Recoding(what, reason, self._scribe.who, self._scribe.now())
            return old.with_change(change), _told(change, report, ready)

        reason = _reason(why)
        return self._changed(posting_id, What.CHANGED_BY_HAND, make)

    def redate(self, posting_id: PostingId, on: date, why: str) -> Posting:
        """Date the journal otherwise; InputError where that day is locked."""

        def make(old: Override, report: Report, ready: Bench) -> tuple[Override, str]:
            refusal = choices(ready.books, ready.version.setup).closed(on)
            if refusal:
                raise InputError(refusal)
            change = Redating(on, reason, self._scribe.who, self._scribe.now())
            return old.with_change(change), _told(change, report, ready)

        reason = _reason(why)
        return self._changed(posting_id, What.CHANGED_BY_HAND, make)

    def undo(self, posting_id: PostingId, changes: tuple[ByHand, ...]) -> Posting:
        """Take these changes back; what is not there any more is left alone."""

        def make(old: Override, report: Report, ready: Bench) -> tuple[Override, str]:
            new = old
            for change in changes:
                new = new.without(change)
            if new == old:
                raise InputError("There is no such change by hand.")
            return new, " ".join(_told(change, report, ready) for change in changes)

        return self._changed(posting_id, What.CHANGE_UNDONE, make)

    def keep(self, posting_id: PostingId) -> Posting:
        """Say that the changes hold for what the report says now."""

        def make(old: Override, report: Report, ready: Bench) -> tuple[Override, str]:
            if not old.changes or old.holds_for(report):
                raise InputError("There is no change by hand to keep.")
            new = old.kept_for(report)
            return new, " ".join(_told(x, report, ready) for x in new.changes)

        return self._changed(posting_id, What.CHANGE_KEPT, make)

    def _changed(self, posting_id: PostingId, what: What, make: Make) -> Posting:
        with self._work() as work:
            posting = self._posting(work, posting_id)
            ready = bench(work, posting.connection_id)
            report = self._report(work, posting, ready)
            old = ready.overrides.get(posting.report_id)
            made, detail = make(old or Override(content_of(report)), report, ready)
            new = made if made.changes else None
            overrides = {x: y for x, y in ready.overrides.items() if x != report.id}
            if new is not None:
                overrides[posting.report_id] = new
            work.overrides.save(posting.connection_id, posting.report_id, new)
            after = posting
            if posting.state in _OPEN:
                now = replace(ready, overrides=overrides)
                after = self._preparation.again(now, posting, report, posting.digest)
            event = self._scribe.of(after, what, detail, before=posting)
            work.postings.save([after], [event])
            work.commit()
        with self._work() as work:
            return work.postings.get(posting_id)

    def _posting(self, work: UnitOfWork, posting_id: PostingId) -> Posting:
        try:
            posting = work.postings.get(posting_id)
        except LookupError as error:
            raise InputError(f"There is no posting {posting_id}.") from error
        [newest] = work.postings.newest(posting.report_id, posting.connection_id)
        if newest.id != posting_id:
            raise InputError(f"Revision {newest.revision} came after it.")
        if posting.state not in _CHANGEABLE:
            words = posting.state.words.lower()
            raise InputError(
                f"Report {posting.report_id} cannot be changed now: it is {words}."
            )
        return posting

    def _report(self, work: UnitOfWork, posting: Posting, ready: Bench) -> Report:
        place = (posting.connection_id, posting.report_id, posting.digest)
        raw = work.payloads.raws([place]).get(place)
        if raw is None:
            raise InputError("What the report says is not kept; sync first.")
        return self._preparation.read(raw, ready.workspace)


def _reason(why: str) -> str:
    if not why.strip():
        raise InputError("A reason is needed.")
    return why.strip()


def _unknown(what: Recode, report: Report) -> str:
    there = {x.id for x in report.expenses}
    missing = [x for x in what.expenses if x not in there]
    if missing:
        return f"The report has no expense {missing[0]}."
    return "" if what.expenses else "Name the expenses that are meant."


def _told(change: ByHand, report: Report, ready: Bench) -> str:
    """A change in one sentence, with its reason."""
    if isinstance(change, Redating):
        return f"Dated {change.on:%d %b %Y}: {change.why}."
    wanted = set(change.what.expenses)
    behind = [x for x in report.expenses if x.id in wanted]
    total = sum(effective(x, report.currency) for x in behind)
    things = "expense" if len(behind) == 1 else "expenses"
    names: dict[str, str] = {x.code: x.name for x in ready.books.accounts if x.code}
    sums = f"{grouped(total, report.currency)} {report.currency}"
    to = said(change.what, names)
    return f"{len(behind)} {things}, {sums}: {to}: {change.why}."
