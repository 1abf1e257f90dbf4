"""Gives every button of a page a letter to press with Alt, and no letter twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QRadioButton, QTabBar, QWidget

from ui.models.mnemonics import bare, letter_of, lettered

_LETTERED = frozenset({None, "", "primary", "quiet"})


def letter(root: QWidget, taken: Iterable[str] = ()) -> None:
    """Mark a letter in what has none, and another where two have the same.

    Who was given a letter by hand keeps it before the others, the primary first; what
    is called the same shares one, as the boards that lie behind each other do, but goes
    without where two of it are seen.
    """
    for menu in root.findChildren(QMenu):
        letter_menu(menu)
    labels = (x for x in root.findChildren(QLabel) if _leads(x))
    used = {*taken, *(letter_of(x.text()) for x in labels)}
    buttons = sorted(_buttons(root), key=lambda x: x.property("kind") != "primary")
    tabs = [
        (bar, at) for bar in root.findChildren(QTabBar) for at in range(bar.count())
    ]
    texts = [x.text() for x in buttons] + [bar.tabText(at) for bar, at in tabs]
    order = sorted(texts, key=lambda text: not letter_of(text))
    once = tuple({bare(text): text for text in reversed(order)}.values())[::-1]
    wanted = dict(zip(map(bare, once), lettered(once, used), strict=True))
    seen = Counter(bare(x.text()) for x in buttons if x.isVisibleTo(root))
    for button in buttons:
        name = bare(button.text())
        marked = wanted[name] if seen[name] <= 1 else name
        if button.text() != marked:
            button.setText(marked)
    for bar, at in tabs:
        marked = wanted[bare(bar.tabText(at))]
        if bar.tabText(at) != marked:
            bar.setTabText(at, marked)


def letter_fields(root: QWidget, taken: Iterable[str]) -> None:
    """Mark another letter in the names of fields whose letter is ``taken``."""
    used = set(taken)
    for label in (x for x in root.findChildren(QLabel) if _leads(x)):
        (marked,) = lettered([label.text()], used)
        used.add(letter_of(marked))
        if label.text() != marked:
            label.setText(marked)


def letter_menu(menu: QMenu) -> None:
    """Mark a letter in every line of a menu, as far as there are letters."""
    actions = [x for x in menu.actions() if not x.isSeparator() and x.text()]
    marked = lettered([x.text() for x in actions])
    for action, text in zip(actions, marked, strict=True):
        if action.text() != text:
            action.setText(text)


def _leads(label: QLabel) -> bool:
    """Whether its letter leads to a field; Qt's stubs do not say that none may."""
    return isinstance(label.buddy(), QWidget)


def _buttons(root: QWidget) -> Iterator[QPushButton | QRadioButton]:
    for button in root.findChildren(QPushButton):
        if button.property("kind") in _LETTERED and bare(button.text()).strip():
            yield button
    yield from root.findChildren(QRadioButton)
