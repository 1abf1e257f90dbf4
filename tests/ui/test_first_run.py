"""From an empty home to a posted journal by keys alone, between practice servers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx

from app.practice.process import PracticeProcess
from tests.flows.office import PASSPHRASE, SHIPPED
from tests.ui.display import display, needed

_ROOT = Path(__file__).parents[2]


def test_the_keyboard_alone_leads_from_first_run_to_posted_journals(
    tmp_path: Path,
) -> None:
    needed("Xvfb", "xdotool")
    browser = tmp_path / "bin" / "xdg-open"
    browser.parent.mkdir()
    person = f'exec "{sys.executable}" -m tests.ui.person "$1"'
    browser.write_text(f'#!/bin/sh\ncd "{_ROOT}"\n{person}\n', encoding="utf-8")
    browser.chmod(0o755)

    with PracticeProcess(tmp_path / "servers", SHIPPED / "quillmere") as servers:
        known = servers.addresses
        with display() as name:
            done = subprocess.run(
                [sys.executable, "-m", "tests.ui.first_run"],
                cwd=_ROOT,
                env={
                    **os.environ,
                    **known.environment,
                    "CLIENT_ID": known.xero_client_id,
                    "USER_ID": known.partner_user_id,
                    "USER_SECRET": known.partner_user_secret,
                    "DISPLAY": name,
                    "PATH": f"{browser.parent}:{os.environ['PATH']}",
                    "PYTHONPATH": str(_ROOT),
                    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
                    "QT_QPA_PLATFORM": "xcb",
                    "VOUCH_HOME": str(tmp_path / "home"),
                    "VOUCH_PASSPHRASE": PASSPHRASE,
                },
                capture_output=True,
                text=True,
                timeout=110,
                check=False,
            )
        journals = httpx.get(f"{known.xero_api_url}/practice/journals").json()

    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["first"].startswith("It is in Xero now, as a draft.")
    assert answer["then"] == "1 journal in Xero"
    assert sorted(journal["status"] for journal in journals) == ["DRAFT", "POSTED"]
