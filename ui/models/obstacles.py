"""What stands in the way of signing in within the window: recognised, in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why it does not go on; ``elsewhere`` where the person's own browser would.

    ``final``: the page that is shown leads nowhere.
    """

    title: str
    words: str
    elsewhere: bool = True
    final: bool = True


_OWN = "Sign in with your own browser instead; it works the same."

ACCESS_DENIED = Obstacle(
    "Xero does not open in this window",
    f"Xero's sign-in page turns some browsers away, and this window is one. {_OWN}",
)
GOOGLE = Obstacle(
    "Google does not sign in within other programs",
    "If you sign in to Xero with Google, do it in your own browser. "
    "To sign in with email and password instead, go back.",
    final=False,
)
PASSKEY = Obstacle(
    "Passkeys do not work in this window",
    "To sign in with a passkey or a security key, use your own browser.",
    final=False,
)
UNREACHED = Obstacle(
    "The page could not be loaded",
    "Is this computer online? Load it again, or use your own browser.",
    final=False,
)
STOPPED = Obstacle(
    "The page stopped working",
    "Nothing was connected. Load it again, or use your own browser.",
    final=False,
)
DOWNLOAD = Obstacle(
    "A download was refused",
    "Signing in needs none. If you want the file, get it in your own browser.",
    elsewhere=False,
    final=False,
)
REDIRECT_UNKNOWN = Obstacle(
    "Xero does not know where to send you back to",
    "The redirect addresses are not all registered with your Xero app. "
    "Go back and copy them from the first step; each has to be there, to the letter.",
    elsewhere=False,
)
CLIENT_UNKNOWN = Obstacle(
    "Xero does not know this client ID",
    "Go back and check it: it is on the Configuration page of your Xero app.",
    elsewhere=False,
)
SCOPE_UNKNOWN = Obstacle(
    "Your Xero app may not ask for this access",
    "Vouch needs manual journals and read access to settings. "
    "Go back, and make the app anew as step 1 says.",
    elsewhere=False,
)
_BAD_NEWS = ("error", "went wrong", "invalid")
_NEWS = (
    (REDIRECT_UNKNOWN, ("redirect_uri", "redirect uri")),
    (SCOPE_UNKNOWN, ("invalid_scope", "invalid scope")),
    (CLIENT_UNKNOWN, ("invalid_client", "unauthorized_client", "client_id")),
)


def untrusted(host: str, why: str) -> Obstacle:
    """The certificate of a host is no good."""
    return Obstacle(
        f"{host} could not prove that it is {host}",
        f"Its certificate is not accepted: {why}. Nobody should sign in there. "
        "A network that reads along, or a wrong clock, can be the cause.",
        elsewhere=False,
        final=False,
    )


def refused(address: str) -> Obstacle:
    """The page wanted to lead where this window does not go."""
    scheme, _, _ = address.partition(":")
    if scheme == "http":
        host = _host(address)
        return Obstacle(
            "A page without encryption was refused",
            f"{host} would have been opened without a lock. Type no password there.",
            elsewhere=False,
            final=False,
        )
    return Obstacle(
        "A link to another program was refused",
        f"The page wanted to open a “{scheme}” link. Signing in needs none.",
        final=False,
    )


def on_the_way(address: str) -> Obstacle | None:
    """What an address says before its page is asked for."""
    host = _host(address)
    if host == "accounts.google.com" or "disallowed_useragent" in address:
        return GOOGLE
    if host.endswith("edgesuite.net"):
        return ACCESS_DENIED
    return None


def on_the_page(title: str, text: str) -> Obstacle | None:
    """What a page says that was loaded: Xero's refusals, in its own words."""
    said = f"{title}\n{text}".casefold()
    if "edgesuite.net" in said or title.strip().casefold() == "access denied":
        return ACCESS_DENIED
    if "disallowed_useragent" in said:
        return GOOGLE
    if not any(word in said for word in _BAD_NEWS):
        return None
    return next((x for x, words in _NEWS if any(word in said for word in words)), None)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
