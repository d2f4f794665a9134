"""Headers that a person explained, and commitments that look alike."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "header_memory",
        sa.Column("headers", sa.String(), nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("headers", name=op.f("pk_header_memory")),
    )
    op.create_table(
        "likeness",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("older_id", sa.Integer(), nullable=False),
        sa.Column("newer_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.CheckConstraint("older_id < newer_id", name=op.f("ck_likeness_older_first")),
        sa.ForeignKeyConstraint(
            ["newer_id"], ["commitment.id"], name=op.f("fk_likeness_newer_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["older_id"], ["commitment.id"], name=op.f("fk_likeness_older_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_likeness_revision_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likeness")),
        sa.UniqueConstraint("older_id", "newer_id", name=op.f("uq_likeness_older_id_newer_id")),
    )
    with op.batch_alter_table("likeness", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_likeness_newer_id"), ["newer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_likeness_older_id"), ["older_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_likeness_revision"), ["revision"], unique=False)

    op.create_table(
        "likeness_verdict",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("likeness_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('same', 'different')", name=op.f("ck_likeness_verdict_verdict_known")
        ),
        sa.ForeignKeyConstraint(
            ["likeness_id"], ["likeness.id"], name=op.f("fk_likeness_verdict_likeness_id_likeness")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_likeness_verdict_revision_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likeness_verdict")),
    )
    with op.batch_alter_table("likeness_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_likeness_verdict_likeness_id"), ["likeness_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_likeness_verdict_revision"), ["revision"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("likeness_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_likeness_verdict_revision"))
        batch_op.drop_index(batch_op.f("ix_likeness_verdict_likeness_id"))

    op.drop_table("likeness_verdict")
    with op.batch_alter_table("likeness", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_likeness_revision"))
        batch_op.drop_index(batch_op.f("ix_likeness_older_id"))
        batch_op.drop_index(batch_op.f("ix_likeness_newer_id"))

    op.drop_table("likeness")
    op.drop_table("header_memory")
