"""Changes of a mapping: made, compared, and the same again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.books import AccountCode
from app.domain.mapping import key
from app.domain.mapping_changes import (
    Change,
    Kind,
    MappingError,
    changed,
    differences,
    mapping_of,
    target_of,
    whole,
)
from app.domain.setup import CategoryRule, OptionRule, PostingRules, Setup, TagRule
from tests.fakes.examples import SETUP

EMPTY = Setup(PostingRules(AccountCode("801"), AccountCode("802")))
GIFTS = Change(Kind.CATEGORY, "Gifts", "420")


def test_a_category_is_mapped_and_unmapped() -> None:
    mapped = changed(SETUP, [GIFTS])

    assert mapped.categories[-1] == CategoryRule("Gifts", AccountCode("420"))
    assert changed(mapped, [Change(Kind.CATEGORY, " GIFTS", "")]) == SETUP


def test_a_category_that_goes_elsewhere_keeps_its_place_its_name_and_its_tax() -> None:
    setup = Setup(
        SETUP.posting,
        (
            CategoryRule("Meals", AccountCode("420"), "INPUT2"),
            CategoryRule("Travel", AccountCode("493")),
        ),
    )

    moved = changed(setup, [Change(Kind.CATEGORY, "meals ", "493")])

    assert moved.categories[0] == CategoryRule("Meals", AccountCode("493"), "INPUT2")


def test_a_tracking_category_is_filled_by_one_level_only() -> None:
    moved = changed(SETUP, [Change(Kind.LEVEL, "Level 2", "department", level=2)])

    assert moved.tags == (TagRule(2, "department"),)


def test_a_third_tracking_category_is_refused() -> None:
    two = changed(SETUP, [Change(Kind.LEVEL, "Level 2", "Project", level=2)])

    with pytest.raises(MappingError, match="at most 2"):
        changed(two, [Change(Kind.LEVEL, "Level 3", "Region", level=3)])


@pytest.mark.parametrize(
    "nonsense",
    [Change(Kind.LEVEL, "Level 0", "X"), Change(Kind.CATEGORY, "  ", "420")],
)
def test_what_has_no_name_or_level_is_refused(nonsense: Change) -> None:
    with pytest.raises(MappingError):
        changed(SETUP, [nonsense])


def test_a_tag_is_given_an_option_until_its_level_fills_another_category() -> None:
    given_one = changed(SETUP, [Change(Kind.TAG, "Shop", "Sales", level=1)])
    again = changed(
        given_one, [Change(Kind.LEVEL, "Level 1", "DEPARTMENT", 1, required=True)]
    )
    other = changed(given_one, [Change(Kind.LEVEL, "Level 1", "Project", 1)])
    none = changed(given_one, [Change(Kind.LEVEL, "Level 1", "", 1)])

    assert given_one.options == again.options == (OptionRule(1, "Shop", "Sales"),)
    assert other.options == none.options == ()


def test_an_option_of_the_tags_own_name_needs_no_rule() -> None:
    given_one = changed(SETUP, [Change(Kind.TAG, "Shop", "Sales", level=1)])

    assert changed(given_one, [Change(Kind.TAG, "shop", "SHOP", level=1)]) == SETUP


def test_a_tax_is_put_on_a_rate_and_taken_off() -> None:
    taxed = changed(SETUP, [Change(Kind.TAX, "VAT_20", "INPUT2")])

    assert target_of(taxed, Change(Kind.TAX, "vat_20", "")) == "INPUT2"
    assert changed(taxed, [Change(Kind.TAX, "vat_20 ", "")]) == SETUP


def test_the_rules_for_posting_stay_when_an_older_mapping_is_taken_up() -> None:
    older = Setup(PostingRules(AccountCode("1"), AccountCode("2")), SETUP.categories)

    taken = mapping_of(SETUP, older)

    assert taken.posting == SETUP.posting
    assert taken.categories == older.categories
    assert taken.tags == ()


def test_a_whole_mapping_can_be_made_from_nothing() -> None:
    full = changed(
        SETUP,
        [
            Change(Kind.TAG, "Shop", "Sales", level=1),
            Change(Kind.TAX, "VAT_20", "INPUT2"),
        ],
    )

    assert mapping_of(EMPTY, changed(EMPTY, whole(full))) == mapping_of(EMPTY, full)


_NAMES = st.sampled_from(["Meals", "meals", "Travel", "Gifts", " Gifts "])
_CODES = st.sampled_from(["", "420", "493"])
_CHANGES = st.lists(st.builds(Change, st.just(Kind.CATEGORY), _NAMES, _CODES))


@given(_CHANGES, _CHANGES)
def test_the_difference_of_two_mappings_leads_from_one_to_the_other(
    some: list[Change], others: list[Change]
) -> None:
    old, new = changed(SETUP, some), changed(SETUP, others)

    led = changed(old, differences(old, new))

    def facts(setup: Setup) -> dict[str, str]:
        return {key(x.category): x.account for x in setup.categories}

    assert facts(led) == facts(new)
    assert differences(led, led) == ()
