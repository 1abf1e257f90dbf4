"""The use cases of what goes on without a person, and of telling them."""

from __future__ import annotations

from email.message import EmailMessage
from functools import cached_property
from typing import TYPE_CHECKING

from app.settings import Settings
from app.store.settings import SettingRows
from app.wiring.arranging import Arranging
from app.wiring.now import now

if TYPE_CHECKING:  # a start needs few of these, and all take their time to load
    from app.clients.keeping_alive import KeepingAlive
    from app.clients.tokens import SignIn
    from app.domain.digests import Mail
    from app.services.digests import Digests
    from app.services.noticing import Noticing

# ruff: noqa: PLC0415 - each use case loads when it is first wanted


class ByItself(Arranging):
    """What goes on by itself; each use case is made when it is first wanted."""

    @cached_property
    def settings(self) -> Settings:
        """What was set."""
        return Settings(SettingRows(self._world.store))

    @cached_property
    def keeping_alive(self) -> KeepingAlive:
        """Keeps idle sign-ins from lapsing."""
        from app.clients.keeping_alive import KeepingAlive

        return KeepingAlive(self._world.stored_sign_ins, self._renewed, now)

    @cached_property
    def noticing(self) -> Noticing:
        """Notices what is new."""
        from app.services.noticing import Noticing

        return Noticing(self._work, self.keeping_alive.lasting, self.settings, now)

    @cached_property
    def digests(self) -> Digests:
        """Writes and sends digests."""
        from app.services.digesting import Digesting
        from app.services.digests import Digests
        from app.tables import write_text
        from app.zones import local_zone

        world = self._world
        composing = Digesting(self._work, self.overview.now, self.noticing.seen, now)
        return Digests(
            composing.now,
            self.settings,
            world.vault,
            _post,
            world.leases,
            now,
            local_zone,
            write_text,
        )

    def _renewed(self, sign_in: SignIn) -> SignIn:
        return self._world.sign_ins.renewed(sign_in)


def _post(mail: Mail, password: str, message: EmailMessage) -> None:
    """Whether a digest is due is asked at every start, and sends nothing."""
    from app.clients.mail import SmtpPostman

    SmtpPostman()(mail, password, message)
