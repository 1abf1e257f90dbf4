"""What is said before something of a connection is changed."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.overview import Glance
from ui.models.filters import group
from ui.models.words import counted
from ui.pages.wishes import DisconnectWish, ForgetWish
from ui.workers.calls import Call
from ui.workers.upkeep import Disconnect, Forget, Pause, Remove, Resume

_PAUSE = (
    "It neither syncs nor posts, by hand or by a schedule, until you resume it. "
    "What was posted stays looked after by Check."
)
_RESUME = "The next sync looks at everything since the last one."
_HELD = "What is open is held, so that nobody posts it by mistake."
_BACK = "To bring it back, set up the same workspace and organisation again."
_OTHERS = (
    "The other organisations of this sign-in stay. To undo it, sign in and allow it "
    "again; everything that is set up is kept."
)
_FORGET = (
    "It has ended already. What it could use is kept as it was, and works again after "
    "a new sign-in."
)
INTAKE = "From the next sync on. Reports that are here stay, whatever you choose."
RULES = "What is open is computed anew; what is in Xero stays as it is there."
TRIED = (
    "They are tried at once. Those that are kept now are never shown, and are replaced "
    "only if the new ones work."
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question before something is done."""

    title: str
    sentences: tuple[str, ...]
    yes: str
    call: Call


def pausing(glance: Glance) -> Asking:
    """A pause."""
    of = glance.connection
    return Asking(f"Pause {of.name}?", (_PAUSE,), "Pause", Pause(of.id))


def resuming(glance: Glance) -> Asking:
    """The end of a pause."""
    of = glance.connection
    return Asking(f"Resume {of.name}?", (_RESUME,), "Resume", Resume(of.id))


def removing(glance: Glance) -> Asking:
    """The end of a connection."""
    of, posted = glance.connection, group(glance.tallies, "posted").count
    journals = counted(posted, "journal")
    kept = f"In Xero, and in the history here, stays what was posted: {journals}."
    return Asking(f"Remove {of.name}?", (kept, _HELD, _BACK), "Remove", Remove(of.id))


def disconnecting(wish: DisconnectWish) -> Asking:
    """An organisation that is used no more."""
    stopped = f"{' and '.join(wish.stops)} can then neither sync nor post."
    first = stopped if wish.stops else "No connection uses it."
    name = wish.tenant.name
    call = Disconnect(wish.tenant.organisation_id)
    return Asking(f"Disconnect {name}?", (first, _OTHERS), "Disconnect", call)


def forgetting(wish: ForgetWish) -> Asking:
    """A sign-in that has ended."""
    title = f"Forget the sign-in of {wish.status.who}?"
    return Asking(title, (_FORGET,), "Forget", Forget(wish.status.id))
