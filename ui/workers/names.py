"""The names that a person may look for: connections, accounts and categories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.mapping_view import MappingView
from app.domain.setup import ConnectionId
from ui.workers.services import Services


@dataclass(frozen=True, slots=True)
class Names:
    """Every name that can be looked for; answered by a tuple of Named."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of a connection: an account with its code, or a category without."""

    connection_id: ConnectionId
    connection: str
    name: str
    code: str = ""


def names(services: Services) -> tuple[Named, ...]:
    """List accounts and categories of every connection that was synced."""
    glances = services.overview.now().glances
    views = (services.mapping.view(glance.connection.id) for glance in glances)
    return tuple(named for view in views if view is not None for named in _of(view))


def _of(view: MappingView) -> Iterator[Named]:
    which, called = view.connection.id, view.connection.name
    for account in view.books.accounts:
        yield Named(which, called, account.name, account.code)
    for category in view.categories:
        yield Named(which, called, category.name)
