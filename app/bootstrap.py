"""Opens a place with all its use cases; the one door to what is wired inside."""

from __future__ import annotations

import getpass
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.errors import InputError
from app.ports.running import Stop
from app.services.regaining import Regaining
from app.services.scribe import Scribe
from app.store.backup import copies, restore
from app.store.checking import refuse_cut
from app.store.copying import copy
from app.store.failures import usable
from app.store.opening import open_store
from app.wiring.now import now
from app.wiring.place import Place, found_place
from app.wiring.services import Services
from app.wiring.world import World

if TYPE_CHECKING:
    import httpx


__all__ = ["Place", "Services", "back_ups", "build", "found_place", "put_back"]


def back_ups(place: Place) -> tuple[tuple[Path, datetime], ...]:
    """The automatic copies of the store, the newest first, and when they were made."""
    return copies(place.home.store)


def build(
    place: Place, stop: Stop, transport: httpx.BaseTransport | None = None
) -> Services:
    """The use cases for ``place``; StoreError where its store cannot be used.

    Nothing outside this machine is asked, and no key is needed, until a use case does.
    ``transport`` carries every call to the services; by default the network does.
    """
    return Services(World(place, open_store(place.home.store), stop, transport))


def put_back(place: Place, file: Path) -> Path | None:
    """Put a back-up in place of the store, which nobody may have open.

    Says where the old store was moved to, None where there was none. What was posted
    after the back-up is found again before anything is posted.
    """
    with usable(file):
        if not file.is_file():
            raise InputError(f"There is no file {file}.")
        refuse_cut(file)
    with usable(place.home.data):
        place.home.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.home.data, prefix="restoring-") as folder:
        marked = Path(folder) / place.home.store.name
        copy(file, marked)
        with closing(open_store(marked)) as store:
            scribe = Scribe(now, getpass.getuser())
            Regaining(store.work, scribe).mark(f"From {file.name}.")
        return restore(marked, place.home.store, now())
