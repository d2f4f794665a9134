"""What is recorded on screen: who found it, anything said can be taken back, and said to everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RETRACTED = ("finding_id", "claim_id", "extension_id", "reply_id", "evidence_id", "confirmation_id")
PUBLISHED = ("finding_id", "claim_id", "reply_id", "evidence_id")


def upgrade() -> None:
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("found_by", sa.String(), nullable=True))

    with op.batch_alter_table("retraction", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_retraction_of_one_thing"), type_="check")
        for column in RETRACTED[3:]:
            target = column.removesuffix("_id")
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_retraction_{column}_{target}"), target, [column], ["id"])
            batch_op.create_index(op.f(f"ix_retraction_{column}"), [column], unique=True)
        batch_op.create_check_constraint(op.f("ck_retraction_of_one_thing"), _one_of(RETRACTED))

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=True) for column in PUBLISHED),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.CheckConstraint(_one_of(PUBLISHED), name=op.f("ck_publication_of_one_thing")),
        sa.CheckConstraint(
            "visibility IN ('internal', 'public')", name=op.f("ck_publication_visibility_known")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{column.removesuffix('_id')}.id"],
                name=op.f(f"fk_publication_{column}_{column.removesuffix('_id')}"),
            )
            for column in PUBLISHED
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_publication_revision_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    for column in PUBLISHED:
        op.create_index(op.f(f"ix_publication_{column}"), "publication", [column], unique=False)


def downgrade() -> None:
    raise NotImplementedError("what was recorded since would be lost; restore a backup instead")


def _one_of(columns: tuple[str, ...]) -> str:
    return " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns) + " = 1"
