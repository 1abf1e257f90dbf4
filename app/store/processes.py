"""Whether a process of this machine is still there."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE = 0x00100000
    _ACCESS_DENIED = 5

    def is_running(process: int) -> bool:
        """Whether a process with this number runs."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_SYNCHRONIZE, 0, process)
        if not handle:
            return ctypes.get_last_error() == _ACCESS_DENIED
        kernel.CloseHandle(handle)
        return True

else:

    def is_running(process: int) -> bool:
        """Whether a process with this number runs."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
