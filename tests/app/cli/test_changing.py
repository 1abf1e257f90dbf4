"""One journal is changed by hand from the command line."""

from __future__ import annotations

from typing import Any

from tests.flows.office import Office

WHY = ("--why", "client dinner")


def ready(office: Office) -> dict[str, Any]:
    """A ready report whose first line is a debit with an account of its own."""
    return next(
        x
        for x in office.listed().values()
        if x["state"] == "ready"
        and len(x["journal"]["lines"]) > 2
        and len({line["account"] for line in x["journal"]["lines"][:2]}) > 1
    )


def other(shown: dict[str, Any]) -> str:
    """An account that the first line does not go to yet, taken from the second."""
    return str(shown["journal"]["lines"][1]["account"])


def balance(shown: dict[str, Any]) -> float:
    lines = shown["journal"]["lines"]
    return round(
        sum(float(x["debit"] or 0) - float(x["credit"] or 0) for x in lines), 2
    )


def test_a_line_is_changed_shown_and_undone(office: Office) -> None:
    before = ready(office)
    report, to = before["report_id"], other(before)

    changed = office.done("change", report, "--line", "1", "--account", to, *WHY)
    shown = office.done("show", report)
    told = office.vouch("show", report).out
    undone = office.done("change", report, "--undo")

    assert changed == shown
    [made] = shown["changes"]
    assert (made["account"], made["why"]) == (to, "client dinner")
    accounts = [x["account"] for x in shown["journal"]["lines"]]
    assert before["journal"]["lines"][0]["account"] not in accounts[:-1]
    assert balance(shown) == 0
    assert b"Changed by hand: " in told
    assert b"client dinner" in told
    assert undone["journal"] == before["journal"]
    assert "changes" not in undone


def test_the_day_is_changed(office: Office) -> None:
    report = ready(office)["report_id"]

    shown = office.done("change", report, "--on", "2027-01-31", *WHY)

    assert shown["journal"]["date"] == "2027-01-31"
    assert shown["changes"][0]["date"] == "2027-01-31"


def test_what_makes_no_sense_is_wrong_usage(office: Office) -> None:
    before = ready(office)
    report = before["report_id"]
    wrong: list[tuple[str, ...]] = [
        (),
        ("--account", "400", *WHY),
        ("--line", "99", "--account", "400", *WHY),
        ("--line", "1", "--account", other(before)),
        ("--line", "1", "--account", "no such", *WHY),
        ("--line", "1", "--expense", "x", "--account", "400", *WHY),
        ("--line", "1", "--track", "Department", *WHY),
        ("--undo",),
        ("--keep",),
        ("--undo", "--on", "2027-01-31", *WHY),
        ("--on", "2001-01-31", *WHY),
    ]

    for arguments in wrong:
        office.done("change", report, *arguments, status=2)

    assert office.done("show", report) == before


def test_a_changed_journal_is_in_xero_as_it_was_shown(office: Office) -> None:
    before = ready(office)
    report, to = before["report_id"], other(before)
    shown = office.done("change", report, "--line", "1", "--account", to, *WHY)

    office.vouch("post", report, "--json")
    office.vouch("sync", "--json")
    posted = office.done("show", report)
    office.done("change", report, "--undo")
    office.vouch("replay", report, "--json")
    replayed = office.done("show", report)

    assert (posted["state"], posted["problems"]) == ("posted", shown["problems"])
    assert posted["journal"] == shown["journal"]
    assert (replayed["state"], replayed["revision"]) == ("posted", 2)
    assert replayed["journal"]["lines"] == before["journal"]["lines"]
