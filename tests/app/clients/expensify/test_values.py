"""Single values, which the service may hold in many ways."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.expensify.records import Scalar
from app.clients.expensify.values import (
    UnreadableError,
    day,
    levels,
    minor,
    name,
    truth,
    uncut,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TRICKY = st.text("&;#ampltgquox0123456789:\\ A", max_size=20)
LEVELS = st.lists(TEXT | st.text(":\\ab", max_size=6), max_size=5)


@given(TEXT | TRICKY)
def test_entities_are_decoded_once_whatever_the_text(typed: str) -> None:
    assert name(escape(typed)) == typed
    assert name(escape(escape(typed))) == escape(typed)


@given(st.text("abc &;<>\"'é中", max_size=20))
def test_text_without_entities_stays_as_it_is(typed: str) -> None:
    assert name(typed) == typed


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("R&amp;D", "R&D"),
        ("&lt;b&gt; &quot;x&quot; &apos;y&apos; &#39;z&#39; &#x27;w&#X27;", None),
        ("&#8364; &#x20AC; &#128077;", "€ € 👍"),
        ("&amp;amp;", "&amp;"),
        ("&amp &AMP; &nbsp; &eacute; &;", "&amp &AMP; &nbsp; &eacute; &;"),
        ("&#0; &#xD800; &#1114112; &#xFFFFFF;", "&#0; &#xD800; &#1114112; &#xFFFFFF;"),
        ("&#128; is no euro", "\x80 is no euro"),
        (None, ""),
        ("  kept  as  is ", "  kept  as  is "),
    ],
)
def test_only_the_entities_that_the_service_writes_are_decoded(
    sent: str | None, meant: str | None
) -> None:
    expected = "<b> \"x\" 'y' 'z' 'w'" if meant is None else meant

    assert name(sent) == expected


@pytest.mark.parametrize(
    ("sent", "amount"),
    [
        (1200, 1200),
        (-5, -5),
        (0, 0),
        (1200.0, 1200),
        ("1200", 1200),
        (" -1200 ", -1200),
        ("1200.00", 1200),
        ("", None),
        ("  ", None),
        (None, None),
        (2**53 - 1, 2**53 - 1),
    ],
)
def test_an_amount_is_read_in_every_form_it_comes_in(
    sent: Scalar, amount: int | None
) -> None:
    assert minor(sent) == amount
    assert type(minor(sent)) is not float


@pytest.mark.parametrize(
    "sent",
    [
        *(12.5, float("inf"), 1e300, 2**53, -(2**53), True, False),
        *("12,5", "1,200", "12.5", "$12", "1e3", "0x10", "1_000", "١٢", "12 34", "-"),
        *("99999999999999999999", "12.01", "+5", "--5"),
    ],
)
def test_an_amount_that_is_not_whole_is_never_rounded(sent: Scalar) -> None:
    with pytest.raises(UnreadableError):
        minor(sent)


@given(st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none() | TEXT)
def test_an_amount_is_exact_or_unreadable(sent: Scalar) -> None:
    try:
        amount = minor(sent)
    except UnreadableError:
        return

    if amount is None:
        assert sent is None or not str(sent).strip()
    else:
        assert float(str(sent)) == amount


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("2026-02-28 23:59:59", date(2026, 2, 28)),
        ("2026-02-28T23:59:59Z", date(2026, 2, 28)),
        ("", None),
        (None, None),
        ("  ", None),
        ("0000-00-00", None),
        ("0000-00-00 00:00:00", None),
    ],
)
def test_a_day_is_the_one_that_is_written(
    written: str | None, meant: date | None
) -> None:
    assert day(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        *("2026-02-30", "28/02/2026", "20260228", "2026-W09-6", "2026-2-8"),
        *("2026-02-281", "yesterday", "٢٠٢٦-٠٢-٢٨"),
    ],
)
def test_a_day_that_is_none_is_not_guessed(written: str) -> None:
    with pytest.raises(UnreadableError):
        day(written)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (True, True),
        (False, False),
        ("true", True),
        ("False", False),
        ("1", True),
        (0, False),
        (1.0, None),
        ("perhaps", None),
        (2, None),
    ],
)
def test_a_yes_or_no_is_read_or_refused(sent: Scalar, meant: bool | None) -> None:  # noqa: FBT001 - what is read
    if meant is None:
        with pytest.raises(UnreadableError):
            truth(sent)
    else:
        assert truth(sent) is meant


@pytest.mark.parametrize("sent", [None, ""])
def test_neither_yes_nor_no_is_told_apart(sent: Scalar) -> None:
    assert truth(sent) is None


@given(LEVELS)
def test_a_tag_is_cut_where_its_levels_were_joined(parts: list[str]) -> None:
    joined = ":".join(x.replace("\\", "\\\\").replace(":", "\\:") for x in parts)

    assert list(levels(joined)) == _without_empty_end(parts)


@given(LEVELS)
def test_entities_do_not_change_where_a_tag_is_cut(parts: list[str]) -> None:
    joined = ":".join(x.replace("\\", "\\\\").replace(":", "\\:") for x in parts)

    assert list(levels(name(escape(joined)))) == _without_empty_end(parts)


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("", ()),
        ("Sales", ("Sales",)),
        ("Sales:North", ("Sales", "North")),
        (":North", ("", "North")),
        ("Sales::East", ("Sales", "", "East")),
        ("Sales::", ("Sales",)),
        (r"Client\: Tidewater:North", ("Client: Tidewater", "North")),
        (r"a\\:b", ("a\\", "b")),
        (r"a\\\:b", ("a\\:b",)),
        ("lone\\", ("lone\\",)),
        (r"not\an escape", (r"not\an escape",)),
    ],
)
def test_tags_are_cut_as_expensify_joins_them(tag: str, parts: tuple[str, ...]) -> None:
    assert levels(tag) == parts


@given(TEXT)
def test_a_tag_without_levels_is_whole_marked_or_not(typed: str) -> None:
    marked = typed.replace("\\", "\\\\").replace(":", "\\:")

    assert uncut(marked) == typed


def test_a_bare_colon_in_a_tag_without_levels_is_a_colon() -> None:
    assert uncut("Enterprise:William Riker") == "Enterprise:William Riker"


def _without_empty_end(parts: list[str]) -> list[str]:
    while parts and not parts[-1]:
        parts = parts[:-1]
    return parts
