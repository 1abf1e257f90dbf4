"""The tables, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0008"
"""The newest migration, kept here so that a start need not import Alembic."""


class Instant(TypeDecorator[datetime]):
    """An aware moment as text of one width in UTC, so that text sorts as time does."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Dialect
    ) -> str | None:
        """Override: to text."""
        return None if value is None else instant(value)

    def process_result_value(
        self, value: str | None, _dialect: Dialect
    ) -> datetime | None:
        """Override: from text."""
        return None if value is None else datetime.fromisoformat(value)


@lru_cache(maxsize=16)
def instant(at: datetime) -> str:
    """The text of a moment, for rows that are written without SQLAlchemy's types."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

revision = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

connection = Table(
    "connection",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("workspace_id", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("states", Text, nullable=False),
    Column("start_on", Date),
    Column("synced", Instant),
    Column("standing", String(20), nullable=False, server_default="in_use"),
    Column("changes", Integer, nullable=False, server_default="1"),
    Column("computed", Integer, nullable=False, server_default="0"),
    Column("looked", Instant),
)

setup = Table(
    "setup",
    metadata,
    Column("connection_id", ForeignKey("connection.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

workspace = Table(
    "workspace",
    metadata,
    Column("id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

allowance = Table(
    "allowance",
    metadata,
    Column("organisation_id", Text, primary_key=True),
    Column("day_left", Integer),
    Column("minute_left", Integer),
    Column("resumes", Instant),
    Column("said", Instant),
)

payload = Table(
    "payload",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("connection_id", ForeignKey("connection.id"), nullable=False),
    Column("report_id", Text, nullable=False, index=True),
    Column("digest", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

override = Table(
    "override",
    metadata,
    Column("connection_id", ForeignKey("connection.id"), primary_key=True),
    Column("report_id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

posting = Table(
    "posting",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("connection_id", ForeignKey("connection.id"), nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("live", Integer),  # 1, or nothing once reversed: see the unique index
    Column("newest", Integer, nullable=False),
    Column("report_name", Text, nullable=False),
    Column("submitter", Text, nullable=False),
    Column("submitter_email", Text, nullable=False),
    Column("approved", String(10)),
    Column("dated", String(10)),
    Column("currency", Text, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("digest", Text, nullable=False),
    Column("setup_version", Integer, nullable=False),
    Column("xero_id", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("headline", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("search", Text, nullable=False),
    Index(None, "report_id", "organisation_id", "live", unique=True),
    Index(None, "newest", "state", "currency", "connection_id", "total"),
    Index(None, "newest", "dated"),
)

posting_body = Table(
    "posting_body",
    metadata,
    Column("number", ForeignKey("posting.number"), primary_key=True),
    Column("journal", LargeBinary),
    Column("problems", LargeBinary, nullable=False),
    Column("reversal", LargeBinary),
)

attempt = Table(
    "attempt",
    metadata,
    Column("key", Text, primary_key=True),
    Column("organisation_id", Text, nullable=False),
    Column("postings", Text, nullable=False),
    Column("begun", Instant, nullable=False),
    Column("settled", Instant, index=True),
    Column("body", LargeBinary, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("connection_id", Text, nullable=False),
    Column("report_id", Text, nullable=False, index=True),
    Column("posting_id", Text, nullable=False),
    Column("run_id", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("link", String(64), nullable=False),
    Column("search", Text, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("connection_id", Text, nullable=False),
    Column("begun", Instant, nullable=False, index=True),
    Column("ended", Instant),
    Column("counts", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("planned", Instant),
)

secret = Table(
    "secret",
    metadata,
    Column("name", Text, primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("beat", Instant, nullable=False),
)

call = Table(
    "call",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("service", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "service", "at"),
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

accrual = Table(
    "accrual",
    metadata,
    Column("connection_id", ForeignKey("connection.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

sign_off = Table(
    "sign_off",
    metadata,
    Column("connection_id", ForeignKey("connection.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

schedule = Table(
    "schedule",
    metadata,
    Column("connection_id", ForeignKey("connection.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("done", Instant),
    Column("again", Instant),
    Column("tries", Integer, nullable=False),
)

scheduled_run = Table(
    "scheduled_run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("connection_id", Text, nullable=False),
    Column("planned", Instant, nullable=False),
    Column("begun", Instant, nullable=False, index=True),
    Column("ended", Instant),
    Column("outcome", String(20), nullable=False),
    Column("said", Text, nullable=False),
    Column("missed", Integer, nullable=False),
    Column("progress", Text, nullable=False),
)

told = Table(
    "told",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)

APPEND_ONLY = tuple(
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'history is never changed'); END"
    for verb in ("UPDATE", "DELETE")
)


def create(fresh: Connection) -> None:
    """Make every table in an empty database and mark it as being at HEAD."""
    metadata.create_all(fresh)
    for trigger in APPEND_ONLY:
        fresh.exec_driver_sql(trigger)
    revision.create(fresh)
    fresh.execute(revision.insert().values(version_num=HEAD))
