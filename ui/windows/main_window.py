"""The main window: the pages and the way between them."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from app.domain.overview import Overview
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.models.filters import group
from ui.models.words import counted
from ui.pages.check import Check
from ui.pages.connections import Connections
from ui.pages.history import History
from ui.pages.mapping import Mapping
from ui.pages.page import Going, Page
from ui.pages.problems import Problems
from ui.pages.review import Review
from ui.pages.settings import Settings, Whereabouts
from ui.pages.today import Today
from ui.widgets import glyphs
from ui.widgets.banner import Banner
from ui.widgets.memory import Memory
from ui.widgets.parts import column, holding, row
from ui.widgets.side_bar import Place, SideBar
from ui.widgets.status_line import StatusLine
from ui.widgets.theme import Choice, Theme
from ui.windows.about import app_icon
from ui.windows.dialogs import Question
from ui.windows.errands import Errands
from ui.windows.mapping_flows import MappingFlows
from ui.windows.menus import Entry, Menus
from ui.windows.undo_flows import UndoFlows
from ui.windows.window_menus import (
    edit_entries,
    file_entries,
    help_entries,
    journal_entries,
)
from ui.workers.questions import Glances

PLACES = (
    Place("today", "Today", "house"),
    Place("review", "Review", "list-bullets"),
    Place("mapping", "Mapping", "arrows-left-right"),
    Place("problems", "Problems", "warning"),
    Place("history", "History", "clock-counter-clockwise"),
    Place("check", "Check", "shield-check"),
    Place("connections", "Connections", "link"),
    Place("settings", "Settings", "gear-six"),
)
_LOOK_AGAIN = 30_000
_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Everything a bookkeeper sees.

    Signals:
        practice_wished: The practice company is wanted.
        restore_wished: A back-up is to be put back; its Path.
        closed: The window is gone; nothing runs any more.
    """

    practice_wished = Signal()
    restore_wished = Signal(object)
    closed = Signal()

    def __init__(
        self, engine: Engine, memory: Memory, theme: Theme, whereabouts: Whereabouts
    ) -> None:
        super().__init__()
        self._engine = engine
        self._memory = memory
        self._theme = theme
        self._leaving = False
        self._overview: Overview | None = None
        self.banner, self.status = Banner(), StatusLine()
        self.side = SideBar(PLACES)
        self.errands = Errands(self, engine, self.banner, self.status)
        self.today = Today(engine)
        self.review = Review(engine, memory)
        self.mapping = Mapping(engine, memory)
        self.problems = Problems(engine)
        self.history = History(engine, memory)
        self.check = Check(engine)
        self.connections = Connections(engine)
        self.settings = Settings(whereabouts, theme.choice)
        self.flows = MappingFlows(self, self.mapping, memory, self.status)
        self.undo = UndoFlows(self, engine, memory, self.status)
        self._stack = QStackedWidget()
        self._asking = engine.inquiry(self)
        self._watch = QTimer(self, interval=_LOOK_AGAIN)
        self._arrange()
        self.menus = Menus(self)
        self._fill_menus(whereabouts)
        self._connect()
        self._recall()
        self._colour()
        self._asking.ask(Glances())

    @property
    def page(self) -> Page:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return next(page for page in self._pages() if page is shown)

    @property
    def engine(self) -> Engine:
        """What the window asks."""
        return self._engine

    @property
    def memory(self) -> Memory:
        """What is remembered of places and widths."""
        return self._memory

    def go(self, going: Going) -> None:
        """Show a page."""
        page = next(page for page in self._pages() if page.key == going.page)
        self.side.choose(page.key)
        self._stack.setCurrentWidget(page)
        if self._overview is not None:
            page.say(self._overview)
        page.arrive(going)
        self._say_title()
        self._dress(page)

    def choose_theme(self, choice: Choice) -> None:
        """Colour everything anew, and the next time too."""
        self._memory.keep("window/theme", choice.value)
        self._theme.choose(choice)
        self.menus.show_choice(choice)
        self.settings.show_choice(choice)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override: never in the middle of a run without asking."""
        if self._engine.running and not self._leaving:
            event.ignore()
            self._ask_to_leave()
            return
        self._watch.stop()
        self._keep()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Override: coming back to the window, look what others did meanwhile."""
        super().changeEvent(event)
        activated = event.type() is QEvent.Type.ActivationChange
        if activated and self.isActiveWindow() and not self._engine.running:
            self._refresh()

    def _pages(self) -> tuple[Page, ...]:
        return (
            self.today,
            self.review,
            self.mapping,
            self.problems,
            self.history,
            self.check,
            self.connections,
            self.settings,
        )

    def _arrange(self) -> None:
        self.setWindowIcon(app_icon())
        for page in self._pages():
            self._stack.addWidget(page)
        right = column(self.banner, self._stack, gap=0)
        right.setStretch(1, 1)
        upper = row(self.side, holding(right), gap=0)
        upper.setStretch(1, 1)
        whole = column(upper, self.status, gap=0)
        whole.setStretch(0, 1)
        self.setCentralWidget(holding(whole))

    def _fill_menus(self, whereabouts: Whereabouts) -> None:
        menus, review = self.menus, self.review
        practise = Entry(
            "Open the &practice company", glyph="graduation-cap", do=self._practise
        )
        seek = Entry("&Find", ("Ctrl+F",), "magnifying-glass", self._seek)
        menus.add("&File", file_entries(self, self._engine, self.errands, practise))
        menus.add("&Edit", edit_entries(review, self.mapping, seek))
        menus.add("&Journal", journal_entries(review))
        menus.add_places(PLACES, self._chosen)
        menus.add_themes(menus.add("&View", ()), self.choose_theme)
        helps = help_entries(self, menus, self._memory, whereabouts.data)
        menus.add("&Help", helps)

    def _connect(self) -> None:
        self.side.chosen.connect(self._chosen)
        for page in self._pages():
            page.going.connect(self.go)
            page.practice_wished.connect(self.practice_wished)
        errands, review = self.errands, self.review
        self.today.sync_wished.connect(errands.sync)
        self.mapping.sync_wished.connect(errands.sync)
        review.sync_wished.connect(self._sync)
        review.posted.connect(errands.ask_to_post)
        review.posted_at_once.connect(errands.post_at_once)
        review.held.connect(errands.ask_to_hold)
        review.released.connect(errands.release)
        review.set_aside.connect(errands.ask_elsewhere)
        review.reverse_wished.connect(self.undo.ask_to_reverse)
        review.replay_wished.connect(self.undo.ask_to_replay)
        self.check.check_wished.connect(self.undo.check)
        self.settings.back_up_wished.connect(self.undo.ask_where_to)
        self.settings.restore_wished.connect(self.undo.ask_what_from)
        self.undo.restore_wished.connect(self.restore_wished)
        self.settings.theme_chosen.connect(self.choose_theme)
        self._theme.changed.connect(self._colour)
        self._engine.changed.connect(self._refresh)
        self._engine.busy.connect(self._busy)
        self._asking.answered.connect(self._say)
        self._watch.timeout.connect(self._refresh)
        self._watch.start()

    def _recall(self) -> None:
        geometry = self._memory.state("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*_SIZE)
        self.menus.show_choice(self._theme.choice)
        self.go(Going(self._memory.text("window/page", "today")))

    def _keep(self) -> None:
        self._memory.keep("window/geometry", self.saveGeometry())
        self._memory.keep("window/page", self.page.key)
        for page in self._pages():
            page.keep()
        self._memory.write()

    def _ask_to_leave(self) -> None:
        safe = (
            "Stopping is safe: what was sent is finished or checked with Xero at "
            "the next start, and the rest stays ready."
        )
        going_on = f"Under way: {self.status.words}"
        Question(
            self,
            "Stop and close?",
            (going_on, safe),
            "Stop and close",
            no="Keep working",
            then=self._leave,
        ).open()

    def _leave(self) -> None:
        self._leaving = True
        self._engine.cancel()
        if not self._engine.running:
            self.close()

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not busy and self._leaving:
            self.close()

    @Slot()
    def _sync(self) -> None:
        chosen = self.review.filter.query.connection_id
        self.errands.sync([ConnectionId(chosen)] if chosen else ())

    def _seek(self) -> None:
        self.page.seek()

    def _practise(self) -> None:
        self.practice_wished.emit()

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self.go(Going(key))

    @Slot()
    def _refresh(self) -> None:
        self._asking.ask(Glances())
        self.page.refresh()

    @Slot(object, object)
    def _say(self, _asked: Glances, overview: Overview) -> None:
        self._overview = overview
        self.errands.say(overview)
        self.undo.say(overview)
        self.side.say(overview)
        self.page.say(overview)
        waiting = {"ready": 0, "attention": 0, "changed": 0}
        for glance in overview.glances:
            for chip in waiting:
                waiting[chip] += group(glance.tallies, chip).count
        self.side.count(
            {
                "review": waiting["ready"],
                "problems": waiting["attention"] + waiting["changed"],
            }
        )
        self._say_health(overview)
        self._say_title()
        self._dress(self.page)

    def _say_health(self, overview: Overview) -> None:
        out = [g.connection.name for g in overview.glances if not g.signed_in]
        left = [g.calls_left for g in overview.glances if g.calls_left is not None]
        if not overview.glances:
            self.status.note("", "", "quiet")
        elif out:
            words = f"Sign-in to Xero needed: {', '.join(out)}"
            self.status.note(words, "warning", "attention")
        else:
            calls = f" · {counted(min(left), 'Xero call')} left" if left else ""
            self.status.note(f"Signed in{calls}", "check-circle", "posted")

    def _say_title(self) -> None:
        parts = [self.page.title, "Vouch"]
        if self._overview is not None and self._overview.practice:
            parts.insert(1, "Practice company")
        self.setWindowTitle(" \N{EM DASH} ".join(parts))

    @Slot()
    def _colour(self) -> None:
        self._dress(self)

    def _dress(self, part: QMainWindow | Page) -> None:
        glyphs.redress(part, self._theme.colours)
