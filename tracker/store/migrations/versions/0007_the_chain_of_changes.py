"""The chain of changes; for what was recorded before it, the links are worked out once, here."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chain_link",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_chain_link_sha256_whole")),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_chain_link_revision_revision")
        ),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_chain_link")),
    )
    connection = op.get_bind()
    before = ""
    revisions = "SELECT number, recorded_at, actor, action, undoes FROM revision ORDER BY number"
    events = sa.text(
        "SELECT id, kind, subject, subject_id, before, after FROM event WHERE revision = :number ORDER BY id"
    )
    for number, recorded_at, *told in connection.exec_driver_sql(revisions).fetchall():
        digest = sha256(before.encode())
        _add(digest, [number, _moment(recorded_at), *told])
        for row in connection.execute(events, {"number": number}):
            _add(digest, list(row))
        before = digest.hexdigest()
        connection.execute(
            sa.text("INSERT INTO chain_link (revision, sha256) VALUES (:number, :link)"),
            {"number": number, "link": before},
        )


def downgrade() -> None:
    op.drop_table("chain_link")


def _moment(stored: Any) -> str:
    """A moment as links write it, from what the database keeps."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment.replace(tzinfo=UTC).isoformat()


def _add(digest: Any, values: list[Any]) -> None:
    digest.update(b"\n" + json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())
