"""Finding a thing by a part of its name, roughly typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_WHOLE, _BEGINS, _WORD_BEGINS, _INSIDE, _INITIALS, _SCATTERED = 60, 50, 40, 25, 20, 8
_LOOSEST = 3
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a text fits what was typed, and which of its letters do."""

    score: int
    marks: frozenset[int] = frozenset()


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Take case and accents off, letter by letter, so that places stay the same."""
    return "".join(_folded(letter) for letter in text)


def _folded(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)[0].casefold()
    return plain if len(plain) == 1 else letter


def fit(typed: str, text: str) -> Fit | None:
    """Tell how well every typed word is found in a text; None where one is not.

    Best is the whole text, then its beginning, the beginning of a word, any part,
    the first letters of its words, and last the letters in their order close together.
    """
    score, marks = 0, set[int]()
    within = folded(text)
    for word in folded(typed).split():
        found = _find(word, within)
        if found is None:
            return None
        score += found.score
        marks |= found.marks
    return Fit(score, frozenset(marks))


def _find(word: str, text: str) -> Fit | None:
    at = text.find(word)
    if at < 0:
        return _initials(word, text) or _scattered(word, text)
    if at == 0:
        whole = len(word) == len(text)
        return Fit(_WHOLE if whole else _BEGINS, _span(0, word))
    begun = next((m.start() for m in _WORD.finditer(text) if _at(m, word, text)), None)
    if begun is not None:
        return Fit(_WORD_BEGINS, _span(begun, word))
    return Fit(_INSIDE, _span(at, word))


def _at(found: re.Match[str], word: str, text: str) -> bool:
    return text.startswith(word, found.start())


def _span(start: int, word: str) -> frozenset[int]:
    return frozenset(range(start, start + len(word)))


def _initials(word: str, text: str) -> Fit | None:
    starts = [found.start() for found in _WORD.finditer(text)]
    at = "".join(text[start] for start in starts).find(word)
    if at < 0:
        return None
    return Fit(_INITIALS, frozenset(starts[at : at + len(word)]))


def _scattered(word: str, text: str) -> Fit | None:
    """Find the letters in their order, in a stretch that is not much longer."""
    if len(word) < _LEAST:
        return None
    for start in (i for i, letter in enumerate(text) if letter == word[0]):
        marks = [start]
        for letter in word[1:]:
            following = text.find(letter, marks[-1] + 1)
            if following < 0:
                return None
            marks.append(following)
        if marks[-1] - start < _LOOSEST * len(word):
            return Fit(_SCATTERED, frozenset(marks))
    return None
