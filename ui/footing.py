"""What Python has to be told before a window stands on it."""

from __future__ import annotations

import builtins
import ctypes
import sys

_PLENTY = 1 << 40
_TURN = 0.001


def steady() -> None:
    """Make None, True and False as good as immortal, as they are since Python 3.12.

    PySide6 6.12 gives back references to them that it never took: with every signal
    emitted and every call that returns nothing. Before Python 3.12 the program would be
    aborted after some hundred signals. To be called once, before any thread begins.
    """
    if sys.version_info < (3, 12):
        for constant in (None, True, False):
            ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY


def import_plainly() -> None:
    """Give Python's own ``import`` back, in whose place PySide6 puts another.

    That one reads the source of every module that is loaded after Qt and looks for the
    name of PySide6 in it: a tenth of the time that a window takes to open. All that for
    ``from __feature__ import``, which nobody uses here.
    """
    import PySide6.QtCore  # noqa: F401, PLC0415 - it changes ``import`` as it loads

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def take_turns() -> None:
    """Let threads take shorter turns, so that the window's never waits for long.

    Painting asks for its turn again at every stroke; with Python's usual five
    milliseconds a list would take half a second beside a busy worker.
    """
    sys.setswitchinterval(_TURN)
