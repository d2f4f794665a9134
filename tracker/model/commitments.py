"""Commitments and all that is said about them. Each row is added once and stays; the newest known one counts."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from tracker.model.columns import Base, given_id, one_of, part_of, points_to, recorded_in, rule
from tracker.model.vocabulary import AgencyRole, Cadence, EvidenceKind, Status, Verdict, Visibility


class Commitment(Base, table=True):
    """Something an official or an agency has undertaken or is obliged to do. What it says stands in its versions."""

    id: int = given_id()
    code: str = Field(unique=True)
    revision: int = recorded_in()
    version_id: int


class CommitmentVersion(Base, table=True):
    """The attributes of a commitment from one revision on. `void` marks one that was undone.

    `unknown_agencies` are bodies as written that nobody has resolved yet, one a line.
    """

    __tablename__ = "commitment_version"
    __table_args__ = (
        one_of("visibility", Visibility),
        rule("has_words", "text_en IS NOT NULL OR text_ru IS NOT NULL OR text_tg IS NOT NULL"),
    )

    id: int = given_id()
    commitment_id: int = points_to("commitment.id")
    revision: int = recorded_in()
    void: bool = False
    text_en: str | None = None
    text_ru: str | None = None
    text_tg: str | None = None
    number: str | None = None
    source_code: str | None = Field(default=None, index=True)
    section: str | None = None
    basis_id: int | None = points_to("basis.id", default=None, index=False)
    article: str | None = None
    basis_text: str | None = None
    topic_id: int | None = points_to("topic.id", default=None, index=False)
    partner_id: int | None = points_to("partner.id", default=None, index=False)
    made_on: date | None = None
    note: str | None = None
    unknown_agencies: str | None = None
    visibility: str = Visibility.INTERNAL
    fingerprint: str = Field(index=True)
    source_row_id: int | None = points_to("source_row.id", default=None, index=False)


class VersionAgency(Base, table=True):
    """An agency that a version names, in the order named (0 first)."""

    __tablename__ = "version_agency"
    __table_args__ = (one_of("role", AgencyRole),)

    version_id: int = part_of("commitment_version.id")
    agency_id: int = part_of("agency.id")
    role: str
    position: int = 0


class VersionDistrict(Base, table=True):
    """A district that a version names; none at all, and no region, means the whole country."""

    __tablename__ = "version_district"

    version_id: int = part_of("commitment_version.id")
    district_id: int = part_of("district.id")


class VersionRegion(Base, table=True):
    """A region that a version names as a whole."""

    __tablename__ = "version_region"

    version_id: int = part_of("commitment_version.id")
    region_id: int = part_of("region.id")


class VersionOfficial(Base, table=True):
    """An official (a post) that a version names."""

    __tablename__ = "version_official"

    version_id: int = part_of("commitment_version.id")
    official_id: int = part_of("official.id")


class Deadline(Base, table=True):
    """A commitment's first deadline, as written and as understood. A later row corrects it as if it had always been so."""

    __table_args__ = (
        one_of("cadence", Cadence),
        rule("once_has_a_day", "(cadence = 'once') <= (due_on IS NOT NULL)"),
        rule("recurring_has_a_rhythm", "(cadence = 'recurring') = (recurrence IS NOT NULL)"),
        rule("window_in_order", "due_from IS NULL OR due_on IS NULL OR due_from <= due_on"),
    )

    id: int = given_id()
    commitment_id: int = points_to("commitment.id")
    revision: int = recorded_in()
    due_text: str | None = None
    cadence: str
    due_from: date | None = None
    due_on: date | None = None
    recurrence: str | None = None
    source_row_id: int | None = points_to("source_row.id", default=None, index=False)


class Extension(Base, table=True):
    """A decision to move a deadline; it counts from the day it was decided."""

    id: int = given_id()
    commitment_id: int = points_to("commitment.id")
    revision: int = recorded_in()
    decided_on: date
    decided_on_assumed: bool = False
    due_on: date
    due_text: str | None = None
    reason: str | None = None
    source_row_id: int | None = points_to("source_row.id", default=None, index=False)


class Stated(Base):
    """What a finding and a claim have in common: a dated status. `deadline_on` names one of recurring deadlines."""

    commitment_id: int = points_to("commitment.id")
    revision: int = recorded_in()
    status: str
    effective_on: date
    effective_on_assumed: bool = False
    late: bool = False
    deadline_on: date | None = None
    note: str | None = None
    internal_note: str | None = None
    visibility: str = Visibility.INTERNAL
    source_row_id: int | None = points_to("source_row.id", default=None, index=False)


