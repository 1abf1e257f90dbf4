"""Connects the two services, and sets connections up from a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.expenses import Workspace
from app.domain.history import Event, What
from app.domain.setup import Connection, ConnectionId, Standing
from app.errors import AppError, InputError
from app.ports.expensify import ExpenseSource
from app.ports.guarding import EXPENSIFY_SECRET, EXPENSIFY_USER, Vault
from app.ports.sign_in import SignInRequest, SignInStatus, Tenant, XeroSignIns
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledgers
from app.services import setup_file
from app.services.preparation import Preparation
from app.services.reading_books import read_books
from app.services.scribe import Scribe
from app.services.setup_file import Portable

SourceFor = Callable[[str, str], ExpenseSource]


class Connecting:
    """Signs in to both services; a sign-in is kept only after it has worked once."""

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        source_for: SourceFor,
        sign_ins: XeroSignIns,
        ledgers: Ledgers,
        vault: Vault,
        work: Work,
        scribe: Scribe,
    ) -> None:
        self._source_for = source_for
        self._sign_ins = sign_ins
        self._ledgers = ledgers
        self._vault = vault
        self._work = work
        self._scribe = scribe

    def expensify(self, user_id: str, secret: str) -> tuple[Workspace, ...]:
        """Try the credentials, keep them, and say which workspaces they see."""
        if not user_id.strip() or not secret.strip():
            raise InputError("The user ID and the secret are both needed.")
        workspaces = self._source_for(user_id.strip(), secret.strip()).workspaces()
        self._vault.put(EXPENSIFY_USER, user_id.strip())
        self._vault.put(EXPENSIFY_SECRET, secret.strip())
        things = "workspace" if len(workspaces) == 1 else "workspaces"
        said = f"Expensify, {len(workspaces)} {things}."
        self._note(self._scribe.event(What.CONNECTED, said))
        return workspaces

    def begin_xero(self, client_id: str, redirect_uri: str) -> SignInRequest:
        """A sign-in to open in a browser."""
        if not client_id.strip():
            raise InputError("The client ID is needed.")
        return self._sign_ins.begin(client_id.strip(), redirect_uri)

    def finish_xero(
        self,
        request: SignInRequest,
        redirected: str,
        unread: Callable[[Tenant, AppError], None] | None = None,
    ) -> tuple[Tenant, ...]:
        """End a sign-in, and read the books of every organisation it may use.

        ``unread`` is told of those whose books cannot be read: the sign-in is kept all
        the same. Without it the first such failure is raised.
        """
        tenants = self._sign_ins.finish(request, redirected)
        for tenant in tenants:
            which = tenant.organisation_id
            try:
                read_books(self._ledgers(which), self._work, self._scribe, which)
            except AppError as error:
                if unread is None:
                    raise
                unread(tenant, error)
        said = ", ".join(tenant.name for tenant in tenants)
        self._note(self._scribe.event(What.CONNECTED, f"Xero: {said}."))
        return tenants

    def sign_ins(self) -> tuple[SignInStatus, ...]:
        """Who is signed in to Xero, the newest first; nothing secret is in it."""
        return self._sign_ins.statuses()

    def _note(self, event: Event) -> None:
        with self._work() as work:
            work.history.add([event])
            work.commit()


class SetupFiles:
    """Takes set-ups in and gives them out."""

    def __init__(
        self,
        work: Work,
        preparation: Preparation,
        scribe: Scribe,
        new_id: Callable[[], str],
    ) -> None:
        self._work = work
        self._preparation = preparation
        self._scribe = scribe
        self._new_id = new_id

    def take_in(self, text: str) -> tuple[Connection, ...]:
        """Make or change the connections of a set-up file; all of them, or none.

        A connection is the same when it joins the same workspace and organisation.
        Everything that is open is computed anew at once.
        """
        portables = setup_file.parse(text)
        with self._work() as work:
            connections = [self._save(work, portable) for portable in portables]
            work.commit()
        for connection in connections:
            if self._known(connection):
                self._preparation.refresh(connection.id)
        return tuple(connections)

    def give_out(self) -> str:
        """All connections as a set-up file."""
        with self._work() as work:
            return setup_file.render(
                [
                    (c, work.connections.setup(c.id).setup)
                    for c in work.connections.all()
                ]
            )

    def _save(self, work: UnitOfWork, portable: Portable) -> Connection:
        everyone = work.connections.all()
        same = [
            c
            for c in (*everyone, *work.connections.removed())
            if (c.workspace_id, c.organisation_id)
            == (portable.workspace_id, portable.organisation_id)
        ]
        connection = portable.connection(
            same[0].id if same else ConnectionId(self._new_id())
        )
        if same and same[0].standing is Standing.PAUSED:
            connection = replace(connection, standing=Standing.PAUSED)
        if any(c.name == connection.name and c.id != connection.id for c in everyone):
            raise InputError(
                f"Another connection is called “{connection.name}” already."
            )
        what = What.SETUP_CHANGED if same else What.CONNECTED
        event = self._scribe.event(what, connection.name, connection_id=connection.id)
        if not same or same[0] != connection:
            work.connections.save(connection, event)
        said = self._scribe.event(
            What.SETUP_CHANGED,
            "Set-up taken in from a file.",
            connection_id=connection.id,
        )
        work.connections.save_setup(connection.id, portable.setup, said)
        return connection

    def _known(self, connection: Connection) -> bool:
        with self._work() as work:
            try:
                work.reference.books(connection.organisation_id)
                work.reference.workspace(connection.workspace_id)
            except LookupError:
                return False
        return True
