"""A bundle for those who help: whole, and with nothing in it that is not theirs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import StoreError
from app.support import Discretion, Piece, logs, write


def test_people_and_money_are_taken_out_and_the_rest_stays() -> None:
    hide = Discretion(("Acme Ltd", "Acme"))

    said = hide(
        "2026-09-01 09:00:02,123 INFO app.sync: Acme Ltd: R00a1B2c3D4e by "
        "ann.lee@example.com, 1,204.10 GBP and -5.00; acme again, 12 reports"
    )

    assert said == (
        "2026-09-01 09:00:02,123 INFO app.sync: [name]: R00a1B2c3D4e by "
        "[e-mail], [amount] GBP and [amount]; [name] again, 12 reports"
    )


@given(st.text(max_size=40))
def test_a_text_without_anybody_in_it_stays_as_it_is(text: str) -> None:
    words = "".join(x for x in text if x.isalpha() or x == " ")

    assert Discretion()(words) == words


def test_logs_are_read_from_their_end_and_hidden(tmp_path: Path) -> None:
    (tmp_path / "vouch.log").write_text("new token=abc\n")
    (tmp_path / "vouch.log.1").write_text("old\n" + "x" * 2_000_000 + "\nlast\n")

    read = logs(tmp_path, lambda text: text.replace("abc", "…"))

    assert [piece.name for piece in read] == ["logs/vouch.log", "logs/vouch.log.1"]
    assert read[0].text == "new token=…\n"
    assert read[1].text == "last\n"


def test_a_bundle_holds_what_was_shown(tmp_path: Path) -> None:
    pieces = (Piece("versions.txt", "Vouch 1"), Piece("logs/vouch.log", "süß"))

    file = write(tmp_path / "bundle.zip", pieces)

    with zipfile.ZipFile(file) as bundle:
        held = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert held == {piece.name: piece.text for piece in pieces}
    assert list(tmp_path.iterdir()) == [file]


def test_a_place_that_cannot_be_written_to_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write(tmp_path / "missing" / "bundle.zip", (Piece("a", "b"),))
