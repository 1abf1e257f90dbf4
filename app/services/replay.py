"""Posts a report anew: what was posted is undone, today's computation is posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from app.domain.books import OrganisationId
from app.domain.differences import Replay, pairs
from app.domain.postings import SENDABLE, How, Posting, PostingId, State
from app.domain.reversing import REVERSIBLE, Outcome
from app.errors import AppError, InputError
from app.ports.running import Stop, Tell
from app.ports.work import UnitOfWork, Work
from app.services.in_turn import Failed, in_turn
from app.services.posting import Poster
from app.services.reversal import Reverser
from app.services.successors import Successors


class Replayer:
    """Shows then beside now, and reverses and posts in one go.

    Cut off anywhere, a report is either as it was, or reversed with its next revision
    ready: asking again goes on from there.
    """

    def __init__(
        self, reverser: Reverser, poster: Poster, work: Work, successors: Successors
    ) -> None:
        self._reverser = reverser
        self._poster = poster
        self._work = work
        self._successors = successors

    def preview(
        self, posting_id: PostingId, how: How | None = None, on: date | None = None
    ) -> Replay:
        """What was posted beside what would be; nothing is changed."""
        with self._work() as work:
            try:
                posting = work.postings.get(posting_id)
            except LookupError as error:
                raise InputError(f"There is no posting {posting_id}.") from error
            now = self._successors.next(work, posting)
            why_not = self._why_not(work, posting)
        plan = None
        if posting.state in REVERSIBLE:
            [plan] = self._reverser.plan([posting_id], how, on)
        return Replay(
            posting=posting,
            then=posting.journal,
            then_version=posting.setup_version,
            now=now.journal,
            now_version=now.setup_version,
            pairs=pairs(posting.journal, now.journal),
            state=now.state,
            problems=now.problems,
            why_not=why_not or (plan.why_not if plan else ""),
            plan=plan,
        )

    def run(  # noqa: PLR0913 - a wish and how it goes
        self,
        ids: Sequence[PostingId],
        how: How | None = None,
        on: date | None = None,
        *,
        tell: Tell,
        stop: Stop,
        failed: Failed | None = None,
    ) -> tuple[Outcome, ...]:
        """Reverse these and post their next revisions; one outcome for each.

        What was reversed already is only posted anew. Each outcome has the newest
        revision; one that is refused does not stop the others. An organisation that
        fails is left as far as it came, and the others go on: as with a reversal the
        gravest failure is raised in the end, or ``failed`` told of each.
        """
        with self._work() as work:
            postings = work.postings.many(ids)
            refusals = {p.id: self._why_not(work, p) for p in postings}
        by_place: dict[OrganisationId, list[Posting]] = defaultdict(list)
        for posting in postings:
            if not refusals[posting.id]:
                by_place[posting.organisation_id].append(posting)

        def there(place: OrganisationId) -> None:
            group = by_place[place]
            wanted = [p.id for p in group if p.state in REVERSIBLE]
            tried = self._reverser.undo(
                wanted, how, on, again=True, tell=tell, stop=stop
            )
            refusals.update({x.posting.id: x.refusal for x in tried})
            done = [p for p in group if not refusals[p.id]]
            newest = dict.fromkeys(self._newest(p).id for p in done)
            self._poster.post([*newest], tell=tell, stop=stop)

        failures = in_turn(by_place, there, stop=stop, failed=failed)
        return tuple(
            self._outcome(p, refusals[p.id], failures.get(p.organisation_id))
            for p in postings
        )

    def _why_not(self, work: UnitOfWork, posting: Posting) -> str:
        """Why it cannot be posted anew, in words; ``""`` when it can."""
        if posting.revision > 1 and posting.state in SENDABLE:
            return ""
        [newest] = work.postings.newest(posting.report_id, posting.connection_id)
        if newest.id != posting.id:
            return f"Revision {newest.revision} came after it."
        if posting.state not in REVERSIBLE | {State.REVERSED}:
            return f"It is {posting.state.words.lower()}: it was not posted yet."
        now = self._successors.next(work, posting)
        if now.state is State.READY:
            return ""
        if now.state is State.NOTHING_TO_POST:
            return "There is nothing to post today: reverse it instead."
        return now.blocking[0].message if now.blocking else now.state.words

    def _newest(self, posting: Posting) -> Posting:
        """The revision to post; made now where it was reversed without one."""
        with self._work() as work:
            [newest] = work.postings.newest(posting.report_id, posting.connection_id)
            if newest.state is State.REVERSED:
                newest = self._successors.follow(work, newest)
                work.commit()
        return newest

    def _outcome(
        self, posting: Posting, refusal: str, failure: AppError | None
    ) -> Outcome:
        with self._work() as work:
            if refusal:
                return Outcome(work.postings.get(posting.id), refusal)
            [now] = work.postings.newest(posting.report_id, posting.connection_id)
        anew = now.id != posting.id or posting.state in SENDABLE
        if anew and now.state in {State.POSTED, State.DRAFT}:
            return Outcome(now)
        if failure and now.state is not State.FAILED:
            return Outcome(now, str(failure))
        blocking = now.blocking[0].message if now.blocking else ""
        return Outcome(now, now.why or blocking or f"It is {now.state.words.lower()}.")
