"""Journals on paper: what stands on the pages, and how a bookkeeper gets them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QLocale
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.journals import JournalLine
from app.domain.overrides import Override, Redating
from app.domain.overview import Detail
from app.domain.postings import Posting, State
from app.errors import StoreError
from tests.fakes.overriding import AT
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, press, rest, ticked
from ui.models.voucher import voucher
from ui.paper.blocks import Block, Style, Text, tall
from ui.paper.pages import Page, Sheet, Together, fill_pages, of_its_own
from ui.paper.printing import Manner, Printing, foot, upright, usual_paper
from ui.paper.voucher_blocks import Laid
from ui.windows.main_window import MainWindow
from ui.windows.print_dialog import PrintDialog
from ui.windows.print_flows import PrintFlows

SHEET = Sheet(5_100.0, 7_300.0)


def said(page: Page) -> str:
    """Every word on a page, its foot left out."""
    parts = [part for _, block in page.blocks for part in block.parts]
    return "\n".join(part.words for part in parts if isinstance(part, Text))


def alone(*details: Detail) -> list[str]:
    """The words of every page, where each has pages of its own."""
    return [said(page) for x in details for page in of_its_own(voucher(x), SHEET)]


def together(*details: Detail) -> list[str]:
    """The words of every page that these share."""
    made = Together(SHEET)
    for each in details:
        made.add(voucher(each))
    made.close()
    return [said(page) for page in made.pages]


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type /Page\b(?!s)", content))


@pytest.fixture
def detail(world: FakeServices) -> Detail:
    made = posting(1, State.POSTED)
    world.postings[made.id] = made
    return world.review.detail(made.id)


def longer(detail: Detail, lines: int) -> Detail:
    """The same posting with so many lines of debit."""
    journal = detail.posting.journal
    assert journal is not None
    debit, credit = journal.lines
    many = tuple(
        replace(debit, description=f"Line {at:03}", minor=10_000) for at in range(lines)
    )
    whole = replace(journal, lines=(*many, replace(credit, minor=-10_000 * lines)))
    return replace(detail, posting=replace(detail.posting, journal=whole))


def test_a_voucher_says_all_that_a_journal_is(detail: Detail) -> None:
    (page,) = alone(detail)

    for words in (
        "Acme Ltd",
        "Posted",
        "Trip 1",
        "R00000000001",
        "Person 1, p1@example.com",
        "02 Aug 2026 Mia Roy",
        "Expensify R00000000001",
        "x-1",
        "Region",
        "North",
        "493 Travel",
        "100.01",
        "Total",
    ):
        assert words in page
    assert "0.00" not in page


def test_a_long_journal_goes_on_under_its_heads(detail: Detail) -> None:
    pages = alone(longer(detail, 90), detail)

    assert len(pages) == 4
    for page in pages[:3]:
        assert "Description" in page
    assert ["Total" in page for page in pages] == [False, False, True, True]
    assert "9,000.00" not in pages[1]
    assert "9,000.00" in pages[2]
    found = [f"Line {at:03}" for at in range(90)]
    whole = "\n".join(pages)
    assert all(whole.count(line) == 1 for line in found)


def test_many_on_a_page_are_summed_up(detail: Detail) -> None:
    (page,) = together(detail, detail, detail)

    assert page.count("Trip 1") == 3
    assert "Acme Ltd: 3 reports, debits and credits 300.03 GBP" in page


def test_a_report_without_a_journal_says_why(world: FakeServices) -> None:
    made = posting(1, State.BLOCKED)
    world.postings[made.id] = made

    (page,) = alone(world.review.detail(made.id))

    assert "Needs attention" in page
    assert "The category Meals is not mapped to an account." in page
    assert "Total" not in page


def test_changes_by_hand_stand_on_the_voucher(detail: Detail) -> None:
    made = Override("c").with_change(Redating(date(2026, 8, 9), "month end", "Bo", AT))

    (page,) = alone(replace(detail, override=made))

    assert "Dated 09 Aug 2026 by hand. Bo, 01 Sept 2026" in page
    assert "month end" in page


def test_words_are_not_torn_unless_they_are_too_long(detail: Detail) -> None:
    journal = detail.posting.journal
    assert journal is not None
    told = "Considerable correspondence concerning " + "x" * 90
    line: JournalLine = replace(journal.lines[0], description=told)
    whole = replace(journal, lines=(line, journal.lines[1]))
    changed: Posting = replace(detail.posting, journal=whole)

    (page,) = alone(replace(detail, posting=changed))

    assert told in page
    wide_enough = tall("considerable correspondence", Style.PLAIN, 700.0)
    once = tall("considerable", Style.PLAIN, 700.0)
    assert wide_enough == pytest.approx(2 * once, rel=0.02)


@given(
    st.lists(st.integers(1, 300), max_size=40),
    st.integers(1, 300),
    st.integers(1, 200),
    st.integers(1, 200),
)
def test_no_page_overflows_and_no_row_is_lost(
    rows: list[int], head: int, again: int, end: int
) -> None:
    blocks = tuple(Block(float(height)) for height in rows)
    laid = Laid(Block(float(head)), Block(float(again)), blocks, Block(float(end)))
    pages = [Page()]

    fill_pages(pages, laid, Sheet(500.0, 900.0), "")

    shown = [block for page in pages for _, block in page.blocks]
    assert [x for x in shown if any(x is row for row in blocks)] == list(blocks)
    assert all(page.filled <= 900.0 for page in pages)
    assert all(page.blocks for page in pages)


def test_the_foot_says_which_page_it_is() -> None:
    made = foot("Acme Ltd · R1", 2, 3, 5_000.0)

    words = [part.words for part in made.parts if isinstance(part, Text)]
    assert words == ["Acme Ltd · R1", "Page 2 of 3"]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not here")
def test_a_pdf_can_be_read_and_searched(
    detail: Detail, qtbot: QtBot, tmp_path: Path
) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(upright(QPageSize.PageSizeId.A4))
    printing = Printing(writer, Manner.ALONE)

    with qtbot.waitSignal(printing.done):
        printing.add([longer(detail, 90)])
        printing.close()
    file = tmp_path / "out.pdf"
    file.write_bytes(bytes(buffer.data().data()))
    told = subprocess.run(  # noqa: S603 - of our own making
        ["pdftotext", "-layout", file, "-"],  # noqa: S607 - found above
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    first, second, third, _ = told.split("\f")
    assert "Acme Ltd · R00000000001" in first
    assert "Page 2 of 3" in second
    assert re.search(r"Total +9,000.00 +9,000.00", third)


@pytest.mark.parametrize(
    ("country", "paper"),
    [
        (QLocale.Country.UnitedStates, QPageSize.PageSizeId.Letter),
        (QLocale.Country.Canada, QPageSize.PageSizeId.Letter),
        (QLocale.Country.UnitedKingdom, QPageSize.PageSizeId.A4),
        (QLocale.Country.NewZealand, QPageSize.PageSizeId.A4),
    ],
)
def test_the_paper_is_the_countrys(
    country: QLocale.Country, paper: QPageSize.PageSizeId
) -> None:
    assert usual_paper(QLocale(QLocale.Language.English, country)) is paper


def flows(window: MainWindow) -> PrintFlows:
    (found,) = window.findChildren(PrintFlows)
    return found


def test_what_is_ticked_is_saved_as_a_pdf(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = ticked(qtbot, world, open_window, 30)

    press(window, "Ctrl+P")
    dialog(window, PrintDialog).pdf.click()
    rest(qtbot, window)
    asked = dialog(window, QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "out.pdf"))
    asked.close()
    qtbot.waitUntil(lambda: bool(world.journals.kept))
    rest(qtbot, window)

    content = world.journals.kept[tmp_path / "out.pdf"]
    assert content.startswith(b"%PDF-")
    assert pages_of(content) == 30
    assert window.status.words == "30 pages saved as out.pdf"


def test_a_cancelled_print_leaves_no_file(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = ticked(qtbot, world, open_window, 30)
    press(window, "Ctrl+P")
    dialog(window, PrintDialog).pdf.click()
    rest(qtbot, window)
    dialog(window, QFileDialog).fileSelected.emit(str(tmp_path / "out.pdf"))

    window.status.cancelled.emit()
    rest(qtbot, window)

    assert world.journals.kept == {}
    assert not flows(window).printing
    assert window.status.words == "Printing was cancelled."


def test_what_cannot_be_read_ends_the_print_and_the_next_one_goes(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = ticked(qtbot, world, open_window, 3)
    for name in ("first.pdf", "second.pdf"):
        window.review.print()
        dialog(window, PrintDialog).pdf.click()
        rest(qtbot, window)
        asked = dialog(window, QFileDialog)
        if name == "first.pdf":
            world.trouble["detail"] = StoreError("The disk does not answer.")
        asked.fileSelected.emit(str(tmp_path / name))
        asked.close()
        rest(qtbot, window)

    qtbot.waitUntil(lambda: bool(world.journals.kept))
    assert list(world.journals.kept) == [tmp_path / "second.pdf"]
    assert not flows(window).printing
