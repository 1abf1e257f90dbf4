"""Notices reports that changed after they were posted."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from app.domain.expenses import Report
from app.domain.history import What
from app.domain.journals import Journal
from app.domain.postings import IN_XERO, Posting, State
from app.domain.problems import Code, Problem, Severity
from app.ports import RawReport, Work
from app.services.preparation import Bench, Preparation
from app.services.scribe import Scribe

_UNAPPROVED = frozenset({"open", "draft", "processing", "outstanding", "submitted"})


class Watching:
    """Compares what was posted with what Expensify says now."""

    def __init__(self, preparation: Preparation, work: Work, scribe: Scribe) -> None:
        self._preparation = preparation
        self._work = work
        self._scribe = scribe

    def unseen(self, bench: Bench, seen: Container[str]) -> list[Posting]:
        """What was posted in open periods and did not come with this sync."""
        locked = bench.books.organisation.locked_until
        with self._work() as work:
            return [
                posting
                for posting in work.postings.select(IN_XERO, bench.connection.id)
                if posting.report_id not in seen
                and posting.journal is not None
                and (locked is None or posting.journal.dated > locked)
            ]

    def look(self, bench: Bench, raws: Sequence[RawReport]) -> int:
        """Judge posted reports that were read again; returns how many moved."""
        with self._work() as work:
            known = work.postings.digests(bench.connection.id)
            olds = {
                p.report_id: p
                for p in work.postings.many(
                    [known[r.id][0] for r in raws if r.id in known]
                )
            }
            moves, events = [], []
            for raw in raws:
                old = olds.get(raw.id)
                if old is None or old.digest == raw.digest or old.state not in IN_XERO:
                    continue
                report = self._preparation.read(raw.raw, bench.workspace)
                new, detail = self.judged(bench, old, report, raw.digest)
                what = What.CHANGED if new.state is State.CHANGED else What.CHECKED
                moves.append(new)
                events.append(self._scribe.of(new, what, detail, before=old))
            work.payloads.keep(bench.connection.id, raws, self._scribe.now())
            work.postings.save(moves, events)
            work.commit()
        return len(moves)

    def gone(self, postings: Sequence[Posting]) -> int:
        """Say of these that Expensify no longer has them; returns how many moved."""
        said = "The report is no longer in Expensify."
        fresh = [p for p in postings if said not in {x.message for x in p.problems}]
        if not fresh:
            return 0
        moves = [
            _changed(p, said, p.digest) for p in fresh if p.state is not State.REVERSING
        ]
        with self._work() as work:
            events = self._scribe.of_each(
                [(old, new) for old, new in zip(fresh, moves, strict=True)],
                What.CHANGED,
            )
            work.postings.save(moves, events)
            work.commit()
        return len(moves)

    def judged(
        self, bench: Bench, old: Posting, report: Report, digest: str
    ) -> tuple[Posting, str]:
        """A posted report with other content: the posting, and what to say of it."""
        if report.status.strip().casefold() in _UNAPPROVED:
            said = f"The report is {report.status} again in Expensify."
            return _changed(old, said, digest), said
        now = self._preparation.computed(bench, old, report)
        if (
            old.journal is not None
            and now.journal is not None
            and same(old.journal, now.journal)
        ):
            kept = tuple(
                p for p in old.problems if p.code is not Code.CHANGED_IN_EXPENSIFY
            )
            back = _settled_state(old, kept)
            return replace(old, digest=digest, problems=kept, state=back), (
                "The report changed in Expensify, its journal did not."
            )
        said = "The report would make another journal now than the one that was posted."
        return _changed(old, said, digest), said


def same(posted: Journal, now: Journal) -> bool:
    """Whether both say the same of money: day, accounts, tax, tracking and amounts."""
    return posted.dated == now.dated and _money(posted) == _money(now)


def _money(journal: Journal) -> list[tuple[object, ...]]:
    return [(x.account, x.tax_type, x.tracking, x.minor) for x in journal.lines]


def _changed(old: Posting, said: str, digest: str) -> Posting:
    problem = Problem(Code.CHANGED_IN_EXPENSIFY, said, severity=Severity.WARNING)
    kept = tuple(p for p in old.problems if p.code is not Code.CHANGED_IN_EXPENSIFY)
    state = old.state if old.state is State.REVERSING else State.CHANGED
    return replace(old, state=state, digest=digest, problems=(*kept, problem))


def _settled_state(old: Posting, problems: tuple[Problem, ...]) -> State:
    """A changed report that is as posted again is simply posted again."""
    if old.state is not State.CHANGED or problems:
        return old.state
    status = old.journal.status if old.journal else "POSTED"
    return State.DRAFT if status == "DRAFT" else State.POSTED
