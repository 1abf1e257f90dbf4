"""Pictures of every page and dialog: light and dark, two sizes, and twice the text.

``python -m ui.screenshots [folder] [--only NAME]``; the companies are opened in homes
of their own, so that nothing of the user's is seen or touched.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog

from app.paths import Home
from ui.footing import steady
from ui.pictures import settle, take
from ui.scenes import album
from ui.scenes.company import live
from ui.scenes.every import EMPTY, EVERY, SETTING_UP
from ui.scenes.scene import Scene
from ui.widgets.theme import Choice
from ui.windows.main_window import MainWindow
from ui.windows.opening import Opening, OwnCompany, PracticeCompany
from ui.windows.shell import Shell


@dataclass(frozen=True, slots=True)
class Look:
    """A theme, a size of the window, and a size of the text in percent."""

    theme: Choice
    size: tuple[int, int]
    text: int = 100

    @property
    def name(self) -> str:
        """What its folder is called."""
        width, height = self.size
        grown = f"-{self.text}" if self.text != LOOKS[0].text else ""
        return f"{self.theme}-{width}x{height}{grown}"


LOOKS = (
    Look(Choice.LIGHT, (1280, 800)),
    Look(Choice.DARK, (1280, 800)),
    Look(Choice.LIGHT, (1920, 1080)),
    Look(Choice.DARK, (1920, 1080)),
    Look(Choice.LIGHT, (1280, 800), 200),
    Look(Choice.DARK, (1280, 800), 200),
)


def main(arguments: Sequence[str]) -> int:
    """Take every picture and say where they are."""
    chosen = _parsed(arguments)
    folder = Path(chosen.folder).absolute()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    steady()
    app = QApplication(sys.argv[:1])
    shell, font = Shell(app), app.font()
    looks = [look for look in LOOKS if chosen.look in look.name]
    with TemporaryDirectory(prefix="vouch-") as made:
        home = Home.of({"VOUCH_HOME": made})
        new = Home.of({"VOUCH_HOME": f"{made}/new"})
        with closing(PracticeCompany(home)) as practice:
            live(practice)
        for text in sorted({look.text for look in looks}):
            app.setFont(_grown(font, text))
            some = [look for look in looks if look.text == text]
            for company, scenes in (
                (OwnCompany(home), EMPTY),
                (PracticeCompany(new, set_up=False), SETTING_UP),
                (PracticeCompany(home), EVERY),
            ):
                wanted = [x for x in scenes if chosen.only in x.name]
                _take_all(shell, company, folder, wanted, some)
    print(f"The pictures are in {album.write(folder, [x.name for x in looks])}")  # noqa: T201 - the end of a command
    return 0


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="screenshots")
    parser.add_argument("folder", nargs="?", default="screenshots")
    parser.add_argument("--only", default="", help="a part of a scene's name")
    parser.add_argument("--look", default="", help="a part of a look's name")
    return parser.parse_args(arguments)


def _grown(font: QFont, percent: int) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * percent / 100)
    return made


def _take_all(
    shell: Shell,
    company: Opening,
    folder: Path,
    scenes: Sequence[Scene],
    looks: Sequence[Look],
) -> None:
    if not scenes:
        return
    window = shell.open(company)
    settle(window.engine)
    for look in looks:
        window.resize(*look.size)
        window.choose_theme(look.theme)
        for scene in scenes:
            scene.set_up(window)
            settle(window.engine)
            _take(window, folder / look.name / f"{scene.name}.png")
    window.close()


def _take(window: MainWindow, file: Path) -> None:
    shown = list(_dialogs(window))
    take(shown[-1] if shown else window, window.engine, file)
    for dialog in shown:
        dialog.reject()
        dialog.deleteLater()
    window.banner.hide()
    window.status.rest("")


def _dialogs(window: MainWindow) -> Iterator[QDialog]:
    return (x for x in window.findChildren(QDialog) if x.isVisible())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
