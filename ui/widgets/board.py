"""The board: sources at the left, targets at the right, a seam between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from ui.models.board import (
    SOURCES,
    TARGETS,
    Pairing,
    Source,
    Target,
    keys_of,
)
from ui.models.board_words import ALL, ALWAYS, CHIPS, FILTERS, Words
from ui.models.sources import SourcesModel
from ui.models.targets import TargetsModel
from ui.models.words import counted
from ui.widgets.board_foot import BoardFoot
from ui.widgets.chips import Chips
from ui.widgets.drag_note import DragNote
from ui.widgets.empty import Empty
from ui.widgets.finder import Finder
from ui.widgets.parts import column, holding, row
from ui.widgets.source_list import SourceList
from ui.widgets.target_tree import TargetTree

_ARROW = "\N{RIGHTWARDS ARROW}"


class Board(QWidget):
    """Maps by dragging either way, or by Enter, typing and Enter.

    Signals:
        paired: Sources are to go to a target; sources, and the target or None.
        accepted: Suggestions are taken up; the sources.
    """

    paired = Signal(object, object)
    accepted = Signal(object)

    def __init__(
        self, words: Words, fits: Callable[[Source, Target], bool], empty: Empty
    ) -> None:
        super().__init__()
        self._words, self._fits = words, fits
        self._every: tuple[Source, ...] = ()
        self._text = ""
        self._onward = False
        self.sources, self.targets = SourcesModel(self), TargetsModel(self)
        self.list = SourceList(self.sources, words.many.capitalize())
        self.tree = TargetTree(self.targets, words.targets.capitalize())
        self.chips = Chips(CHIPS)
        self.chips.choose(ALL)
        self.search = Finder(_article(words.target))
        self.foot = BoardFoot(words.many)
        self.note = DragNote(self)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._left = QStackedWidget()
        self._none = Empty("funnel", "Nothing to show", "", "Show all")
        self._whole = QStackedWidget()
        self._arrange(empty)
        self._connect()

    def show_sides(self, sources: Sequence[Source], targets: Sequence[Target]) -> None:
        """Show what there is; selections stay where they are."""
        self._every = tuple(sources)
        self._whole.setCurrentIndex(0 if sources else 1)
        chosen = self.tree.current
        if self.targets.show(targets):
            self.tree.settle(chosen.key if chosen else "")
        counts = {
            name: sum(1 for x in self._every if x.fit in fits)
            for name, fits in FILTERS.items()
        }
        self.chips.count(counts, ALWAYS)
        self._fill()

    def narrow(self, text: str) -> None:
        """Show only the sources whose names have this in them."""
        self._text = text.strip().casefold()
        self._fill()

    def filter(self, name: str) -> None:
        """Show only one group of sources."""
        self.chips.choose(name or ALL)
        self._fill()

    def look_at(self, keys: Sequence[str]) -> None:
        """Show some sources, whatever is filtered out."""
        if not self.list.select(keys):
            self.chips.choose(ALL)
            self._text = ""
            self._fill()
            self.list.select(keys)
        self.list.setFocus()

    def look_at_target(self, about: str) -> None:
        """Show the target of a key, however that is written, if there is one."""
        keys = (x.key for x in self.targets.targets)
        found = next((x for x in keys if x.casefold() == about.casefold()), "")
        self.tree.settle(found)
        (self.tree if found else self.list).setFocus()

    def go_on(self) -> None:
        """Say that what is selected was mapped: what comes next is looked at then."""
        self._onward = True

    def state(self) -> QByteArray:
        """Tell how wide the columns are."""
        return self.split.saveState()

    def restore(self, state: QByteArray | None) -> None:
        """Make the columns so wide."""
        if state is not None:
            self.split.restoreState(state)

    def map_chosen(self) -> None:
        """Put what is selected at the left on what is current at the right."""
        target = self.tree.current
        if target is not None:
            self._pair(self.list.chosen(), target)

    def _arrange(self, empty: Empty) -> None:
        filters = row(self.chips, None, gap=8)
        filters.setContentsMargins(16, 8, 16, 8)
        self._left.addWidget(self.list)
        self._left.addWidget(self._none)
        left = column(filters, self._left, gap=0)
        left.setStretch(1, 1)
        finding = row(self.search)
        finding.setContentsMargins(16, 8, 16, 8)
        right = column(finding, self.tree, gap=0)
        right.setStretch(1, 1)
        self.split.addWidget(holding(left, "surface"))
        self.split.addWidget(holding(right, "surface"))
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([600, 400])
        both = column(self.split, self.foot, gap=0)
        both.setStretch(0, 1)
        self._whole.addWidget(holding(both))
        self._whole.addWidget(empty)
        self.setLayout(column(self._whole, gap=0))

    def _connect(self) -> None:
        self.search.sought.connect(self._search)
        self.search.entered.connect(self.map_chosen)
        self.search.walked.connect(self.tree.setFocus)
        self.search.left.connect(self._back)
        self.chips.chosen.connect(self._fill)
        self._none.step.clicked.connect(lambda: self.filter(ALL))
        self.sources.paired.connect(self._dropped_target)
        self.targets.paired.connect(self._dropped_sources)
        self.list.hovered.connect(self._over_list)
        self.tree.hovered.connect(self._over_tree)
        self.list.picked.connect(self._say)
        self.tree.picked.connect(self._say)
        self.list.entered.connect(self._seek)
        self.list.taken_off.connect(self._take_off)
        self.list.accepted.connect(self._accept)
        self.tree.entered.connect(self.map_chosen)
        self.tree.left.connect(self._back)
        self.foot.mapped.connect(self.map_chosen)
        self.foot.taken_off.connect(self._take_off)
        self.foot.accepted.connect(lambda: self._accept(self.list.chosen()))
        self.foot.accepted_above.connect(self._accept_above)

    def _fill(self) -> None:
        among = FILTERS[self.chips.key]
        found = [
            x
            for x in self._every
            if x.fit in among and self._text in f"{x.name} {x.hint}".casefold()
        ]
        onward, self._onward = self._onward, False
        self.list.show_sources(found, onward=onward)
        self._left.setCurrentIndex(0 if found else 1)
        if not found:
            self._none.say(f"No {self._words.one} matches", "")
        self._say()

    def _search(self) -> None:
        text = self.search.text().strip()
        if self.targets.search(text) or (text and self.tree.current is None):
            self.tree.settle(self.targets.first() if text else "")
            self._say()

    def _seek(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _back(self) -> None:
        self.search.clear()
        self.search.settle()
        self.list.setFocus()

    def _say(self) -> None:
        self.foot.say(self.list.chosen(), self.tree.current, self._every)

    def _pair(self, sources: Sequence[Source], target: Target | None) -> None:
        fitting = tuple(x for x in sources if target is None or self._fits(x, target))
        if fitting:
            self.paired.emit(fitting, target)
            self._back()

    def _take_off(self) -> None:
        self._pair([x for x in self.list.chosen() if x.target], None)

    def _accept(self, sources: Sequence[Source]) -> None:
        offered = tuple(x for x in sources if x.offer)
        if offered:
            self.accepted.emit(offered)
            self.list.setFocus()

    def _accept_above(self, bar: int) -> None:
        self._accept([x for x in self._every if x.sure >= bar])

    def _dropped_sources(self, pairing: Pairing) -> None:
        self._pair(self._named(pairing.sources), self._target(pairing.target))

    def _dropped_target(self, pairing: Pairing) -> None:
        self._pair(self._meant(pairing.sources), self._target(pairing.target))

    def _named(self, keys: Sequence[str]) -> tuple[Source, ...]:
        return tuple(x for x in self._every if x.key in keys)

    def _meant(self, keys: Sequence[str]) -> tuple[Source, ...]:
        """A target dropped on one of several selected sources is for all of them."""
        chosen = self.list.chosen()
        return chosen if any(x.key in keys for x in chosen) else self._named(keys)

    def _target(self, key: str = "") -> Target | None:
        return next((x for x in self.targets.targets if x.key == key), None)

    def _over_list(self, event: QDragMoveEvent | None) -> None:
        """Say what a target would do on the source under the pointer."""
        if event is None:
            self._over_nothing()
            return
        spot = event.position().toPoint()
        dragged = self._named(keys_of(event.mimeData(), SOURCES))
        target = self._target(*keys_of(event.mimeData(), TARGETS)[:1])
        source = self.list.source_at(spot) if target else None
        sources = self._meant((source.key,)) if source else dragged
        self.list.mark(source.key if source and self._fit(sources, target) else "")
        self._tell(sources, target, self.list.viewport().mapTo(self, spot))

    def _over_tree(self, event: QDragMoveEvent | None) -> None:
        """Say what sources would do on the target under the pointer."""
        if event is None:
            self._over_nothing()
            return
        spot = event.position().toPoint()
        sources = self._named(keys_of(event.mimeData(), SOURCES))
        dragged = self._target(*keys_of(event.mimeData(), TARGETS)[:1])
        target = dragged or self.tree.target_at(spot)
        fitting = self._fit(sources, target)
        self.tree.mark(target.key if target and fitting else "")
        shown = target if fitting or dragged else None
        self._tell(fitting or sources, shown, self.tree.viewport().mapTo(self, spot))

    def _over_nothing(self) -> None:
        self.note.hide()
        self.list.mark("")
        self.tree.mark("")

    def _fit(
        self, sources: Sequence[Source], target: Target | None
    ) -> tuple[Source, ...]:
        return tuple(x for x in sources if target and self._fits(x, target))

    def _tell(
        self, sources: Sequence[Source], target: Target | None, spot: QPoint
    ) -> None:
        """Say under the pointer what a drop would do."""
        parts = (self._called(sources), target.name if target else "")
        self.note.tell(f" {_ARROW} ".join(part for part in parts if part), spot)

    def _called(self, sources: Sequence[Source]) -> str:
        if len(sources) == 1:
            return sources[0].name
        return (
            counted(len(sources), self._words.one, self._words.many) if sources else ""
        )


def _article(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"
