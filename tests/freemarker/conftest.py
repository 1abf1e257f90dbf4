"""The FreeMarker engine, compiled once."""

from __future__ import annotations

import pytest

from tests.freemarker.engine import Engine, compiled, why_absent


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The real engine, or the reason why it is not there."""
    if why := why_absent():
        pytest.skip(why)
    return compiled(tmp_path_factory.mktemp("freemarker"))
