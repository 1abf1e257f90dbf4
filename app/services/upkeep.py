"""Looks after connections: names, rules, pauses, and what a sign-in may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.books import Books, OrganisationId
from app.domain.expenses import Report
from app.domain.history import What
from app.domain.listing import PostingQuery
from app.domain.policy import PolicyOffer, lacking
from app.domain.postings import IN_FLIGHT, OPEN, State
from app.domain.setup import Connection, ConnectionId, PostingRules, Standing
from app.domain.upkeep import STATES, Intake, Policy
from app.errors import InputError
from app.ports.expensify import ReadReport
from app.ports.sign_in import XeroSignIns
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledgers
from app.services.holding import Holding
from app.services.organisations import posting_into
from app.services.pieces import pieces
from app.services.preparation import Preparation
from app.services.reading_books import read_books
from app.services.review import stored_report
from app.services.scribe import Scribe

_BUSY = IN_FLIGHT | {State.REVERSING}
_REMOVED = "The connection was removed."


class Upkeep:
    """Changes one thing of a connection at a time; every change is an event."""

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        sign_ins: XeroSignIns,
        ledgers: Ledgers,
        read: ReadReport,
        work: Work,
        preparation: Preparation,
        holding: Holding,
        scribe: Scribe,
    ) -> None:
        self._sign_ins = sign_ins
        self._ledgers = ledgers
        self._read = read
        self._work = work
        self._preparation = preparation
        self._holding = holding
        self._scribe = scribe

    def policy(self, connection_id: ConnectionId) -> Policy:
        """The rules, what can be chosen, and a real report to try them on."""
        with self._work() as work:
            connection = work.connections.get(connection_id)
            setup = work.connections.setup(connection_id).setup
            books = work.reference.books(connection.organisation_id)
            workspace = work.reference.workspace(connection.workspace_id)
            offer = PolicyOffer(books, workspace.name, self._newest(work, connection))
        return Policy(connection, setup.posting, offer)

    def refresh(self, organisation_id: OrganisationId) -> Books:
        """Read an organisation's books anew; what is open is computed by them."""
        ledger = self._ledgers(organisation_id)
        books = read_books(ledger, self._work, self._scribe, organisation_id)
        with self._work() as work:
            concerned = posting_into(work, organisation_id)
        for connection in concerned:
            self._preparation.refresh(connection.id)
        return books

    def set_rules(self, connection_id: ConnectionId, rules: PostingRules) -> None:
        """Post by these from now on; what is open is computed anew.

        InputError where they cannot be used.
        """
        with self._work() as work:
            connection = work.connections.get(connection_id)
            books = work.reference.books(connection.organisation_id)
            if lack := lacking(rules, books):
                raise InputError(lack)
            setup = work.connections.setup(connection_id).setup
            event = self._scribe.event(
                What.SETUP_CHANGED,
                "The rules for posting were changed.",
                connection_id=connection_id,
            )
            work.connections.save_setup(
                connection_id, replace(setup, posting=rules), event
            )
            work.commit()
        self._preparation.refresh(connection_id)

    def rename(self, connection_id: ConnectionId, name: str) -> Connection:
        """Call it something else; InputError where another is called so."""
        name = name.strip()
        if not name:
            raise InputError("A name is needed.")
        with self._work() as work:
            others = [x for x in work.connections.all() if x.id != connection_id]
            if any(x.name.casefold() == name.casefold() for x in others):
                raise InputError(f"Another connection is called “{name}” already.")
            old = work.connections.get(connection_id)
            said = f"Renamed from {old.name} to {name}."
            return self._changed(work, replace(old, name=name), said)

    def take_up(self, connection_id: ConnectionId, intake: Intake) -> Connection:
        """Take up other reports from the next sync on; those there are stay."""
        if intake.lack:
            raise InputError(intake.lack)
        if unknown := set(intake.states) - set(STATES):
            raise InputError(f"No state is “{min(unknown)}”.")
        with self._work() as work:
            old = work.connections.get(connection_id)
            new = replace(old, start_on=intake.start_on, states=intake.states)
            since = f"from {intake.start_on:%d %b %Y}" if intake.start_on else "lately"
            words = ", ".join(intake.states).lower()
            said = f"Takes up reports approved {since}: {words}."
            return self._changed(work, new, said)

    def pause(self, connection_id: ConnectionId) -> Connection:
        """Have it neither sync nor post until it is resumed."""
        return self._stand(connection_id, Standing.PAUSED, "Paused.")

    def resume(self, connection_id: ConnectionId) -> Connection:
        """Have it work again."""
        return self._stand(connection_id, Standing.IN_USE, "Resumed.")

    def remove(self, connection_id: ConnectionId) -> Connection:
        """End it: what is open is held, and what was posted stays in the history.

        InputError while journals of it are on their way.
        """
        with self._work() as work:
            busy = work.postings.ids(_BUSY, connection_id)
            waiting = work.postings.ids(OPEN, connection_id)
        if busy:
            raise InputError(
                f"{len(busy)} of its journals are on their way to Xero: "
                "wait until each has an outcome."
            )
        for piece in pieces(waiting):
            self._holding.hold(piece, _REMOVED)
        return self._stand(connection_id, Standing.REMOVED, "Removed.")

    def disconnect(self, organisation_id: OrganisationId) -> Sequence[str]:
        """Take the permission to use an organisation back, in Xero too.

        The others of the same sign-in stay. Gives the connections that need it.
        """
        allowed = [
            tenant
            for status in self._sign_ins.statuses()
            for tenant in status.tenants
            if tenant.organisation_id == organisation_id and not status.ended
        ]
        if not allowed:
            raise InputError("No sign-in may use this organisation.")
        self._sign_ins.disconnect(allowed[0])
        with self._work() as work:
            affected = [x.name for x in posting_into(work, organisation_id)]
            event = self._scribe.event(
                What.SETUP_CHANGED, f"Disconnected: {allowed[0].name}."
            )
            work.history.add([event])
            work.commit()
        return affected

    def forget(self, sign_in_id: str) -> None:
        """Forget a sign-in that has ended; nothing is asked of Xero."""
        self._sign_ins.forget(sign_in_id)

    def _stand(
        self, connection_id: ConnectionId, standing: Standing, said: str
    ) -> Connection:
        with self._work() as work:
            old = work.connections.get(connection_id)
            return self._changed(work, replace(old, standing=standing), said)

    def _changed(self, work: UnitOfWork, new: Connection, said: str) -> Connection:
        event = self._scribe.event(
            What.SETUP_CHANGED, f"{new.name}: {said}", connection_id=new.id
        )
        work.connections.save(new, event)
        work.commit()
        return new

    def _newest(self, work: UnitOfWork, connection: Connection) -> Report | None:
        query = PostingQuery(connection_id=connection.id, descending=True, limit=1)
        for row in work.postings.page(query).rows:
            return stored_report(work, self._read, work.postings.get(row.id))
        return None
