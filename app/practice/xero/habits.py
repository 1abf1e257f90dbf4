"""How the practice Xero behaves where nobody has seen for certain what Xero does."""

from __future__ import annotations

from typing import Literal

import msgspec


class Habits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to each open question; a client must survive every other one too."""

    unknown_account: Literal["drop", "refuse"] = "drop"
    unknown_tracking: Literal["drop", "refuse"] = "drop"
    archived_tracking: Literal["accept", "drop", "refuse"] = "refuse"
    refused_system_accounts: Literal["documented", "all"] = "documented"
    draft_in_locked_period: Literal["allow", "refuse"] = "allow"
    void_in_locked_period: Literal["allow", "refuse"] = "refuse"
    update_needs_narration: bool = False
    adviser: bool = False  # the period lock does not hold for the signed-in user
    inclusive_read_back: Literal["as_sent", "exclusive"] = "as_sent"
    narration_limit: int | None = None
    unmodified: Literal["empty", "304"] = "empty"
    listed_after_seconds: float = 0.0  # a new journal shows in lists only then
    error_word: Literal["Message", "Description"] = "Message"
    keys_follow_token: bool = False  # a renewed token has idempotency keys of its own
    missing_scope: Literal[401, 403] = 403
    authorize_errors: Literal["redirect", "page"] = "redirect"


class Switches:
    """The habits in force; the control address changes them."""

    def __init__(self) -> None:
        self.habits = Habits()
