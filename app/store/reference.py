"""What was last fetched of organisations and workspaces."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Table, select

from app.domain.books import Books, OrganisationId
from app.domain.expenses import Workspace, WorkspaceId
from app.ports.xero import Allowances
from app.store import codec
from app.store.changes import count_change
from app.store.rows import put
from app.store.schema import allowance, connection, organisation, workspace
from app.store.transaction import Transaction

T = TypeVar("T")


class SqlReference:
    """Reference data as the port has it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def books(self, organisation_id: OrganisationId) -> Books:
        """An organisation's reference data; LookupError when it was never fetched."""
        return self._body(organisation, organisation_id, Books)

    def save_books(self, books: Books) -> None:
        """Keep an organisation's reference data in place of the old."""
        which = books.organisation.id
        writing = self._transaction.write()
        old = self._found(organisation, which, Books)
        put(writing, organisation, {"id": which}, body=codec.dump(books))
        if old is None or replace(old, fetched=books.fetched) != books:
            count_change(writing, connection.c.organisation_id == which)

    def all_books(self) -> tuple[Books, ...]:
        """Every organisation, by name."""
        bodies = self._transaction.read().scalars(select(organisation.c.body))
        books = [codec.load(body, Books) for body in bodies]
        return tuple(sorted(books, key=lambda x: x.organisation.name.casefold()))

    def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """A workspace; LookupError when it was never fetched."""
        return self._body(workspace, workspace_id, Workspace)

    def save_workspace(self, workspace_: Workspace) -> None:
        """Keep a workspace in place of the old."""
        writing = self._transaction.write()
        old = self._found(workspace, workspace_.id, Workspace)
        put(writing, workspace, {"id": workspace_.id}, body=codec.dump(workspace_))
        if old != workspace_:
            count_change(writing, connection.c.workspace_id == workspace_.id)

    def allowances(self, organisation_id: OrganisationId) -> Allowances:
        """What Xero last said of the calls that are left."""
        this = select(allowance).where(allowance.c.organisation_id == organisation_id)
        row = self._transaction.read().execute(this).first()
        if row is None:
            return Allowances(None, None)
        return Allowances(row.day_left, row.minute_left, row.resumes, row.said)

    def save_allowances(
        self, organisation_id: OrganisationId, allowances: Allowances
    ) -> None:
        """Keep what Xero said of the calls that are left."""
        put(
            self._transaction.write(),
            allowance,
            {"organisation_id": organisation_id},
            day_left=allowances.day_left,
            minute_left=allowances.minute_left,
            resumes=allowances.resumes,
            said=allowances.said,
        )

    def _body(self, table: Table, key: str, kind: type[T]) -> T:
        found = self._found(table, key, kind)
        if found is None:
            raise LookupError(key)
        return found

    def _found(self, table: Table, key: str, kind: type[T]) -> T | None:
        this = select(table.c.body).where(table.c.id == key)
        body = self._transaction.read().scalar(this)
        return None if body is None else codec.load(body, kind)
