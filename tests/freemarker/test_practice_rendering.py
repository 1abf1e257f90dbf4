"""The practice Expensify's rendering, held to the real FreeMarker engine's."""

from __future__ import annotations

from pathlib import Path
from random import Random

from app.practice.company import load_companies
from app.practice.expensify.rendering import (
    block,
    listed_line,
    report_line,
    template,
)
from tests.freemarker.engine import Engine, Model, Settings
from tests.freemarker.models import as_text, full, odd, with_nulls

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "practice"
ALPHABET = "</>!?-]&\"'\\ab\n\x00\x1f\x7f\x9f\xa0\u2028é中👩"


def test_every_report_of_the_shipped_company_comes_out_the_same_byte_for_byte(
    engine: Engine,
) -> None:
    reports = [x for c in load_companies(SHIPPED) for x in c.expensify.reports]

    (real,) = engine.render(template(), [{"reports": reports}], [(0, Settings())])

    assert _rendered(reports) == real.text.encode()


def test_every_odd_report_comes_out_the_same_byte_for_byte(engine: Engine) -> None:
    typed = [*map(full, range(40)), *odd()]
    models: list[list[Model]] = [typed, as_text(typed), with_nulls(typed), []]
    cases = [(i, Settings()) for i in range(len(models))]

    real = engine.render(template(), [{"reports": x} for x in models], cases)

    assert [_rendered(x) for x in models] == [x.text.encode() for x in real]


def test_any_text_and_any_number_come_out_the_same_byte_for_byte(
    engine: Engine,
) -> None:
    chance = Random(20260701)  # noqa: S311 - no secret
    texts = [chance.choices(ALPHABET, k=chance.randrange(7)) for _ in range(3000)]
    scales = [chance.randint(-18, 12) for _ in range(999)]
    # twelve digits: of more, old Java does not always choose the shortest
    numbers = [float(f"{chance.uniform(-1, 1) * 10**x:.12g}") for x in scales]
    reports: list[Model] = [
        {"reportName": "".join(text), "reportID": "R"} for text in texts
    ]
    reports += [{"total": number, "reportID": "R"} for number in numbers]

    (real,) = engine.render(template(), [{"reports": reports}], [(0, Settings())])

    assert _rendered(reports) == real.text.encode()


def test_a_list_comes_out_the_same_byte_for_byte(engine: Engine) -> None:
    typed = [*map(full, range(40)), *odd()]
    models: list[list[Model]] = [typed, as_text(typed), with_nulls(typed), []]
    cases = [(i, Settings()) for i in range(len(models))]

    real = engine.render(template(brief=True), [{"reports": x} for x in models], cases)

    ours = [b"".join(block([listed_line(x) for x in each])) for each in models]
    assert ours == [x.text.encode() for x in real]


def _rendered(reports: list[Model]) -> bytes:
    return b"".join(block([report_line(x) for x in reports]))
