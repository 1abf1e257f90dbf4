"""One connection in full: how it is, what it joins, by which rules, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QPushButton

from app.domain.overview import Glance
from app.domain.setup import Standing
from app.ports.sign_in import SignInStatus
from ui.pages.connection_facts import Fact, health, joined, rules, signed_in_as
from ui.pages.wishes import ConnectionWish, SignInWish, Want
from ui.widgets.flow import Flow
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.glyphs import dress
from ui.widgets.parts import Size, button, column, inked, label, paragraph, row
from ui.workers.setups import SetupGlance

_MORE = (
    (Want.RENAME, "Re&name…", "pencil-simple"),
    (Want.INTAKE, "&Which reports…", "funnel"),
)


class ConnectionView(QFrame):
    """A card; made anew when what can be done with it changes.

    Signals:
        wished: Something is to be done; the Wish.
    """

    wished = Signal(object)

    def __init__(
        self,
        glance: Glance,
        setup: SetupGlance | None,
        statuses: Sequence[SignInStatus],
        widest: int,
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(widest)
        self.glance, self._statuses = glance, statuses
        title = label(glance.connection.name, Size.SECTION)
        self._light, self._said = GlyphLabel(), paragraph()
        state = row(self._light, self._said)
        state.setStretch(1, 1)
        tools = Flow(*self._buttons(), right=True)
        top = row(GlyphLabel("arrows-left-right", "accent", 20), title, None, tools)
        self._facts = [_Said(*fact) for fact in self._joined]
        chosen = [_Said(*fact) for fact in (rules(setup) if setup else [])]
        sides = ([*self._facts, *chosen], []) if narrow else (self._facts, chosen)
        self.setLayout(column(top, state, _grid(*sides), gap=12, margin=16))
        self.go_on(glance)

    def go_on(self, glance: Glance) -> None:
        """Say how it is now; where it says so, also how long ago it was synced."""
        self.glance = glance
        glyph, tone, words = health(glance)
        self._light.show_glyph(glyph, tone)
        self._said.setText(words)
        inked(self._said, tone if tone in {"posted", "attention"} else "second")
        for said, (_, value) in zip(self._facts, self._joined, strict=True):
            said.tell(value)

    @property
    def _joined(self) -> list[Fact]:
        return joined(self.glance, signed_in_as(self.glance, self._statuses))

    def _buttons(self) -> list[QPushButton]:
        made = []
        glance, name = self.glance, self.glance.connection.name
        if not glance.signed_in:
            again = button("Sign in again…", "sign-in", "primary")
            again.setAccessibleName(f"Sign in again for {name}")
            again.clicked.connect(
                lambda: self.wished.emit(SignInWish(glance.organisation))
            )
            made.append(again)
        offered = button("Rules for posting…", "sliders-horizontal")
        offered.setAccessibleName(f"Rules for posting of {name}")
        offered.clicked.connect(self._wishing(Want.RULES))
        refresh = button("Refresh", "arrows-clockwise", "quiet")
        refresh.setToolTip("Read accounts, tax rates and lock dates again from Xero")
        refresh.setAccessibleName(f"Refresh {name} from Xero")
        refresh.clicked.connect(self._wishing(Want.REFRESH))
        return [*made, offered, refresh, self._more()]

    def _more(self) -> QPushButton:
        made = button("More", "", "quiet")
        made.setAccessibleName(f"More for {self.glance.connection.name}")
        menu = QMenu(made)
        for want, words, glyph in _MORE:
            self._offer(menu, want, words, glyph)
        menu.addSeparator()
        if self.glance.connection.standing is Standing.PAUSED:
            self._offer(menu, Want.RESUME, "Re&sume", "play")
        else:
            self._offer(menu, Want.PAUSE, "&Pause…", "pause")
        self._offer(menu, Want.REMOVE, "&Remove…", "trash")
        made.setMenu(menu)
        return made

    def _offer(self, menu: QMenu, want: Want, words: str, glyph: str) -> QAction:
        made = menu.addAction(words)
        dress(made, glyph)
        made.triggered.connect(self._wishing(want))
        return made

    def _wishing(self, want: Want) -> Callable[[], None]:
        return lambda: self.wished.emit(ConnectionWish(want, self.glance))


class _Said:
    """One fact: its name and its value."""

    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.label = label(name, Size.HINT)
        self.value = paragraph()
        self.tell(value)

    def tell(self, value: str) -> None:
        """Say another value."""
        self.value.setText(value)
        self.value.setAccessibleName(f"{self.name}: {value}")


def _grid(left: Sequence[_Said], right: Sequence[_Said]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for side, facts in ((0, left), (3, right)):
        for line, said in enumerate(facts):
            grid.addWidget(said.label, line, side)
            grid.addWidget(said.value, line, side + 1)
    grid.setColumnMinimumWidth(2, 16)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(4, 1 if right else 0)
    return grid
