"""The practice Xero for every test beside this file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.practice.xero.harness import Practice


@pytest.fixture
def xero() -> Iterator[Practice]:
    """A practice Xero that keeps nothing, and a program signed in to it."""
    with Practice() as practice:
        yield practice.signed_in()
