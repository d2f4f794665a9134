"""Indexes that nothing asks for: each one costs every row of a load."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GONE = {
    "claim": (
        "agency_id",
        "revision",
    ),
    "commitment": (
        "revision",
        "version_id",
    ),
    "commitment_version": (
        "basis_id",
        "partner_id",
        "revision",
        "topic_id",
    ),
    "confirmation": ("revision",),
    "deadline": ("revision",),
    "evidence": ("revision",),
    "extension": ("revision",),
    "finding": (
        "partner_id",
        "revision",
    ),
    "likeness": ("revision",),
    "likeness_verdict": ("revision",),
    "reply": (
        "agency_id",
        "revision",
    ),
    "retraction": ("revision",),
}


def upgrade() -> None:
    """Drop them: nothing looks rows up by these columns, or a range of ids finds the same."""
    for table, columns in GONE.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table_name=table)


def downgrade() -> None:
    """Put them back."""
    for table, columns in GONE.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
