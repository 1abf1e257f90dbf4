"""The foot of the review: what is ticked, in numbers, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.listing import PostingRow
from ui.models.filters import HOLDABLE, POSTABLE, RELEASABLE
from ui.models.words import amount, number
from ui.widgets.parts import Size, button, label, row


class ActionBar(QFrame):
    """Acts on what is ticked, or else on the posting under review.

    Signals:
        posted: Post these; the rows.
        held: Hold these; the rows.
        released: Release these; the rows.
        set_aside: These are posted elsewhere; the rows.
        all_wished: Everything that the filter shows is to be ticked.
        none_wished: Every tick is to go.
    """

    posted = Signal(object)
    held = Signal(object)
    released = Signal(object)
    set_aside = Signal(object)
    all_wished = Signal()
    none_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._rows: tuple[PostingRow, ...] = ()
        self._words = label("", Size.PLAIN)
        self.tick_all = button("Tick all", kind="link")
        self.tick_none = button("Untick", kind="link")
        self.hold = button("&Hold…", "pause-circle")
        self.release = button("&Release", "play-circle")
        self.elsewhere = button("Posted &elsewhere…", "arrow-square-out")
        self.post = button("&Post", "paper-plane-tilt", kind="primary")
        self.tick_all.clicked.connect(self.all_wished)
        self.tick_none.clicked.connect(self.none_wished)
        self.hold.clicked.connect(lambda: self.held.emit(self.fit(HOLDABLE)))
        self.release.clicked.connect(lambda: self.released.emit(self.fit(RELEASABLE)))
        self.elsewhere.clicked.connect(lambda: self.set_aside.emit(self.fit(HOLDABLE)))
        self.post.clicked.connect(lambda: self.posted.emit(self.fit(POSTABLE)))
        made = row(self._words, self.tick_all, self.tick_none, None)
        for part in (self.release, self.elsewhere, self.hold, self.post):
            made.addWidget(part)
        made.setContentsMargins(16, 8, 16, 8)
        self.setLayout(made)

    @property
    def words(self) -> str:
        """What is said of the ticks."""
        return self._words.text()

    def fit(self, states: frozenset[str]) -> tuple[PostingRow, ...]:
        """Give what an action in these states would take."""
        return tuple(row for row in self._rows if row.state in states)

    def show_rows(
        self, ticked: Sequence[PostingRow], current: PostingRow | None, matching: int
    ) -> None:
        """Say what would be acted on."""
        self._rows = tuple(ticked) or ((current,) if current else ())
        self._words.setText(_summary(ticked))
        self.tick_all.setText(f"Tick all {number(matching)}")
        self.tick_all.setVisible(matching > len(ticked))
        self.tick_none.setVisible(bool(ticked))
        post, hold = self.fit(POSTABLE), self.fit(HOLDABLE)
        self.post.setEnabled(bool(post))
        self.post.setText(f"&Post {number(len(post))}…" if ticked and post else "&Post")
        self.hold.setEnabled(bool(hold))
        self.elsewhere.setEnabled(bool(hold))
        self.release.setVisible(bool(self.fit(RELEASABLE)))


def _summary(ticked: Sequence[PostingRow]) -> str:
    if not ticked:
        return "Nothing ticked"
    totals: dict[str, int] = {}
    for posting in ticked:
        totals[posting.currency] = totals.get(posting.currency, 0) + posting.total
    sums = " + ".join(f"{amount(x, code)} {code}" for code, x in totals.items())
    return f"{number(len(ticked))} ticked   {sums}"
