"""What suggests itself for the mapping of a new company."""

from __future__ import annotations

from dataclasses import replace

from app.domain.books import AccountCode
from app.domain.expenses import Category, TagLevel, Workspace
from app.domain.mapping_changes import Change, Kind, changed
from app.domain.proposing import Proposal, proposals, unsuggested, view_of
from app.domain.setup import Setup
from app.domain.spending import Purse
from app.domain.suggesting import Precedent
from tests.app.domain.examples import EXPENSE, REPORT, RULES, WORKSPACE
from tests.app.domain.test_situation import SURVEY

NOTHING = Setup(RULES)


def _workspace(*levels: TagLevel) -> Workspace:
    categories = (Category("Meals"), Category("Trips", gl_code="400"), Category("Odd"))
    return replace(WORKSPACE, categories=categories, tag_levels=levels)


def _tags(*names: str) -> tuple[Category, ...]:
    return tuple(Category(name) for name in names)


def _found(workspace: Workspace) -> dict[str, Proposal]:
    view = view_of(replace(SURVEY, workspace=workspace), NOTHING)
    return {found.source: found for found in proposals(view)}


def test_a_category_is_proposed_by_code_or_name_with_its_reason() -> None:
    found = _found(_workspace())

    assert found["Trips"].change == Change(Kind.CATEGORY, "Trips", "400")
    assert found["Trips"].reason == "same code 400"
    assert found["Meals"].target == "410 Meals"
    assert "Odd" not in found


def test_tags_come_first_for_all_of_them_and_then_the_heaviest() -> None:
    purse = Purse("GBP")
    purse.add(replace(REPORT, expenses=(replace(EXPENSE, category="Trips"),)))
    survey = replace(SURVEY, workspace=_workspace(), spending=purse.spending())

    found = proposals(view_of(survey, NOTHING))

    kinds = [x.change.kind for x in found]
    assert kinds == [Kind.LEVEL, Kind.LEVEL, Kind.CATEGORY, Kind.CATEGORY]
    first = found[2]
    assert (first.source, first.minor, first.count) == ("Trips", 1000, 1)


def test_what_was_accepted_is_proposed_no_more() -> None:
    survey = replace(SURVEY, workspace=_workspace())
    accepted = changed(NOTHING, [Change(Kind.CATEGORY, "Meals", "410")])

    view = view_of(survey, accepted)

    assert [x.source for x in proposals(view)] == ["Trips"]


def test_what_other_connections_do_is_a_reason() -> None:
    said = Precedent("Odd", AccountCode("410"), "Meals", "mapped so in Acme")
    survey = replace(SURVEY, workspace=_workspace(), precedents=(said,))

    found = {x.source: x for x in proposals(view_of(survey, NOTHING))}

    assert found["Odd"].reason == "mapped so in Acme"


def test_a_level_of_tags_is_proposed_by_its_name_or_by_its_tags() -> None:
    named = TagLevel("department", _tags("Elsewhere"))
    alike = TagLevel("", _tags("Alpha", "Beta", "Gone"))

    by_name, by_tags = _found(_workspace(named)), _found(_workspace(alike))

    (named_so,) = [x for x in by_name.values() if x.change.kind is Kind.LEVEL]
    assert named_so.change == Change(Kind.LEVEL, "department", "Department", 1)
    assert named_so.reason == "same name"
    assert by_tags["Tags"].change.target == "Project"
    assert by_tags["Tags"].reason == "2 of 3 tags are options of it"
    assert by_tags["Tags"].confidence == 60


def test_two_levels_never_fill_one_tracking_category() -> None:
    levels = (TagLevel("One", _tags("Alpha")), TagLevel("Two", _tags("Beta")))

    found = _found(_workspace(*levels))

    targets = [x.change.target for x in found.values() if x.change.kind is Kind.LEVEL]
    assert targets == ["Project"]


def test_what_is_spent_and_suggests_nothing_is_counted() -> None:
    purse = Purse("GBP")
    purse.add(replace(REPORT, expenses=(replace(EXPENSE, category="Odd"),)))
    survey = replace(SURVEY, workspace=_workspace(), spending=purse.spending())

    assert unsuggested(view_of(survey, NOTHING)) == 1
