"""What goes on unasked beside the schedules, as values, and who answers.

Notices and digests, sign-ins that are kept alive, and the start with the computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.notices import Message, Preferences
from ui.workers.digests import (
    DigestEdit,
    DigestQuestion,
    Digests,
    SendDigest,
    digest_answer,
    sent,
)


@dataclass(frozen=True, slots=True)
class StartsItself:
    """Whether Vouch starts with the computer; answered by a bool."""


@dataclass(frozen=True, slots=True)
class StartItself:
    """Have Vouch start with the computer, or not; answered by nothing."""

    on: bool


@dataclass(frozen=True, slots=True)
class WhatIsNew:
    """What is new, told once; answered by a Message, or None."""


@dataclass(frozen=True, slots=True)
class ShowPreferences:
    """When and of what a person wants to be told; answered by the Preferences."""


@dataclass(frozen=True, slots=True)
class Prefer:
    """Keep what a person prefers; answered by nothing."""

    preferences: Preferences


@dataclass(frozen=True, slots=True)
class AreIdle:
    """Whether a sign-in has lain idle for long; answered by a bool."""


@dataclass(frozen=True, slots=True)
class RenewRun:
    """Renew the sign-ins that have lain idle; answered by how many were."""


NoticeQuestion = StartsItself | WhatIsNew | ShowPreferences | AreIdle | DigestQuestion
NoticeEdit = StartItself | Prefer | DigestEdit
NoticeErrand = RenewRun | SendDigest


class Noticing(Protocol):
    """Notices what is new."""

    def news(self) -> Message | None:
        """Tell what is new, once."""
        ...

    def preferences(self) -> Preferences:
        """Tell when and of what a person wants to be told."""
        ...

    def prefer(self, preferences: Preferences) -> None:
        """Keep what a person prefers."""
        ...


class KeepingAlive(Protocol):
    """Keeps idle sign-ins from lapsing."""

    def idle(self) -> bool:
        """Tell whether one has lain idle for long."""
        ...

    def renew(self) -> int:
        """Renew those."""
        ...


class Autostart(Protocol):
    """Whether Vouch starts with the computer."""

    def is_on(self) -> bool:
        """Tell whether it does."""
        ...

    def turn(self, *, on: bool) -> None:
        """Have it start, or not."""
        ...


class Notices(Protocol):
    """The use cases of what goes on unasked."""

    @property
    def autostart(self) -> Autostart:
        """Starts with the computer."""
        ...

    @property
    def noticing(self) -> Noticing:
        """Notices what is new."""
        ...

    @property
    def keeping_alive(self) -> KeepingAlive:
        """Keeps sign-ins from lapsing."""
        ...

    @property
    def digests(self) -> Digests:
        """Writes and sends digests."""
        ...


def notice_answer(services: Notices, asked: NoticeQuestion | NoticeEdit) -> object:
    """Ask the use case."""
    match asked:
        case WhatIsNew():
            return services.noticing.news()
        case ShowPreferences():
            return services.noticing.preferences()
        case AreIdle():
            return services.keeping_alive.idle()
        case StartsItself():
            return services.autostart.is_on()
        case StartItself(on):
            services.autostart.turn(on=on)
        case Prefer(preferences):
            services.noticing.prefer(preferences)
        case _:
            return digest_answer(services.digests, asked)
    return None


def noticed_by(services: Notices, errand: NoticeErrand) -> tuple[object, ...]:
    """Have the use case do it."""
    match errand:
        case RenewRun():
            return (services.keeping_alive.renew(),)
        case SendDigest():
            return sent(services.digests, errand)
