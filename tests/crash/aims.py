"""Where reports have to end, whatever happens to those who bring them there."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.postings import Posting, State


@dataclass(frozen=True, slots=True)
class Aim:
    """The errand that a report was last taken on, and where it ends by that."""

    verb: str
    state: State
    revision: int = 1

    def reached(self, posting: Posting) -> bool:
        """Whether a report is there."""
        return (posting.state, posting.revision) == (self.state, self.revision)

    def then(self, verb: str) -> Aim:
        """The aim when the report is taken on a further errand."""
        match verb:
            case "reverse" | "mirror":
                return Aim(verb, State.REVERSED, self.revision)
            case "replay":
                return Aim(verb, State.POSTED, self.revision + 1)
            case _:
                return Aim(verb, State.POSTED, self.revision)


UNTOUCHED = Aim("post", State.READY)
