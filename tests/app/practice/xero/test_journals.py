"""Creating, changing and voiding manual journals."""

from __future__ import annotations

import pytest

from tests.app.practice.xero.harness import (
    CLEARING,
    DEPARTMENT,
    NORTH,
    OLD_SHOP,
    ORGANISATION,
    OTHER_ORGANISATION,
    REGION,
    SALES,
    TRAVEL,
    Answer,
    Practice,
    into,
    journal,
    line,
)

EACH = {"summarizeErrors": "false"}
NIL = "00000000-0000-0000-0000-000000000000"


def messages(element: Answer, of: str = "ValidationErrors") -> list[str]:
    """Give what Xero said of one element."""
    return [x["Message"] for x in element.get(of, ())]


def test_a_posted_journal_comes_back_as_it_was_sent(xero: Practice) -> None:
    sent = journal(
        "Expensify R00a1 · Ann Lee",
        line(
            120.50, Description="Taxi", Tracking=[{"Name": "Region", "Option": "North"}]
        ),
        line(-120.50, "801"),
        Url="https://www.expensify.com/report?r=1",
    )

    created = xero.put(sent)[0]

    read = xero.call("GET", f"/ManualJournals/{created['ManualJournalID']}").json()
    [shown] = read["ManualJournals"]
    assert created == shown | {"StatusAttributeString": "OK"}
    assert shown["Narration"] == sent["Narration"]
    assert shown["Url"] == sent["Url"]
    assert shown["Date"] == "/Date(1788134400000+0000)/"
    assert shown["ShowOnCashBasisReports"] is True
    assert [x["LineAmount"] for x in shown["JournalLines"]] == [120.50, -120.50]
    assert [x["AccountID"] for x in shown["JournalLines"]] == [TRAVEL, CLEARING]
    assert shown["JournalLines"][0]["Tracking"] == [
        {
            "Name": "Region",
            "Option": "North",
            "TrackingCategoryID": REGION,
            "TrackingOptionID": NORTH,
        }
    ]


def test_without_a_status_a_journal_stays_a_draft(xero: Practice) -> None:
    sent = journal("Taxi")
    del sent["Status"]

    [created] = xero.put(sent)

    assert created["Status"] == "DRAFT"


def test_amounts_are_written_digit_by_digit(xero: Practice) -> None:
    xero.create("Taxi")

    answer = xero.call("GET", "/ManualJournals", query={"page": 1})

    assert '"LineAmount":120.50' in answer.text


def test_summarised_one_bad_journal_refuses_them_all(xero: Practice) -> None:
    bad = journal("Bad", line(100), line(-10, "801"))
    body = {"ManualJournals": [journal("Good"), bad]}

    answer = xero.call("PUT", "/ManualJournals", body=body)

    said = answer.json()
    [element] = said["Elements"]
    assert answer.status_code == 400
    assert (said["ErrorNumber"], said["Type"]) == (10, "ValidationException")
    assert said["Message"] == "A validation exception occurred"
    assert element["ManualJournalID"] == NIL
    assert element["Narration"] == "Bad"
    assert messages(element) == [
        "The total debits (100.00) must equal total credits (-10.00)"
    ]
    assert xero.kept() == []


