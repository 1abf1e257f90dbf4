"""Gathers what can be gone to, and goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.listing import PostingPage, PostingQuery, PostingRow
from app.domain.overview import Overview
from ui.models.ways import Sort, Way
from ui.models.words import amount, day
from ui.pages.page import Going
from ui.widgets.looks import STATES
from ui.windows.kit import Kit
from ui.windows.menus import Menus, Offer
from ui.windows.pages import Pages
from ui.workers.names import Named, Names

if TYPE_CHECKING:  # it loads when it is first wanted: the window opens sooner
    from ui.windows.go_anywhere import GoAnywhere

_PLACES = "Go"
_RECENT = "anywhere/recent"
_KEPT = 20
_REPORTS = 12
_LEAST = 2

Go = Callable[[Going], object]


class AnywhereFlow(QObject):
    """Opens the quick way to everything and knows where it leads."""

    def __init__(self, kit: Kit, pages: Pages, menus: Menus, go: Go) -> None:
        super().__init__(kit.window)
        self._kit, self._pages, self._menus, self._go = kit, pages, menus, go
        self._overview: Overview | None = None
        self._named: tuple[Named, ...] = ()
        self._used: dict[str, Way] = {}
        self._stale = True
        self._dialog: GoAnywhere | None = None
        self._reports, self._names = kit.engine.inquiry(self), kit.engine.inquiry(self)
        self._reports.answered.connect(self._found)
        self._names.answered.connect(self._learn)
        kit.engine.changed.connect(self._doubt)

    def say(self, overview: Overview) -> None:
        """Learn the connections."""
        self._overview = overview

    @Slot()
    def open(self) -> None:
        """Open it, or close it where it is open."""
        if self._dialog is not None:
            self._dialog.reject()
            return
        from ui.windows.go_anywhere import GoAnywhere  # noqa: PLC0415 - as above

        recent = self._kit.memory.text(_RECENT).split("\n")
        made = GoAnywhere(self._kit.window, recent)
        made.asked.connect(self._ask)
        made.chosen.connect(self._take)
        made.finished.connect(self._forget)
        self._dialog = made
        made.offer("used", (replace(way, sure=False) for way in self._used.values()))
        made.offer("pages", self._places())
        made.offer("actions", self._actions())
        made.offer("connections", self._connections())
        made.offer("names", map(self._way_to, self._named))
        made.open_over()
        if self._stale:
            self._names.ask(Names())

    @Slot()
    def _forget(self) -> None:
        self._dialog = None

    @Slot()
    def _doubt(self) -> None:
        self._stale = True

    @Slot(str)
    def _ask(self, text: str) -> None:
        if len(text) >= _LEAST:
            self._reports.ask(PostingQuery(text=text, limit=_REPORTS))
        elif self._dialog is not None:
            self._dialog.offer("reports", ())

    @Slot(object, object)
    def _found(self, _asked: PostingQuery, page: PostingPage) -> None:
        if self._dialog is not None:
            self._dialog.offer("reports", map(self._way_in, page.rows))

    @Slot(object, object)
    def _learn(self, _asked: Names, named: tuple[Named, ...]) -> None:
        self._named, self._stale = named, False
        if self._dialog is not None:
            self._dialog.offer("names", map(self._way_to, named))

    @Slot(object)
    def _take(self, way: Way) -> None:
        memory = self._kit.memory
        before = [key for key in memory.text(_RECENT).split("\n") if key != way.key]
        self._used[way.key] = way
        memory.keep(_RECENT, "\n".join((way.key, *before[: _KEPT - 1])))
        QTimer.singleShot(0, self, way.go)  # when the window has the keyboard again

    def _places(self) -> Iterator[Way]:
        offers = self._menus.offers()
        keys = {offer.words: offer.keys for offer in offers if offer.menu == _PLACES}
        for area in self._pages.areas:
            place, title = area.place, area.place.title
            to, key = self._going(Going(place.key)), f"page {place.key}"
            shortcut = keys.get(title, "")
            yield Way(key, Sort.PAGE, title, to, "", place.glyph, shortcut)
            for topic in area.topics():
                there = self._going(Going(place.key, text=topic))
                key, glyph = f"setting {place.key} {topic}", "sliders-horizontal"
                yield Way(key, Sort.SETTING, topic, there, place.title, glyph)

    def _actions(self) -> Iterator[Way]:
        titles = {area.place.key: area.place.title for area in self._pages.areas}
        for offer in self._menus.offers():
            there = offer.action.isVisible() and (
                offer.page or offer.action.isEnabled()
            )
            if offer.menu == _PLACES or not there:
                continue  # the pages are offered already
            yield Way(
                f"action {offer.menu} {offer.words}",
                Sort.ACTION,
                offer.words,
                self._doing(offer),
                titles.get(offer.page, offer.menu),
                offer.glyph or "lightning",
                offer.keys,
            )

    def _doing(self, offer: Offer) -> Callable[[], object]:
        """Do it; but upon a page that is not seen, only show that page first."""

        def done() -> None:
            if offer.page and offer.page != self._pages.shown.key:
                self._go(Going(offer.page))
                self._kit.status.rest(f"{offer.words}: {offer.keys}")
            else:
                offer.action.trigger()

        return done

    def _connections(self) -> Iterator[Way]:
        for glance in self._overview.glances if self._overview else ():
            which, name = glance.connection.id, glance.connection.name
            to = self._going(Going("review", which))
            detail = "Its reports"
            key = f"connection {which}"
            yield Way(key, Sort.CONNECTION, name, to, detail, "arrows-left-right")

    def _way_in(self, row: PostingRow) -> Way:
        facts = (
            row.report_id,
            day(row.dated),
            f"{amount(row.total, row.currency)} {row.currency}",
            row.state.words,
        )
        return Way(
            f"report {row.connection_id} {row.report_id}",
            Sort.REPORT,
            f"{row.submitter} · {row.report_name}",
            self._going(Going("review", row.connection_id, text=row.report_id)),
            " · ".join(fact for fact in facts if fact),
            STATES[row.state].glyph,
            sure=True,
        )

    def _way_to(self, named: Named) -> Way:
        account = bool(named.code)
        words = f"{named.code} {named.name}" if account else named.name
        about = named.code if account else named.name
        return Way(
            f"{'account' if account else 'category'} {named.connection_id} {about}",
            Sort.ACCOUNT if account else Sort.CATEGORY,
            words,
            self._going(Going("mapping", named.connection_id, text=about)),
            named.connection,
            "books" if account else "tag",
        )

    def _going(self, going: Going) -> Callable[[], object]:
        return lambda: self._go(going)
