"""What the steps of a sign-in say when they do not go as wished."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.books import OrganisationId
from app.errors import AppError, CancelledError, RefusedError, SignInNeededError
from app.ports.sign_in import Tenant

XERO_APPS = "https://developer.xero.com/app/manage"
STEPS = (
    "Open Xero's page of apps, sign in, and choose New app.",
    "Name it as you like and choose “Mobile or desktop app” (Auth Code with PKCE).",
    "Register all five redirect addresses below, letter by letter.",
    "Copy the client ID from the page Configuration and paste it here.",
)

_EXPIRED = (
    "Xero takes the answer of its page for five minutes, and only once. "
    "Nothing was connected; begin again."
)


def failed(error: AppError) -> tuple[str, str]:
    """A title, and what to do, for a sign-in that failed."""
    detail = error.detail
    match error:
        case CancelledError():
            return "Nothing was connected", detail or "The sign-in was stopped."
        case SignInNeededError():
            return "The sign-in took too long", _EXPIRED
        case RefusedError():
            return "Nothing was connected", detail
        case _:
            return error.title, " ".join(x for x in (detail, error.advice) if x)


def another(wanted: str, tenants: Sequence[Tenant]) -> tuple[str, str]:
    """Another organisation was allowed than the one that was wanted."""
    allowed = tenants[0].name if tenants else "no organisation"
    words = (
        f"You allowed {allowed} in Xero. Nothing about {wanted} was changed: "
        f"begin again, and choose {wanted} on Xero's page. If it is not in the list "
        "there, sign out of Xero and sign in as somebody who may use it."
    )
    return f"{wanted} is still not connected", words


def signed_in(tenants: Sequence[Tenant]) -> str:
    """The organisations that may be used now."""
    return ", ".join(tenant.name for tenant in tenants)


def unread(failures: Sequence[tuple[Tenant, AppError]]) -> str:
    """The organisations whose books could not be read, and why."""
    said = (f"{tenant.name}: {error.sentence}" for tenant, error in failures)
    return "\n".join(said)


def reaches(tenants: Sequence[Tenant], wanted: OrganisationId | None) -> bool:
    """Whether what was wanted is among them."""
    return wanted is None or any(x.organisation_id == wanted for x in tenants)
