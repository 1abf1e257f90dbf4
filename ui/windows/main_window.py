"""The main window: the frame around the pages, and the way between them."""
# ruff: noqa: N802 - Qt's names are overridden
# ruff: noqa: PLC0415 - a page loads when it is first wanted: the window opens sooner

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from app.domain.overview import Overview
from ui.engine import Engine
from ui.pages.page import Going, Page
from ui.pages.program import Whereabouts
from ui.widgets import glyphs
from ui.widgets.banner import Banner
from ui.widgets.memory import Memory
from ui.widgets.parts import column, holding, row
from ui.widgets.side_bar import SideBar
from ui.widgets.status_line import StatusLine
from ui.widgets.theme import Choice, Theme
from ui.windows import standing
from ui.windows.anywhere_flow import AnywhereFlow
from ui.windows.areas import ALONE, AREAS, PLACES
from ui.windows.clockwork import Clockwork
from ui.windows.errands import Errands
from ui.windows.help_flow import HelpFlow
from ui.windows.icon import app_icon
from ui.windows.kit import Kit
from ui.windows.leaving import Leaving
from ui.windows.menus import Menus
from ui.windows.pages import Pages
from ui.windows.theming import Theming
from ui.windows.undo_flows import UndoFlows
from ui.windows.window_menus import fill
from ui.workers.reviewing import Glances

if TYPE_CHECKING:
    from ui.pages.check import Check
    from ui.pages.connections import Connections
    from ui.pages.history import History
    from ui.pages.mapping import Mapping
    from ui.pages.problems import Problems
    from ui.pages.review import Review
    from ui.pages.settings import Settings
    from ui.pages.today import Today

_FIRST = "today"
_LOOK_AGAIN = 30_000
_SIZE = (1280, 800)
_LEAST = (960, 600)


