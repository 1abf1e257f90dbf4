"""A browser within the window is never unguarded, and never ends the program."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.steps import said
from ui.engine import Engine
from ui.models.sandbox import guarded, user
from ui.pages.sign_in import SignIn
from ui.pages.sign_in_start import Way
from ui.widgets.memory import Memory

OFF = {"QTWEBENGINE_DISABLE_SANDBOX": "1"}


def test_root_has_no_guarded_browser_unless_it_is_asked_for() -> None:
    assert guarded({}, 1000)
    assert guarded(OFF, 0)
    assert not guarded({}, 0)


def test_as_root_the_own_browser_is_offered_in_words(
    engine: Engine,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    memory: Memory,
) -> None:
    if user() != 0:
        pytest.skip("only root has no guarded browser")
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    panel = SignIn(engine, memory)
    qtbot.addWidget(panel)
    panel.start.client_id.setText("0F0AC7ED")

    panel.start.ways[Way.HERE].click()

    assert panel.steps.currentWidget() is panel.start
    assert "Sign in with your own browser" in said(panel)


@pytest.fixture
def memory(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    """Remember nothing from elsewhere."""
    return Memory(tmp_path_factory.mktemp("memory") / "window.ini")