def test_not_summarised_each_journal_is_answered_on_its_own(xero: Practice) -> None:
    answers = xero.put(
        journal("Good"),
        journal("Bad", line(100), line(-10, "801")),
        journal("Fair", line(1), line(-1, "801"), line(0, "9999")),
    )

    assert [x["StatusAttributeString"] for x in answers] == ["OK", "ERROR", "WARNING"]
    assert [x["ManualJournalID"] == NIL for x in answers] == [False, True, False]
    assert [x["narration"] for x in xero.kept()] == ["Good", "Fair"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"Narration": " "}, "Narration is mandatory"),
        ({"JournalLines": [line(0)]}, "at least two journal lines"),
        ({"Date": "31/08/2026"}, "The date '31/08/2026' is not valid"),
        ({"Status": "VOIDED"}, "The status 'VOIDED' cannot be applied"),
        ({"Status": "VOID"}, "The status 'VOID' cannot be applied to the document"),
        ({"LineAmountTypes": "Gross"}, "'Gross' is not valid"),
        ({"Date": "2026-06-30"}, "before the period lock date of 30 Jun 2026."),
        ({"Date": "2026-03-31"}, "cannot be before the end of year lock date"),
    ],
)
def test_what_is_wrong_with_a_journal_is_said(
    xero: Practice, wrong: Answer, said: str
) -> None:
    [answer] = xero.put(journal("Taxi") | wrong)

    assert said in " ".join(messages(answer))
    assert xero.kept() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (line(1, "090"), "Account code '090' is not a valid code for this document."),
        (line(1, "610"), "Account code '610' is not a valid code for this document."),
        (line(1, "430"), "Account code '430' has been archived, or has been deleted."),
        (line(1.005), "The line amount 1.005 must have at most 2 decimal places"),
        (line(1, TaxType="NOPE"), "The TaxType code 'NOPE' does not exist"),
        (line(1, TaxType="OLD"), "The TaxType code 'OLD' does not exist"),
        (
            line(1, "801", TaxType="INPUT2"),
            "The TaxType code 'INPUT2' cannot be used with account code '801'.",
        ),
        ({"LineAmount": 1, "TaxType": "NONE"}, "An account code must be given"),
        ({"AccountCode": "429"}, "A line amount must be given"),
        (
            line(1, Tracking=[{"Name": "Department", "Option": "Sales"}] * 3),
            "at most 2 tracking categories",
        ),
        (
            line(1, Tracking=[{"Name": "Department", "Option": "Sales"}] * 2),
            "A tracking category can be used once",
        ),
        (
            line(1, Tracking=[{"Name": "Department", "Option": "Old shop"}]),
            "Tracking option 'Old shop' has been archived, or has been deleted.",
        ),
    ],
)
def test_what_is_wrong_with_a_line_is_said(
    xero: Practice, wrong: Answer, said: str
) -> None:
    [answer] = xero.put(journal("Taxi", wrong, line(-1, "801")))

    assert said in " ".join(messages(answer))
    assert xero.kept() == []


def test_an_unknown_account_is_taken_off_a_draft_with_a_mere_warning(
    xero: Practice,
) -> None:
    lines = [line(1, "476"), line(-1, "801")]

    draft, posted = xero.put(
        journal("Draft", *lines, Status="DRAFT"), journal("Posted", *lines)
    )

    removed = "Account code '476' has been removed"
    assert removed in messages(draft, "Warnings")[0]
    assert "AccountCode" not in draft["JournalLines"][0]
    assert removed in messages(posted, "Warnings")[0]
    assert messages(posted) == [
        "The total debits (0.00) must equal total credits (-1.00)"
    ]


def test_an_unknown_account_is_refused_where_that_is_the_habit(xero: Practice) -> None:
    xero.control("POST", "/habits", {"unknown_account": "refuse"})

    [answer] = xero.put(journal("Taxi", line(1, "2109"), line(-1, "801")))

    refusal = "Account code '2109' is not a valid code for this document."
    assert refusal in messages(answer)


def test_unknown_tracking_is_taken_off_with_a_mere_warning(xero: Practice) -> None:
    wanted = {"TrackingCategoryID": DEPARTMENT, "TrackingOptionID": NORTH}

    [answer] = xero.put(journal("Taxi", line(1, Tracking=[wanted]), line(-1, "801")))

    assert answer["StatusAttributeString"] == "WARNING"
    assert answer["JournalLines"][0]["Tracking"] == []
    assert "has been removed" in messages(answer, "Warnings")[0]


@pytest.mark.parametrize(
    ("habit", "outcome", "tracked"),
    [("accept", "OK", 1), ("drop", "WARNING", 0), ("refuse", "ERROR", 0)],
)
def test_archived_tracking_is_met_with_any_habit(
    xero: Practice, habit: str, outcome: str, tracked: int
) -> None:
    xero.control("POST", "/habits", {"archived_tracking": habit})
    wanted = {"TrackingCategoryID": DEPARTMENT, "TrackingOptionID": OLD_SHOP}

    [answer] = xero.put(journal("Taxi", line(1, Tracking=[wanted]), line(-1, "801")))

    assert answer["StatusAttributeString"] == outcome
    assert len(answer["JournalLines"][0]["Tracking"]) == tracked


def test_other_system_accounts_are_refused_where_that_is_the_habit(
    xero: Practice,
) -> None:
    rounding = journal("Rounding", line(1, "498"), line(-1, "801"))

    [before] = xero.put(rounding)
    xero.control("POST", "/habits", {"refused_system_accounts": "all"})
    [after] = xero.put(rounding)

    assert before["StatusAttributeString"] == "OK"
    assert after["StatusAttributeString"] == "ERROR"


