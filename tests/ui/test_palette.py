"""Colours that can be read, and icons that exist."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import qtawesome
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.domain.postings import State
from ui.widgets.glyphs import letter
from ui.widgets.looks import SEVERITIES, STATES
from ui.widgets.palette import DARK, LIGHT, Tokens, Tone, palette_of, tokens
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
    assert qapp.styleSheet() == ""
    assert qapp.palette().window().color().name() != dark
    theme.deleteLater()
