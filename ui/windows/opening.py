"""Which company a window opens: one's own, or the one to practise on."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from app.paths import Home
from app.ports.running import Stop
from ui.workers.services import Services


class Opening(Protocol):
    """A company that can be opened; ``build`` is called on the workers' threads."""

    @property
    def home(self) -> Home:
        """Where its things are."""
        ...

    def build(self, stop: Stop) -> Services:
        """Make the use cases; may take seconds."""
        ...

    def close(self) -> None:
        """Let go of what ``build`` started."""
        ...


class _Builds(Protocol):
    def build(self, stop: Stop) -> Services: ...


class OwnCompany:
    """The user's own books."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def build(self, stop: Stop) -> Services:
        """Make the use cases."""
        # what talks to disk and network loads on the worker's thread, not before
        from app.bootstrap import Place, build  # noqa: PLC0415
        from app.settings import Addresses  # noqa: PLC0415

        return build(Place(self.home, Addresses.of(os.environ)), stop)

    def put_back(self, file: Path) -> Path | None:
        """Put a back-up in place of the store, which nobody may have open.

        Says where the old store was moved to, None where there was none.
        """
        from app.bootstrap import Place, put_back  # noqa: PLC0415
        from app.settings import Addresses  # noqa: PLC0415

        return put_back(Place(self.home, Addresses.of(os.environ)), file)

    def back_ups(self) -> tuple[tuple[Path, datetime], ...]:
        """The automatic copies, the newest first, and when they were made."""
        from app.bootstrap import Place, back_ups  # noqa: PLC0415
        from app.settings import Addresses  # noqa: PLC0415

        return back_ups(Place(self.home, Addresses.of(os.environ)))

    def close(self) -> None:
        """Nothing of it lives on."""


class PracticeCompany:
    """The practice company, with servers of its own while it is open.

    Without ``set_up`` somebody is signed in, and nothing else is chosen yet.
    """

    def __init__(
        self,
        home: Home,
        company: Path | None = None,
        *,
        fresh: bool = False,
        set_up: bool = True,
    ) -> None:
        self.home = home.practice
        self.real_home = home
        self._company = company
        self._fresh = fresh
        self._set_up = set_up
        self._lock = Lock()
        self._stack = ExitStack()
        self._practice: _Builds | None = None

    def build(self, stop: Stop) -> Services:
        """Start the servers, the first time, and make the use cases."""
        from app.practising import Practice  # noqa: PLC0415 - loads on the worker

        with self._lock:
            if self._practice is None:
                practice = Practice(
                    self.real_home,
                    self._company,
                    fresh=self._fresh,
                    set_up=self._set_up,
                )
                self._practice = self._stack.enter_context(practice)
        return self._practice.build(stop)

    def close(self) -> None:
        """End the servers."""
        self._stack.close()
        self._practice = None
