"""What can be asked of a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping

from house import console, gates, locks, system
from house.environment import CHECKOUT, Environment, starts_qt
from house.node import NodePackages

VERBS = ("run", "test", "bench", "screenshots", "lock")

UNKEPT = "PYTHONDONTWRITEBYTECODE"

Arguments = tuple[str, ...]


def do(verb: str, arguments: Arguments) -> int:
    """Set up what the verb needs, then do it; give the exit status."""
    console.never_choke()
    try:
        return _do(verb, arguments)
    except console.SetUpError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; the next start puts it right.", file=sys.stderr)
        return 130


def _do(verb: str, arguments: Arguments) -> int:
    environment = Environment()
    env = surroundings(os.environ, screen=verb == "run" and has_screen(os.environ))
    _set_up(environment, env, verb)
    match verb:
        case "lock":
            locks.make(environment, arguments)
            return 0
        case "test":
            NodePackages().prepare()
            return _test(environment, arguments, env)
        case _:
            module = module_for(verb, arguments, screen=has_screen(os.environ))
            command = (str(environment.python), "-m", *module)
            return subprocess.run(
                command, cwd=CHECKOUT, env=env, check=False
            ).returncode


def module_for(verb: str, arguments: Arguments, *, screen: bool) -> Arguments:
    """Name the module that does the verb, with its arguments."""
    if verb == "bench":
        return ("tests.benchmarks", *arguments)
    if verb == "screenshots":
        return ("ui.screenshots", *arguments)
    return ("ui", "--practice", *(() if screen else ("--no-screen",)), *arguments)


def has_screen(env: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Tell whether a window could be seen here."""
    if not platform.startswith("linux"):
        return True
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def surroundings(env: Mapping[str, str], *, screen: bool) -> dict[str, str]:
    """Add what Qt has to be told: no screen to draw on, no sandbox for root.

    What Python has compiled is kept: the tests start Vouch some two hundred times.
    """
    told = {name: value for name, value in env.items() if name != UNKEPT}
    if not screen:
        told["QT_QPA_PLATFORM"] = "offscreen"
    if system.is_root():
        told["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return told


def _set_up(environment: Environment, env: dict[str, str], verb: str) -> None:
    lacking = system.install_missing(testing=verb not in {"run", "lock"})
    if system.venv_package() and not environment.python.exists():
        raise console.SetUpError(
            "Python's venv module is missing; install it first (see above)."
        )
    environment.prepare(("run.txt",) if verb == "run" else ("run.txt", "test.txt"))
    if lacking and verb != "lock" and (reason := starts_qt(environment, env)):
        raise console.SetUpError(f"Qt cannot start here: {reason}")


def _test(environment: Environment, arguments: Arguments, env: dict[str, str]) -> int:
    started = time.monotonic()
    failed = gates.run(environment, arguments, env)
    if not failed:
        return 0
    elapsed = console.seconds(time.monotonic() - started)
    print(f"Not passed: {', '.join(failed)} ({elapsed})", file=sys.stderr)
    return 1
