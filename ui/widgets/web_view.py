"""The browser within the window: one page, its host always in view."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo, QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar

from app.ports.sign_in import SignInRequest
from ui.models import obstacles
from ui.models.obstacles import Obstacle
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.note import Note
from ui.widgets.parts import Size, button, column, label, panel, row
from ui.widgets.web_page import WebPage, forgetful_profile, is_here

_Action = QWebEnginePage.WebAction
_Status = QWebEngineLoadingInfo.LoadStatus
_OFFERED = (
    (_Action.Undo, _Action.Redo),
    (_Action.Cut, _Action.Copy, _Action.Paste, _Action.SelectAll),
    (_Action.Back, _Action.Reload),
)


class Browser(QFrame):
    """Shows the sign-in pages of one request; to be closed by ``close_page``.

    Signals:
        came_back: The service sent the person back; the whole address.
        elsewhere_wished: It is to go on in the person's own browser.
        hindered: Something stands in the way; the Obstacle.
    """

    came_back = Signal(str)
    elsewhere_wished = Signal()
    hindered = Signal(object)

    def __init__(self, request: SignInRequest) -> None:
        super().__init__()
        self.setProperty("kind", "browser")
        self._address = QUrl(request.authorize_url)
        self._came_back = False
        # a profile must outlive its pages, whichever way the program ends
        self._profile = forgetful_profile(QCoreApplication.instance())
        self.view = QWebEngineView()
        self.page = WebPage(self._profile, request.redirect_uri, self.view)
        self.view.setPage(self.page)
        self.view.setAccessibleName("Sign-in page")
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._lock, self.host = (
            GlyphLabel("lock-simple", "posted"),
            label("", Size.STRONG),
        )
        self._safety = label("", Size.HINT)
        self._again = button("&Load again", "arrow-clockwise", "quiet")
        self.elsewhere = button("Use my &own browser", "arrow-square-out")
        self.note = Note(self.elsewhere)
        self._progress = QProgressBar(textVisible=False)
        self._arrange()
        self._connect()
        self.page.load(self._address)
        self.setFocusProxy(self.view)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close_page)

    @property
    def words(self) -> str:
        """Whose page is shown, and how it came."""
        return f"{self.host.text()} {self._safety.text()}"

    @Slot()
    def load_again(self) -> None:
        """Load the page once more, or the first where there is none."""
        self.note.hide()
        if self.page.url().isEmpty() or self.page.url().scheme() == "about":
            self.page.load(self._address)
        else:
            self.page.triggerAction(_Action.Reload)
        self.view.setFocus()

    @Slot()
    def close_page(self) -> None:
        """Let the page and everything it knew go."""
        self.hide()
        self.deleteLater()
        self._profile.deleteLater()

    def _arrange(self) -> None:
        head = panel("browser-head")
        inside = row(self._lock, self.host, self._safety, None, self._again)
        inside.setContentsMargins(12, 4, 4, 4)
        head.setLayout(inside)
        whole = column(head, self._progress, self.note, self.view, gap=0, margin=1)
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._again.clicked.connect(self.load_again)
        self.elsewhere.clicked.connect(self.elsewhere_wished)
        self.page.redirected.connect(self._back)
        self.page.hindered.connect(self.hinder)
        self.page.urlChanged.connect(self._moved)
        self.page.loadProgress.connect(self._progress.setValue)
        self.page.loadingChanged.connect(self._loading)
        self.view.customContextMenuRequested.connect(self._menu)
        self._moved(self._address)

    @Slot(str)
    def _back(self, address: str) -> None:
        if not self._came_back:
            self._came_back = True
            self.came_back.emit(address)

    @Slot(object)
    def hinder(self, obstacle: Obstacle) -> None:
        """Say what stands in the way."""
        self.elsewhere.setVisible(obstacle.elsewhere)
        tone = "failed" if obstacle.final else "attention"
        self.note.say(obstacle.title, obstacle.words, tone)
        self.hindered.emit(obstacle)

    @Slot(QUrl)
    def _moved(self, url: QUrl) -> None:
        if not url.host():
            return
        port = f":{url.port()}" if url.port() > 0 else ""
        self.host.setText(f"{url.host()}{port}")
        encrypted = url.scheme() == "https"
        if encrypted:
            self._safety.setText("encrypted")
            self._lock.show_glyph("lock-simple", "posted")
        else:
            here = "on this computer, " if is_here(url) else ""
            self._safety.setText(f"{here}not encrypted")
            self._lock.show_glyph("lock-simple-open", "attention")
        self._lock.setToolTip(f"{url.scheme()}://{self.host.text()}")

    @Slot(QWebEngineLoadingInfo)
    def _loading(self, info: QWebEngineLoadingInfo) -> None:
        status = info.status()
        self._progress.setVisible(status is _Status.LoadStartedStatus)
        if self._came_back or status is _Status.LoadStartedStatus:
            return
        if status is _Status.LoadSucceededStatus:
            self.page.toPlainText(partial(self._read, self.page.title()))
        elif status is _Status.LoadFailedStatus and self.note.isHidden():
            self.hinder(obstacles.UNREACHED)

    def _read(self, title: str, text: str) -> None:
        if not text:  # also what is answered while the page is taken down
            return
        obstacle = obstacles.on_the_page(title, text)
        if obstacle is not None:
            self.hinder(obstacle)

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in _OFFERED:
            for offered in group:
                menu.addAction(self.page.action(offered))
            menu.addSeparator()
        menu.popup(self.view.mapToGlobal(at))
