"""The page Review and what it asks."""

from __future__ import annotations

from ui.pages.page import Going
from ui.pictures import settle
from ui.scenes.scene import Scene, at
from ui.windows.main_window import MainWindow


def _tick(window: MainWindow) -> None:
    window.go(Going("review", chip="ready"))
    settle(window.engine)
    window.review.model.untick_all()
    window.review.list.selectAll()
    window.review.list.toggle()
    settle(window.engine)


def _reversed(window: MainWindow) -> None:
    window.review.model.untick_all()
    window.go(Going("review", chip="closed"))
    settle(window.engine)
    last = window.review.model.rowCount() - 1
    window.review.list.setCurrentIndex(window.review.model.index(last, 0))


def _posted(window: MainWindow) -> None:
    window.review.model.untick_all()
    window.go(Going("review", chip="posted"))
    settle(window.engine)


def _post(window: MainWindow) -> None:
    _tick(window)
    window.review.foot.post.click()


def _hold(window: MainWindow) -> None:
    _tick(window)
    window.review.foot.hold.click()


def _export(window: MainWindow) -> None:
    _tick(window)
    window.review.export()


def _print(window: MainWindow) -> None:
    _tick(window)
    window.review.print()


def _change(window: MainWindow) -> None:
    window.review.model.untick_all()
    window.go(Going("review", chip="ready"))
    settle(window.engine)
    window.review.detail.journal.table.selectRow(0)
    window.review.mending.change()


def _redate(window: MainWindow) -> None:
    window.go(Going("review", chip="ready"))
    settle(window.engine)
    window.review.mending.redate()


def _changed(window: MainWindow) -> None:
    """Show a journal that the company's bookkeeper changed by hand."""
    window.review.model.untick_all()
    window.go(Going("review", chip="ready"))
    settle(window.engine)
    window.review.list.setCurrentIndex(window.review.model.index(1, 0))


def _reverse(window: MainWindow) -> None:
    _posted(window)
    window.review.reverse()


def _replay(window: MainWindow) -> None:
    _posted(window)
    window.review.replay()


def _nothing_found(window: MainWindow) -> None:
    window.review.model.untick_all()
    window.go(Going("review", text="nobody is called that"))


SCENES = (
    at("review", Going("review", chip="ready")),
    at("review-attention", Going("review", chip="attention")),
    at("review-posted", Going("review", chip="posted")),
    Scene("review-reversed", _reversed),
    Scene("review-nothing-found", _nothing_found),
    Scene("review-ticked", _tick),
    Scene("dialog-post", _post),
    Scene("dialog-hold", _hold),
    Scene("dialog-export", _export),
    Scene("dialog-print", _print),
    Scene("review-changed-by-hand", _changed),
    Scene("dialog-change-line", _change),
    Scene("dialog-change-date", _redate),
    Scene("dialog-reverse", _reverse),
    Scene("dialog-replay", _replay),
)
