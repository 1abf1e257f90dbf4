"""The program: a window without arguments, the command line with a verb."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.memory import staying

_FOR_THE_WINDOW = ("--practice", "--no-screen", "--fresh", "--company", "--tray")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if not arguments or arguments[0].split("=")[0] in _FOR_THE_WINDOW:
        return open_window(arguments)
    with staying():
        from app.cli.main import main as run_verb  # noqa: PLC0415 - no window needs it
    return run_verb(arguments, open_window)


def open_window(arguments: Sequence[str]) -> int:
    """Open the window, or do its work without one where there is no screen."""
    chosen = _parsed(arguments)
    with staying():
        from ui.start import start  # noqa: PLC0415 - no verb needs Qt
    return start(
        practice=chosen.practice,
        company=chosen.company,
        fresh=chosen.fresh,
        tray=chosen.tray,
        screen=not chosen.no_screen and has_screen(os.environ, sys.platform),
    )


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether a window could be seen here."""
    if not platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="vouch")
    parser.add_argument("--practice", action="store_true")
    parser.add_argument("--company", type=Path)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--tray", action="store_true")
    parser.add_argument("--no-screen", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
