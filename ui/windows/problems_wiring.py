"""Makes the page Problems and joins it to the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from app.domain.postings import Posting, PostingId, State
from app.domain.troubles import STUCK, Stuck
from ui.models.words import counted
from ui.pages.problem_card import added
from ui.pages.problems import Problems
from ui.windows.dialogs import Question
from ui.windows.kit import Kit
from ui.workers.moving import RetryRun
from ui.workers.questions import Ended


class ProblemFlows(QObject):
    """Tries again what was mended, and says what came of it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.window)
        self._kit = kit
        kit.engine.ended.connect(self._ended)

    @Slot(object)
    def retry(self, ids: tuple[PostingId, ...]) -> None:
        """Read just these again."""
        if not self._kit.engine.running:
            self._kit.status.start("Trying again…")
        self._kit.engine.send(RetryRun(ids))

    @Slot(object)
    def ask_to_post(self, groups: Sequence[Stuck]) -> None:
        """Say in numbers what would be posted again, and post it when that is right."""
        ids = [which for group in groups for which in group.ids]
        journals = counted(len(ids), "journal")
        sentences = (
            f"Post {journals}, {added(groups)}, once more.",
            "Each is posted once. What Xero refuses again stays here.",
        )
        Question(
            self._kit.window,
            f"Post {journals} again?",
            sentences,
            f"Post {journals}",
            then=lambda: self._kit.errands.post(ids),
        ).open()

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        if isinstance(ended.errand, RetryRun):
            now = [x for x in ended.result if isinstance(x, Posting)]
            self._kit.status.rest(tried(now))
            self._kit.banner.hide()


def tried(postings: Sequence[Posting]) -> str:
    """Say what came of trying again."""
    ready = sum(x.state is State.READY for x in postings)
    left = sum(x.state in STUCK for x in postings)
    reports = counted(len(postings), "report")
    if not left:
        return f"{reports} tried again: nothing needs a person any more"
    mended = f"{counted(ready, 'is', 'are')} ready now, " if ready else ""
    still = counted(left, "still needs", "still need")
    return f"{reports} tried again: {mended}{still} a person"


def make_problems(kit: Kit) -> Problems:
    """Make the page."""
    page, flows = Problems(kit.engine), ProblemFlows(kit)
    page.retried.connect(flows.retry)
    page.posted.connect(flows.ask_to_post)
    return page