class MainWindow(QMainWindow):
    """Everything a bookkeeper sees.

    Signals:
        practice_wished: The practice company is wanted.
        own_wished: One's own company is to be set up, in place of the practice company.
        home_wished: One's own company is wanted in place of the practice company.
        restore_wished: A back-up is to be put back; its Path.
        closed: The window is gone; nothing runs any more.
    """

    practice_wished = Signal()
    own_wished = Signal()
    home_wished = Signal()
    restore_wished = Signal(object)
    closed = Signal()

    def __init__(
        self, engine: Engine, memory: Memory, theme: Theme, whereabouts: Whereabouts
    ) -> None:
        super().__init__()
        self.engine, self.memory = engine, memory
        self._overview: Overview | None = None
        self.banner, self.status = Banner(), StatusLine()
        self.side = SideBar(PLACES)
        self.errands = Errands(self, engine, memory, self.banner, self.status)
        self.undo = UndoFlows(self, engine, memory, self.status)
        self.theming = Theming(theme, memory, self)
        self.leaving = Leaving(self, engine, self.status)
        self.clockwork = Clockwork(engine, self.status, self)
        self.kit = Kit(
            window=self,
            engine=engine,
            memory=memory,
            whereabouts=whereabouts,
            banner=self.banner,
            status=self.status,
            errands=self.errands,
            undo=self.undo,
            theming=self.theming,
            clockwork=self.clockwork,
            leaving=self.leaving,
        )
        self.pages = Pages((*AREAS, *ALONE), self.kit)
        self._asking = engine.inquiry(self)
        self._watch = QTimer(self, interval=_LOOK_AGAIN)
        self._arrange()
        self.menus = Menus(self)
        self.anywhere = AnywhereFlow(self.kit, self.pages, self.menus, self.go)
        self.helping = HelpFlow(self.kit, self.menus)
        fill(self.menus, self.kit, self.pages, self.anywhere, self.helping)
        self._connect()
        self._recall()
        self._colour()
        self._asking.ask(Glances())

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages.shown

    @property
    def today(self) -> Today:
        """How it all stands."""
        from ui.pages.today import Today

        return self.pages.of(Today)

    @property
    def review(self) -> Review:
        """The reports and their journals."""
        from ui.pages.review import Review

        return self.pages.of(Review)

    @property
    def mapping(self) -> Mapping:
        """The boards to map on."""
        from ui.pages.mapping import Mapping

        return self.pages.of(Mapping)

    @property
    def problems(self) -> Problems:
        """What stops reports."""
        from ui.pages.problems import Problems

        return self.pages.of(Problems)

    @property
    def history(self) -> History:
        """Every event."""
        from ui.pages.history import History

        return self.pages.of(History)

    @property
    def check(self) -> Check:
        """What the last check found."""
        from ui.pages.check import Check

        return self.pages.of(Check)

    @property
    def connections(self) -> Connections:
        """What each connection joins."""
        from ui.pages.connections import Connections

        return self.pages.of(Connections)

    @property
    def settings(self) -> Settings:
        """The few things that can be chosen."""
        from ui.pages.settings import Settings

        return self.pages.of(Settings)

    def go(self, going: Going) -> None:
        """Show a page."""
        page = self.pages.show_page(going.page)
        self.side.setVisible(not page.alone)
        if not page.alone:
            self.side.choose(page.key)
        self.menus.serve(page.key)
        if self._overview is not None:
            page.say(self._overview)
        page.arrive(going)
        self._say_title()
        self._dress(page)

    def choose_theme(self, choice: Choice) -> None:
        """Colour everything anew, and the next time too."""
        self.theming.choose(choice)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override: never in the middle of a run without asking."""
        if not self.leaving.may():
            event.ignore()
            return
        self._watch.stop()
        self.clockwork.stop()
        self._keep()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Override: coming back to the window, look what others did meanwhile.

        When it opens, everything was just asked for the first time.
        """
        super().changeEvent(event)
        activated = event.type() is QEvent.Type.ActivationChange
        back = activated and self.isActiveWindow() and self._overview is not None
        if back and not self.engine.running:
            self._refresh()

    def _arrange(self) -> None:
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*_LEAST)
        right = column(self.banner, self.pages, gap=0)
        right.setStretch(1, 1)
        upper = row(self.side, holding(right), gap=0)
        upper.setStretch(1, 1)
        whole = column(upper, self.status, gap=0)
        whole.setStretch(0, 1)
        self.setCentralWidget(holding(whole))

    def _connect(self) -> None:
        self.side.chosen.connect(self._chosen)
        self.side.anywhere_wished.connect(self.anywhere.open)
        self.pages.going.connect(self.go)
        self.pages.practice_wished.connect(self.practice_wished)
        self.pages.own_wished.connect(self._add_company)
        self.pages.home_wished.connect(self.home_wished)
        self.undo.restore_wished.connect(self.restore_wished)
        self.theming.changed.connect(self._colour)
        self.engine.changed.connect(self._refresh)
        self._asking.answered.connect(self._say)
        self._watch.timeout.connect(self._refresh)
        self._watch.start()

    def _recall(self) -> None:
        geometry = self.memory.state("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*_SIZE)
        page = self.memory.text("window/page", _FIRST)
        self.go(Going(page if page in self.pages else _FIRST))

    def _keep(self) -> None:
        self.memory.keep("window/geometry", self.saveGeometry())
        self.memory.keep("window/page", self.page.key)
        for page in self.pages.made:
            page.keep()
        self.memory.write()

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self.go(Going(key))

    @Slot()
    def _add_company(self) -> None:
        """Set a company up; never within the practice company, where none is real."""
        told = self._overview
        if told is not None and told.practice and told.glances:
            self.own_wished.emit()
        else:
            self.go(Going("set-up"))

    @Slot()
    def _refresh(self) -> None:
        self._asking.ask(Glances())
        self.page.refresh()

    @Slot(object, object)
    def _say(self, _asked: Glances, overview: Overview) -> None:
        first, self._overview = self._overview is None, overview
        if first and not overview.glances:
            self.go(Going("set-up"))
        self.errands.say(overview)
        self.undo.say(overview)
        self.anywhere.say(overview)
        self.menus.suit(practice=overview.practice)
        self.helping.say(overview)
        self.side.say(overview)
        self.page.say(overview)
        self.side.count(standing.waiting(overview))
        self.status.note(*standing.health(overview))
        self._say_title()
        self._dress(self.page)

    def _say_title(self) -> None:
        self.setWindowTitle(standing.title(self.page.title, self._overview))

    @Slot()
    def _colour(self) -> None:
        self._dress(self)

    def _dress(self, part: QMainWindow | Page) -> None:
        glyphs.redress(part, self.theming.colours)
        if part is self.page:
            self.page.letter(self.menus.letters)
