"""Where an expense belongs: account, tracking and tax rate, or what is in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import AccountCode, Books, TrackingOption
from app.domain.expenses import Expense
from app.domain.journals import Tracking
from app.domain.mapping import Mapping, Place
from app.domain.problems import Code, Problem
from app.domain.setup import CategoryRule, Setup, TagRule, TaxMapping, TaxRule
from tests.app.domain.examples import BOOKS, EXPENSE, RULES, SETUP

TAXED = replace(SETUP, posting=replace(RULES, tax=TaxRule.INCLUSIVE))


def _place(expense: Expense, setup: Setup = SETUP, books: Books = BOOKS) -> Place:
    return Mapping(setup, books).place(expense)


def _codes(place: Place) -> list[Code]:
    return [problem.code for problem in place.problems]


def _account(expense: Expense, setup: Setup = SETUP) -> str | None:
    group = _place(expense, setup).group
    return group and group.account


def _tracking(*tags: str, books: Books = BOOKS, setup: Setup = SETUP) -> Tracking:
    place = _place(replace(EXPENSE, tags=tags), setup, books)
    assert place.group is not None
    assert place.problems == ()
    return place.group.tracking


def _tag_problem(
    *tags: str, setup: Setup = SETUP, books: Books = BOOKS
) -> tuple[Problem, ...]:
    return _place(replace(EXPENSE, tags=tags), setup, books).problems


@pytest.mark.parametrize("typed", ["Travel", "  Travel ", "TRAVEL", "\ttravel\n"])
def test_categories_are_found_trimmed_and_ignoring_case(typed: str) -> None:
    assert _account(replace(EXPENSE, category=typed)) == "400"


def test_the_set_up_may_be_typed_carelessly_too() -> None:
    careless = (CategoryRule(" tRAVEL  ", AccountCode("410")),)

    assert _account(EXPENSE, replace(SETUP, categories=careless)) == "410"


@pytest.mark.parametrize("typed", ["Travél", "Tra vel", "Travel.", "Trave", "Trav  el"])
def test_nothing_else_about_a_name_is_forgiven(typed: str) -> None:
    place = _place(replace(EXPENSE, category=typed))

    assert place.group is None
    assert _codes(place) == [Code.CATEGORY_UNMAPPED]
    assert place.problems[0].about == typed


def test_a_double_space_is_part_of_a_name() -> None:
    rules = (CategoryRule("Office  supplies", AccountCode("400")),)
    setup = replace(SETUP, categories=rules)

    assert _account(replace(EXPENSE, category="Office  Supplies"), setup) == "400"
    assert _account(replace(EXPENSE, category="Office Supplies"), setup) is None


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_an_expense_without_a_category_says_so(blank: str) -> None:
    assert _codes(_place(replace(EXPENSE, category=blank))) == [Code.CATEGORY_MISSING]


def test_the_code_that_expensify_suggests_is_not_used() -> None:
    hinted = replace(EXPENSE, category="Unheard of", gl_code="400")

    assert _codes(_place(hinted)) == [Code.CATEGORY_UNMAPPED]


@pytest.mark.parametrize(
    ("category", "code"),
    [
        ("Telex", Code.ACCOUNT_ARCHIVED),
        ("Cash", Code.ACCOUNT_NOT_ALLOWED),
        ("Owed to us", Code.ACCOUNT_NOT_ALLOWED),
        ("Ghosts", Code.ACCOUNT_UNKNOWN),
    ],
)
def test_an_account_that_cannot_be_used_is_a_problem(category: str, code: Code) -> None:
    assert _codes(_place(replace(EXPENSE, category=category))) == [code]


def test_an_account_can_have_two_things_wrong_with_it() -> None:
    closed = [replace(x, active=False) for x in BOOKS.accounts if x.code == "090"]

    place = _place(
        replace(EXPENSE, category="Cash"),
        books=replace(BOOKS, accounts=tuple(closed)),
    )

    assert _codes(place) == [Code.ACCOUNT_ARCHIVED, Code.ACCOUNT_NOT_ALLOWED]


@pytest.mark.parametrize("order", [1, -1])
def test_an_active_account_is_preferred_to_its_archived_twin(order: int) -> None:
    travel = BOOKS.accounts[0]
    twins = (travel, replace(travel, id="older", active=False))[::order]

    assert _place(EXPENSE, books=replace(BOOKS, accounts=twins)).problems == ()


def test_an_account_without_a_code_is_nobodys_account() -> None:
    nameless = replace(SETUP, categories=(CategoryRule("Travel", AccountCode("")),))
    books = replace(BOOKS, accounts=(replace(BOOKS.accounts[3], code=AccountCode("")),))

    assert _codes(_place(EXPENSE, nameless, books)) == [Code.ACCOUNT_UNKNOWN]


def test_clearing_accounts_are_held_to_the_same() -> None:
    mapping = Mapping(SETUP, BOOKS)

    found = {
        code: [x.code for x in mapping.clearing(AccountCode(code))]
        for code in ("801", "420", "090", "999")
    }

    assert found == {
        "801": [],
        "420": [Code.ACCOUNT_ARCHIVED],
        "090": [Code.ACCOUNT_NOT_ALLOWED],
        "999": [Code.ACCOUNT_UNKNOWN],
    }


def test_tags_fill_the_tracking_categories_of_their_levels() -> None:
    assert _tracking("Sales", "Beta") == (("Department", "Sales"), ("Project", "Beta"))


def test_tracking_is_spelt_as_in_xero() -> None:
    untidy = replace(SETUP, tags=(TagRule(1, " DEPARTMENT "),))

    assert _tracking("  sALES ", setup=untidy) == (("Department", "Sales"),)


def test_levels_are_in_order_whatever_the_order_of_the_set_up() -> None:
    swapped = replace(SETUP, tags=SETUP.tags[::-1])

    assert _tracking("Sales", "Beta", setup=swapped) == (
        ("Department", "Sales"),
        ("Project", "Beta"),
    )


@pytest.mark.parametrize("tags", [(), ("",), (" ", "\t"), ("", "", "")])
def test_an_empty_level_is_no_tracking_and_no_problem(tags: tuple[str, ...]) -> None:
    assert _tracking(*tags) == ()


def test_a_level_alone_is_tracked_alone() -> None:
    assert _tracking("", "Alpha") == (("Project", "Alpha"),)


def test_a_level_that_the_set_up_does_not_name_is_ignored() -> None:
    only_second = replace(SETUP, tags=(TagRule(2, "Project"),))

    assert _tracking("No such", "Alpha", "Nor this", setup=only_second) == (
        ("Project", "Alpha"),
    )


@pytest.mark.parametrize("level", [0, -1])
def test_levels_before_the_first_hold_nothing(level: int) -> None:
    odd = replace(SETUP, tags=(TagRule(level, "Department"),))

    assert _tracking("Sales", "Sales", setup=odd) == ()


@pytest.mark.parametrize("tag", ["Salés", "Sa les", "Sales.", "Alpha"])
def test_a_tag_without_an_option_is_a_problem(tag: str) -> None:
    (problem,) = _tag_problem(tag)

    assert problem.code is Code.TAG_UNKNOWN
    assert problem.about == f"Department: {tag}"


def test_a_tracking_category_that_xero_lacks_makes_every_tag_unknown() -> None:
    elsewhere = replace(SETUP, tags=(TagRule(1, "Region"),))

    (problem,) = _tag_problem("Sales", setup=elsewhere)

    assert problem.code is Code.TAG_UNKNOWN


def test_an_archived_option_is_a_problem() -> None:
    (problem,) = _tag_problem("OLD press")

    assert problem.code is Code.TAG_ARCHIVED
    assert problem.message == "Option “Old Press” of Department is archived in Xero."


def test_an_option_of_an_archived_category_is_archived_too() -> None:
    archived = tuple(replace(x, active=False) for x in BOOKS.tracking)

    (problem,) = _tag_problem("Sales", books=replace(BOOKS, tracking=archived))

    assert problem.code is Code.TAG_ARCHIVED


@pytest.mark.parametrize("order", [1, -1])
def test_an_active_option_is_preferred_to_its_archived_twin(order: int) -> None:
    department = BOOKS.tracking[0]
    twins = (
        TrackingOption("new", "Sales", active=True),
        TrackingOption("old", "SALES", active=False),
    )[::order]
    books = replace(BOOKS, tracking=(replace(department, options=twins),))

    assert _tracking("sales", books=books) == (("Department", "Sales"),)


@pytest.mark.parametrize("order", [1, -1])
def test_an_active_category_is_preferred_to_its_archived_twin(order: int) -> None:
    department = BOOKS.tracking[0]
    twins = (department, replace(department, id="old", active=False))[::order]

    assert _tracking("Sales", books=replace(BOOKS, tracking=twins)) == (
        ("Department", "Sales"),
    )


def test_a_tag_is_missing_only_where_one_is_required() -> None:
    strict = replace(SETUP, tags=(TagRule(1, "Department", required=True),))

    (problem,) = _tag_problem(" ", setup=strict)

    assert problem.code is Code.TAG_MISSING
    assert problem.about == "Department"
    assert _tag_problem("Sales", setup=strict) == ()


def test_every_level_says_what_is_wrong_with_it() -> None:
    found = [x.code for x in _tag_problem("Nowhere", "Old Gamma")]

    assert found == [Code.TAG_UNKNOWN, Code.TAG_ARCHIVED]


def _taxed(
    expense: Expense = EXPENSE, *, category: str = "", mapped: str = ""
) -> Place:
    rules = (CategoryRule("Travel", AccountCode("400"), category),)
    taxes = (TaxMapping("Reduced", mapped), TaxMapping("R5", "RRINPUT"))
    return _place(expense, replace(TAXED, categories=rules, taxes=taxes))


def _tax_type(place: Place) -> str:
    assert place.group is not None
    assert place.problems == ()
    return place.group.tax_type


def test_without_tax_every_line_says_none() -> None:
    taxed = replace(EXPENSE, tax_code="R5", tax_name="Reduced")

    assert _tax_type(_place(taxed)) == "NONE"


def test_the_tax_of_an_expense_goes_by_its_code_first() -> None:
    expense = replace(EXPENSE, tax_code=" r5 ", tax_name="Reduced")

    assert _tax_type(_taxed(expense, mapped="INPUT2", category="INPUT2")) == "RRINPUT"


def test_then_by_its_name() -> None:
    expense = replace(EXPENSE, tax_code="unheard", tax_name=" REDUCED")

    assert _tax_type(_taxed(expense, mapped="RRINPUT", category="INPUT2")) == "RRINPUT"


def test_then_by_the_category() -> None:
    assert _tax_type(_taxed(category="RRINPUT")) == "RRINPUT"


def test_then_by_the_default_of_the_account() -> None:
    assert _tax_type(_taxed()) == "INPUT2"


def test_a_blank_tax_is_no_tax_to_go_by() -> None:
    blank = replace(TAXED, taxes=(TaxMapping(" ", "RRINPUT"),))

    assert _tax_type(_place(EXPENSE, blank)) == "INPUT2"


def test_no_tax_goes_with_every_account() -> None:
    assert _tax_type(_taxed(category="NONE")) == "NONE"


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("OLDINPUT", "Tax rate “15%” (OLDINPUT) cannot"),
        ("OUTPUT2", "Tax rate “20% on income” (OUTPUT2) cannot"),
        ("UNHEARD", "Tax rate UNHEARD cannot"),
    ],
)
def test_a_rate_that_its_account_does_not_take_is_a_problem(
    rate: str, said: str
) -> None:
    place = _taxed(category=rate)

    assert _codes(place) == [Code.TAX_INVALID]
    assert place.problems[0].message.startswith(said)
    assert place.problems[0].about == f"{rate} on 400"


def test_an_account_without_a_default_needs_a_mapped_rate() -> None:
    bare = replace(BOOKS, accounts=(replace(BOOKS.accounts[0], tax_type=""),))

    place = _place(EXPENSE, TAXED, bare)

    assert _codes(place) == [Code.TAX_INVALID]
    assert place.problems[0].message.startswith("A blank tax rate cannot")


def test_two_taxes_in_one_category_are_two_groups() -> None:
    mapping = Mapping(replace(TAXED, taxes=(TaxMapping("R5", "RRINPUT"),)), BOOKS)

    groups = {mapping.place(replace(EXPENSE, tax_code=x)).group for x in ("R5", "")}

    assert {group.tax_type for group in groups if group} == {"INPUT2", "RRINPUT"}
