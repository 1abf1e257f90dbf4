"""The close of periods: accruals and sign-offs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make both tables."""
    for name, number in (
        ("accrual", sa.Column("revision", sa.Integer(), autoincrement=False)),
        ("sign_off", sa.Column("at", sa.String(32))),
    ):
        op.create_table(
            name,
            sa.Column("connection_id", sa.Text(), nullable=False),
            sa.Column("first", sa.Date(), nullable=False),
            sa.Column("last", sa.Date(), nullable=False),
            number,
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.PrimaryKeyConstraint(
                "connection_id", "first", "last", number.name, name=f"pk_{name}"
            ),
            sa.ForeignKeyConstraint(
                ["connection_id"],
                ["connection.id"],
                name=f"fk_{name}_connection_id_connection",
            ),
        )
