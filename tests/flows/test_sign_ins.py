"""No sign-in is lost but the one that was taken back."""

from __future__ import annotations

from tests.flows.office import Office

RENEWALS = "POST /connect/token"


def test_processes_that_renew_at_once_lose_no_sign_in(office: Office) -> None:
    office.xero("/tokens/expire", {})
    before = office.xero("/calls")["by_call"].get(RENEWALS, 0)

    at_once = [office.start("sync", "--json") for _ in range(3)]
    for process in at_once:
        process.communicate()
    made = office.xero("/calls")["by_call"][RENEWALS] - before
    office.xero("/tokens/expire", {})
    office.done("sync", status=1)

    assert {process.returncode for process in at_once} <= {0, 1}
    assert made == 1


def test_a_sign_in_that_was_taken_back_says_so_and_can_be_had_again(
    office: Office,
) -> None:
    waiting = office.listed("--state", "ready")
    office.xero("/tokens/expire", {"refresh": True})

    said = office.vouch("post", "--all", "--json")
    kept = office.listed("--state", "ready")
    again = office.vouch("post", "--all", "--json")

    assert (said.status, again.status) == (3, 3)
    assert said.document["error"]["kind"] == "SignInNeeded"
    assert kept.keys() == waiting.keys()
    assert office.journals() == []
