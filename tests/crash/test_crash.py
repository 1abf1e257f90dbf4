"""Whatever moment a process dies at, Xero has every report once in the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crash.campaign import BATCHES, Campaign
from tests.crash.site import at_work

pytestmark = pytest.mark.timeout(300)

REPORTS = 700


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    """Serve a company whose reports all wait."""
    with at_work(tmp_path_factory.mktemp("crash"), REPORTS) as site:
        yield Campaign(site)


def test_processes_that_die_while_they_post(campaign: Campaign) -> None:
    moments = campaign.moments("post", BATCHES)

    campaign.at_moments("post", moments[::9])

    judged = campaign.settle()
    assert campaign.missed == []
    assert judged.innocent, judged


def test_processes_that_die_at_any_moment_while_xero_has_troubles(
    campaign: Campaign,
) -> None:
    before = campaign.kills

    campaign.at_random("post", 4, seed=1)

    judged = campaign.settle()
    assert campaign.kills == before + 4
    assert campaign.struck.total() > 0
    assert judged.innocent, judged


def test_processes_that_die_while_they_post_anew(campaign: Campaign) -> None:
    campaign.stock(30)

    campaign.at_moments("replay", campaign.moments("replay")[::13])

    judged = campaign.settle()
    assert campaign.missed == []
    assert judged.innocent, judged


def test_what_comes_later_than_any_look_is_told_and_voided(campaign: Campaign) -> None:
    assert campaign.twice() == (2, 2)
    assert campaign.settle().innocent


def test_a_doubled_journal_would_be_found(campaign: Campaign) -> None:
    campaign.stock(2)
    one, other = campaign.site.xero("/journals")[-2:]
    edit = f"/journals/{other['id']}"

    campaign.site.xero(edit, {"Narration": one["narration"]})
    judged = campaign.judge()
    campaign.site.xero(edit, {"Narration": other["narration"]})

    assert judged.doubled == (one["narration"],)
    assert judged.disagreeing
    assert campaign.judge().innocent
