"""One connection in full: how it is, what it joins, by which rules, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QPushButton, QWidget

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
    """A card; made anew when anything on it changes.

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
        self.glance = glance
        name = glance.connection.name
        title = label(name, Size.SECTION)
        glyph, tone, words = health(glance)
        self._said = paragraph(words)
        inked(self._said, tone if tone in {"posted", "attention"} else "second")
        state = row(GlyphLabel(glyph, tone), self._said)
        state.setStretch(1, 1)
        tools = Flow(*self._buttons(), right=True)
        top = row(GlyphLabel("arrows-left-right", "accent", 20), title, None, tools)
        facts = joined(glance, signed_in_as(glance, statuses))
        chosen = rules(setup) if setup else []
        self.setLayout(
            column(
                top,
                state,
                _grid([*facts, *chosen], []) if narrow else _grid(facts, chosen),
                gap=12,
                margin=16,
            )
        )

    def go_on(self) -> None:
        """Say again how long ago it was synced, since time goes on."""
        self._said.setText(health(self.glance)[2])

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
        wish = ConnectionWish(want, self.glance)
        return lambda: self.wished.emit(wish)


def _grid(left: list[Fact], right: list[Fact]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for side, facts in ((0, left), (3, right)):
        for line, (name, value) in enumerate(facts):
            grid.addWidget(label(name, Size.HINT), line, side)
            said: QWidget = paragraph(value)
            said.setAccessibleName(f"{name}: {value}")
            grid.addWidget(said, line, side + 1)
    grid.setColumnMinimumWidth(2, 16)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(4, 1 if right else 0)
    return grid
