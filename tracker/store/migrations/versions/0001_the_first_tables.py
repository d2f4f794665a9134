"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("name_tg", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("abbr_en", sa.String(), nullable=True),
        sa.Column("abbr_ru", sa.String(), nullable=True),
        sa.Column("abbr_tg", sa.String(), nullable=True),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("name_status", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["agency.id"], name=op.f("fk_agency_parent_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
    )
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "alias",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('region', 'district', 'agency', 'partner', 'basis')", name=op.f("ck_alias_kind_known")
        ),
        sa.PrimaryKeyConstraint("kind", "folded", name=op.f("pk_alias")),
    )
    op.create_table(
        "indicator",
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("name_tg", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_code")),
    )
    op.create_table(
        "partner",
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("name_tg", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("illustration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("code", name=op.f("uq_partner_code")),
    )
    op.create_table(
        "region",
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("name_tg", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("code", name=op.f("uq_region_code")),
    )
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["revision.number"], name=op.f("fk_revision_undoes_revision")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
        sa.UniqueConstraint("undoes", name=op.f("uq_revision_undoes")),
    )
    op.create_table(
        "topic",
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("name_tg", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("code", name=op.f("uq_topic_code")),
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_commitment_revision_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("code", name=op.f("uq_commitment_code")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_revision"), ["revision"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_version_id"), ["version_id"], unique=False)

    op.create_table(
        "district",
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("name_tg", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("tile_col", sa.Integer(), nullable=True),
        sa.Column("tile_row", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_district_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("code", name=op.f("uq_district_code")),
    )
    with op.batch_alter_table("district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_district_region_id"), ["region_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256_whole")),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_document_revision_revision")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_revision"), ["revision"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL", name=op.f("ck_event_something_happened")
        ),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_event_revision_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_revision"), ["revision"], unique=False)

    op.create_table(
        "forum",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("organiser", sa.String(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("men", sa.Integer(), nullable=True),
        sa.Column("police", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('community_police', 'round_table', 'hearing', 'training', 'other')",
            name=op.f("ck_forum_kind_known"),
        ),
        sa.CheckConstraint("visibility IN ('internal', 'public')", name=op.f("ck_forum_visibility_known")),
        sa.CheckConstraint(
            "women >= 0 AND men >= 0 AND police >= 0", name=op.f("ck_forum_attendance_not_negative")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_forum_district_id_district")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_forum_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum")),
        sa.UniqueConstraint("code", name=op.f("uq_forum_code")),
    )
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "official",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.CheckConstraint("visibility IN ('internal', 'public')", name=op.f("ck_official_visibility_known")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_official_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_official_district_id_district")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
        sa.UniqueConstraint("folded", name=op.f("uq_official_folded")),
    )
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_official_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_official_district_id"), ["district_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("reported_by", sa.String(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint("reported_by IN ('monitor', 'agency')", name=op.f("ck_upload_reported_by_known")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_upload_partner_id_partner")),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_upload_revision_revision")),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_upload_sha256_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_upload_revision"), ["revision"], unique=True)
        batch_op.create_index(batch_op.f("ix_upload_sha256"), ["sha256"], unique=False)

    op.create_table(
        "basis",
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("name_ru", sa.String(), nullable=True),
        sa.Column("name_tg", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("in_force", sa.String(), nullable=True),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'forum_agreement') = (forum_id IS NOT NULL)",
            name=op.f("ck_basis_forum_agreement_has_forum"),
        ),
        sa.CheckConstraint(
            "kind IN ('constitution', 'law', 'decree', 'regulation', 'strategy', 'programme', 'action_plan', 'forum_agreement', 'other')",
            name=op.f("ck_basis_kind_known"),
        ),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_basis_forum_id_forum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basis")),
        sa.UniqueConstraint("code", name=op.f("uq_basis_code")),
    )
    with op.batch_alter_table("basis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_basis_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "source_row",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_source_row_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_source_row_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_row")),
    )
    with op.batch_alter_table("source_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_row_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_row_upload_id"), ["upload_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("effective_on_assumed", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("internal_note", sa.String(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_progress', 'partly_fulfilled', 'fulfilled', 'not_fulfilled', 'withdrawn')",
            name=op.f("ck_claim_status_known"),
        ),
        sa.CheckConstraint("visibility IN ('internal', 'public')", name=op.f("ck_claim_visibility_known")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_claim_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_claim_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_claim_revision_revision")),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_claim_source_row_id_source_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_revision"), ["revision"], unique=False)

    op.create_table(
        "commitment_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=True),
        sa.Column("text_ru", sa.String(), nullable=True),
        sa.Column("text_tg", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("source_code", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("basis_id", sa.Integer(), nullable=True),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("basis_text", sa.String(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("unknown_agencies", sa.String(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "visibility IN ('internal', 'public')", name=op.f("ck_commitment_version_visibility_known")
        ),
        sa.CheckConstraint(
            "text_en IS NOT NULL OR text_ru IS NOT NULL OR text_tg IS NOT NULL",
            name=op.f("ck_commitment_version_has_words"),
        ),
        sa.ForeignKeyConstraint(
            ["basis_id"], ["basis.id"], name=op.f("fk_commitment_version_basis_id_basis")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_commitment_version_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_commitment_version_partner_id_partner")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_commitment_version_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_commitment_version_source_row_id_source_row")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_commitment_version_topic_id_topic")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_version")),
    )
    with op.batch_alter_table("commitment_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_version_basis_id"), ["basis_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commitment_version_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commitment_version_fingerprint"), ["fingerprint"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_version_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_version_revision"), ["revision"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_version_source_code"), ["source_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_version_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("cadence", sa.String(), nullable=False),
        sa.Column("due_from", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recurrence", sa.String(), nullable=True),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(cadence = 'once') <= (due_on IS NOT NULL)", name=op.f("ck_deadline_once_has_a_day")
        ),
        sa.CheckConstraint(
            "(cadence = 'recurring') = (recurrence IS NOT NULL)",
            name=op.f("ck_deadline_recurring_has_a_rhythm"),
        ),
        sa.CheckConstraint(
            "cadence IN ('once', 'recurring', 'continuous', 'open', 'unknown')",
            name=op.f("ck_deadline_cadence_known"),
        ),
        sa.CheckConstraint(
            "due_from IS NULL OR due_on IS NULL OR due_from <= due_on",
            name=op.f("ck_deadline_window_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_deadline_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_deadline_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_deadline_source_row_id_source_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_revision"), ["revision"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_on_assumed", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_extension_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_extension_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_extension_source_row_id_source_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_revision"), ["revision"], unique=False)

    op.create_table(
        "finding",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("effective_on_assumed", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("internal_note", sa.String(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_progress', 'partly_fulfilled', 'fulfilled', 'not_fulfilled', 'withdrawn')",
            name=op.f("ck_finding_status_known"),
        ),
        sa.CheckConstraint("visibility IN ('internal', 'public')", name=op.f("ck_finding_visibility_known")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_finding_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_finding_partner_id_partner")),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_finding_revision_revision")),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_finding_source_row_id_source_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_revision"), ["revision"], unique=False)

    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source_row_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_indicator_value_period_in_order")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_indicator_value_district_id_district")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_value_indicator_id_indicator")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_indicator_value_region_id_region")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_indicator_value_revision_revision")
        ),
        sa.ForeignKeyConstraint(
            ["source_row_id"], ["source_row.id"], name=op.f("fk_indicator_value_source_row_id_source_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
    )
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_value_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_indicator_value_indicator_id"), ["indicator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_indicator_value_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_indicator_value_revision"), ["revision"], unique=False)

    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_confirmation_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_confirmation_revision_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmation_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_confirmation_revision"), ["revision"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.CheckConstraint(
            "CASE kind WHEN 'link' THEN url IS NOT NULL WHEN 'document' THEN sha256 IS NOT NULL ELSE description IS NOT NULL END",
            name=op.f("ck_evidence_holds_what_its_kind_says"),
        ),
        sa.CheckConstraint(
            "kind IN ('link', 'document', 'observation')", name=op.f("ck_evidence_kind_known")
        ),
        sa.CheckConstraint("visibility IN ('internal', 'public')", name=op.f("ck_evidence_visibility_known")),
        sa.CheckConstraint(
            "(finding_id IS NULL) <> (claim_id IS NULL)", name=op.f("ck_evidence_of_one_thing")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_evidence_claim_id_claim")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_evidence_finding_id_finding")),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_evidence_revision_revision")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_evidence_sha256_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_revision"), ["revision"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_sha256"), ["sha256"], unique=False)

    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.CheckConstraint("visibility IN ('internal', 'public')", name=op.f("ck_reply_visibility_known")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reply_agency_id_agency")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_reply_finding_id_finding")),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_reply_revision_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_revision"), ["revision"], unique=False)

    op.create_table(
        "retraction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("extension_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN finding_id IS NULL THEN 0 ELSE 1 END + CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END + CASE WHEN extension_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_retraction_of_one_thing"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_retraction_claim_id_claim")),
        sa.ForeignKeyConstraint(
            ["extension_id"], ["extension.id"], name=op.f("fk_retraction_extension_id_extension")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_retraction_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revision.number"], name=op.f("fk_retraction_revision_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retraction")),
    )
    with op.batch_alter_table("retraction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retraction_claim_id"), ["claim_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_retraction_extension_id"), ["extension_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_retraction_finding_id"), ["finding_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_retraction_revision"), ["revision"], unique=False)

    op.create_table(
        "version_agency",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'joint')", name=op.f("ck_version_agency_role_known")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_version_agency_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["commitment_version.id"],
            name=op.f("fk_version_agency_version_id_commitment_version"),
        ),
        sa.PrimaryKeyConstraint("version_id", "agency_id", name=op.f("pk_version_agency")),
    )
    op.create_table(
        "version_district",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_version_district_district_id_district")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["commitment_version.id"],
            name=op.f("fk_version_district_version_id_commitment_version"),
        ),
        sa.PrimaryKeyConstraint("version_id", "district_id", name=op.f("pk_version_district")),
    )
    op.create_table(
        "version_official",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_version_official_official_id_official")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["commitment_version.id"],
            name=op.f("fk_version_official_version_id_commitment_version"),
        ),
        sa.PrimaryKeyConstraint("version_id", "official_id", name=op.f("pk_version_official")),
    )
    op.create_table(
        "version_region",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_version_region_region_id_region")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["commitment_version.id"],
            name=op.f("fk_version_region_version_id_commitment_version"),
        ),
        sa.PrimaryKeyConstraint("version_id", "region_id", name=op.f("pk_version_region")),
    )


