"""Between wishing and doing: asks in numbers, sets going, says what came of it."""
# ruff: noqa: PLC0415 - a dialog loads when it is first wanted: the window opens sooner

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.domain.listing import PostingRow
from app.domain.overview import Overview
from app.domain.postings import Posting, PostingId
from app.domain.runs import Run
from app.domain.setup import ConnectionId
from app.errors import BusyError, CancelledError
from ui.engine import Engine
from ui.models.words import counted
from ui.widgets.banner import Banner
from ui.widgets.memory import Memory
from ui.widgets.status_line import StatusLine
from ui.windows import undo_wording, wording
from ui.windows.ahead import takes
from ui.windows.dialogs import Question, Reason
from ui.workers.beginning import BeginningErrand
from ui.workers.moving import PostRun, SyncRun
from ui.workers.questions import Ended, Errand, Failure
from ui.workers.reviewing import Elsewhere, Hold, Release
from ui.workers.undo import SettleRun


class Errands(QObject):
    """What the person wants done, from the question to the outcome."""

    def __init__(
        self,
        window: QWidget,
        engine: Engine,
        memory: Memory,
        banner: Banner,
        status: StatusLine,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._engine = engine
        self._memory = memory
        self._banner = banner
        self._status = status
        self._names: dict[str, str] = {}
        self._overview: Overview | None = None
        self._failure: Failure | None = None
        self._syncs: set[tuple[ConnectionId, ...]] = set()
        engine.told.connect(status.tell)
        engine.ended.connect(self._ended)
        engine.edited.connect(self._edited)
        engine.failed.connect(self._failed)
        engine.busy.connect(self._busy)
        status.cancelled.connect(engine.cancel)
        banner.retried.connect(self._retry)
        banner.sign_in_asked.connect(self._sign_in)

    def say(self, overview: Overview) -> None:
        """Learn the names of the organisations."""
        self._names = wording.organisations(overview)
        self._overview = overview

    def sync(self, connection_ids: Sequence[ConnectionId] = ()) -> None:
        """Sync these connections, or all, unless that is on its way already."""
        asked = tuple(connection_ids)
        if {asked, ()} & self._syncs:
            return
        self._syncs.add(asked)
        if not self._engine.running:
            self._status.start("Syncing…")
        self._engine.sync(asked)

    @Slot(object)
    def ask_to_post(self, rows: Sequence[PostingRow]) -> None:
        """Say in numbers what posting would do, and post when that is right."""
        if not rows:
            return
        sentences = wording.to_post(rows, self._names)
        journals = counted(len(rows), "journal")
        ids = [row.id for row in rows]
        question = Question(
            self._window,
            f"Post {journals} to Xero?",
            (
                *sentences,
                *takes(rows, self._overview, datetime.now(UTC)),
                "Each is posted once. What Xero refuses stays here.",
            ),
            f"Post {journals}",
            then=lambda: self.post(ids),
        )
        question.open()

    @Slot(object)
    def post_at_once(self, row: PostingRow) -> None:
        """Post one journal that is in full view."""
        self.post([row.id])

    def post(self, ids: Sequence[PostingId]) -> None:
        """Post these."""
        if not self._engine.running:
            self._status.start("Posting…")
        self._engine.post(ids)

    @Slot(object)
    def ask_to_hold(self, rows: Sequence[PostingRow]) -> None:
        """Hold these for a reason."""
        ids = tuple(row.id for row in rows)
        if not ids:
            return
        self._ask_why(
            f"Hold {counted(len(ids), 'report')}?",
            (wording.which(rows), "Nobody posts a held report until it is released."),
            "Hold",
            lambda why: self._engine.edit(Hold(ids, why)),
        )

    @Slot(object)
    def ask_elsewhere(self, rows: Sequence[PostingRow]) -> None:
        """Mark these as posted elsewhere for a reason."""
        ids = tuple(row.id for row in rows)
        if not ids:
            return
        reports = counted(len(ids), "report")
        self._ask_why(
            f"Mark {reports} as posted elsewhere?",
            (
                wording.which(rows),
                "Vouch then leaves them alone. Say where they are in the books.",
            ),
            "Mark",
            lambda why: self._engine.edit(Elsewhere(ids, why)),
        )

    @Slot(object)
    def release(self, rows: Sequence[PostingRow]) -> None:
        """Let these go."""
        ids = tuple(row.id for row in rows)
        if ids:
            self._engine.edit(Release(ids))

    def _ask_why(
        self,
        title: str,
        sentences: Sequence[str],
        yes: str,
        then: Callable[[str], object],
    ) -> None:
        Reason(self._window, title, sentences, yes, then=then).open()

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        if isinstance(ended.errand, BeginningErrand):
            self._status.rest("")  # it is said where it was asked for
            return
        if isinstance(ended.errand, SyncRun):
            self._syncs.discard(ended.errand.connection_ids)
            runs = [run for run in ended.result if isinstance(run, Run)]
            outcome = wording.synced(runs, self._names)
        elif isinstance(ended.errand, PostRun):
            postings = [x for x in ended.result if isinstance(x, Posting)]
            outcome = wording.posted(postings)
        else:
            undone = undo_wording.said(ended)
            if undone is None:
                return
            outcome = undone
        self._failure = undo_wording.left(ended)
        self._status.rest(outcome.line)
        if self._failure is not None:
            self._banner.show_error(self._failure.error)
        elif outcome.title:
            self._banner.say(outcome.title, outcome.words, "attention")
        else:
            self._banner.hide()

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not busy:
            self._syncs.clear()

    @Slot(object)
    def _edited(self, _answer: object) -> None:
        self._banner.hide()

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        if isinstance(failure.request, BeginningErrand):
            self._status.rest(failure.error.title)  # the rest is said there
            return
        if isinstance(failure.request, SyncRun):
            self._syncs.discard(failure.request.connection_ids)
        if isinstance(failure.request, Errand):
            self._status.rest(failure.error.title)
        if isinstance(failure.request, SettleRun) and isinstance(
            failure.error, BusyError
        ):
            return  # another Vouch is at it
        if isinstance(failure.error, CancelledError):
            self._status.rest(f"{failure.error.title}. {failure.error.advice}")
            return
        self._failure = failure
        self._banner.show_error(failure.error)

    @Slot()
    def _retry(self) -> None:
        self._banner.hide()
        if self._failure is None:
            return
        if isinstance(self._failure.request, Errand):
            self._status.start("Trying again…")
        self._engine.retry(self._failure)

    @Slot()
    def _sign_in(self) -> None:
        failure = self._failure
        if failure is not None and "expensify" in failure.error.detail.casefold():
            from ui.windows.connection_dialogs import ExpensifyDialog

            ExpensifyDialog(self._window, self._engine).open()
            return
        from ui.windows.sign_in_dialog import SignInDialog

        SignInDialog(self._window, self._engine, self._memory).open()
