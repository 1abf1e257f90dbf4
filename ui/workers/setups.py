"""Set-ups at a glance, read from the portable file that the use case gives out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SetupGlance:
    """What a connection is set up to do, without the mapping itself."""

    name: str
    workspace_id: str
    status: str
    date_rule: str
    lock_rule: str
    tax: str
    clearing_account: str
    card_clearing_account: str
    narration: str
    categories: int
    accounts: int
    tags: tuple[tuple[int, str], ...]


def read_setups(text: str) -> tuple[SetupGlance, ...]:
    """Read every connection of a set-up file."""
    return tuple(_glance(raw) for raw in json.loads(text)["connections"])


def _glance(raw: dict[str, Any]) -> SetupGlance:
    rules = raw["posting"]
    return SetupGlance(
        name=raw["name"],
        workspace_id=raw["workspace_id"],
        status=rules["status"],
        date_rule=rules["date_rule"],
        lock_rule=rules["lock_rule"],
        tax=rules["tax"],
        clearing_account=rules["clearing_account"],
        card_clearing_account=rules["card_clearing_account"],
        narration=rules["narration"],
        categories=len(raw["categories"]),
        accounts=len({rule["account"] for rule in raw["categories"]}),
        tags=tuple((rule["level"], rule["tracking_category"]) for rule in raw["tags"]),
    )
