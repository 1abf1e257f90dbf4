"""Notices reports that changed, or went away, behind what waits or was posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.differences import words
from app.domain.expenses import Report
from app.domain.history import What
from app.domain.journals import Journal
from app.domain.overrides import content_of
from app.domain.postings import IN_FLIGHT, IN_XERO, OPEN, Posting, PostingId, State
from app.domain.problems import CHANGES, Code, Problem, Severity
from app.ports.expensify import RawReport
from app.ports.work import UnitOfWork, Work
from app.services.preparation import Bench, Preparation, current, persistently
from app.services.scribe import Scribe

_OPEN = OPEN | {State.HELD, State.REVERSED}
_IN_XERO = CHANGES - {Code.CHANGED_IN_EXPENSIFY}
_GONE = "The report is no longer in Expensify."


class Watching:
    """Looks again at reports that a sync's pulls did not bring.

    What waits may have been edited, un-approved or deleted since, and must not be
    posted as it was, nor must what was reversed be posted anew so; what was posted may
    no longer be what it was posted for.
    """

    def __init__(self, preparation: Preparation, work: Work, scribe: Scribe) -> None:
        self._preparation = preparation
        self._work = work
        self._scribe = scribe

    def unseen(self, bench: Bench, ids: Sequence[PostingId]) -> list[Posting]:
        """Those of ``ids`` that wait, may be again, or are in periods still open."""
        locked = bench.books.organisation.locked_until
        with self._work() as work:
            return [
                posting
                for posting in work.postings.many(ids)
                if posting.state in _OPEN
                or (posting.state in IN_XERO and _dated_after(posting, locked))
            ]

    def look(self, bench: Bench, raws: Sequence[RawReport]) -> int:
        """Judge reports that were read again by id; returns how many moved."""
        return persistently(lambda: self._looked(bench, raws))

    def gone(self, postings: Sequence[Posting]) -> int:
        """Say of these that Expensify no longer has them; returns how many moved."""
        ids = [p.id for p in postings]
        return persistently(lambda: self._gone(ids))

    def _looked(self, bench: Bench, raws: Sequence[RawReport]) -> int:
        with self._work() as work:
            bench = current(work, bench)
            known = work.postings.digests(bench.connection.id)
            taken = work.postings.taken(bench.connection, [raw.id for raw in raws])
            ids = [
                known[raw.id][0]
                for raw in raws
                if raw.id in known and raw.id not in taken
            ]
            olds = {p.report_id: p for p in work.postings.many(ids)}
            moves = [
                (olds[raw.id], *self.move(work, bench, olds[raw.id], raw))
                for raw in raws
                if raw.id in olds and _touched(olds[raw.id], raw)
            ]
            events = [
                self._scribe.of(new, what, detail, before=old)
                for old, new, what, detail in moves
            ]
            work.payloads.keep(bench.connection.id, raws, self._scribe.now())
            work.postings.save([new for _, new, _, _ in moves], events)
            work.commit()
        return len(moves)

    def move(
        self, work: UnitOfWork, bench: Bench, old: Posting, raw: RawReport
    ) -> tuple[Posting, What, str]:
        """What becomes of a posting whose report came with other content."""
        report = self._preparation.read(raw.raw, bench.workspace)
        if old.state in IN_XERO:
            before = self._before(work, bench, old)
            new, detail = self._judged(bench, old, before, report, raw.digest)
            return (
                new,
                What.CHANGED if new.state is State.CHANGED else What.CHECKED,
                detail,
            )
        if old.state is State.REVERSED:
            new = replace(_found(old), digest=raw.digest)
            return new, What.CHECKED, "The report changed in Expensify since."
        new = self._preparation.again(bench, _found(old), report, raw.digest)
        return new, What.REPREPARED, "The report changed in Expensify."

    def _gone(self, ids: Sequence[PostingId]) -> int:
        with self._work() as work:
            found = work.postings.many(ids)
            left_alone = IN_FLIGHT | {State.REVERSING}
            fresh = [p for p in found if not gone(p) and p.state not in left_alone]
            moves = [(old, _marked(old)) for old in fresh]
            events = self._scribe.of_each(moves, What.CHANGED)
            work.postings.save([new for _, new in moves], events)
            work.commit()
        return len(moves)

    def _before(self, work: UnitOfWork, bench: Bench, old: Posting) -> Report | None:
        """What the report said that was posted; None where that is not known."""
        place = (old.connection_id, old.report_id, old.digest)
        raw = work.payloads.raws([place]).get(place)
        if raw is None or Code.CHANGED_IN_EXPENSIFY in old.codes:
            return None
        return self._preparation.read(raw, bench.workspace)

    def _judged(
        self,
        bench: Bench,
        old: Posting,
        before: Report | None,
        report: Report,
        digest: str,
    ) -> tuple[Posting, str]:
        """A posted report with other content: the posting, and what to say of it.

        That a report was paid makes no other journal, nor do a set-up, a lock or a day
        that are not those of its posting.
        """
        if not report.final:
            said = f"The report is {report.status} again in Expensify."
            return _changed(old, said, digest), said
        now = self._preparation.computed(bench, old, report)
        then = self._preparation.computed(bench, old, before) if before else None
        if _same(old.journal, now.journal) or (
            before and then and _alike(before, then.journal, report, now.journal)
        ):
            kept = tuple(
                p for p in old.problems if p.code is not Code.CHANGED_IN_EXPENSIFY
            )
            back = _settled_state(old, kept)
            return replace(old, digest=digest, problems=kept, state=back), (
                "The report changed in Expensify, its journal did not."
            )
        said = _otherwise(old.journal, now.journal)
        return _changed(old, said, digest), said


def _same(posted: Journal | None, now: Journal | None) -> bool:
    """Whether both say the same of money: day, accounts, tax, tracking and amounts."""
    if posted is None or now is None:
        return False
    return posted.dated == now.dated and _money(posted) == _money(now)


def _alike(
    before: Report, then: Journal | None, report: Report, now: Journal | None
) -> bool:
    """Whether two contents of a report are the same to its journal."""
    if then is None and now is None:
        return content_of(before) == content_of(report)
    return _same(then, now)


def _otherwise(posted: Journal | None, now: Journal | None) -> str:
    """Line by line, how the report would be posted now."""
    said = "The report would make another journal now than the one that was posted."
    return " ".join([said, *words(posted, now)]) if now else said


def gone(posting: Posting) -> bool:
    """Whether Expensify no longer had the report when it was last asked."""
    return any(p.message == _GONE for p in posting.problems)


def _dated_after(posting: Posting, locked: date | None) -> bool:
    journal = posting.journal
    return journal is not None and (locked is None or journal.dated > locked)


def _touched(posting: Posting, raw: RawReport) -> bool:
    if posting.state in IN_FLIGHT:  # it is found in Xero by the journal that it has
        return False
    return posting.digest != raw.digest or gone(posting)


def _found(old: Posting) -> Posting:
    """A posting whose report was seen again."""
    return replace(old, problems=tuple(p for p in old.problems if p.message != _GONE))


def _marked(old: Posting) -> Posting:
    """A posting whose report is gone: changed if in Xero, else not to be posted."""
    if old.state in IN_XERO:
        return _changed(old, _GONE, old.digest)
    problem = Problem(Code.CHANGED_IN_EXPENSIFY, _GONE)
    state = State.BLOCKED if old.state in OPEN else old.state
    return replace(old, state=state, problems=(*old.problems, problem))


def _money(journal: Journal) -> list[tuple[object, ...]]:
    return [(x.account, x.tax_type, x.tracking, x.minor) for x in journal.lines]


def _changed(old: Posting, said: str, digest: str) -> Posting:
    problem = Problem(Code.CHANGED_IN_EXPENSIFY, said, severity=Severity.WARNING)
    kept = tuple(p for p in old.problems if p.code is not Code.CHANGED_IN_EXPENSIFY)
    state = old.state if old.state is State.REVERSING else State.CHANGED
    return replace(old, state=state, digest=digest, problems=(*kept, problem))


def _settled_state(old: Posting, problems: tuple[Problem, ...]) -> State:
    """A changed report that is as posted again is simply posted again."""
    if old.state is not State.CHANGED or _IN_XERO & {p.code for p in problems}:
        return old.state
    return old.as_sent
