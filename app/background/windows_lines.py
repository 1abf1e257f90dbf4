"""Command lines that Windows reads as they are meant."""

from __future__ import annotations

import subprocess

from app.background.plan import TRAY, Command, Job
from app.errors import InputError

_PLAIN = "\\/:._-"
_A_NAME = 2  # signs around the name of a variable
_LONGEST = 260  # signs of a command line under the Run key, says Microsoft
_TOO_LONG = (
    "Windows starts nothing whose command is longer than 260 signs: the paths of Vouch "
    "and its home are too long together. Use a folder nearer the drive's root."
)


def at_sign_in(job: Job) -> str:
    """The command line that opens the job's window in the tray.

    cmd.exe would wait for the window in a window of its own, were it not for ``start``.
    InputError where Windows would not read it as it is meant.
    """
    words = (*job.program, TRAY)
    line = subprocess.list2cmdline(words)
    if job.home:
        line = "cmd.exe " + in_home(job, words, before='start "" ')
    if why_not := misread(job, line):
        raise InputError(why_not)
    if len(line) > _LONGEST:
        raise InputError(_TOO_LONG)
    return line


def in_home(job: Job, words: Command, before: str = "") -> str:
    """What cmd.exe is told so that it runs these words in the job's home."""
    line = before + " ".join(map(_quoted, words))
    return f'/d /v:off /s /c "set "VOUCH_HOME={job.home}"&& {line}"'


def _quoted(word: str) -> str:
    """A word of a command line that cmd.exe reads; no path there has a quote in it."""
    plain = all(letter.isalnum() or letter in _PLAIN for letter in word)
    return word if plain else f'"{word}"'


def misread(job: Job, *texts: str) -> str:
    """Why Windows would misread these: nothing escapes a % sign.

    The Task Scheduler puts variables in place of their names in both texts of an
    action, and cmd.exe once more in what follows /c, where ``%%`` is no escape either.
    A single one names nothing, and is left as it is.
    """
    if all(text.count("%") < _A_NAME for text in texts):
        return ""
    paths = " and ".join(f"“{x}”" for x in (job.home, *job.program) if "%" in x)
    return (
        f"Windows would take what stands between two % signs in {paths} for the name "
        "of a variable. Use a folder without them."
    )
