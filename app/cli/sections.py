"""Lists the verbs under headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

_HEADINGS: Mapping[str, Sequence[str]] = {
    "Every day": ("sync", "list", "show", "change", "post"),
    "Setting aside": ("hold", "release", "elsewhere"),
    "Taking back": ("reverse", "replay", "void-copies"),
    "Looking back": ("history", "check", "close"),
    "By itself": ("schedule", "background", "digest"),
    "Setting up": ("connect", "setup", "practice"),
    "Keeping safe": ("backup", "restore"),
}

EPILOG = """\b
Every verb takes --json: one JSON document on standard output, everything
else on standard error.

\b
Exit status:
  0  done
  1  done, and something needs a person
  2  wrong usage
  3  sign-in needed
  4  a service is out of reach or busy
  5  the store cannot be used

\b
Environment:
  VOUCH_HOME        one folder for everything that is kept
  VOUCH_PASSPHRASE  protects the stored sign-ins where there is no keyring
"""


class Sections(click.Group):
    """A group whose help says what its verbs are for."""

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Override: one list for each heading."""
        widest = max(map(len, self.commands), default=0)
        for heading, names in _sections(self.list_commands(ctx)):
            with formatter.section(heading):
                formatter.write_dl(
                    [(f"{x:{widest}}", self._short_help(x)) for x in names]
                )

    def _short_help(self, name: str) -> str:
        return self.commands[name].get_short_help_str(limit=72)


def _sections(known: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    listed = {name for names in _HEADINGS.values() for name in names}
    sections = [*_HEADINGS.items(), ("More", [x for x in known if x not in listed])]
    for heading, names in sections:
        if found := [name for name in names if name in known]:
            yield heading, found
