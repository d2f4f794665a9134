"""Conflicts and proposals that partners sent back, and what was decided about them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXED = {
    "conflict": ("commitment_id", "partner_id", "revision"),
    "proposal": ("fingerprint", "partner_id", "revision"),
    "conflict_decision": ("conflict_id", "revision"),
    "proposal_decision": ("commitment_id", "proposal_id", "revision"),
}


def upgrade() -> None:
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("internal_note", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('finding', 'claim')", name=op.f("ck_conflict_kind_known")),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_progress', 'partly_fulfilled', 'fulfilled', 'not_fulfilled', 'withdrawn')",
            name=op.f("ck_conflict_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_conflict_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_conflict_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_conflict_partner_id_partner")),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_conflict_source_row_id_source_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_proposal_revision_revision")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_proposal_partner_id_partner")),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_proposal_source_row_id_source_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_table(
        "conflict_decision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('theirs', 'ours', 'both')", name=op.f("ck_conflict_decision_verdict_known")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_conflict_decision_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["conflict_id"], ["conflict.id"], name=op.f("fk_conflict_decision_conflict_id_conflict")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_decision")),
    )
    op.create_table(
        "proposal_decision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'declined')", name=op.f("ck_proposal_decision_verdict_known")
        ),
        sa.CheckConstraint(
            "(verdict = 'accepted') = (commitment_id IS NOT NULL)",
            name=op.f("ck_proposal_decision_accepted_has_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_proposal_decision_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_decision_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_proposal_decision_commitment_id_commitment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_decision")),
    )
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    for table in reversed(INDEXED):
        op.drop_table(table)