def downgrade() -> None:
    op.drop_table("version_region")
    op.drop_table("version_official")
    op.drop_table("version_district")
    op.drop_table("version_agency")
    with op.batch_alter_table("retraction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retraction_revision"))
        batch_op.drop_index(batch_op.f("ix_retraction_finding_id"))
        batch_op.drop_index(batch_op.f("ix_retraction_extension_id"))
        batch_op.drop_index(batch_op.f("ix_retraction_claim_id"))

    op.drop_table("retraction")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_revision"))
        batch_op.drop_index(batch_op.f("ix_reply_finding_id"))
        batch_op.drop_index(batch_op.f("ix_reply_agency_id"))

    op.drop_table("reply")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_sha256"))
        batch_op.drop_index(batch_op.f("ix_evidence_revision"))
        batch_op.drop_index(batch_op.f("ix_evidence_finding_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_claim_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmation_revision"))
        batch_op.drop_index(batch_op.f("ix_confirmation_finding_id"))

    op.drop_table("confirmation")
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_value_revision"))
        batch_op.drop_index(batch_op.f("ix_indicator_value_region_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_value_indicator_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_value_district_id"))

    op.drop_table("indicator_value")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_revision"))
        batch_op.drop_index(batch_op.f("ix_finding_partner_id"))
        batch_op.drop_index(batch_op.f("ix_finding_commitment_id"))

    op.drop_table("finding")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_revision"))
        batch_op.drop_index(batch_op.f("ix_extension_commitment_id"))

    op.drop_table("extension")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deadline_revision"))
        batch_op.drop_index(batch_op.f("ix_deadline_commitment_id"))

    op.drop_table("deadline")
    with op.batch_alter_table("commitment_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_version_topic_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_version_source_code"))
        batch_op.drop_index(batch_op.f("ix_commitment_version_revision"))
        batch_op.drop_index(batch_op.f("ix_commitment_version_partner_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_version_fingerprint"))
        batch_op.drop_index(batch_op.f("ix_commitment_version_commitment_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_version_basis_id"))

    op.drop_table("commitment_version")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_revision"))
        batch_op.drop_index(batch_op.f("ix_claim_commitment_id"))
        batch_op.drop_index(batch_op.f("ix_claim_agency_id"))

    op.drop_table("claim")
    with op.batch_alter_table("source_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_row_upload_id"))
        batch_op.drop_index(batch_op.f("ix_source_row_commitment_id"))

    op.drop_table("source_row")
    with op.batch_alter_table("basis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_basis_forum_id"))

    op.drop_table("basis")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_sha256"))
        batch_op.drop_index(batch_op.f("ix_upload_revision"))
        batch_op.drop_index(batch_op.f("ix_upload_partner_id"))

    op.drop_table("upload")
    with op.batch_alter_table("official", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_official_district_id"))
        batch_op.drop_index(batch_op.f("ix_official_agency_id"))

    op.drop_table("official")
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_partner_id"))
        batch_op.drop_index(batch_op.f("ix_forum_held_on"))
        batch_op.drop_index(batch_op.f("ix_forum_district_id"))

    op.drop_table("forum")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_revision"))

    op.drop_table("event")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_revision"))

    op.drop_table("document")
    with op.batch_alter_table("district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_district_region_id"))

    op.drop_table("district")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_version_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_revision"))

    op.drop_table("commitment")
    op.drop_table("topic")
    op.drop_table("revision")
    op.drop_table("region")
    op.drop_table("partner")
    op.drop_table("indicator")
    op.drop_table("alias")
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agency_parent_id"))

    op.drop_table("agency")
