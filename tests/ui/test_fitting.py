"""What is typed roughly, and what it finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.models.fitting import fit, folded
from ui.models.ways import Sort, Way, ranked

words = st.text("aäÉßnx y-1", min_size=1, max_size=12)


def way(title: str, sort: Sort = Sort.ACCOUNT, detail: str = "") -> Way:
    return Way(f"{sort} {title}", sort, title, lambda: None, detail)


def best(typed: str, *titles: str) -> list[str]:
    return [hit.way.title for hit in ranked(typed, map(way, titles))]


def test_a_beginning_comes_before_a_word_and_a_word_before_a_part() -> None:
    titles = ("Repost", "Open the post", "Post journals", "Post")

    assert best("post", *titles) == ["Post", "Post journals", "Open the post", "Repost"]


def test_first_letters_of_words_find() -> None:
    assert best("ptn", "Post the next", "Mapping") == ["Post the next"]


def test_accents_and_case_do_not_matter() -> None:
    assert best("nanez", "José Ñáñez Pedrera") == ["José Ñáñez Pedrera"]
    assert best("JOSÉ", "jose") == ["jose"]


def test_every_word_has_to_be_found_in_any_order() -> None:
    titles = ("420 Entertainment", "420 Travel")

    assert best("travel 420", *titles) == ["420 Travel"]


def test_letters_far_apart_do_not_find() -> None:
    assert best("ace", "a long way to c and e") == []
    assert best("revw", "Review") == ["Review"]


def test_what_stands_beside_is_found_after_what_is_named_so() -> None:
    ways = [way("Meals", Sort.CATEGORY, "Acme"), way("Acme", Sort.CONNECTION)]

    found = [hit.way.title for hit in ranked("acme", ways)]

    assert found == ["Acme", "Meals"]


def test_of_what_fits_alike_the_latest_used_comes_first() -> None:
    ways = [way("Travel home"), way("Travel away")]

    found = ranked("travel", ways, recent=["Account Travel away"])

    assert [hit.way.title for hit in found] == ["Travel away", "Travel home"]


def test_without_words_what_was_used_lately_leads() -> None:
    ways = [way("Today", Sort.PAGE), way("420 Meals"), way("493 Travel")]

    found = ranked(" ", ways, recent=["Account 493 Travel"])

    assert [hit.way.title for hit in found] == ["493 Travel", "Today"]


@given(words, words)
def test_marks_are_letters_that_were_typed(typed: str, text: str) -> None:
    found = fit(typed, text)

    if found is not None:
        assert {folded(text)[at] for at in found.marks} <= set(folded(typed))


@given(words, words, words)
def test_a_part_is_always_found(before: str, part: str, after: str) -> None:
    assert fit(part, before + part + after) is not None


@given(words)
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)
