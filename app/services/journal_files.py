"""Writes chosen journals into files for spreadsheets and for Xero's own import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.domain import exports
from app.domain.books import OrganisationId
from app.domain.exports import Form, Naming, Written
from app.domain.overrides import Override
from app.domain.postings import Posting, PostingId
from app.domain.runs import Progress
from app.domain.setup import ConnectionId
from app.errors import CancelledError, InputError
from app.ports.running import Stop, Tell
from app.ports.tables import FileWriter, Sheet
from app.ports.work import Work
from app.services.pieces import pieces

_WORDS = "Writing journals"


class JournalFiles:
    """Writes whole files or none; a wrong ending is put right."""

    def __init__(self, work: Work, files: FileWriter) -> None:
        self._work = work
        self._files = files

    def write(
        self,
        ids: Sequence[PostingId],
        form: Form,
        file: Path,
        *,
        tell: Tell,
        stop: Stop,
    ) -> Written:
        """Write these; InputError where there is nothing to write.

        Xero's import takes one organisation and so many lines: then there are several
        files, named after ``file``.
        """
        if not ids:
            raise InputError("There is no report to write.")
        desk = _Desk(self._work, ids, tell, stop)
        match form:
            case Form.BOOK:
                return self._book(desk, _ending(file, ".xlsx"))
            case Form.TABLE:
                return self._table(desk, _ending(file, ".csv"))
            case Form.XERO:
                return self._import(desk, _ending(file, ".csv"))

    def keep(self, file: Path, content: bytes) -> None:
        """Write what was made of journals elsewhere."""
        self._files.whole(file, content)

    def _book(self, desk: _Desk, file: Path) -> Written:
        reports = (
            exports.report_row(p, desk.naming(p), desk.override(p))
            for p in desk.postings()
        )
        headings = exports.line_headings(desk.tracking)
        sheets = (
            Sheet("Reports", exports.REPORT_HEADINGS, reports),
            Sheet("Journal lines", headings, desk.lines()),
        )
        self._files.book(file, sheets)
        return Written((file,), len(desk.ids))

    def _table(self, desk: _Desk, file: Path) -> Written:
        headings = exports.line_headings(desk.tracking)
        self._files.table(file, Sheet("Journals", headings, desk.lines()))
        return Written((file,), len(desk.ids))

    def _import(self, desk: _Desk, file: Path) -> Written:
        left_out: Counter[str] = Counter()
        by_place: dict[OrganisationId, list[Posting]] = {}
        for posting in desk.postings():
            why = exports.importable(posting)
            if why:
                left_out[why] += 1
            else:
                by_place.setdefault(posting.organisation_id, []).append(posting)
        if not by_place:
            raise InputError("None of these waits to be posted, with a whole journal.")
        files = [
            written
            for postings in by_place.values()
            for written in self._of_one(desk, postings, file, alone=len(by_place) == 1)
        ]
        count = sum(len(postings) for postings in by_place.values())
        return Written(tuple(files), count, dict(left_out))

    def _of_one(
        self, desk: _Desk, postings: Sequence[Posting], file: Path, *, alone: bool
    ) -> Iterator[Path]:
        """Write the journals of one organisation; they all share its names."""
        naming = desk.naming(postings[0])
        of = "" if alone else f" {_plain(naming.organisation)}"
        parts = exports.parted(p.journal for p in postings if p.journal is not None)
        for number, journals in enumerate(parts, 1):
            part = f" {number} of {len(parts)}" if len(parts) > 1 else ""
            target = file.with_name(f"{file.stem}{of}{part}.csv")
            rows = (
                exports.import_row(journal, line, naming)
                for journal in journals
                for line in journal.lines
            )
            self._files.exact(
                target, Sheet(naming.organisation, exports.IMPORT_HEADINGS, rows)
            )
            yield target


class _Desk:
    """The chosen postings, read in pieces, and what their codes are called."""

    def __init__(
        self, work: Work, ids: Sequence[PostingId], tell: Tell, stop: Stop
    ) -> None:
        self.ids = ids
        self._work = work
        self._tell, self._stop = tell, stop
        with work() as begun:
            books = {each.organisation.id: each for each in begun.reference.all_books()}
            self._naming: dict[ConnectionId, Naming] = {
                c.id: Naming.of(c.name, books[c.organisation_id])
                for c in (*begun.connections.all(), *begun.connections.removed())
                if c.organisation_id in books
            }
            self._overrides = {of: begun.overrides.of(of) for of in self._naming}
        self.tracking = self._used()

    def naming(self, posting: Posting) -> Naming:
        """The names that belong to a posting."""
        return self._naming[posting.connection_id]

    def override(self, posting: Posting) -> Override | None:
        """What was changed in a posting by hand."""
        return self._overrides[posting.connection_id].get(posting.report_id)

    def postings(self) -> Iterator[Posting]:
        """Every posting, in the order asked for."""
        done = 0
        for piece in pieces(self.ids):
            if self._stop.is_set():
                raise CancelledError
            self._tell(Progress(_WORDS, done, len(self.ids)))
            with self._work() as work:
                found = work.postings.many(piece)
            yield from found
            done += len(piece)

    def lines(self) -> Iterable[exports.Row]:
        """Every line of every journal."""
        for posting in self.postings():
            yield from exports.line_rows(posting, self.naming(posting), self.tracking)

    def _used(self) -> tuple[str, ...]:
        """The tracking categories that the lines have, in the order first met."""
        names = (
            name
            for posting in self.postings()
            if posting.journal is not None
            for line in posting.journal.lines
            for name, _ in line.tracking
        )
        return tuple(dict.fromkeys(names))


def _ending(file: Path, suffix: str) -> Path:
    same = file.suffix.lower() == suffix
    return file if same else file.with_name(f"{file.name}{suffix}")


def _plain(name: str) -> str:
    """A name that every file system takes."""
    return "".join(x if x.isalnum() or x in " -_." else "-" for x in name).strip()
