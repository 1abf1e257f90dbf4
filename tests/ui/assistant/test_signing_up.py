"""The first steps: from the choice to who posts where."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.beginning import Beginning, Pair, Step
from tests.ui.assistant.conftest import Sit, at_step, chosen
from tests.ui.steps import said
from ui.assistant.choice import ChoiceStep
from ui.assistant.expensify import ExpensifyStep
from ui.assistant.native import NativeStep
from ui.assistant.organisations import OrganisationsStep
from ui.assistant.pairing import PairingStep


def test_one_comes_back_to_the_step_one_left(sit: Sit) -> None:
    desk = sit(None)
    begun = desk.step(ChoiceStep)
    begun.ways.own.click()
    desk.go_on()
    desk.rest()

    left = desk.assistant.begun.step
    again = sit(None)

    assert left is Step.ORGANISATIONS
    assert again.window.page is again.assistant
    assert isinstance(again.assistant.step, OrganisationsStep)
    assert chosen(again).step is Step.ORGANISATIONS


def test_leaving_for_later_shows_the_window_and_loses_nothing(
    sit: Sit, quillmere: Pair
) -> None:
    desk = sit(at_step(Step.NATIVE, quillmere))

    desk.assistant.foot.later.click()
    desk.rest()
    elsewhere = desk.window.page
    desk.window.today.welcome.ways.own.click()
    desk.rest()

    assert elsewhere is desk.window.today
    assert desk.window.page is desk.assistant
    assert isinstance(desk.assistant.step, NativeStep)
    assert desk.assistant.begun.pairs == (quillmere,)


def test_organisations_are_shown_as_xero_describes_them(sit: Sit) -> None:
    desk = sit(at_step(Step.ORGANISATIONS))
    step = desk.step(OrganisationsStep)

    step.again.click()
    desk.rest()

    told = said(step)
    assert told[told.index("Quillmere Community Consulting") :][:9] == [
        "Quillmere Community Consulting",
        "Country",
        "United Kingdom",
        "Base currency",
        "GBP",
        "Period lock date",
        "31 May 2026",
        "Year-end lock date",
        "31 Mar 2026",
    ]
    assert "Ireland" in told
    assert desk.assistant.banner.isHidden()


def test_credentials_are_tried_before_one_goes_on(sit: Sit) -> None:
    desk = sit(at_step(Step.EXPENSIFY))
    step = desk.step(ExpensifyStep)

    step.form.user_id.setText("nobody")
    desk.go_on()
    incomplete = step.words
    step.form.secret.setText("guessed")
    desk.go_on()
    wrong = step.words
    stayed = desk.assistant.step
    step.form.user_id.setText(f" {desk.servers.partner_user_id} ")
    step.form.secret.setText(desk.servers.partner_user_secret)
    desk.go_on()

    assert incomplete == "The user ID and the secret are both needed."
    assert wrong.startswith("Expensify does not know this pair")
    assert stayed is step
    assert isinstance(desk.assistant.step, PairingStep)
    assert step.words.startswith("They see 2 workspaces.")
    assert step.form.secret.text() == ""
    store = desk.place.home.store.read_bytes()
    assert desk.servers.partner_user_secret.encode() not in store


def test_credentials_that_are_kept_need_not_be_typed_again(sit: Sit) -> None:
    desk = sit(at_step(Step.EXPENSIFY))

    desk.go_on()

    assert isinstance(desk.assistant.step, PairingStep)


def test_workspaces_are_paired_by_name_and_currency_with_the_reason(sit: Sit) -> None:
    desk = sit(at_step(Step.PAIRING))
    step = desk.step(PairingStep)

    assert [choice.currentText() for choice in step.choices] == [
        "Farravale Studio (EUR)",
        "Quillmere Community Consulting (GBP)",
    ]
    assert step.said == ("Suggested: similar name.", "Suggested: the only one in GBP.")
    desk.go_on()
    assert len(chosen(desk).pairs) == 2


def test_differing_currencies_are_refused_in_words(sit: Sit) -> None:
    desk = sit(at_step(Step.PAIRING))
    step = desk.step(PairingStep)
    first = step.choices[0]

    first.setCurrentIndex(first.findText("Quillmere Community Consulting (GBP)"))
    desk.go_on()
    refused, foot = step.said[0], desk.assistant.foot.words
    first.setCurrentIndex(0)
    desk.go_on()

    assert refused.startswith("Farravale Studio Europe reports in EUR, Quillmere")
    assert foot.endswith("the currencies differ.")
    assert isinstance(desk.assistant.step, NativeStep)
    assert len(desk.assistant.begun.pairs) == 1


def test_one_workspace_at_least_is_connected(sit: Sit) -> None:
    desk = sit(at_step(Step.PAIRING))
    step = desk.step(PairingStep)

    for choice in step.choices:
        choice.setCurrentIndex(0)
    desk.go_on()

    assert desk.assistant.step is step
    assert desk.assistant.foot.words.startswith("Choose an organisation")


def test_a_connection_of_expensify_s_own_has_to_be_dealt_with(
    sit: Sit, farravale: Pair
) -> None:
    desk = sit(at_step(Step.NATIVE, farravale))
    step = desk.step(NativeStep)
    desk.go_on()
    stayed, foot = desk.assistant.step, desk.assistant.foot.words

    QTest.keyClick(step.sure, Qt.Key.Key_Space)
    desk.go_on()

    assert "the same expenses would be in the books twice" in step.words
    assert "Disconnect" in step.words
    assert stayed is step
    assert foot == "Switch it off, or say that it does not post."
    assert chosen(desk).assured
    assert chosen(desk).step is Step.POLICY


def test_where_it_is_off_that_is_said_and_nothing_asked(
    sit: Sit, quillmere: Pair
) -> None:
    desk = sit(at_step(Step.NATIVE, quillmere))
    step = desk.step(NativeStep)

    assert step.words.startswith("Expensify's own accounting connection is off for")
    assert step.sure.isHidden()


def test_where_something_earlier_is_gone_one_goes_on_there(sit: Sit) -> None:
    desk = sit(replace(Beginning(), step=Step.POLICY))

    assert desk.assistant.step.step is Step.PAIRING
