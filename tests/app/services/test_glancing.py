"""Every connection at a glance, as far as it is known."""

from __future__ import annotations

from datetime import UTC, datetime

from app.services.glancing import Glances
from tests.fakes.examples import BOOKS, CONNECTION, WORKSPACE
from tests.fakes.store import FakeStore
from tests.fakes.stored import event


def test_a_workspace_and_an_organisation_are_named_once_they_were_read() -> None:
    store = FakeStore()
    with store.work() as work:
        work.connections.save(CONNECTION, event())
        work.commit()
    glances = Glances(
        store.work,
        lambda _: True,
        lambda: datetime(2026, 10, 31, tzinfo=UTC),
        practice=False,
        other_addresses=(),
    )

    (before,) = glances.now().glances
    with store.work() as work:
        work.reference.save_workspace(WORKSPACE)
        work.reference.save_books(BOOKS)
        work.commit()
    (after,) = glances.now().glances

    assert (before.workspace_name, before.organisation) == ("", None)
    assert after.workspace_name == WORKSPACE.name
    assert after.organisation == BOOKS.organisation
