"""What concerns an organisation as a whole, whichever connection it came by."""

from __future__ import annotations

from app.domain.books import OrganisationId
from app.domain.setup import Connection
from app.ports.work import UnitOfWork


def posting_into(
    work: UnitOfWork, organisation_id: OrganisationId
) -> tuple[Connection, ...]:
    """The connections that post into it, but for removed ones."""
    return tuple(
        x for x in work.connections.all() if x.organisation_id == organisation_id
    )
