"""A digest as a page and as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from app.domain.digests import Digest, DigestPart
from app.domain.listing import Tally
from app.domain.money import grouped

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 24px auto; max-width: 720px;
  padding: 0 16px; color: #18202B; background: #FFFFFF; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 24px; }
table { border-collapse: collapse; width: 100%; }
td { padding: 4px 8px 4px 0; border-bottom: 1px solid #DDE2E8; vertical-align: top; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.quiet { color: #5F6B7C; } .pressing { color: #8A5200; }
@media (prefers-color-scheme: dark) {
  body { color: #E8ECF1; background: #14181D; } td { border-color: #2C343E; }
  .quiet { color: #97A2B0; } .pressing { color: #F0B45A; }
}
"""


def html(digest: Digest) -> str:
    """A page that stands alone: no script, nothing loaded from elsewhere."""
    return "\n".join(_html(digest)) + "\n"


def text(digest: Digest) -> str:
    """The same in lines of text."""
    return "\n".join(_text(digest)) + "\n"


def _html(digest: Digest) -> Iterator[str]:
    yield '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    yield f"<title>{escape(digest.title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{escape(digest.title)}</h1>"
    yield f'<p class="quiet">{escape(_when(digest))}</p>'
    for title, words in digest.pressing:
        yield f'<p class="pressing"><strong>{escape(title)}</strong><br>'
        yield f"{escape(words)}</p>"
    for part in digest.parts:
        yield f"<h2>{escape(part.name)}</h2><table>"
        for name, tally in _tallies(part):
            yield f"<tr><td>{escape(name)}</td>"
            yield f'<td class="n">{tally.count:,}</td>'
            yield f'<td class="n">{escape(_money(tally))}</td></tr>'
        for cause, count in part.causes:
            yield f'<tr><td class="quiet">{escape(cause)}</td>'
            yield f'<td class="n quiet">{count:,}</td><td></td></tr>'
        yield "</table>"
        yield from (f'<p class="quiet">{escape(x)}</p>' for x in _runs(part))
    yield "</body></html>"


def _text(digest: Digest) -> Iterator[str]:
    yield digest.title
    yield _when(digest)
    for title, words in digest.pressing:
        yield f"\n! {title}\n  {words}"
    for part in digest.parts:
        yield f"\n{part.name}"
        for name, tally in _tallies(part):
            yield f"  {name}: {tally.count:,}  {_money(tally)}".rstrip()
        yield from (f"    {cause}: {count:,}" for cause, count in part.causes)
        yield from (f"  {line}" for line in _runs(part))


def _tallies(part: DigestPart) -> Iterator[tuple[str, Tally]]:
    yield "Ready", part.ready
    yield "Posted this month", part.posted
    yield "Changed since posting", part.changed
    yield "Needs attention", part.attention


def _runs(part: DigestPart) -> Iterator[str]:
    if part.last_run:
        yield f"Last run: {part.last_run}"
    if part.next_run:
        yield f"Runs next: {part.next_run}"


def _money(tally: Tally) -> str:
    totals = sorted(tally.totals.items())
    return " + ".join(f"{grouped(minor, code)} {code}" for code, minor in totals)


def _when(digest: Digest) -> str:
    said = f"As of {digest.at.astimezone():%d %b %Y %H:%M}."
    return f"{said} Practice company: none of it is real." if digest.practice else said
