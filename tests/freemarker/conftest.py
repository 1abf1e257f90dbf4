"""The FreeMarker engine, compiled and started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.freemarker.engine import Engine, running, why_absent


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The real engine, or the reason why it is not there."""
    if why := why_absent():
        pytest.skip(why)
    with running(tmp_path_factory.mktemp("freemarker")) as engine:
        yield engine
