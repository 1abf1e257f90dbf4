"""What was posted is taken back, or posted anew, from the command line."""

from __future__ import annotations

import pytest

from tests.flows.office import Office


def test_a_voided_report_is_left_alone_by_schedules(office: Office) -> None:
    report = _posted(office)

    said = office.done("reverse", report)
    office.vouch("sync", "--post", "--json")

    assert said["reversed"] == 1
    [shown] = said["reports"]
    assert (shown["state"], shown["refusal"]) == ("reversed", None)
    assert shown["reversal"]["how"] == "void"
    assert _status(office, shown["xero_id"]) == "VOIDED"
    assert office.listed()[report]["state"] == "reversed"


def test_a_reversal_can_be_looked_at_first(office: Office) -> None:
    ready = _ready(office, 3)
    office.done("post", *ready[:2])

    shown = office.done("reverse", *ready, "--preview", status=1)
    dated = office.done("reverse", ready[0], "--on", "2026-12-01", "--preview")
    said = office.vouch("reverse", *ready, "--preview")

    assert [x["how"] for x in shown] == ["void"] * 3
    assert [bool(x["why_not"]) for x in shown] == [False, False, True]
    assert shown[0]["offered"] == ["void", "mirror"]
    assert (dated[0]["how"], dated[0]["journal"]["date"]) == ("mirror", "2026-12-01")
    assert "2 of 3 journals can be undone like this" in said.out.decode()
    assert {office.listed()[x]["state"] for x in ready[:2]} == {"posted"}


def test_a_mirror_is_posted_on_its_day_and_linked(office: Office) -> None:
    report = _posted(office)

    [shown] = office.done("reverse", report, "--on", "2026-11-30")["reports"]

    reversal = shown["reversal"]
    assert reversal["how"] == "mirror"
    assert reversal["journal"]["date"] == "2026-11-30"
    assert reversal["journal"]["narration"].startswith("Reversal of ")
    assert report in reversal["journal"]["narration"]
    assert reversal["xero_id"] in reversal["xero_url"]
    assert _status(office, reversal["xero_id"]) == "POSTED"
    assert _status(office, shown["xero_id"]) == "POSTED"
    flipped = [
        (line["account"], line["credit"], line["debit"])
        for line in reversal["journal"]["lines"]
    ]
    assert flipped == [
        (line["account"], line["debit"], line["credit"])
        for line in shown["journal"]["lines"]
    ]


def test_in_a_locked_period_only_a_mirror_on_an_open_day_is_left(
    office: Office,
) -> None:
    report = _posted(office)
    _lock(office, "2026-10-31")
    mirror = ("reverse", report, "--how", "mirror", "--on")

    void = office.done("reverse", report, "--how", "void", status=1)
    locked = office.done(*mirror, "2026-10-31", status=1)
    opened = office.done(*mirror, "2026-11-01")

    assert "mirror" in void["reports"][0]["refusal"]
    assert void["reports"][0]["state"] == "posted"
    assert "31 Oct 2026" in locked["reports"][0]["refusal"]
    assert (void["reversed"], locked["reversed"], opened["reversed"]) == (0, 0, 1)
    assert _status(office, opened["reports"][0]["xero_id"]) == "POSTED"


@pytest.mark.parametrize(
    ("method", "how"),
    [("POST", ()), ("PUT", ("--on", "2026-11-30"))],
    ids=["void", "mirror"],
)
def test_a_line_cut_after_the_work_was_done_undoes_once(
    office: Office, method: str, how: tuple[str, ...]
) -> None:
    report = _posted(office)
    office.faults(
        {"kind": "cut_after", "service": "xero", "method": method, "times": 1}
    )

    said = office.done("reverse", report, *how)

    assert office.struck() == [1]
    assert said["reversed"] == 1
    named = [x for x in office.journals() if report in x["narration"]]
    assert len(named) == (2 if how else 1)


def test_many_are_reversed_past_one_that_cannot_be(office: Office) -> None:
    first, second = _ready(office, 2)
    office.done("post", first)

    said = office.vouch("reverse", first, second, first)

    assert said.status == 1
    assert "1 of 2 reversed" in said.out.decode()
    assert f"{second}: It is ready" in said.err


def test_a_void_has_no_day(office: Office) -> None:
    said = office.vouch("reverse", "R1", "--how", "void", "--on", "2026-11-30")

    assert said.status == 2


def test_a_replay_voids_and_posts_the_next_revision(office: Office) -> None:
    report = _posted(office)

    said = office.done("replay", report)

    assert said["replayed"] == 1
    [shown] = said["reports"]
    assert (shown["revision"], shown["state"]) == (2, "posted")
    assert shown["journal"]["narration"].endswith("revision 2")
    live = [
        held
        for held in office.journals()
        if report in held["narration"] and held["status"] == "POSTED"
    ]
    assert len(live) == 1


def test_a_preview_shows_then_and_now_and_does_nothing(office: Office) -> None:
    report = _posted(office)

    shown = office.done("replay", report, "--preview")
    said = office.vouch("replay", report, "--preview")

    assert shown["same"] is True
    assert shown["then"]["lines"] == shown["now"]["lines"]
    assert (shown["how"], shown["differences"]) == ("void", [])
    assert "the same today" in said.out.decode()
    assert office.listed()[report]["revision"] == 1


def test_a_second_copy_is_told_and_voided(office: Office) -> None:
    late = {"kind": "unseen", "seconds": 1, "method": "PUT", "times": 1}
    office.faults({"kind": "forget_keys"}, late)
    report = _posted(office)
    before = office.listed()[report]
    while len(_live(office, report)) == 1:
        assert before["state"] == "posted"

    office.done("sync", status=1)
    shown = office.done("show", report)
    said = office.done("void-copies", report)

    assert [x["code"] for x in shown["problems"]] == ["twice-in-xero"]
    assert shown["state"] == "changed"
    assert said["voided"] == 1
    assert said["reports"][0]["state"] == "posted"
    assert _live(office, report) == [before["xero_id"]]
    assert office.vouch("void-copies", report).status == 1


def _live(office: Office, report: str) -> list[str]:
    return [
        held["id"]
        for held in office.journals()
        if report in held["narration"] and held["status"] == "POSTED"
    ]


def _ready(office: Office, count: int) -> list[str]:
    found = office.listed("--state", "ready")
    return list(found)[:count]


def _posted(office: Office) -> str:
    [report] = _ready(office, 1)
    office.done("post", report)
    return report


def _status(office: Office, xero_id: str) -> str:
    [status] = [x["status"] for x in office.journals() if x["id"] == xero_id]
    return str(status)


def _lock(office: Office, day: str) -> None:
    """Lock the period up to a day, in Xero."""
    [organisation] = office.xero()["organisations"]
    office.xero(f"/organisations/{organisation['id']}", {"PeriodLockDate": day})
