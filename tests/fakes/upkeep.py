"""Looking after connections, in memory: what was asked, and one connection's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.books import Books, OrganisationId
from app.domain.expenses import WorkspaceId
from app.domain.policy import PolicyOffer
from app.domain.setup import Connection, ConnectionId, PostingRules, Standing
from app.domain.upkeep import Intake, Policy
from app.errors import AppError
from tests.app.domain.examples import BOOKS, REPORT, RULES


@dataclass
class FakeUpkeep:
    """Changes the one connection there is; ``trouble`` is raised once."""

    connection: Connection = field(
        default_factory=lambda: Connection(
            ConnectionId("acme"), "Acme", WorkspaceId("W1"), OrganisationId("O1")
        )
    )
    rules: PostingRules = RULES
    disconnected: list[OrganisationId] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    trouble: AppError | None = None

    def policy(self, _connection_id: ConnectionId) -> Policy:
        """Tell the rules."""
        return Policy(
            self.connection, self.rules, PolicyOffer(BOOKS, "Head office", REPORT)
        )

    def refresh(self, _organisation_id: OrganisationId) -> Books:
        """Read."""
        self._fail()
        return BOOKS

    def set_rules(self, _connection_id: ConnectionId, rules: PostingRules) -> None:
        """Take others."""
        self._fail()
        self.rules = rules

    def rename(self, _connection_id: ConnectionId, name: str) -> Connection:
        """Rename."""
        self._fail()
        return self._keep(replace(self.connection, name=name))

    def take_up(self, _connection_id: ConnectionId, intake: Intake) -> Connection:
        """Take up others."""
        self._fail()
        return self._keep(
            replace(self.connection, start_on=intake.start_on, states=intake.states)
        )

    def pause(self, _connection_id: ConnectionId) -> Connection:
        """Pause."""
        return self._keep(replace(self.connection, standing=Standing.PAUSED))

    def resume(self, _connection_id: ConnectionId) -> Connection:
        """Resume."""
        return self._keep(replace(self.connection, standing=Standing.IN_USE))

    def remove(self, _connection_id: ConnectionId) -> Connection:
        """Remove."""
        self._fail()
        return self._keep(replace(self.connection, standing=Standing.REMOVED))

    def disconnect(self, organisation_id: OrganisationId) -> Sequence[str]:
        """Disconnect."""
        self._fail()
        self.disconnected.append(organisation_id)
        return [self.connection.name]

    def forget(self, sign_in_id: str) -> None:
        """Forget."""
        self.forgotten.append(sign_in_id)

    def _keep(self, connection: Connection) -> Connection:
        self.connection = connection
        return connection

    def _fail(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