def test_lines_may_name_accounts_and_tracking_by_id(xero: Practice) -> None:
    tracking = {"TrackingCategoryID": DEPARTMENT.upper(), "TrackingOptionID": SALES}
    by_id = {"LineAmount": "1.00", "AccountID": TRAVEL.upper(), "TaxType": "NONE"}

    xero.put(journal("Taxi", by_id | {"Tracking": [tracking]}, line(-1, "801")))

    first = xero.kept()[0]["lines"][0]
    assert (first["account"], first["minor"]) == ("429", 100)
    assert first["tracking"] == [["Department", "Sales"]]


def test_a_line_that_only_says_something_is_blank(xero: Practice) -> None:
    said = {"Description": "As agreed"}

    [answer] = xero.put(journal("Taxi", said, line(1), line(-1, "801")))

    assert [x["IsBlank"] for x in answer["JournalLines"]] == [True, False, False]


def test_without_a_tax_type_the_account_has_its_say(xero: Practice) -> None:
    plain = {"LineAmount": 1, "AccountCode": "429"}

    [answer] = xero.put(journal("Taxi", plain, line(-1, "801")))

    assert answer["JournalLines"][0]["TaxType"] == "INPUT2"
    assert answer["JournalLines"][0]["TaxAmount"] == 0


def test_inclusive_journals_balance_on_what_was_sent(xero: Practice) -> None:
    taxed = line(120, TaxType="INPUT2")

    [answer] = xero.put(
        journal("Taxi", taxed, line(-120, "801"), LineAmountTypes="Inclusive")
    )

    first = answer["JournalLines"][0]
    assert (first["LineAmount"], first["TaxAmount"]) == (120, 20)


def test_exclusive_journals_balance_with_the_tax_added(xero: Practice) -> None:
    taxed = line(100, TaxType="INPUT2")

    [good, bad] = xero.put(
        journal("Good", taxed, line(-120, "801"), LineAmountTypes="Exclusive"),
        journal("Bad", taxed, line(-100, "801"), LineAmountTypes="Exclusive"),
    )

    assert good["JournalLines"][0]["TaxAmount"] == 20
    assert messages(bad) == [
        "The total debits (120.00) must equal total credits (-100.00)"
    ]


def test_inclusive_journals_may_be_shown_without_the_tax(xero: Practice) -> None:
    xero.control("POST", "/habits", {"inclusive_read_back": "exclusive"})
    taxed = line(120, TaxType="INPUT2")

    [answer] = xero.put(
        journal("Taxi", taxed, line(-120, "801"), LineAmountTypes="Inclusive")
    )

    first = answer["JournalLines"][0]
    assert answer["LineAmountTypes"] == "Exclusive"
    assert (first["LineAmount"], first["TaxAmount"]) == (100, 20)


def test_drafts_may_be_saved_in_a_locked_period(xero: Practice) -> None:
    draft = journal("Taxi", Date="2026-06-30", Status="DRAFT")

    [allowed] = xero.put(draft)
    xero.control("POST", "/habits", {"draft_in_locked_period": "refuse"})
    [refused] = xero.put(draft)

    assert allowed["StatusAttributeString"] == "OK"
    assert "lock date" in messages(refused)[0]


def test_an_adviser_may_post_past_the_period_lock_only(xero: Practice) -> None:
    xero.control("POST", "/habits", {"adviser": True})

    [period, year] = xero.put(
        journal("Period", Date="2026-06-30"), journal("Year", Date="2026-03-31")
    )

    assert period["StatusAttributeString"] == "OK"
    assert messages(year) == [
        "The document date cannot be before the end of year lock date"
    ]


def test_a_yen_has_no_decimals(xero: Practice) -> None:
    body = {
        "ManualJournals": [
            journal("Good", line(120), line(-120, "801")),
            journal("Bad", line(1.5), line(-1.5, "801")),
        ]
    }

    answer = xero.call(
        "PUT",
        "/ManualJournals",
        body=body,
        headers=into(OTHER_ORGANISATION),
        query=EACH,
    )

    good, bad = answer.json()["ManualJournals"]
    assert good["JournalLines"][0]["LineAmount"] == 120
    assert "at most 0 decimal places" in messages(bad)[0]


