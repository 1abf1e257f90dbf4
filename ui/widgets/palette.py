"""Every colour of the window, by what it is for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette


class Tone(StrEnum):
    """What a colour says; always beside a word and an icon."""

    READY = "ready"
    POSTED = "posted"
    ATTENTION = "attention"
    FAILED = "failed"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as ``#RRGGBB``; a ``_tint`` lies under its namesake."""

    window: str
    surface: str
    sunken: str
    hairline: str
    control: str
    hover: str
    selection: str
    text: str
    second: str
    hint: str
    accent: str
    accent_hover: str
    on_accent: str
    ready_tint: str
    posted: str
    posted_tint: str
    attention: str
    attention_tint: str
    failed: str
    failed_tint: str
    changed: str
    changed_tint: str
    unknown: str
    unknown_tint: str
    quiet: str
    quiet_tint: str
    name: str

    def ink(self, tone: str) -> QColor:
        """Give the colour that words of this tone are written in."""
        return QColor(self.accent if tone == Tone.READY else getattr(self, tone))

    def tint(self, tone: str) -> QColor:
        """Give the colour that lies under words of this tone."""
        return QColor(getattr(self, f"{tone}_tint"))

    def named(self) -> dict[str, str]:
        """Give every colour by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Tokens(
    window="#F6F7F9",
    surface="#FFFFFF",
    sunken="#EDF0F4",
    hairline="#DDE2E8",
    control="#828D9C",
    hover="#F1F4F7",
    selection="#DDEFEC",
    text="#18202B",
    second="#465263",
    hint="#5A6676",
    accent="#0B6B5D",
    accent_hover="#09594E",
    on_accent="#FFFFFF",
    ready_tint="#E1F1EE",
    posted="#1B6E38",
    posted_tint="#E6F3EA",
    attention="#8A5200",
    attention_tint="#FCF1DD",
    failed="#B3261E",
    failed_tint="#FBE9E7",
    changed="#9C420B",
    changed_tint="#FBEBE0",
    unknown="#6A3FA3",
    unknown_tint="#F1EAF9",
    quiet="#55606E",
    quiet_tint="#EDF0F4",
    name="light",
)

DARK = Tokens(
    window="#14181D",
    surface="#1B2027",
    sunken="#11151A",
    hairline="#2C343E",
    control="#6B7683",
    hover="#232A33",
    selection="#1D3A37",
    text="#E8ECF1",
    second="#B7C0CB",
    hint="#97A2B0",
    accent="#4FC3AE",
    accent_hover="#6BD1BF",
    on_accent="#06231F",
    ready_tint="#1A3531",
    posted="#6CCB86",
    posted_tint="#1E3326",
    attention="#F0B45A",
    attention_tint="#3A2E17",
    failed="#FF8A80",
    failed_tint="#3D2321",
    changed="#FFA66B",
    changed_tint="#3B291C",
    unknown="#C3A2F5",
    unknown_tint="#2F2640",
    quiet="#A5AEBA",
    quiet_tint="#262D36",
    name="dark",
)

SERIES = {
    "light": ("#0B6B5D", "#4C7FB0", "#7A5BA6", "#B0556B", "#6F7F23"),
    "dark": ("#4FC3AE", "#7FB2E5", "#B79AE0", "#E08CA0", "#B5C35A"),
}
"""The colours of a chart's series; neighbours differ in lightness as well as in hue."""

_MIDDLE = 128


def tokens(palette: QPalette) -> Tokens:
    """Give the colours that go with a palette, the system's own included."""
    window = palette.color(QPalette.ColorRole.Window)
    return LIGHT if window.lightness() >= _MIDDLE else DARK


def palette_of(colours: Tokens) -> QPalette:
    """Make Qt's palette of a theme's colours."""
    role = QPalette.ColorRole
    made = QPalette()
    pairs = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.sunken,
        role.Text: colours.text,
        role.PlaceholderText: colours.hint,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.failed,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.sunken,
        role.Mid: colours.hairline,
        role.Dark: colours.control,
        role.Shadow: colours.control,
    }
    for which, colour in pairs.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.control))
    made.setColor(
        QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.hairline)
    )
    return made
