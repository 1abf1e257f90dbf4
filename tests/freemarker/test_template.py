"""The export template, rendered by the real FreeMarker engine."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from app.clients.expensify.export import listed, template, verified
from app.domain.expenses import WorkspaceId
from app.errors import BrokenAnswerError
from app.ports.expensify import Pull
from tests.freemarker.engine import Engine, Model, Rendering, Settings
from tests.freemarker.models import as_text, full, odd, with_nulls, written

TYPED: Model = {"addHeader": True, "reports": [*map(full, range(12)), *odd()]}
MODELS = [TYPED, as_text(TYPED), with_nulls(TYPED), {"reports": []}]
SETTINGS = [
    Settings(handler, classic, locale, version, pieces)
    for handler, classic, locale, version, pieces in product(
        ("abort", "ignore"),
        (False, True),
        ("en-US", "de-DE", "ar-EG"),
        ("2.3.0", "2.3.31"),
        (1, 3),
    )
]
ODD_SETTINGS = [
    Settings(stripping=False),
    Settings(stripping=False, handler="ignore", classic=True, version="2.3.0"),
    Settings(locale="th-TH-u-ca-buddhist-nu-thai"),
    Settings(pieces=7),
]
CASES = list(product(range(len(MODELS)), [*SETTINGS, *ODD_SETTINGS]))


@pytest.fixture(scope="module")
def renderings(engine: Engine) -> list[Rendering]:
    """Every model under every setting."""
    return engine.render(template(), MODELS, CASES)


def test_no_setting_and_no_value_makes_it_fail(renderings: list[Rendering]) -> None:
    failed = {
        (case, rendering.error)
        for case, rendering in zip(CASES, renderings, strict=True)
        if rendering.error
    }

    assert not failed


def test_what_it_writes_equals_the_model_value_for_value_and_type_for_type(
    renderings: list[Rendering],
) -> None:
    expected = [[*map(written, model["reports"])] for model in MODELS]

    for (model, settings), rendering in zip(CASES, renderings, strict=True):
        found = [x for x in _records(rendering.text) if x["rec"] == "report"]
        assert _typed(found) == _typed(expected[model]), settings


def test_every_rendering_says_how_many_reports_it_holds(
    renderings: list[Rendering],
) -> None:
    for (_, settings), rendering in zip(CASES, renderings, strict=True):
        records = _records(rendering.text)
        assert sum(x["rec"] == "begin" for x in records) == settings.pieces
        begun = sum(x["reports"] for x in records if x["rec"] == "begin")
        ended = sum(x["reports"] for x in records if x["rec"] == "end")
        assert begun == ended == sum(x["rec"] == "report" for x in records)


def test_what_it_writes_passes_the_verification(renderings: list[Rendering]) -> None:
    for (model, settings), rendering in zip(CASES, renderings, strict=True):
        assert _verified(rendering.text) == len(MODELS[model]["reports"]), settings


def test_a_server_that_wraps_its_objects_otherwise_gets_the_same(
    engine: Engine,
) -> None:
    model = {"reports": [*map(full, range(12)), *odd()[:-1]]}
    cases = [
        (0, Settings(handler, wrapper=wrapper))
        for handler in ("abort", "ignore")
        for wrapper in ("default", "beans")
    ]

    renderings = engine.render(template(), [model], cases)

    assert len(set(renderings)) == 1


def test_a_report_is_written_the_same_whatever_is_around_it(engine: Engine) -> None:
    models = [{"reports": [full(3)]}, {"reports": [full(1), full(2), full(3)]}]

    alone, among = engine.render(template(), models, [(0, Settings()), (1, Settings())])

    assert alone.text.splitlines()[1] == among.text.splitlines()[3]


def test_a_model_without_reports_is_not_taken_for_no_reports(engine: Engine) -> None:
    models: list[Model] = [{}, {"reports": None}, {"reports": ""}, {"reports": [None]}]
    settings = [Settings("abort"), Settings("ignore")]

    renderings = engine.render(template(), models, [*product(range(4), settings)])

    for rendering in renderings:
        with pytest.raises(BrokenAnswerError):
            _verified(rendering.text)


def test_a_server_that_escapes_html_by_itself_is_noticed(engine: Engine) -> None:
    settings = Settings(output="html")

    (rendering,) = engine.render(template(), [{"reports": [full(1)]}], [(0, settings)])

    with pytest.raises(BrokenAnswerError):
        _verified(rendering.text)


@pytest.mark.parametrize(
    "misread",
    [
        lambda text: text.encode().decode("latin-1"),
        lambda text: text.replace("1+1", "1 1"),
    ],
    ids=["as latin-1", "plus as a space"],
)
def test_a_server_that_misreads_the_template_is_noticed(
    engine: Engine, misread: Callable[[str], str]
) -> None:
    cases = [(0, Settings())]

    (rendering,) = engine.render(misread(template()), [{"reports": []}], cases)

    assert not rendering.error
    with pytest.raises(BrokenAnswerError, match="spoilt"):
        _verified(rendering.text)


def test_an_answer_in_another_encoding_is_noticed(engine: Engine) -> None:
    (rendering,) = engine.render(template(), [{"reports": []}], [(0, Settings())])

    for spoilt in (
        rendering.text.encode("cp1252", "replace"),
        rendering.text.encode("ascii", "replace"),
        rendering.text.encode().decode("cp1252", "replace").encode(),
    ):
        with pytest.raises(BrokenAnswerError):
            verified(io.BytesIO(spoilt), lambda _done, _of: None)


def test_a_list_has_each_report_of_the_model_and_no_more_of_it(engine: Engine) -> None:
    for (model, settings), rendering in zip(
        CASES, engine.render(template(whole=False), MODELS, CASES), strict=True
    ):
        assert not rendering.error
        begun, *found, ended = _records(rendering.text)
        listed = [x for x in found if x["rec"] == "listed"]
        names = [(x["reportID"], x["policyID"]) for x in listed]
        whole = map(written, MODELS[model]["reports"])
        assert names == [(x["reportID"], x["policyID"]) for x in whole], settings
        assert all(set(x) == {"rec", "reportID", "policyID"} for x in listed)
        assert (begun["rec"], ended["rec"]) == ("begin", "end")


def test_a_list_passes_the_verification(engine: Engine) -> None:
    reports = [{**full(n), "policyID": "A1"} for n in range(12)]
    cases = [(0, Settings(pieces=1)), (0, Settings(pieces=5))]

    for rendering in engine.render(
        template(whole=False), [{"reports": reports}], cases
    ):
        file = io.BytesIO(rendering.text.encode())
        found = listed(file, lambda _done, _of: None, Pull(WorkspaceId("A1")))
        assert found == {x["reportID"] for x in reports}


@pytest.mark.parametrize("whole", [True, False])
def test_it_has_no_header_that_would_have_to_come_first(*, whole: bool) -> None:
    assert "<#ftl" not in template(whole=whole)


def _records(text: str) -> list[Model]:
    assert text.endswith("\n")
    return [_strictly(line) for line in text.removesuffix("\n").split("\n")]


def _strictly(line: str) -> Model:
    def once(pairs: list[tuple[str, Any]]) -> Model:
        assert len(dict(pairs)) == len(pairs), f"a key comes twice: {line}"
        return dict(pairs)

    def no_number(word: str) -> None:
        pytest.fail(f"{word} is no number of JSON: {line}")

    found: Model = json.loads(line, object_pairs_hook=once, parse_constant=no_number)
    return found


def _typed(value: object) -> object:
    """Make 1, 1.0 and true differ."""
    if isinstance(value, dict):
        return {key: _typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_typed(each) for each in value]
    return (type(value), value)


def _verified(text: str) -> int:
    return len(verified(io.BytesIO(text.encode()), lambda _done, _of: None))