class Finding(Stated, table=True):
    """A dated status found by a partner or the organisation. `found_by` is the person, where one account serves several."""

    __table_args__ = (one_of("status", Status), one_of("visibility", Visibility))

    id: int = given_id()
    partner_id: int | None = points_to("partner.id", default=None, index=False)
    found_by: str | None = None


class Claim(Stated, table=True):
    """A dated status reported by the agency itself."""

    __table_args__ = (one_of("status", Status), one_of("visibility", Visibility))

    id: int = given_id()
    agency_id: int | None = points_to("agency.id", default=None, index=False)


class Reply(Base, table=True):
    """An agency's answer to a finding."""

    __table_args__ = (one_of("visibility", Visibility),)

    id: int = given_id()
    finding_id: int = points_to("finding.id")
    revision: int = recorded_in()
    agency_id: int | None = points_to("agency.id", default=None, index=False)
    replied_on: date
    text: str
    visibility: str = Visibility.INTERNAL


def _of_one_thing(*columns: str) -> CheckConstraint:
    """A CHECK that exactly one of the columns points to something."""
    counted = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)
    return rule("of_one_thing", f"{counted} = 1")


class Confirmation(Base, table=True):
    """A second person has checked the evidence of a finding."""

    id: int = given_id()
    finding_id: int = points_to("finding.id")
    revision: int = recorded_in()
    checked_by: str


class Retraction(Base, table=True):
    """Something said taken out from this revision on, with the reason; the thing itself stays."""

    __table_args__ = (
        _of_one_thing("finding_id", "claim_id", "extension_id", "reply_id", "evidence_id", "confirmation_id"),
    )

    id: int = given_id()
    revision: int = recorded_in()
    finding_id: int | None = points_to("finding.id", default=None, unique=True)
    claim_id: int | None = points_to("claim.id", default=None, unique=True)
    extension_id: int | None = points_to("extension.id", default=None, unique=True)
    reply_id: int | None = points_to("reply.id", default=None, unique=True)
    evidence_id: int | None = points_to("evidence.id", default=None, unique=True)
    confirmation_id: int | None = points_to("confirmation.id", default=None, unique=True)
    reason: str


class Evidence(Base, table=True):
    """What stands behind a finding or a claim: a link, a kept document, or an observation in words."""

    __table_args__ = (
        one_of("kind", EvidenceKind),
        one_of("visibility", Visibility),
        rule("of_one_thing", "(finding_id IS NULL) <> (claim_id IS NULL)"),
        rule(
            "holds_what_its_kind_says",
            "CASE kind WHEN 'link' THEN url IS NOT NULL WHEN 'document' THEN sha256 IS NOT NULL "
            "ELSE description IS NOT NULL END",
        ),
    )

    id: int = given_id()
    revision: int = recorded_in()
    finding_id: int | None = points_to("finding.id", default=None)
    claim_id: int | None = points_to("claim.id", default=None)
    kind: str
    url: str | None = None
    sha256: str | None = points_to("document.sha256", default=None)
    description: str | None = None
    visibility: str = Visibility.INTERNAL


class Publication(Base, table=True):
    """Something said shown to everybody from this revision on, or no longer; the last word counts."""

    __table_args__ = (
        one_of("visibility", Visibility),
        _of_one_thing("finding_id", "claim_id", "reply_id", "evidence_id"),
    )

    id: int = given_id()
    revision: int = recorded_in()
    finding_id: int | None = points_to("finding.id", default=None)
    claim_id: int | None = points_to("claim.id", default=None)
    reply_id: int | None = points_to("reply.id", default=None)
    evidence_id: int | None = points_to("evidence.id", default=None)
    visibility: str


class Likeness(Base, table=True):
    """Two commitments that say nearly the same, for a person to compare; `score` is the likeness of 100."""

    __table_args__ = (rule("older_first", "older_id < newer_id"), UniqueConstraint("older_id", "newer_id"))

    id: int = given_id()
    revision: int = recorded_in()
    older_id: int = points_to("commitment.id")
    newer_id: int = points_to("commitment.id")
    score: int


class LikenessVerdict(Base, table=True):
    """What a person decided about a likeness; the last verdict counts."""

    __tablename__ = "likeness_verdict"
    __table_args__ = (one_of("verdict", Verdict),)

    id: int = given_id()
    revision: int = recorded_in()
    likeness_id: int = points_to("likeness.id")
    verdict: str
