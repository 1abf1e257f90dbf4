"""Narrations: whatever people typed, unique, findable and short enough."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.narration import (
    FIELDS,
    LONGEST,
    NarrationError,
    check,
    clean,
    day,
    fields,
    narration,
)
from app.domain.setup import DEFAULT_NARRATION
from tests.app.domain.examples import REPORT

VALUES = fields(REPORT, "Head office")
ANY_TEXT = st.text(max_size=120)
IDS = st.text("ABCxyz0189", min_size=1, max_size=16)
TEMPLATES = st.lists(
    st.sampled_from([f"{{{name}}}" for name in FIELDS])
    | st.text(st.characters(exclude_characters="{}"), max_size=40),
    max_size=8,
).map("".join)


def test_the_usual_narration_names_report_and_submitter() -> None:
    said = narration(DEFAULT_NARRATION, VALUES)

    assert said == "Expensify R00AbCdEfGhI · Ann Lee · August trip"


def test_a_template_can_use_every_field() -> None:
    template = " | ".join(f"{{{name}}}" for name in FIELDS)

    assert narration(template, VALUES) == (
        "R00AbCdEfGhI | August trip | Ann Lee | ann@example.org | 31 Aug 2026 | "
        "Aug 2026 | Head office"
    )


def test_whoever_has_no_name_is_called_by_their_address() -> None:
    values = fields(replace(REPORT, submitter=""), "Head office")

    assert narration("{submitter}", values).startswith("ann@example.org")


def test_a_report_without_approval_has_no_period() -> None:
    values = fields(replace(REPORT, approved=None), "Head office")

    assert values["approved"] == values["period"] == ""


def test_braces_can_be_written_twice_to_be_shown() -> None:
    assert narration("{{{report_id}}}", VALUES) == "{R00AbCdEfGhI}"


def test_a_template_that_forgets_the_report_gets_it_anyway() -> None:
    assert (
        narration("Costs of {submitter}", VALUES) == "Costs of Ann Lee · R00AbCdEfGhI"
    )
    assert narration("", VALUES) == "R00AbCdEfGhI"


def test_a_report_that_names_another_still_shows_its_own_id() -> None:
    values = VALUES | {"report_name": "See R00AbCdEfGhI2 and R00AbCdEfGhI"}

    said = narration("{report_name}", values)

    assert said == "See R00AbCdEfGhI2 and R00AbCdEfGhI · R00AbCdEfGhI"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{report_id", "brace"),
        ("report_id}", "brace"),
        ("{report_id!}", "brace"),
        ("{}", "nothing in between"),
        ("{amount}", "“amount”, which does not exist"),
        ("{0}", "“0”, which does not exist"),
        ("{report_id.real}", "“report_id.real”, which does not exist"),
        ("{report_id[0]}", "does not exist"),
        ("{ report_id }", "does not exist"),
        ("{report_id:>900}", "more than its name"),
        ("{report_id:{submitter}}", "more than its name"),
        ("{report_id!r}", "more than its name"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused(
    template: str, why: str
) -> None:
    with pytest.raises(NarrationError, match=why):
        check(template)
    with pytest.raises(NarrationError):
        narration(template, VALUES)


def test_braces_in_what_people_typed_are_not_a_template() -> None:
    values = VALUES | {"report_name": "{submitter} {"}

    assert narration("{report_id} {report_name}", values).endswith(" {submitter} {")


def test_a_day_that_was_left_for_an_open_one_stays_readable() -> None:
    said = narration("{report_id}", VALUES, moved_from=date(2026, 3, 5))

    assert said == "R00AbCdEfGhI · originally 05 Mar 2026"


def test_a_later_revision_is_named() -> None:
    said = narration("{report_id}", VALUES, moved_from=date(2026, 3, 5), revision=2)

    assert said == "R00AbCdEfGhI · originally 05 Mar 2026 · revision 2"


def test_a_long_narration_is_cut_but_keeps_id_and_revision() -> None:
    values = VALUES | {"report_name": "long " * 200}

    said = narration("{report_name}{report_id}", values, revision=3)

    assert len(said) <= LONGEST
    assert said.startswith("long long")
    assert said.endswith("… · R00AbCdEfGhI · revision 3")


@pytest.mark.parametrize("length", range(LONGEST - 20, LONGEST + 5))
def test_the_appended_id_does_not_make_it_too_long(length: int) -> None:
    said = narration("x" * length, VALUES)

    assert len(said) <= LONGEST
    assert said.endswith("· R00AbCdEfGhI")


def test_typed_quotes_become_harmless() -> None:
    values = VALUES | {"report_name": 'The "big" trip\\Leeds'}

    assert narration("{report_id} {report_name}", values) == (
        "R00AbCdEfGhI The 'big' trip/Leeds"
    )


@pytest.mark.parametrize(
    "typed",
    ["two  words", " two words ", "two\nwords", "two\u2028words", "two\u00a0words"],
)
def test_a_narration_is_one_line_with_single_spaces(typed: str) -> None:
    assert clean(typed) == "two words"


def test_days_are_written_alike_in_every_locale() -> None:
    assert day(date(2026, 5, 7)) == "07 May 2026"


@given(TEMPLATES, IDS, ANY_TEXT, ANY_TEXT, st.integers(1, 20))
@example("{report_name}", "R0", '"\\', "", 1)
@example("{report_name}", "R0", "\ud800\u200b\x00", "", 2)
def test_a_narration_always_fits_and_holds_the_id(
    template: str, report_id: str, name: str, submitter: str, revision: int
) -> None:
    given_values = {"report_id": report_id, "report_name": name, "submitter": submitter}

    said = narration(template, VALUES | given_values, revision=revision)

    assert report_id in said
    assert len(said) <= LONGEST
    assert not {'"', "\\"} & set(said)
    assert not {unicodedata.category(x) for x in said} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert said == " ".join(said.split())
    assert revision == 1 or said.endswith(f" · revision {revision}")


@given(TEMPLATES, ANY_TEXT, st.dates() | st.none())
def test_no_two_revisions_are_alike(
    template: str, name: str, moved: date | None
) -> None:
    values = VALUES | {"report_name": name}

    said = [
        narration(template, values, moved_from=moved, revision=revision)
        for revision in range(1, 13)
    ]

    assert len(set(said)) == 12


@given(IDS, IDS, ANY_TEXT)
def test_no_two_reports_are_alike(one: str, other: str, name: str) -> None:
    values = VALUES | {"report_name": name}

    said = {
        narration("{report_name}", values | {"report_id": report_id})
        for report_id in (one, other)
    }

    assert len(said) == len({one, other})
