"""Sets a company up: keeps how far it is, makes the connection, posts the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.beginning import Beginning, Older, Pair, Start
from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.postings import IN_XERO, OPEN, Posting, PostingId
from app.domain.reversing import Outcome
from app.domain.setup import Connection, ConnectionId, JournalStatus, Setup
from app.domain.situation import Known
from app.errors import InputError
from app.ports.beginning import Begun
from app.ports.guarding import EXPENSIFY_SECRET, Vault
from app.ports.running import Stop, Tell
from app.ports.work import UnitOfWork, Work
from app.services.holding import Holding
from app.services.pieces import pieces
from app.services.posting import Poster
from app.services.preparation import Preparation
from app.services.reversal import Reverser
from app.services.scribe import Scribe
from app.services.sync import Sync


@dataclass(frozen=True, slots=True)
class Hands:
    """The use cases that do the work of a beginning."""

    sync: Sync
    holding: Holding
    poster: Poster
    reverser: Reverser
    preparation: Preparation


class Beginnings:
    """One company is set up at a time.

    Until its first journal is confirmed, everything that a new connection sends is a
    draft, whatever was chosen: nothing reaches the ledger before a person saw it there.
    """

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        begun: Begun,
        work: Work,
        vault: Vault,
        signed_in: Callable[[OrganisationId], bool],
        hands: Hands,
        scribe: Scribe,
        new_id: Callable[[], str],
    ) -> None:
        self._begun = begun
        self._work = work
        self._vault = vault
        self._signed_in = signed_in
        self._hands = hands
        self._scribe = scribe
        self._new_id = new_id

    def known(self) -> Known:
        """What is known without asking a service."""
        with self._work() as work:
            books = work.reference.all_books()
            connections = work.connections.all()
        organisations = (each.organisation for each in books)
        return Known(
            tuple(o for o in organisations if self._signed_in(o.id)),
            EXPENSIFY_SECRET in self._vault.names(EXPENSIFY_SECRET),
            connections,
        )

    def connect(self, beginning: Beginning, *, tell: Tell, stop: Stop) -> Beginning:
        """Make the connection, read its reports, and deal with those before the start.

        Doing it again after it was stopped or cut off goes on with the same connection.
        """
        pair, start, setup = beginning.pair, beginning.start, beginning.cautious
        if pair is None or start is None or setup is None:
            raise InputError("The set-up is not finished.")
        connection = self._connection(pair, start, setup)
        made = self._kept(replace(beginning, connection_id=connection.id))
        self._hands.preparation.refresh(connection.id)
        self._hands.sync.run([connection.id], tell=tell, stop=stop)
        if start.older is Older.ELSEWHERE:
            self._set_aside(connection.id, start)
        return made

    def post_first(
        self, posting_id: PostingId, *, tell: Tell, stop: Stop
    ) -> tuple[Beginning, Posting]:
        """Save one journal as a draft in Xero; what became of it is in its state."""
        with self._work() as work:
            posting = work.postings.get(posting_id)
            setup = work.connections.setup(posting.connection_id).setup
        if setup.posting.status is not JournalStatus.DRAFT:
            raise InputError("The rules were changed: it would be posted at once.")
        (posting,) = self._hands.poster.post([posting_id], tell=tell, stop=stop)
        beginning = self._begun.get()
        if posting.state in IN_XERO:
            beginning = self._kept(replace(beginning, posting_id=posting.id))
        return beginning, posting

    def delete_first(
        self, posting_id: PostingId, *, tell: Tell, stop: Stop
    ) -> tuple[Beginning, Outcome]:
        """Delete the first journal again; it stays where that is refused."""
        reverser = self._hands.reverser
        plans = reverser.plan([posting_id])
        (outcome,) = reverser.run(plans, tell=tell, stop=stop)
        beginning = self._begun.get()
        if not outcome.refusal:
            beginning = self._kept(replace(beginning, posting_id=None))
        return beginning, outcome

    def confirm(self, beginning: Beginning) -> Beginning:
        """End this company's beginning: from now on journals are as was chosen."""
        of, chosen = beginning.connection_id, beginning.setup
        if of is not None and chosen is not None:
            status = chosen.posting.status
            with self._work() as work:
                setup = work.connections.setup(of).setup
                event = self._scribe.event(
                    What.SETUP_CHANGED,
                    "The set-up is confirmed: journals are as was chosen.",
                    connection_id=of,
                )
                posting = replace(setup.posting, status=status)
                work.connections.save_setup(of, replace(setup, posting=posting), event)
                work.commit()
            self._hands.preparation.refresh(of)
        return self._kept(beginning.following())

    def _kept(self, beginning: Beginning) -> Beginning:
        """Keep how far it is, so that a restart goes on from there."""
        self._begun.put(beginning)
        return beginning

    def _connection(self, pair: Pair, start: Start, setup: Setup) -> Connection:
        with self._work() as work:
            everyone = work.connections.all()
            known = (*everyone, *work.connections.removed())
            same = [x for x in known if _joins(x, pair)]
            name = _name(work, pair, [x for x in everyone if x not in same])
            connection = Connection(
                same[0].id if same else ConnectionId(self._new_id()),
                same[0].name if same else name,
                pair.workspace_id,
                pair.organisation_id,
                start_on=start.first,
            )
            what = What.SETUP_CHANGED if same else What.CONNECTED
            if not same or same[0] != connection:
                event = self._scribe.event(
                    what, connection.name, connection_id=connection.id
                )
                work.connections.save(connection, event)
            said = self._scribe.event(
                What.SETUP_CHANGED,
                "Set up step by step; drafts until the first journal is confirmed.",
                connection_id=connection.id,
            )
            work.connections.save_setup(connection.id, setup, said)
            work.commit()
        return connection

    def _set_aside(self, connection_id: ConnectionId, start: Start) -> None:
        with self._work() as work:
            ids = [
                posting.id
                for posting in work.postings.select(OPEN, connection_id)
                if posting.approved and posting.approved < start.on
            ]
        for piece in pieces(ids):
            self._hands.holding.elsewhere(piece, start.why)


def _joins(connection: Connection, pair: Pair) -> bool:
    return (connection.workspace_id, connection.organisation_id) == (
        pair.workspace_id,
        pair.organisation_id,
    )


def _name(work: UnitOfWork, pair: Pair, others: list[Connection]) -> str:
    """The workspace's name, with a number where another connection has it."""
    name = work.reference.workspace(pair.workspace_id).name or "Company"
    taken = {other.name for other in others}
    numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return next(x for x in (name, *numbered) if x not in taken)