@pytest.mark.parametrize(
    ("first", "then"), [("DRAFT", "DELETED"), ("POSTED", "VOIDED"), ("DRAFT", "POSTED")]
)
def test_a_status_is_changed_by_a_minimal_post(
    xero: Practice, first: str, then: str
) -> None:
    created = xero.create(Status=first)

    answer = xero.change(created, Status=then)

    [changed] = answer.json()["ManualJournals"]
    assert (answer.status_code, changed["Status"]) == (200, then)
    assert len(changed["JournalLines"]) == 2
    assert [x["status"] for x in xero.kept()] == [then]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("DRAFT", "VOIDED"),
        ("POSTED", "DELETED"),
        ("POSTED", "VOID"),
        ("POSTED", "DRAFT"),
    ],
)
def test_a_status_that_does_not_follow_is_refused(
    xero: Practice, first: str, then: str
) -> None:
    created = xero.create(Status=first)

    answer = xero.change(created, Narration="Taxi", Status=then)

    [element] = answer.json()["Elements"]
    assert answer.status_code == 400
    assert messages(element) == [
        f"The status '{then}' cannot be applied to the document"
    ]
    assert [x["status"] for x in xero.kept()] == [first]


def test_what_is_voided_stays_as_it_is(xero: Practice) -> None:
    created = xero.create()
    xero.change(created, Status="VOIDED")

    answer = xero.change(created, Narration="Again")

    assert answer.status_code == 400
    assert "cannot be edited" in answer.text


def test_voiding_in_a_locked_period_is_refused(xero: Practice) -> None:
    created = xero.create(Date="2026-08-31")
    xero.control(
        "POST", f"/organisations/{ORGANISATION}", {"PeriodLockDate": "2026-08-31"}
    )

    answer = xero.change(created, Status="VOIDED")

    assert answer.status_code == 400
    assert "before the period lock date of 31 Aug 2026" in answer.text
    assert [x["status"] for x in xero.kept()] == ["POSTED"]


def test_an_update_may_leave_everything_else_out(xero: Practice) -> None:
    created = xero.create(Status="DRAFT")

    xero.change(created, Narration="Train")

    [kept] = xero.kept()
    assert (kept["narration"], len(kept["lines"])) == ("Train", 2)


def test_an_update_needs_its_narration_where_that_is_the_habit(xero: Practice) -> None:
    created = xero.create()
    xero.control("POST", "/habits", {"update_needs_narration": True})

    without = xero.change(created, Status="VOIDED")
    with_it = xero.change(created, Narration="Taxi", Status="VOIDED")

    assert (without.status_code, with_it.status_code) == (400, 200)


def test_post_creates_what_has_no_id_and_changes_what_has(xero: Practice) -> None:
    created = xero.create(Status="DRAFT")
    body = {
        "ManualJournals": [
            {"ManualJournalID": created, "Narration": "Train"},
            journal("New"),
            journal("Lost", ManualJournalID=ORGANISATION),
        ]
    }

    answer = xero.call("POST", "/ManualJournals", body=body, query=EACH)

    outcomes = [x["StatusAttributeString"] for x in answer.json()["ManualJournals"]]
    assert outcomes == ["OK", "OK", "ERROR"]
    assert [x["narration"] for x in xero.kept()] == ["Train", "New"]


def test_a_body_that_cannot_be_read_is_said_to_be_so(xero: Practice) -> None:
    answers = [
        xero.call("PUT", "/ManualJournals", body=body)
        for body in ({}, {"ManualJournals": 3}, {"ManualJournals": [{"Narration": 1}]})
    ]

    assert {x.status_code for x in answers} == {400}
    assert {x.json()["ErrorNumber"] for x in answers} == {14}


def test_the_history_tells_the_story_of_a_journal(xero: Practice) -> None:
    created = xero.create(Status="DRAFT")
    note = {"HistoryRecords": [{"Details": "Checked by Ann"}]}
    xero.call("PUT", f"/ManualJournals/{created}/History", body=note)
    xero.change(created, Status="POSTED")
    xero.change(created, Status="VOIDED")

    answer = xero.call("GET", f"/ManualJournals/{created}/History")

    records = answer.json()["HistoryRecords"]
    assert [x["Changes"] for x in records] == ["Voided", "Posted", "Note", "Created"]
    assert records[2]["User"] == "System Generated"
    assert records[2]["Details"] == "Checked by Ann"


def test_a_note_has_at_most_2500_characters(xero: Practice) -> None:
    created = xero.create()
    note = {"HistoryRecords": [{"Details": "x" * 2501}]}

    answer = xero.call("PUT", f"/ManualJournals/{created}/History", body=note)

    assert answer.status_code == 400
