"""Colours that can be read, and icons that exist."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import qtawesome
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.domain.postings import State
from ui.widgets.glyphs import letter
from ui.widgets.looks import SEVERITIES, STATES
from ui.widgets.palette import DARK, LIGHT, SERIES, Tokens, Tone, palette_of, tokens
from ui.widgets.theme import Choice, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    shade = QColor(colour)
    red, green, blue = (
        linear(x) for x in (shade.redF(), shade.greenF(), shade.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
def test_words_can_be_read_wherever_they_stand(theme: Tokens) -> None:
    grounds = (theme.window, theme.surface, theme.sunken, theme.hover, theme.selection)
    inks = (theme.text, theme.second, theme.hint)

    worst = min(contrast(ink, ground) for ink in inks for ground in grounds)

    assert worst >= 4.5


@THEMES
@pytest.mark.parametrize("tone", Tone)
def test_every_tone_can_be_read_on_its_tint_and_in_lists(
    theme: Tokens, tone: Tone
) -> None:
    ink = theme.ink(tone).name()
    grounds = (theme.tint(tone).name(), theme.surface, theme.hover, theme.selection)

    assert min(contrast(ink, ground) for ground in grounds) >= 4.5


@THEMES
def test_controls_and_focus_stand_out(theme: Tokens) -> None:
    grounds = (theme.window, theme.surface)

    assert min(contrast(theme.control, ground) for ground in grounds) >= 3
    assert min(contrast(theme.accent, ground) for ground in grounds) >= 3
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.on_accent, theme.accent_hover) >= 4.5


@THEMES
def test_a_palette_is_known_by_its_colours(theme: Tokens) -> None:
    assert tokens(palette_of(theme)) is theme


def test_every_state_has_an_icon_of_its_own() -> None:
    glyphs = [STATES[state].glyph for state in State]

    assert len(set(glyphs)) == len(State)


def test_icons_are_those_of_the_icon_library() -> None:
    fonts = Path(qtawesome.__file__).parent / "fonts"
    (file,) = fonts.glob("phosphor-charmap-*.json")
    known = json.loads(file.read_text(encoding="utf-8"))

    used = {look.glyph for look in (*STATES.values(), *SEVERITIES.values())}

    assert {name: letter(name) for name in used} == {
        name: chr(int(known[name], 16)) for name in used
    }


def test_high_contrast_leaves_the_systems_colours_alone(qapp: QApplication) -> None:
    theme = Theme(qapp)
    theme.choose(Choice.DARK)
    dark = qapp.palette().window().color().name()

    theme.choose(Choice.CONTRAST)

    assert dark == DARK.window.lower()
    assert "#" not in qapp.styleSheet()
    assert qapp.palette().window().color().name() != dark
    theme.deleteLater()


def rules(theme: Tokens) -> Iterator[tuple[str, dict[str, str]]]:
    """Give every rule of the style sheet in a theme's colours."""
    sheet = Path(str(files("resources"))) / "style" / "vouch.qss"
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"@\{\w+\}", "1", text)
    for colour, code in sorted(theme.named().items(), key=lambda x: -len(x[0])):
        text = text.replace(f"@{colour}", code)
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", text):
        pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
        yield selector.strip(), {name.strip(): value.strip() for name, value in pairs}


def colour(value: str) -> str:
    """Find the colour in what a rule says; ``""`` for none."""
    found = re.search(r"#[0-9A-Fa-f]{6}", value)
    return found.group() if found else ""


@THEMES
def test_words_of_every_rule_can_be_read_on_its_ground(theme: Tokens) -> None:
    grounds = (theme.window, theme.surface, theme.sunken, theme.hover)
    faint = []

    for selector, said in rules(theme):
        ink = colour(said.get("color", ""))
        own = colour(said.get("background", ""))
        if ink and ":disabled" not in selector:
            worst = min(
                contrast(ink, ground) for ground in ((own,) if own else grounds)
            )
            if worst < 4.5 and not selector.startswith("QFrame[kind"):
                faint.append((selector, worst))

    assert faint == []


@THEMES
def test_words_in_banners_and_boxes_can_be_read(theme: Tokens) -> None:
    grounds = {
        selector: colour(said["background"])
        for selector, said in rules(theme)
        if selector.startswith("QFrame[kind") and "background" in said
    }
    inks = {
        selector.removesuffix(" QLabel"): colour(said["color"])
        for selector, said in rules(theme)
        if selector.endswith(" QLabel")
    }

    pairs = [
        (inks.get(x, theme.text), ground) for x, ground in grounds.items() if ground
    ]

    assert len(pairs) > 5
    assert min(contrast(*pair) for pair in pairs) >= 4.5


@THEMES
def test_the_edge_of_what_has_the_keyboard_stands_out(theme: Tokens) -> None:
    edges = [
        (selector, colour(said["border"]), colour(said.get("background", "")))
        for selector, said in rules(theme)
        if ":focus" in selector and "border" in said and "none" not in said["border"]
    ]

    grounds = (theme.window, theme.surface, theme.sunken)

    assert len(edges) > 5
    for selector, edge, own in edges:
        under = (own,) if own else grounds
        assert min(contrast(edge, ground) for ground in under) >= 3, selector


@THEMES
def test_bars_stand_out_from_the_chart(theme: Tokens) -> None:
    inks = SERIES[theme.name]

    assert min(contrast(ink, theme.surface) for ink in inks) >= 3


@THEMES
def test_what_cannot_be_used_now_can_still_be_made_out(theme: Tokens) -> None:
    assert contrast(theme.control, theme.surface) >= 3
    assert contrast(theme.control, theme.sunken) >= 2.5
