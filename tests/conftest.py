"""What every test may ask for, and what no test may leave behind."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from tests import compiled

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

hypothesis.settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=100
)
hypothesis.settings.load_profile("ci")
compiled.share()

TESTS = Path(__file__).resolve().parent
CHECKOUT = TESTS.parent
OURS = ("app", "ui")
PATIENCE = 30_000
"""Milliseconds, six times what pytest-qt would wait."""

FIRST = ("crash", "flows", "ui", "machine", "fuzz")
"""Folders with long files: were they last, one process would end long after another."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes long; the rest stays as it was."""
    items.sort(key=lambda item: _turn(item.path.relative_to(TESTS).parts[0]))


def _turn(folder: str) -> int:
    return FIRST.index(folder) if folder in FIRST else len(FIRST)


class _Kept(logging.Handler):
    """Keeps what a person would have been warned of in the log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Override: keep instead of write."""
        self.records.append(record)


@pytest.fixture(autouse=True)
def _warnings_in_the_log(
    request: pytest.FixtureRequest,
) -> Iterator[list[logging.LogRecord]]:
    kept = _Kept()
    loggers = [logging.getLogger(name) for name in OURS]
    for logger in loggers:
        logger.addHandler(kept)
    yield kept.records
    for logger in loggers:
        logger.removeHandler(kept)
    if kept.records and "expected_logs" not in request.fixturenames:
        said = "\n".join(f"{x.name}: {x.getMessage()}" for x in kept.records)
        pytest.fail(f"logged without being expected:\n{said}", pytrace=False)


@pytest.fixture
def expected_logs(
    _warnings_in_the_log: list[logging.LogRecord],
) -> list[logging.LogRecord]:
    """Take this to be allowed warnings in the log, and to look at them."""
    return _warnings_in_the_log


class PatientBot(QtBot):
    """Waits longer, on a machine that has much else to do."""

    def waitUntil(  # noqa: N802 - the library's name
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE
    ) -> None:
        """Override: with more patience."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802 - the library's name
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE,
        **more: Any,  # noqa: ANN401 - the library's
    ) -> SignalBlocker:
        """Override: with more patience."""
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """Override: a patient one."""
    assert qapp is not None
    return PatientBot(request)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One empty folder for everything the program keeps, and no other setting."""
    for name in [name for name in os.environ if name.startswith("VOUCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VOUCH_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Find the real companies that may lie beside the checkout, or skip."""
    folder = CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no sample companies beside this checkout (../shared/data)")
    return folder
