"""All that explains one journal, gathered from the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.books import AccountCode
from app.domain.history import What
from app.domain.overrides import Recode
from app.domain.postings import PostingId, State
from app.errors import InputError
from app.services.explaining import Explaining
from tests.app.services.conftest import Firm
from tests.fakes.examples import CONNECTION, SETUP, report


def test_a_posted_journal_is_explained_from_its_source_to_xero(firm: Firm) -> None:
    rules = replace(SETUP.posting, narration="Again {report_id}")
    changed = firm.scribe.event(What.SETUP_CHANGED, connection_id=CONNECTION.id)
    with firm.work() as work:
        setup = replace(SETUP, posting=rules)
        work.connections.save_setup(CONNECTION.id, setup, changed)
        work.commit()
    firm.pull(report())
    [posting] = firm.post()

    found = Explaining(firm.source.read, firm.work).explain(posting.id)

    assert found.posting.state is State.POSTED
    assert found.report is not None
    assert found.report.id == "R1"
    assert found.connection == CONNECTION.name
    assert found.mapped is not None
    assert found.mapped.event.after["version"] == str(posting.setup_version)
    assert [x.because[0].expense.merchant for x in found.lines] == ["Shop", "Shop"]
    (sent,) = found.sent
    assert sent.key.startswith("key-")
    assert sent.settled is not None
    assert found.posting.xero_id in found.xero_link
    assert {x.event.posting_id for x in found.events} == {posting.id}


def test_what_waits_was_never_sent(firm: Firm) -> None:
    firm.pull(report())

    found = Explaining(firm.source.read, firm.work).explain(firm.posting("R1").id)

    assert found.sent == ()
    assert found.xero_link == ""


def test_an_unknown_posting_is_refused(firm: Firm) -> None:
    with pytest.raises(InputError, match="no posting"):
        Explaining(firm.source.read, firm.work).explain(PostingId("c1/R9/1"))


def test_a_change_by_hand_is_told_with_its_reason(firm: Firm) -> None:
    firm.pull(report("R1"))
    what = Recode(("1",), account=AccountCode("420"))
    changed = firm.overriding.recode(firm.posting().id, what, "client dinner")

    shown = Explaining(firm.source.read, firm.store.work).explain(changed.id)

    rules = [x.because[0].rules[-1] for x in shown.lines]
    assert rules[0].endswith("account 420 Entertainment (Bo: client dinner)")
    assert "by hand" not in rules[1]
