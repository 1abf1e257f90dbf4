"""Makes the page Schedules and joins it to the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.domain.scheduled_runs import ScheduleGlance
from ui.pages.schedules import Schedules
from ui.windows.digest_dialog import DigestDialog
from ui.windows.kit import Kit
from ui.windows.schedule_dialog import ScheduleDialog
from ui.workers.digests import DigestSetting, WriteDigest
from ui.workers.questions import Answer


def make_schedules(kit: Kit) -> Schedules:
    """Make the page."""
    page = Schedules(kit.engine, kit.memory)

    def change(glance: ScheduleGlance) -> None:
        ScheduleDialog(kit.window, kit.engine, glance).open()

    def change_digest(setting: DigestSetting) -> None:
        DigestDialog(kit.window, kit.engine, setting).open()

    page.change_wished.connect(change)
    page.run_wished.connect(kit.clockwork.run)
    page.digest.change_wished.connect(change_digest)
    page.digest.send_wished.connect(kit.clockwork.run)
    page.digest.write_wished.connect(lambda: _ask_where_to(kit))
    kit.engine.edited.connect(partial(_say_where, kit))
    return page


def _ask_where_to(kit: Kit) -> None:
    asking = QFileDialog(kit.window, "Save the digest", "", "Pages (*.html)")
    asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asking.setDefaultSuffix("html")
    asking.selectFile("vouch-digest.html")
    asking.fileSelected.connect(lambda file: kit.engine.edit(WriteDigest(Path(file))))
    asking.open()


def _say_where(kit: Kit, answer: Answer) -> None:
    edit = answer.asked.question
    if isinstance(edit, WriteDigest):
        kit.status.rest(f"The digest is saved as {edit.file.name}")
