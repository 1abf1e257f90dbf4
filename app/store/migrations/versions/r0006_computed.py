"""By which state of set-up, books and workspace a connection was last computed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Have everything that waits computed once more."""
    for name, first in (("changes", "1"), ("computed", "0")):
        op.add_column(
            "connection",
            sa.Column(name, sa.Integer, nullable=False, server_default=first),
        )
