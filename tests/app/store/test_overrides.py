"""Overrides come back as they were kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.domain.books import AccountCode
from app.domain.expenses import ReportId
from app.domain.overrides import Override, Recode, Recoding, Redating, Side
from app.domain.setup import ConnectionId
from app.ports.work import Work
from tests.fakes.examples import CONNECTION

AT = datetime(2026, 9, 1, 9, 30, 1, 5, tzinfo=UTC)
CODED = Recode(
    ("e1", "e2"), Side.COST, AccountCode("420"), "INPUT2", (("Department", ""),)
)
MADE = Override(
    "c" * 64,
    (Recoding(CODED, "wrong", "Bo", AT),),
    Redating(date.max, "late", "Al", AT),
)
R1, R2 = ReportId("R1"), ReportId("R2")


def test_an_override_is_kept_with_all_its_changes(work: Work) -> None:
    with work() as begun:
        begun.overrides.save(CONNECTION.id, R1, Override("x"))
        begun.overrides.save(CONNECTION.id, R1, MADE)
        begun.overrides.save(CONNECTION.id, R2, Override("y"))
        begun.commit()

    with work() as later:
        kept = later.overrides.of(CONNECTION.id)
        assert kept == {R1: MADE, R2: Override("y")}
        assert later.overrides.of(ConnectionId("nobody")) == {}


def test_an_override_that_is_taken_back_is_gone(work: Work) -> None:
    with work() as begun:
        begun.overrides.save(CONNECTION.id, R1, MADE)
        begun.commit()

    with work() as later:
        later.overrides.save(CONNECTION.id, R1, None)
        later.overrides.save(CONNECTION.id, R2, None)
        later.commit()

    with work() as last:
        assert last.overrides.of(CONNECTION.id) == {}


def test_what_is_not_committed_is_not_kept(work: Work) -> None:
    with work() as begun:
        begun.overrides.save(CONNECTION.id, R1, MADE)

    with work() as later:
        assert later.overrides.of(CONNECTION.id) == {}
