"""The first store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first release."""
    _connections()
    _reference()
    _postings()
    _audit()
    _work_in_progress()
    _secrets_and_settings()


def _connections() -> None:
    op.create_table(
        "connection",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("states", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Date()),
        sa.Column("synced", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_connection"),
    )
    op.create_table(
        "setup",
        sa.Column("connection_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("connection_id", "version", name="pk_setup"),
        sa.ForeignKeyConstraint(
            ["connection_id"],
            ["connection.id"],
            name="fk_setup_connection_id_connection",
        ),
    )


def _reference() -> None:
    for name in ("organisation", "workspace"):
        op.create_table(
            name,
            sa.Column("id", sa.Text(), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        )
    op.create_table(
        "allowance",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("day_left", sa.Integer()),
        sa.Column("minute_left", sa.Integer()),
        sa.Column("resumes", sa.String(32)),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_allowance"),
    )


def _postings() -> None:
    op.create_table(
        "payload",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("connection_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_payload"),
        sa.ForeignKeyConstraint(
            ["connection_id"],
            ["connection.id"],
            name="fk_payload_connection_id_connection",
        ),
    )
    op.create_index("ix_payload_report_id", "payload", ["report_id"])
    _posting()
    op.create_table(
        "posting_body",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("journal", sa.LargeBinary()),
        sa.Column("problems", sa.LargeBinary(), nullable=False),
        sa.Column("reversal", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_posting_body"),
        sa.ForeignKeyConstraint(
            ["number"], ["posting.number"], name="fk_posting_body_number_posting"
        ),
    )


def _posting() -> None:
    op.create_table(
        "posting",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("connection_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("live", sa.Integer()),
        sa.Column("newest", sa.Integer(), nullable=False),
        *_text("report_name", "submitter", "submitter_email"),
        sa.Column("approved", sa.String(10)),
        sa.Column("dated", sa.String(10)),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("setup_version", sa.Integer(), nullable=False),
        *_text("xero_id", "why"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_text("headline", "codes", "search"),
        sa.PrimaryKeyConstraint("number", name="pk_posting"),
        sa.UniqueConstraint("id", name="uq_posting_id"),
        sa.ForeignKeyConstraint(
            ["connection_id"],
            ["connection.id"],
            name="fk_posting_connection_id_connection",
        ),
    )
    for unique, columns in (
        (True, ["report_id", "organisation_id", "live"]),
        (False, ["newest", "state", "currency", "connection_id", "total"]),
        (False, ["newest", "dated"]),
    ):
        name = f"ix_posting_{'_'.join(columns)}"
        op.create_index(name, "posting", columns, unique=unique)


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        *_text("who", "what", "detail"),
        *_text("connection_id", "report_id", "posting_id", "run_id"),
        *_text("before", "after"),
        sa.Column("link", sa.String(64), nullable=False),
        *_text("search"),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_report_id", "audit", ["report_id"])
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'history is never changed'); END"
        )


def _work_in_progress() -> None:
    op.create_table(
        "attempt",
        *_text("key", "organisation_id", "postings"),
        sa.Column("begun", sa.String(32), nullable=False),
        sa.Column("settled", sa.String(32)),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempt"),
    )
    op.create_index("ix_attempt_settled", "attempt", ["settled"])
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("connection_id", sa.Text(), nullable=False),
        sa.Column("begun", sa.String(32), nullable=False),
        sa.Column("ended", sa.String(32)),
        *_text("counts", "error"),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_index("ix_run_begun", "run", ["begun"])
    op.create_table(
        "lease",
        *_text("name", "holder"),
        sa.Column("beat", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    op.create_table(
        "call",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_call"),
    )
    op.create_index("ix_call_service_at", "call", ["service", "at"])


def _secrets_and_settings() -> None:
    op.create_table(
        "secret",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secret"),
    )
    op.create_table(
        "setting",
        *_text("name", "value"),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
