"""One window for each home: a second start raises the first."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

_PATIENCE = 1000  # milliseconds that the first has to answer
_RAISE = b"raise\n"


class OneInstance(QObject):
    """Holds the place of a home, or asks whoever holds it to show itself.

    Signals:
        raised: A second start wants to see the window.
    """

    raised = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        mark = f"{getpass.getuser()} {home.absolute()}"
        self.name = f"vouch-{hashlib.sha256(mark.encode()).hexdigest()[:20]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._met)

    def claim(self) -> bool:
        """Tell whether this is the first; where it is not, the first is raised.

        A place whose holder has died without letting go is taken over.
        """
        if self._asked_the_first():
            return False
        if self._server.listen(self.name):
            return True
        if self._server.serverError() is not _TAKEN:
            return True  # nothing to hold it by: better two windows than none
        if self._asked_the_first():  # it was quicker
            return False
        QLocalServer.removeServer(self.name)
        self._server.listen(self.name)
        return True

    def release(self) -> None:
        """Let go, so that the next start is the first."""
        self._server.close()

    def _asked_the_first(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(_RAISE)
        socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return True

    @Slot()
    def _met(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()


_TAKEN = QAbstractSocket.SocketError.AddressInUseError
