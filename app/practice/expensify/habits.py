"""How the practice Expensify behaves where nobody has seen what Expensify does."""

from __future__ import annotations

from typing import Literal

import msgspec


class Habits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to each open question; a client must survive every other one too."""

    approved_after: Literal["exclusive", "inclusive"] = "exclusive"
    end_date_needed: bool = True  # where the other day is more than a year ago
    ready_after: int = 0  # downloads of a file that come back empty first
    nothing_found: Literal["file", "empty", "error"] = "file"
    pieces: int = 1  # renderings in one file
    entities: bool = False  # texts come with HTML entities
    code: Literal["number", "float", "text"] = "number"
    busy: Literal["status", "envelope"] = "status"
    refused: Literal["envelope", "page"] = "envelope"  # how a bad sign-in is answered


class Caps(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Calls allowed in any ten seconds and in any minute; None is no limit."""

    ten_seconds: int | None = 5
    minute: int | None = 20
