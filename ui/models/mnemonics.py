"""Letters to press with Alt, each given once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def letter_of(text: str) -> str:
    """Tell the letter that a text has marked, in lower case; ``""`` for none."""
    plain = text.replace("&&", "")
    at = plain.find("&")
    return plain[at + 1 : at + 2].casefold() if at >= 0 else ""


def bare(text: str) -> str:
    """Give a text without its mark."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&&")


def lettered(texts: Sequence[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Mark in each text a letter that no other has, the beginnings of words first.

    What is marked already stays as it is, but where an earlier one has the letter.
    """
    used = set(taken)
    made = list(texts)
    for at, text in enumerate(texts):
        own = letter_of(text)
        made[at] = text if own not in used else bare(text)
        used |= {own} - {""}
    for at, text in enumerate(made):
        if not letter_of(text):
            made[at] = _marked(text, used)
            used.add(letter_of(made[at]))
    return tuple(made)


def _marked(text: str, used: set[str]) -> str:
    letters = [at for at, letter in enumerate(text) if letter.isalpha()]
    begins = [at for at in letters if at == 0 or not text[at - 1].isalnum()]
    for at in (*begins, *letters):
        if text[at].casefold() not in used:
            return f"{text[:at]}&{text[at:]}"
    return text
