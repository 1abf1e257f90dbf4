"""Who is signed in to Xero, and which organisations each may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.books import Organisation, OrganisationId
from app.domain.overview import Overview
from app.ports.sign_in import SignInStatus, Tenant
from ui.models.words import moment
from ui.pages.connection_facts import details, token
from ui.pages.wishes import DisconnectWish, ForgetWish, SignInWish
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, emptied, label, paragraph, row, rule

_INDENT = 24
_NOBODY = (
    "Nobody is signed in. Sign in as somebody who may post journals; "
    "each sign-in can allow several, one after another."
)


class SignInsCard(QFrame):
    """One block a sign-in, one line an organisation.

    Signals:
        wished: Something is to be done; the Wish.
    """

    wished = Signal(object)

    def __init__(self, widest: int) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(widest)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(12)
        self.sign_in = button("&Sign in to Xero…", "sign-in")
        self.sign_in.clicked.connect(lambda: self.wished.emit(SignInWish()))
        top = row(
            GlyphLabel("user-circle", "accent", 20),
            label("Sign-ins to Xero", Size.SECTION),
            None,
            self.sign_in,
        )
        self.setLayout(column(top, self._blocks, gap=12, margin=16))

    def show_statuses(
        self, statuses: Sequence[SignInStatus], overview: Overview | None
    ) -> None:
        """Show these."""
        emptied(self._blocks)
        glances = overview.glances if overview else ()
        known = {g.organisation.id: g.organisation for g in glances if g.organisation}
        using: dict[OrganisationId, tuple[str, ...]] = {}
        for glance in glances:
            of = glance.connection.organisation_id
            using[of] = (*using.get(of, ()), glance.connection.name)
        if not statuses:
            self._blocks.addWidget(paragraph(_NOBODY, ink="second"))
        for at, status in enumerate(statuses):
            if at:
                self._blocks.addWidget(rule())
            self._blocks.addWidget(self._block(status, known, using))

    def _block(
        self,
        status: SignInStatus,
        known: Mapping[OrganisationId, Organisation],
        using: Mapping[OrganisationId, tuple[str, ...]],
    ) -> QFrame:
        made = QFrame()
        who = label(status.who, Size.STRONG)
        mail = label(status.email if status.email != status.who else "", ink="second")
        glyph = ("warning", "attention") if status.ended else ("check-circle", "posted")
        top = row(GlyphLabel(*glyph), who, mail, None)
        if status.ended:
            again = button("Sign in again…", "sign-in")
            again.setAccessibleName(f"Sign in again as {status.who}")
            again.clicked.connect(lambda: self.wished.emit(SignInWish()))
            forget = button("Forget", "trash", "quiet")
            forget.setAccessibleName(f"Forget the sign-in of {status.who}")
            forget.clicked.connect(lambda: self.wished.emit(ForgetWish(status)))
            top.addWidget(again)
            top.addWidget(forget)
        since = f"Signed in {moment(status.signed_in)}; token: {token(status)}."
        when = row(_INDENT, paragraph(since, Size.HINT), gap=0)
        when.setStretch(1, 1)
        lines = column(when, gap=4)
        for tenant in status.tenants:
            lines.addLayout(
                self._line(
                    tenant,
                    known.get(tenant.organisation_id),
                    using.get(tenant.organisation_id, ()),
                    live=not status.ended,
                )
            )
        made.setLayout(column(top, lines, gap=4))
        return made

    def _line(
        self,
        tenant: Tenant,
        organisation: Organisation | None,
        using: tuple[str, ...],
        *,
        live: bool,
    ) -> QHBoxLayout:
        facts = " · ".join(details(organisation)) if organisation else ""
        used = f"used by {', '.join(using)}" if using else "not used by a connection"
        said = paragraph(" · ".join(x for x in (facts, used) if x), ink="second")
        made = row(label(tenant.name), said, gap=8)
        made.setContentsMargins(_INDENT, 0, 0, 0)
        made.setStretch(1, 1)
        if live:
            away = button("Disconnect…", "", "quiet")
            away.setAccessibleName(f"Disconnect {tenant.name}")
            away.clicked.connect(
                lambda: self.wished.emit(DisconnectWish(tenant, using))
            )
            made.addWidget(away)
        return made
