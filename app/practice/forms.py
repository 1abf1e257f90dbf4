"""Reads the forms of a page, and fills them in as a person would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_TURNS_BACK = ("cancel", "deny", "decline", "refuse")
_CHOSEN = {"radio", "checkbox", "option"}

Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class Control:
    """A field, a button, or one of several things to choose from."""

    kind: str
    name: str
    value: str
    chosen: bool = False
    words: str = ""


@dataclass(slots=True)
class Form:
    """One form: where it goes, and its controls in order."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def agreeing(self) -> Control | None:
        """The first button that does not turn back."""
        buttons = (x for x in self.controls if x.kind == "submit")
        return next((x for x in buttons if not _turns_back(x)), None)

    def filled(self, typed: Mapping[str, str], choice: str) -> dict[str, str]:
        """Give what is sent once the form is filled in and the button pressed.

        ``typed`` has what to type into a field by the field's kind; of things to
        choose from, the one that is called ``choice`` is taken, else what was chosen.
        """
        sent = {x.name: typed.get(x.kind, x.value) for x in self.controls if _stays(x)}
        if choice:
            chosen = [x for x in self.controls if _called(x, choice)]
            sent |= {x.name: x.value for x in chosen}
        if self.agreeing is not None:
            sent[self.agreeing.name] = self.agreeing.value
        return {name: value for name, value in sent.items() if name}


def forms(page: str) -> list[Form]:
    """Find the forms of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


def _turns_back(button: Control) -> bool:
    said = f"{button.name} {button.value} {button.words}".lower()
    return any(word in said for word in _TURNS_BACK)


def _stays(control: Control) -> bool:
    if control.kind in _CHOSEN:
        return control.chosen
    return control.kind != "submit"


def _called(control: Control, choice: str) -> bool:
    words = control.words.strip()
    named = choice in {words, control.value} or words.startswith(f"{choice} (")
    return control.kind in _CHOSEN and named


class _Reader(HTMLParser):
    """Collects forms; words belong to the control that they stand in or beside."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._list = ""
        self._speaking: Control | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Override: note a form and what is in it."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = said.get("method", "get").upper()
            self.forms.append(Form(said.get("action", ""), method))
        elif tag == "select":
            self._list = said.get("name", "")
        elif self.forms and tag in {"input", "button", "option"}:
            self._speaking = self._control(tag, said)
            self.forms[-1].controls.append(self._speaking)

    def handle_endtag(self, tag: str) -> None:
        """Override: words after this belong to nobody."""
        if tag in {"button", "option", "label", "form"}:
            self._speaking = None

    def handle_data(self, data: str) -> None:
        """Override: words."""
        if self._speaking is not None:
            self._speaking.words += data

    def _control(self, tag: str, said: Mapping[str, str]) -> Control:
        kind = said.get(
            "type", {"button": "submit", "option": "option"}.get(tag, "text")
        )
        return Control(
            kind="option" if tag == "option" else kind.lower(),
            name=self._list if tag == "option" else said.get("name", ""),
            value=said.get("value", "on" if kind in _CHOSEN else ""),
            chosen="checked" in said or "selected" in said,
        )
