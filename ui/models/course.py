"""The way back and forth through the versions of a mapping."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """Undoing and redoing make new versions; what counts is whose contents they have.

    ``newest`` is the version in force and ``here`` the one whose contents it has.
    """

    newest: int
    here: int
    past: tuple[int, ...] = ()
    future: tuple[int, ...] = ()

    @classmethod
    def at(cls, version: int) -> Course:
        """Begin, with nothing to undo."""
        return cls(version, version)

    def done(self, version: int) -> Course:
        """Take note of an edit."""
        if version == self.newest:
            return self
        return Course(version, version, (*self.past, self.here))

    def undone(self, version: int) -> Course:
        """Take note that the step back was made, as this version."""
        return Course(version, self.past[-1], self.past[:-1], (*self.future, self.here))

    def redone(self, version: int) -> Course:
        """Take note that the step forth was made, as this version."""
        return Course(
            version, self.future[-1], (*self.past, self.here), self.future[:-1]
        )

    def met(self, version: int) -> Course:
        """Start anew where somebody else made the newest version."""
        return self if version == self.newest else Course.at(version)
