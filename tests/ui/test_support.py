"""Asking for help: what would be passed on is seen first."""

from __future__ import annotations

import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.ports.sign_in import SignInStatus
from tests.fakes.services import FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, rest
from ui.windows.about import About
from ui.windows.main_window import MainWindow
from ui.windows.support_dialog import SupportDialog
from ui.workers.support import LIBRARIES

_ROOT = Path(__file__).parents[2]


def choose(window: MainWindow, words: str) -> None:
    found = (x for x in window.menus.offers() if x.words == words)
    next(found).action.trigger()


def shown(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> tuple[MainWindow, SupportDialog]:
    fill(world, 3)
    log = "INFO Acme Ltd: token=s3cret for ann@example.com, 12.50\n"
    log += "INFO The sign-in of Ann Lee: lapsed\n"
    at = datetime(2026, 9, 1, tzinfo=UTC)
    signed_in = SignInStatus("s1", "c1", "Ann Lee", "a@example.com", at, None, ())
    world.joining.stored.append(signed_in)
    (tmp_path / "vouch.log").write_text(log)
    window = open_window()
    choose(window, "Support bundle…")
    rest(qtbot, window)
    return window, dialog(window, SupportDialog)


def texts(bundle: SupportDialog) -> dict[str, str]:
    return {piece.name: piece.text for piece in bundle.model.records}


def test_nobody_and_no_sum_is_in_a_bundle_unless_ticked(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window, bundle = shown(world, open_window, qtbot, tmp_path)
    discreet = texts(bundle)

    bundle.names.click()
    rest(qtbot, window)
    open_ = texts(bundle)

    assert discreet["logs/vouch.log"] == (
        "INFO [name]: token=[hidden] for [e-mail], [amount]\n"
        "INFO The sign-in of [name]: lapsed\n"
    )
    assert "Acme" not in "".join(discreet.values())
    assert '"ready": 3' in discreet["counts.json"]
    assert "PySide6-Essentials 6" in discreet["versions.txt"]
    assert "set-up.json" not in discreet
    assert "Acme Ltd" in open_["logs/vouch.log"]
    assert "s3cret" not in "".join(open_.values())
    assert "Acme" in open_["set-up.json"]


def test_a_bundle_is_saved_as_it_was_shown(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window, bundle = shown(world, open_window, qtbot, tmp_path)
    held = texts(bundle)
    bundle.save.click()
    file = tmp_path / "bundle.zip"

    dialog(window, QFileDialog).fileSelected.emit(str(file))
    rest(qtbot, window)

    with zipfile.ZipFile(file) as read:
        assert {x: read.read(x).decode() for x in read.namelist()} == held
    assert window.status.words == f"Saved: {file}"
    assert window.findChildren(SupportDialog) == []


def test_about_names_the_libraries_and_their_licences(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    (action,) = [x for x in window.findChildren(QAction) if "bout Vouch" in x.text()]
    action.trigger()
    rest(qtbot, window)

    records = dialog(window, About).licences.records

    assert {"PySide6-Essentials", "SQLAlchemy"} <= {x.library for x in records}
    assert {x.library for x in records} <= set(LIBRARIES)
    assert all(x.version for x in records)


def test_every_library_that_runs_is_named() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    declared = {
        x.split(">")[0].split("=")[0].split(";")[0].strip()
        for x in project["project"]["dependencies"]
    }

    assert declared <= set(LIBRARIES)
