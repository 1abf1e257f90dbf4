"""Which organisation a workspace seems to post into, and which it cannot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.books import Organisation, OrganisationId
from app.domain.expenses import Workspace
from app.domain.likeness import words
from app.domain.mapping import key

_EMPTY_WORDS = frozenset(
    {"ltd", "limited", "llp", "plc", "inc", "llc", "gmbh", "pty", "co", "company"}
    | {"workspace", "expense", "group"}
)
_LEAST_ALIKE = 0.34


@dataclass(frozen=True, slots=True)
class Match:
    """An organisation for a workspace, with the reason; both empty for none."""

    organisation_id: OrganisationId | None = None
    reason: str = ""


def refusal(workspace: Workspace, organisation: Organisation) -> str:
    """Why ``workspace`` cannot post into ``organisation``; ``""`` where it can."""
    if workspace.currency == organisation.base_currency:
        return ""
    return (
        f"{workspace.name} reports in {workspace.currency}, {organisation.name} keeps "
        f"its books in {organisation.base_currency}. A manual journal can only be in "
        "the organisation's own currency: choose another organisation, or change the "
        "workspace's currency in Expensify."
    )


def match(
    workspace: Workspace,
    organisations: Sequence[Organisation],
    taken: Collection[OrganisationId] = (),
) -> Match:
    """The organisation that is likeliest by name; none of another currency.

    ``taken`` ones, which other workspaces post into, are chosen by name only.
    """
    fit = [o for o in organisations if not refusal(workspace, o)]
    alike = [(o, _alike(workspace.name, o.name)) for o in fit]
    best, share = max(alike, key=lambda x: x[1], default=(None, 0.0))
    if best is not None and share == 1:
        return Match(best.id, "same name")
    if best is not None and share >= _LEAST_ALIKE:
        return Match(best.id, "similar name")
    if len(fit) == 1 and fit[0].id not in taken:
        return Match(fit[0].id, f"the only one in {workspace.currency}")
    return Match()


def _alike(one: str, other: str) -> float:
    first, second = _telling(one), _telling(other)
    if key(one) == key(other) or first == second:
        return 1.0
    return min(0.99, len(first & second) / min(len(first), len(second)))


def _telling(text: str) -> frozenset[str]:
    """The words that tell one company from another."""
    found = words(text)
    return found - _EMPTY_WORDS or found or frozenset({key(text)})
