"""Filling in the forms of a page."""

from __future__ import annotations

from app.practice.forms import Form, forms

PAGE = """
<form method="post" action="/sign-in">
<input type="hidden" name="ticket" value="t&amp;1">
<label for="email">Email</label><input id="email" name="email" type="email" value="">
<input name="password" type="password">
<button type="submit" name="answer" value="cancel">Cancel</button>
<button class="first" type="submit" name="answer" value="go">Log in</button>
</form>
<p>Something else</p>
<form action="/choose">
<label><input type="radio" name="who" value="id-1" checked> First &amp; Co</label>
<label><input type="radio" name="who" value="id-2"> Second (connected)</label>
<select name="size"><option value="s">Small</option><option value="l" selected>Large
</option></select>
<input type="checkbox" name="news">
<button>Allow access</button>
</form>
<form action="/out"><button name="answer">Cancel</button></form>
"""
TYPED = {"email": "a@example.org", "password": "secret word"}


def read() -> list[Form]:
    """Read the page."""
    return forms(PAGE)


def test_every_form_of_a_page_is_found() -> None:
    said = [(x.method, x.action) for x in read()]

    assert said == [("POST", "/sign-in"), ("GET", "/choose"), ("GET", "/out")]


def test_fields_are_typed_into_by_kind_and_what_is_hidden_goes_along() -> None:
    sent = read()[0].filled(TYPED, "")

    assert sent == {
        "ticket": "t&1",
        "email": "a@example.org",
        "password": "secret word",
        "answer": "go",
    }


def test_without_a_choice_what_the_page_suggests_is_taken() -> None:
    sent = read()[1].filled(TYPED, "")

    assert sent == {"who": "id-1", "size": "l"}


def test_a_choice_is_found_by_its_words_or_its_value() -> None:
    by_words = read()[1].filled(TYPED, "Second")
    by_value = read()[1].filled(TYPED, "id-2")
    with_entity = read()[1].filled(TYPED, "First & Co")

    assert by_words["who"] == by_value["who"] == "id-2"
    assert with_entity["who"] == "id-1"


def test_a_button_that_turns_back_is_not_pressed() -> None:
    agreeing = [x.agreeing for x in read()]

    assert [x and x.words for x in agreeing] == ["Log in", "Allow access", None]
