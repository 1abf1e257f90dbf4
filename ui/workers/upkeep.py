"""What the page Connections has done to a connection, as values, and who does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.books import Books, OrganisationId
from app.domain.setup import Connection, ConnectionId, PostingRules
from app.domain.upkeep import Intake, Policy
from ui.workers.beginning import BeginningCall, SettingUp, beginning_call


@dataclass(frozen=True, slots=True)
class ShowPolicy:
    """The rules of a connection; answered by a Policy."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class SetRules:
    """Post by these rules."""

    connection_id: ConnectionId
    rules: PostingRules


@dataclass(frozen=True, slots=True)
class Rename:
    """Call a connection something else; answered by the Connection."""

    connection_id: ConnectionId
    name: str


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Take up other reports; answered by the Connection."""

    connection_id: ConnectionId
    intake: Intake


@dataclass(frozen=True, slots=True)
class Pause:
    """Have a connection do nothing; answered by the Connection."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class Resume:
    """Have it work again; answered by the Connection."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class Remove:
    """End a connection; answered by the Connection."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Take the permission for an organisation back; answered by the names it stops."""

    organisation_id: OrganisationId


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget a sign-in that has ended."""

    sign_in_id: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """Read an organisation's books anew; answered by the Books."""

    organisation_id: OrganisationId


OwnCall = Rename | TakeUp | Pause | Resume | Remove | SetRules | Disconnect | Forget
UpkeepCall = OwnCall | ShowPolicy | Refresh | BeginningCall


class Upkeeping(Protocol):
    """Looks after connections."""

    def policy(self, connection_id: ConnectionId) -> Policy:
        """Tell the rules."""
        ...

    def refresh(self, organisation_id: OrganisationId) -> Books:
        """Read the books anew."""
        ...

    def set_rules(self, connection_id: ConnectionId, rules: PostingRules) -> None:
        """Post by these."""
        ...

    def rename(self, connection_id: ConnectionId, name: str) -> Connection:
        """Call it something else."""
        ...

    def take_up(self, connection_id: ConnectionId, intake: Intake) -> Connection:
        """Take up other reports."""
        ...

    def pause(self, connection_id: ConnectionId) -> Connection:
        """Have it do nothing."""
        ...

    def resume(self, connection_id: ConnectionId) -> Connection:
        """Have it work."""
        ...

    def remove(self, connection_id: ConnectionId) -> Connection:
        """End it."""
        ...

    def disconnect(self, organisation_id: OrganisationId) -> Sequence[str]:
        """Take a permission back."""
        ...

    def forget(self, sign_in_id: str) -> None:
        """Forget a sign-in."""
        ...


class Keeping(SettingUp, Protocol):
    """The use cases behind the page Connections."""

    @property
    def upkeep(self) -> Upkeeping:
        """Looks after connections."""
        ...


def upkeep_answer(services: Keeping, call: UpkeepCall) -> object:
    """Ask the use case that knows."""
    if isinstance(call, BeginningCall):
        return beginning_call(services, call)
    match call:
        case ShowPolicy(of):
            return services.upkeep.policy(of)
        case Refresh(of_whom):
            return services.upkeep.refresh(of_whom)
        case _:
            return _changed(services.upkeep, call)


def _changed(upkeep: Upkeeping, call: OwnCall) -> object:
    done: object = None
    match call:
        case Rename(of, name):
            done = upkeep.rename(of, name)
        case TakeUp(of, intake):
            done = upkeep.take_up(of, intake)
        case Pause(of):
            done = upkeep.pause(of)
        case Resume(of):
            done = upkeep.resume(of)
        case Remove(of):
            done = upkeep.remove(of)
        case SetRules(of, rules):
            upkeep.set_rules(of, rules)
        case Disconnect(of_whom):
            done = upkeep.disconnect(of_whom)
        case Forget(which):
            upkeep.forget(which)
    return done
