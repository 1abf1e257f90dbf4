"""When Xero said how many calls are left, since that holds for a day only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Take what was said before as said on no day that is known."""
    op.add_column("allowance", sa.Column("said", sa.String(32)))
