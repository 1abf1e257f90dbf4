"""The libraries that Debian and its kin keep apart from Python's packages."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable

from house import console

# Where any of several will do, their names are parted by a bar.
WINDOW = """
libegl1 libgl1 libglib2.0-0|libglib2.0-0t64 libdbus-1-3 libfontconfig1 libxkbcommon0
libasound2|libasound2t64 libgbm1 libnss3 libxcb-dri3-0 libxcomposite1 libxdamage1
libxkbfile1 libxrandr2 libxtst6 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1
libxcb-shape0 libxkbcommon-x11-0
fonts-dejavu-core|fonts-noto-core|fonts-liberation|fonts-liberation2|fonts-ubuntu
"""
TESTS = """
xvfb xauth xdotool dbus gnome-keyring default-jdk-headless libfreemarker-java
at-spi2-core gir1.2-atspi-2.0 python3-gi
nodejs chromium|chromium-browser chromium-driver|chromium-chromedriver
"""

_APT = (
    *("apt-get", "-y", "-q"),
    *("-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"),
)


def is_root() -> bool:
    """Tell whether system libraries may be installed without asking."""
    return sys.platform != "win32" and os.geteuid() == 0


def wanted(*, testing: bool) -> tuple[str, ...]:
    """List what this checkout needs from the system, where that is Debian's way."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return ()
    tests = (*TESTS.split(), *npm_package()) if testing else ()
    return (*venv_package(), *WINDOW.split(), *tests)


def venv_package() -> tuple[str, ...]:
    """Name the package that Debian split from Python and ``venv`` cannot do without."""
    if importlib.util.find_spec("ensurepip"):
        return ()
    return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)


def npm_package() -> tuple[str, ...]:
    """Name the package that Debian split from Node.js; others have it within."""
    return () if shutil.which("npm") else ("npm",)


def missing(names: Iterable[str], installed: Collection[str]) -> tuple[str, ...]:
    """Keep the names of which no alternative is installed."""
    return tuple(x for x in names if not set(x.split("|")) & set(installed))


def chosen(names: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Take of each name the first alternative that this release has, else the first."""
    alternatives = [name.split("|") for name in names]
    return tuple(
        next((x for x in either if x in known), either[0]) for either in alternatives
    )


def install_missing(*, testing: bool) -> tuple[str, ...]:
    """Install what is missing if that is allowed; give what is missing still."""
    names = wanted(testing=testing)
    lacking = missing(names, installed(names))
    if not lacking:
        return ()
    if is_root():
        _install(lacking)
        lacking = missing(lacking, installed(lacking))
        if lacking:
            console.say(f"Could not be installed: {' '.join(lacking)}. Going on.")
        return lacking
    console.say("These system libraries are missing; to install them, run:")
    console.say(f"  {command_for(lacking)}")
    return lacking


def command_for(names: Iterable[str]) -> str:
    """Write the command that a person may run to install these."""
    packages = " ".join(chosen(names, known()))
    return (
        "sudo apt-get update && "
        f"sudo apt-get install --no-install-recommends {packages}"
    )


def installed(names: Iterable[str]) -> frozenset[str]:
    """Ask dpkg which of these are there whole; an unknown name is just not there."""
    flat = [x for name in names for x in name.split("|")]
    if not flat:
        return frozenset()
    answer = _output("dpkg-query", "-W", "-f", "${Package} ${Status}\n", *flat)
    rows = (line.split(" ", 1) for line in answer.splitlines())
    return frozenset(name for name, status in rows if status.endswith(" installed"))


def known() -> frozenset[str]:
    """List the packages that apt could install here."""
    return frozenset(_output("apt-cache", "pkgnames").split())


def _install(names: Iterable[str]) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    console.say("Installing system libraries")
    console.watch("package lists", (*_APT, "update"), env=env)
    here = known()
    packages = [name for name in chosen(names, here) if name in here]
    command = (*_APT, "install", "--no-install-recommends", *packages)
    if packages and not console.watch("system libraries", command, env=env):
        console.watch("system libraries, again", command, env=env)


def _output(*command: str) -> str:
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8"
    ).stdout
