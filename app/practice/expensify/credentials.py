"""What the practice Expensify takes for a sign-in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credentials:
    """A partner's user id and secret."""

    partner_user_id: str
    partner_user_secret: str = field(repr=False)


CREDENTIALS = Credentials("aa_practice_example", "practice-only-0000000000000000")
