"""What must not leave the vault is in no file and in no message."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, quote_plus
from zipfile import ZipFile, is_zipfile

from app.keychain import Keychain
from app.store.backup import back_up_daily
from app.store.opening import open_store
from app.store.vault import SqlVault
from tests.flows.office import MORNING, PASSPHRASE, Office
from tests.flows.opening import QUILLMERE, at_work, passphrase_only

EXPORTS = {
    "history.csv": ("history", "--csv"),
    "history.xlsx": ("history", "--xlsx"),
    "history.json": ("history", "--document"),
    "setup.json": ("setup", "export"),
    "copy.db": ("backup",),
}
MISTYPED = "Mistyped+secret/0123456789=="


def spellings(secret: str) -> Iterator[bytes]:
    """Every way in which a secret might have been written down."""
    raw = secret.encode()
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield raw.hex(" ").encode()
    yield raw.hex(":").encode()
    yield quote(secret, safe="").encode()
    yield quote_plus(secret).encode()
    yield re.sub(
        "%[0-9A-F]{2}", lambda x: x[0].lower(), quote(secret, safe="")
    ).encode()
    yield repr(secret)[1:-1].encode()
    yield json.dumps(secret)[1:-1].encode()
    for encoding in ("utf-16-le", "utf-16-be"):
        yield secret.encode(encoding)
    for alphabet in (base64.b64encode, base64.urlsafe_b64encode):
        for ahead in range(3):
            # what is the same whatever comes before and after
            yield alphabet(b"\0" * ahead + raw)[4 if ahead else 0 : -4]


def texts(file: Path) -> Iterator[bytes]:
    """What is in a file, and in those that are packed into it."""
    yield file.read_bytes()
    if is_zipfile(file):
        with ZipFile(file) as packed:
            yield from (packed.read(name) for name in packed.namelist())


def found_in(secrets: set[str], folder: Path) -> dict[str, set[str]]:
    """Which of the secrets each file of a folder holds."""
    files = [x for x in folder.rglob("*") if x.is_file()]
    return {
        str(x.relative_to(folder)): found(secrets, b"\0".join(texts(x))) for x in files
    }


def found(secrets: set[str], text: bytes) -> set[str]:
    """Those of the secrets that are in the text."""
    return {x for x in secrets if any(spelt in text for spelt in spellings(x))}


def tokens(office: Office) -> set[str]:
    """Both tokens of every sign-in, and what signs them, out of the vault."""
    with closing(open_store(office.home / "vouch.db")) as store:
        vault = SqlVault(store, Keychain(office.home, PASSPHRASE).key)
        kept = [json.loads(vault.get(x) or "")["tokens"] for x in vault.names("xero/")]
    found = {each[name] for each in kept for name in ("access", "refresh")}
    return found | {x.rpartition(".")[2] for x in found}


def refreshing(folder: Path) -> set[str]:
    """The refresh tokens that the practice Xero gave out last."""
    with closing(sqlite3.connect(folder / "servers" / "xero.db")) as kept:
        query = "SELECT body FROM document WHERE name = 'sign-ins'"
        (body,) = kept.execute(query).fetchone()
    return {x["refresh"] for x in json.loads(body)["grants"]}


def test_no_secret_is_written_down_or_said(tmp_path: Path) -> None:
    work = at_work(tmp_path, QUILLMERE, practice=False, ends_within=60.0)
    with passphrase_only(), work as (office, known):
        home = office.home
        wrong = ("connect", "expensify", "--user-id", known.partner_user_id)
        office.done(*wrong, "--secret-stdin", typed=MISTYPED, status=3)
        office.connect(known, QUILLMERE)
        given = tokens(office)
        with closing(open_store(home / "vouch.db")) as looking, looking.work() as old:
            assert old.connections.all()  # whoever reads keeps what is written apart
            office.done("sync", status=1)
            office.xero("/tokens/expire", {})
            office.faults({"kind": "nonsense", "path": "/connect/token", "times": 1})
            office.done("post", "--all", status=4)
            office.done("post", "--all")
            back_up_daily(looking, MORNING)
            renewed = tokens(office)
            for name, arguments in EXPORTS.items():
                office.done(*arguments, str(home / name))
            kept = refreshing(tmp_path)
            mine = {known.partner_user_secret, MISTYPED, PASSPHRASE} | given | renewed
            written = found_in(mine | kept, home)
        office.done("restore", str(home / "copy.db"))
        written |= found_in(mine | kept, home)
    told = [found(mine | kept, x.out + x.err.encode()) for x in office.said]

    assert kept <= renewed
    assert not kept <= given
    names = {Path(name).name for name in written}
    assert {"vouch.db", "vouch.db-wal", "vouch.log", *EXPORTS} <= names
    assert any(name.startswith("automatic-") for name in names)
    assert any(name.startswith("replaced-") for name in names)
    assert {name for name, secret in written.items() if secret} == set()
    assert [x for x in told if x] == []
    assert found(mine, (tmp_path / "servers" / "xero.db").read_bytes())
