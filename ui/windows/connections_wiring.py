"""Makes the page Connections and joins it to the dialogs that change things."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.domain.books import Books, Organisation
from app.domain.expenses import Workspace
from app.domain.overview import Glance
from app.domain.setup import Connection
from app.errors import AppError
from ui.engine import Engine
from ui.models.words import counted
from ui.pages.connection_facts import details
from ui.pages.connections import Connections
from ui.pages.wishes import (
    ConnectionWish,
    DisconnectWish,
    ExpensifyWish,
    ForgetWish,
    SignInWish,
    Want,
    Wish,
)
from ui.windows import connection_wording as wording
from ui.windows.call_dialog import CallDialog, Sure
from ui.windows.connection_dialogs import (
    ExpensifyDialog,
    IntakeDialog,
    RenameDialog,
    RulesDialog,
)
from ui.windows.kit import Kit
from ui.windows.sign_in_dialog import SignInDialog
from ui.workers.calls import Call
from ui.workers.upkeep import Refresh

_ASKED = {
    Want.PAUSE: wording.pausing,
    Want.RESUME: wording.resuming,
    Want.REMOVE: wording.removing,
}
_CHANGED: Mapping[Want, Callable[[QWidget, Engine, Connection], CallDialog]] = {
    Want.RULES: RulesDialog,
    Want.INTAKE: IntakeDialog,
    Want.RENAME: RenameDialog,
}


def make_connections(kit: Kit) -> Connections:
    """Make the page."""
    page = Connections(kit.engine)
    page.wished.connect(ConnectionFlows(kit).fulfil)
    return page


class ConnectionFlows(QObject):
    """From a wish to what came of it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.window)
        self._kit = kit
        self._refreshing = kit.engine.line.calling(self)
        self._refreshing.answered.connect(self._refreshed)
        self._refreshing.failed.connect(self._not_refreshed)

    @Slot(object)
    def fulfil(self, wish: Wish) -> None:
        """Open the dialog that it takes, or begin at once."""
        match wish:
            case SignInWish(organisation):
                self._sign_in(organisation)
            case ConnectionWish(Want.REFRESH, glance):
                self._refresh(glance)
            case _:
                dialog = self._dialog(wish)
                dialog.done_so.connect(self._done)
                dialog.open()

    def _sign_in(self, organisation: Organisation | None) -> None:
        kit = self._kit
        SignInDialog(kit.window, kit.engine, kit.memory, organisation).open()

    def _dialog(
        self, wish: ConnectionWish | DisconnectWish | ForgetWish | ExpensifyWish
    ) -> CallDialog:
        match wish:
            case ConnectionWish(want, glance):
                return self._of_connection(want, glance)
            case ExpensifyWish():
                return ExpensifyDialog(self._kit.window, self._kit.engine)
            case DisconnectWish():
                return self._sure(wording.disconnecting(wish))
            case ForgetWish():
                return self._sure(wording.forgetting(wish))

    def _of_connection(self, want: Want, glance: Glance) -> CallDialog:
        asking = _ASKED.get(want)
        if asking is not None:
            return self._sure(asking(glance))
        return _CHANGED[want](self._kit.window, self._kit.engine, glance.connection)

    def _sure(self, asking: wording.Asking) -> Sure:
        return Sure(self._kit.window, self._kit.engine, asking)

    def _refresh(self, glance: Glance) -> None:
        self._kit.status.note(
            f"Reading {glance.connection.name} from Xero…", "", "quiet"
        )
        self._refreshing.ask(Refresh(glance.connection.organisation_id))

    @Slot(object, object)
    def _refreshed(self, _call: Call, books: Books) -> None:
        found = books.organisation
        self._kit.status.rest(f"{found.name}: {' · '.join(details(found))}")

    @Slot(object, object)
    def _not_refreshed(self, _call: Call, error: AppError) -> None:
        self._kit.banner.show_error(error)

    @Slot(object)
    def _done(self, value: object) -> None:
        if isinstance(value, tuple) and all(isinstance(x, Workspace) for x in value):
            seen = counted(len(value), "workspace")
            self._kit.status.rest(f"Expensify's credentials work; they see {seen}")
