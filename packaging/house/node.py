"""The OAuth server that tests sign in at: npm packages, from their lock file only."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from house import console
from house.environment import CHECKOUT, Watch

OLDEST = 20
_NEEDED = ("node", "npm")


@dataclass(frozen=True)
class NodePackages:
    """A folder with a package-lock.json; a stamp says of which its packages are."""

    folder: Path = CHECKOUT / "tests" / "oidc"
    watch: Watch = console.watch

    @property
    def stamp(self) -> Path:
        """The file that is written last."""
        return self.folder / "node_modules" / "vouch-stamp"

    def prepare(self) -> bool:
        """Install what the lock file pins; False, with the reason, where it cannot be.

        The tests that need it are then skipped.
        """
        if reason := lacking():
            console.say(f"No sign-in at an OAuth server will be tried: {reason}.")
            return False
        lock = (self.folder / "package-lock.json").read_bytes()
        due = hashlib.sha256(lock).hexdigest()
        if self.stamp.exists() and self.stamp.read_text(encoding="utf-8") == due:
            return True
        command = ("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
        where = ("--prefix", str(self.folder))
        if not self.watch("packages of tests/oidc", (*command, *where)):
            console.say("No sign-in at an OAuth server will be tried: npm ci failed.")
            return False
        self.stamp.write_text(due, encoding="utf-8")
        return True


def lacking() -> str:
    """Say what is missing of Node.js; nothing where it will do."""
    absent = [name for name in _NEEDED if shutil.which(name) is None]
    if absent:
        return f"{' and '.join(absent)} not found"
    version = subprocess.run(
        ("node", "--version"), check=False, capture_output=True, encoding="utf-8"
    ).stdout.strip()
    return too_old(version)


def too_old(version: str) -> str:
    """Say that this Node.js cannot run the server; nothing where it can."""
    found = re.match(r"v(\d+)", version)
    if found and int(found[1]) >= OLDEST:
        return ""
    return f"Node.js {OLDEST} or newer is needed, this is {version or 'none'}"
