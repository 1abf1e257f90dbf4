"""What a screen reader would find in a window: its parts by role, name and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_ROLE = QAccessible.Role
OPERATED = frozenset(
    {
        _ROLE.Button,
        _ROLE.ButtonMenu,
        _ROLE.CheckBox,
        _ROLE.ComboBox,
        _ROLE.EditableText,
        _ROLE.Link,
        _ROLE.List,
        _ROLE.PageTab,
        _ROLE.ProgressBar,
        _ROLE.RadioButton,
        _ROLE.SpinBox,
        _ROLE.Table,
        _ROLE.Tree,
    }
)
CELLS = frozenset({_ROLE.Cell, _ROLE.ListItem, _ROLE.TreeItem})
_MOST = 60


@dataclass(frozen=True)
class Heard:
    """One part as it is told to those who listen."""

    role: QAccessible.Role
    name: str
    value: str
    description: str
    focusable: bool
    owner: str


def heard(widget: QWidget) -> Iterator[Heard]:
    """Walk everything that is seen of a widget."""
    yield from _walk(QAccessible.queryAccessibleInterface(widget))


def _walk(at: QAccessibleInterface) -> Iterator[Heard]:
    state = at.state()
    if state.invisible:
        return
    yield Heard(
        at.role(),
        at.text(QAccessible.Text.Name).strip(),
        at.text(QAccessible.Text.Value).strip(),
        at.text(QAccessible.Text.Description).strip(),
        bool(state.focusable),
        _owner(at),
    )
    for number in range(min(at.childCount(), _MOST)):
        child = at.child(number)
        if child.isValid():
            yield from _walk(child)


def _owner(at: QAccessibleInterface) -> str:
    return type(at.object()).__name__
