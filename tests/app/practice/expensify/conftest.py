"""The practice Expensify for whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.practice.expensify.made import Somebody, practice


@pytest.fixture
def somebody() -> Iterator[Somebody]:
    """Somebody who may ask as often as they like."""
    with practice() as asking:
        yield asking
