"""How far Xero was looked through, by its own clock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Have everything that was posted looked at once more."""
    op.add_column("connection", sa.Column("looked", sa.String(32)))
