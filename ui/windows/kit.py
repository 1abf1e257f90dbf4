"""What pages are made with, and what they may be joined to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from ui.engine import Engine
from ui.pages.program import Whereabouts
from ui.widgets.banner import Banner
from ui.widgets.memory import Memory
from ui.widgets.status_line import StatusLine
from ui.windows.clockwork import Clockwork
from ui.windows.errands import Errands
from ui.windows.leaving import Leaving
from ui.windows.theming import Theming
from ui.windows.undo_flows import UndoFlows


@dataclass(frozen=True, slots=True)
class Kit:
    """The parts of a window that its pages work with."""

    window: QMainWindow
    engine: Engine
    memory: Memory
    whereabouts: Whereabouts
    banner: Banner
    status: StatusLine
    errands: Errands
    undo: UndoFlows
    theming: Theming
    clockwork: Clockwork
    leaving: Leaving
