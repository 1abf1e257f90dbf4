"""The page to leaf through the pictures on: a row a scene, a column a look."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

_HEAD = """<!doctype html><meta charset="utf-8"><title>Vouch in pictures</title>
<style>body{font:15px system-ui;margin:24px}img{width:420px;border:1px solid #ccc}
td,th{padding:6px;vertical-align:top;text-align:left}thead th{position:sticky;top:0;
background:#fff}</style><table>"""


def write(folder: Path, looks: Sequence[str]) -> Path:
    """Write the index of what is in a folder of pictures."""
    names = sorted(
        {file.stem for look in looks for file in (folder / look).glob("*.png")}
    )
    heads = "".join(f"<th>{escape(look)}</th>" for look in looks)
    rows = "".join(_row(folder, name, looks) for name in names)
    whole = f"{_HEAD}<thead><tr><th></th>{heads}</tr></thead>{rows}</table>\n"
    file = folder / "index.html"
    file.write_text(whole, encoding="utf-8")
    return file


def _row(folder: Path, name: str, looks: Sequence[str]) -> str:
    cells = "".join(_cell(folder, f"{look}/{name}.png") for look in looks)
    return f'<tr id="{escape(name)}"><th>{escape(name)}</th>{cells}</tr>\n'


def _cell(folder: Path, place: str) -> str:
    if not (folder / place).exists():
        return "<td></td>"
    shown = escape(place)
    return f'<td><a href="{shown}"><img loading="lazy" src="{shown}" alt=""></a></td>'
