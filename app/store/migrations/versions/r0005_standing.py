"""Whether a connection is in use, paused, or removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Have every connection in use."""
    op.add_column(
        "connection",
        sa.Column("standing", sa.String(20), nullable=False, server_default="in_use"),
    )
