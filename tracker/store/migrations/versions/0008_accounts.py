"""Accounts, their passwords, one-time links, identities at providers, and sessions."""

import sqlalchemy as sa
from alembic import op

from tracker.model.columns import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROLE = "role IN ('partner', 'editor', 'administrator')"
PARTNER = "(role = 'partner') = (partner_id IS NOT NULL)"


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=True),
        sa.CheckConstraint(ROLE, name=op.f("ck_account_role_known")),
        sa.CheckConstraint(PARTNER, name=op.f("ck_account_partner_has_partner")),
        sa.CheckConstraint("sealed IS NULL OR length(sealed) = 64", name=op.f("ck_account_sealed_whole")),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_account_revision_revision")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_account_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
        sa.UniqueConstraint("folded", name=op.f("uq_account_folded")),
    )
    op.create_table(
        "credential",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_credential_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_credential")),
    )
    op.create_table(
        "account_link",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.CheckConstraint(ROLE, name=op.f("ck_account_link_role_known")),
        sa.CheckConstraint(PARTNER, name=op.f("ck_account_link_partner_has_partner")),
        sa.CheckConstraint("purpose IN ('invitation', 'reset')", name=op.f("ck_account_link_purpose_known")),
        sa.CheckConstraint("ended IN ('used', 'withdrawn')", name=op.f("ck_account_link_ended_known")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_account_link_sha256_whole")),
        sa.CheckConstraint(
            "(purpose = 'reset') <= (account_id IS NOT NULL)", name=op.f("ck_account_link_reset_has_account")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_account_link_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_account_link_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_link_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("sha256", name=op.f("uq_account_link_sha256")),
    )
    op.create_index(op.f("ix_account_link_login"), "account_link", ["login"])
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_identity_revision_revision")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_identity_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identity_issuer_subject")),
    )
    op.create_table(
        "session",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_session_sha256_whole")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id_account")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"])


def downgrade() -> None:
    for table in ("session", "identity", "account_link", "credential", "account"):
        op.drop_table(table)
