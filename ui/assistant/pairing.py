"""Which workspace posts into which organisation."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.beginning import Pair, Step
from app.domain.books import Organisation, OrganisationId
from app.domain.expenses import Workspace
from app.domain.pairing import match, refusal
from app.domain.situation import Situation
from ui.assistant.step_page import StepPage
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import (
    Size,
    button,
    column,
    emptied,
    inked,
    label,
    paragraph,
    row,
    tab_through,
)
from ui.workers.beginning import ReadWorkspaces

_NOWHERE = "Do not connect"


class PairingStep(StepPage):
    """One line a workspace, with the organisation that seems to be meant."""

    step = Step.PAIRING
    title = "Who posts where"
    lead = (
        "Choose for each workspace the organisation that its expenses belong to. "
        "What Vouch suggests, it says why."
    )

    def __init__(self) -> None:
        super().__init__()
        self._listed: tuple[object, ...] = ()
        self._lines: tuple[_Line, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.again = button("Ask Expensify &again", "arrows-clockwise")
        self.again.clicked.connect(lambda: self.wished.emit(ReadWorkspaces()))
        self.none = paragraph(
            "These credentials see no workspace. Make them as an admin of one.",
            ink="attention",
        )
        self.none.hide()
        self.arranged(self._column, self.none, row(self.again, None))

    @property
    def choices(self) -> tuple[QComboBox, ...]:
        """The fields, one a workspace."""
        return tuple(line.choice for line in self._lines)

    @property
    def said(self) -> tuple[str, ...]:
        """What stands under each field."""
        return tuple(line.words for line in self._lines)

    @property
    def first(self) -> QWidget | None:
        """Override: the first workspace."""
        return self._lines[0].choice if self._lines else None

    def arrive(self) -> None:
        """Override: ask for the workspaces, unless they are known."""
        if self.given.workspaces is None:
            self.wished.emit(ReadWorkspaces())

    def show_situation(self, given: Situation) -> None:
        """Override: one line a workspace."""
        super().show_situation(given)
        self.none.setVisible(given.workspaces == ())
        listed = (given.workspaces, given.known.organisations, given.known.connections)
        if given.workspaces is None or listed == self._listed:
            return
        self._listed = listed
        emptied(self._column)
        self._lines = tuple(self._line(each) for each in given.workspaces)
        for line in self._lines:
            self._column.addWidget(line)
        if self._lines:
            tab_through(self.again, *self._lines)
            self.setTabOrder(self._lines[-1].choice, self.again)
        self._changed()
        self.settled.emit()

    def _line(self, workspace: Workspace) -> _Line:
        known, begun = self.given.known, self.given.begun
        chosen = {pair.workspace_id: pair.organisation_id for pair in begun.pairs}
        taken = {x.organisation_id for x in known.connections}
        joined = [x for x in known.connections if x.workspace_id == workspace.id]
        organisation_id, reason = chosen.get(workspace.id), ""
        if not begun.pairs and not joined:
            found = match(workspace, known.organisations, taken)
            organisation_id, reason = found.organisation_id, found.reason
        line = _Line(workspace, known.organisations, organisation_id, reason)
        if joined:
            line.note = f"Posts already, as {joined[0].name}."
        line.choice.currentIndexChanged.connect(self._changed)
        line.explain()
        return line

    def _changed(self) -> None:
        for line in self._lines:
            line.explain()
        pairs = tuple(line.pair for line in self._lines if line.pair is not None)
        self.chosen.emit(self.given.begun.paired(pairs))


class _Line(QFrame):
    """A workspace and where it posts."""

    def __init__(
        self,
        workspace: Workspace,
        organisations: tuple[Organisation, ...],
        chosen: OrganisationId | None,
        reason: str,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._workspace = workspace
        self._organisations = {each.id: each for each in organisations}
        self._suggested, self._reason = chosen, reason
        self.note = ""
        self.choice = _choice(workspace, organisations, chosen)
        name = label(workspace.name, Size.STRONG)
        name.setWordWrap(True)
        money = label(workspace.currency, ink="second")
        self._said: QLabel = paragraph("", Size.HINT)
        top = row(name, money, gap=8)
        top.setStretch(0, 1)
        to = row(GlyphLabel("arrow-right", "second"), self.choice, gap=8)
        to.setStretch(1, 1)
        self.setLayout(column(top, to, self._said, gap=6, margin=12))

    @property
    def pair(self) -> Pair | None:
        """The pair that is chosen, None for none."""
        chosen = self.choice.currentData()
        return Pair(self._workspace.id, OrganisationId(chosen)) if chosen else None

    @property
    def words(self) -> str:
        """What stands under the field."""
        return self._said.text()

    def explain(self) -> None:
        """Say why this is suggested, or why it cannot be."""
        chosen = self.choice.currentData()
        organisation = self._organisations.get(OrganisationId(chosen or ""))
        refused = refusal(self._workspace, organisation) if organisation else ""
        suggested = bool(self._reason) and chosen == self._suggested
        reason = f"Suggested: {self._reason}." if suggested else ""
        said = refused or reason or self.note
        self._said.setText(said)
        self._said.setVisible(bool(said))
        inked(self._said, "attention" if refused else "hint")
        self.choice.setAccessibleDescription(said)


def _choice(
    workspace: Workspace,
    organisations: tuple[Organisation, ...],
    chosen: OrganisationId | None,
) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(f"Organisation for {workspace.name}")
    with QSignalBlocker(made):
        made.addItem(_NOWHERE, "")
        for each in organisations:
            made.addItem(f"{each.name} ({each.base_currency})", str(each.id))
        made.setCurrentIndex(max(0, made.findData(str(chosen or ""))))
    return made
