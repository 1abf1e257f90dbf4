"""The foot of the review: what is ticked, in numbers, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.listing import PostingRow
from app.domain.postings import State
from app.domain.reversing import REVERSIBLE
from ui.models.filters import HOLDABLE, POSTABLE, RELEASABLE, REPLAYABLE
from ui.models.postings import Ticked
from ui.models.words import amount, number
from ui.widgets.flow import Flow
from ui.widgets.parts import button, label, row


class ActionBar(QFrame):
    """Acts on what is ticked, or else on the posting under review.

    Signals:
        posted: These are to be posted.
        held: These are to be held.
        released: These are to be released.
        set_aside: These are posted elsewhere.
        reverse_wished: These are to be undone in Xero.
        replay_wished: What is shown is to be posted anew.
        all_wished: Everything that the filter shows is to be ticked.
        none_wished: Every tick is to go.
    """

    posted = Signal()
    held = Signal()
    released = Signal()
    set_aside = Signal()
    reverse_wished = Signal()
    replay_wished = Signal()
    all_wished = Signal()
    none_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._words = label()
        self.tick_all = button("Tick all", kind="link")
        self.tick_none = button("Untick", kind="link")
        self.hold = button("&Hold…", "pause-circle")
        self.release = button("&Release", "play-circle")
        self.elsewhere = button("Posted &elsewhere…", "arrow-square-out")
        self.reverse = button("Re&verse…", "arrow-u-up-left")
        self.replay = button("Repla&y…", "arrows-counter-clockwise")
        self.replay.setToolTip("Compare what is shown with what comes out today")
        self.post = button("&Post", "paper-plane-tilt", kind="primary")
        self.tick_all.clicked.connect(self.all_wished)
        self.tick_none.clicked.connect(self.none_wished)
        self.hold.clicked.connect(self.held)
        self.release.clicked.connect(self.released)
        self.elsewhere.clicked.connect(self.set_aside)
        self.reverse.clicked.connect(self.reverse_wished)
        self.replay.clicked.connect(self.replay_wished)
        self.post.clicked.connect(self.posted)
        said = Flow(self._words, self.tick_all, self.tick_none)
        undoing = (self.release, self.reverse, self.replay)
        doing = Flow(*undoing, self.elsewhere, self.hold, self.post, right=True)
        made = row(said, None, doing, gap=8)
        made.setContentsMargins(16, 8, 16, 8)
        self.setLayout(made)

    @property
    def words(self) -> str:
        """What is said of the ticks."""
        return self._words.text()

    def show_ticked(
        self, ticked: Ticked, current: PostingRow | None, matching: int
    ) -> None:
        """Say what would be acted on."""
        states = ticked.states or ({current.state: 1} if current else {})

        def fit(which: frozenset[State]) -> int:
            return sum(count for state, count in states.items() if state in which)

        self._words.setText(_summary(ticked))
        self.tick_all.setText(f"Tick all {number(matching)}")
        self.tick_all.setVisible(matching > ticked.count)
        self.tick_none.setVisible(bool(ticked.count))
        post, hold = fit(POSTABLE), fit(HOLDABLE)
        self.post.setEnabled(bool(post))
        many = ticked.count and post
        self.post.setText(f" &Post {number(post)}…" if many else " &Post")
        self.hold.setEnabled(bool(hold))
        self.elsewhere.setEnabled(bool(hold))
        self.release.setVisible(bool(fit(RELEASABLE)))
        self.reverse.setVisible(bool(fit(REVERSIBLE)))
        shown = current.state if current else None
        self.replay.setVisible(shown in REPLAYABLE)


def _summary(ticked: Ticked) -> str:
    if not ticked.count:
        return "Nothing ticked"
    totals = sorted(ticked.totals.items())
    sums = " + ".join(
        f"{amount(minor, currency)} {currency}" for currency, minor in totals
    )
    return f"{number(ticked.count)} ticked   {sums}"
