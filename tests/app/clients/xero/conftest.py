"""A signed-in office for whoever asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.clients.xero.office import Office, opened


@pytest.fixture
def office() -> Iterator[Office]:
    """Serve the practice Xero while the test lasts."""
    with opened() as made:
        yield made
