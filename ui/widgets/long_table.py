"""A table of more rows than are held, which copies none before it is there."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.widgets.table import Table

_MOST = 2_000


class LongTable(Table):
    """Announces what is to be copied, so that it can be read first.

    Signals:
        copying: These rows are to be copied once they are there; their numbers.
        too_many: More is selected than fits a clipboard well.
    """

    copying = Signal(object)
    too_many = Signal()

    def copy(self) -> None:
        """Have the selected rows read and then copied."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(index) for index in range(selection.count())]
        if sum(part.height() for part in ranges) > _MOST:
            self.too_many.emit()
            return
        rows = sorted({y for x in ranges for y in range(x.top(), x.bottom() + 1)})
        self.copying.emit(rows)

    def copy_now(self) -> None:
        """Put the selected rows on the clipboard."""
        super().copy()
