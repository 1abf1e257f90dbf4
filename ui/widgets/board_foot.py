"""The foot of a board: what is selected, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QSpinBox

from ui.models.board import Source, Target
from ui.models.words import counted, number
from ui.widgets.flow import Flow
from ui.widgets.parts import button, label, row

_BARS = (30, 99)
_BAR = 90


class BoardFoot(QFrame):
    """Every button has its key, said in its tip.

    Signals:
        mapped: What is selected goes to the current target.
        taken_off: What is selected goes nowhere.
        accepted: The suggestions of what is selected are taken up.
        accepted_above: All suggestions at least so sure are taken up; the percent.
    """

    mapped = Signal()
    taken_off = Signal()
    accepted = Signal()
    accepted_above = Signal(int)

    def __init__(self, many: str) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._many = many
        self._every: tuple[Source, ...] = ()
        self._words = label()
        ignored = QSizePolicy.Policy.Ignored
        self._words.setSizePolicy(ignored, QSizePolicy.Policy.Preferred)
        self.take_off = button("&Unmap", "link-break")
        self.take_off.setToolTip("Take what is selected off its target (Delete)")
        self.accept = button("&Accept", "lightbulb")
        self.accept.setToolTip("Take up the suggestions of what is selected (Space)")
        self.bar = QSpinBox()
        self.bar.setRange(*_BARS)
        self.bar.setSingleStep(5)
        self.bar.setValue(_BAR)
        self.bar.setPrefix("\N{GREATER-THAN OR EQUAL TO} ")
        self.bar.setSuffix(" %")
        self.bar.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.bar.setAccessibleName("How sure a suggestion must be")
        self.bar.lineEdit().setAccessibleName(self.bar.accessibleName())
        self.bar.setToolTip(
            "How sure a suggestion must be to be taken up with all others: type, "
            "or press Up and Down"
        )
        self.accept_all = button("Accept all")
        self.map = button("&Map", "arrow-right", kind="primary")
        self.map.setToolTip(
            "Put what is selected on the chosen target (Enter, type, Enter)"
        )
        self.take_off.clicked.connect(self.taken_off)
        self.accept.clicked.connect(self.accepted)
        self.map.clicked.connect(self.mapped)
        self.bar.valueChanged.connect(self._count)
        self.accept_all.clicked.connect(
            lambda: self.accepted_above.emit(self.bar.value())
        )
        parts = (self.accept_all, self.bar, self.accept, self.take_off, self.map)
        made = row(self._words, Flow(*parts, right=True))
        made.setStretch(0, 2)
        made.setStretch(1, 3)
        made.setContentsMargins(16, 8, 16, 8)
        self.setLayout(made)
        self.say((), None, ())

    @property
    def words(self) -> str:
        """What is said of the selection."""
        return self._words.text()

    def say(
        self, chosen: Sequence[Source], target: Target | None, every: Sequence[Source]
    ) -> None:
        """Say what would be acted on."""
        self._every = tuple(every)
        names = chosen[0].name if len(chosen) == 1 else ""
        many = f"{number(len(chosen))} {self._many} selected" if chosen else ""
        self._words.setText(_cut(names) or many or "Nothing selected")
        self.take_off.setEnabled(any(x.target for x in chosen))
        offered = any(x.offer for x in chosen)
        self.accept.setEnabled(offered)
        self.accept.setVisible(any(x.offer for x in every))
        onto = _cut(target.name) if target else ""
        self.map.setText(f" &Map to {onto.replace('&', '&&')}" if onto else " &Map")
        self.map.setEnabled(bool(chosen) and target is not None)
        self._count()

    def _count(self) -> None:
        bar = self.bar.value()
        sure = sum(1 for x in self._every if x.offer and x.sure >= bar)
        any_ = any(x.offer for x in self._every)
        said = counted(sure, "suggestion")
        self.accept_all.setText(f"Accept {said}" if sure else "Accept none")
        self.accept_all.setEnabled(bool(sure))
        self.accept_all.setVisible(any_)
        self.bar.setVisible(any_)


def _cut(name: str, most: int = 36) -> str:
    return (
        name
        if len(name) <= most
        else f"{name[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    )
