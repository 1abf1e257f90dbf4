"""A web page that is only there to sign in on, and stops at the redirect."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineClientCertificateSelection,
    QWebEngineDesktopMediaRequest,
    QWebEngineDownloadRequest,
    QWebEngineFileSystemAccessRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineRegisterProtocolHandlerRequest,
    QWebEngineSettings,
    QWebEngineWebAuthUxRequest,
)

from ui.models import obstacles
from ui.models.obstacles import Obstacle

_Attribute = QWebEngineSettings.WebAttribute
# all of them reach acceptNavigationRequest, which lets none of them through
_Schemes = QWebEngineSettings.UnknownUrlSchemePolicy
_OFF = (
    _Attribute.AutoLoadIconsForPage,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.ScreenCaptureEnabled,
)
_HERE = ("localhost", "127.0.0.1", "::1")


def forgetful_profile(parent: QObject | None) -> QWebEngineProfile:
    """Make a profile that writes nothing to disk and asks for no permission."""
    made = QWebEngineProfile(parent)
    made.setPersistentPermissionsPolicy(
        QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    )
    made.setPushServiceEnabled(False)
    made.setSpellCheckEnabled(False)
    return made


class WebPage(QWebEnginePage):
    """Goes where a sign-in leads, and nowhere else.

    Signals:
        redirected: The service sent the person back; the whole address.
        hindered: Something stands in the way, or was refused; the Obstacle.
    """

    redirected = Signal(str)
    hindered = Signal(object)

    def __init__(
        self, profile: QWebEngineProfile, redirect_uri: str, parent: QObject
    ) -> None:
        super().__init__(profile, parent)
        self._redirect = QUrl(redirect_uri)
        for attribute in _OFF:
            self.settings().setAttribute(attribute, False)  # noqa: FBT003 - Qt's
        self.settings().setUnknownUrlSchemePolicy(_Schemes.AllowAllUnknownUrlSchemes)
        self.certificateError.connect(self._distrust)
        self.permissionRequested.connect(_deny)
        self.desktopMediaRequested.connect(_show_nothing)
        self.fileSystemAccessRequested.connect(_keep_files)
        self.registerProtocolHandlerRequested.connect(_keep_schemes)
        self.selectClientCertificate.connect(_choose_none)
        self.webAuthUxRequested.connect(self._no_passkey)
        self.renderProcessTerminated.connect(self._stopped)
        profile.downloadRequested.connect(self._no_download)

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        _kind: QWebEnginePage.NavigationType,
        is_main: bool,  # noqa: FBT001 - Qt's own
    ) -> bool:
        """Override: the redirect is for us, not for the network."""
        to = QUrl(url)
        if self._is_redirect(to):
            if is_main:
                self.redirected.emit(
                    to.toString(QUrl.ComponentFormattingOption.FullyEncoded)
                )
            return False
        if not is_main:
            return to.scheme() in {"http", "https", "about", "data", "blob"}
        if obstacle := _hindrance(to):
            self.hindered.emit(obstacle)
            return False
        return True

    def createWindow(self, _kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """Override: what would open a window opens in this one."""
        return self

    def chooseFiles(
        self,
        _mode: QWebEnginePage.FileSelectionMode,
        _old: Sequence[str],
        _accepted: Sequence[str],
    ) -> list[str]:
        """Override: no file is given to a page for signing in."""
        return []

    def javaScriptConsoleMessage(
        self,
        _level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        _message: str,
        _line: int,
        _source: str,
    ) -> None:
        """Override: what a page tells its makers might hold a secret."""

    def _is_redirect(self, to: QUrl) -> bool:
        ours = self._redirect
        return (to.scheme(), to.host(), to.port(), to.path()) == (
            ours.scheme(),
            ours.host(),
            ours.port(),
            ours.path(),
        )

    @Slot(QWebEngineCertificateError)
    def _distrust(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        if error.isMainFrame():
            host = error.url().host()
            self.hindered.emit(obstacles.untrusted(host, error.description()))

    @Slot(QWebEngineWebAuthUxRequest)
    def _no_passkey(self, request: QWebEngineWebAuthUxRequest) -> None:
        request.cancel()
        self.hindered.emit(obstacles.PASSKEY)

    @Slot(QWebEngineDownloadRequest)
    def _no_download(self, request: QWebEngineDownloadRequest) -> None:
        request.cancel()
        self.hindered.emit(obstacles.DOWNLOAD)

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _stopped(
        self, status: QWebEnginePage.RenderProcessTerminationStatus, _code: int
    ) -> None:
        normal = QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus
        if status is not normal:
            self.hindered.emit(obstacles.STOPPED)


def is_here(url: QUrl) -> bool:
    """Whether an address is on this computer."""
    return url.host() in _HERE


def _hindrance(to: QUrl) -> Obstacle | None:
    address = to.toString()
    if to.scheme() == "https" or to == QUrl("about:blank"):
        return obstacles.on_the_way(address)
    if to.scheme() == "http" and is_here(to):
        return None
    return obstacles.refused(address)


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()


def _show_nothing(request: QWebEngineDesktopMediaRequest) -> None:
    request.cancel()


def _keep_files(request: QWebEngineFileSystemAccessRequest) -> None:
    request.reject()


def _keep_schemes(request: QWebEngineRegisterProtocolHandlerRequest) -> None:
    request.reject()


def _choose_none(selection: QWebEngineClientCertificateSelection) -> None:
    selection.selectNone()
