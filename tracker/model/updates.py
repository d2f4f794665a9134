"""What partners sent back that waits for a person: conflicts and proposals. Until decided they count nowhere."""

from datetime import date

from sqlmodel import Field

from tracker.model.columns import Base, given_id, one_of, points_to, rule
from tracker.model.vocabulary import ConflictVerdict, ProposalVerdict, StatementKind, Status


class Conflict(Base, table=True):
    """What a partner says of a commitment, where something else was recorded since their workbook was made.

    `base_id` is the newest finding (or claim) that the partner knew of, 0 for none.
    """

    __table_args__ = (one_of("kind", StatementKind), one_of("status", Status))

    id: int = given_id()
    revision: int = points_to("revision.number")
    commitment_id: int = points_to("commitment.id")
    partner_id: int = points_to("partner.id")
    kind: str
    status: str
    effective_on: date
    deadline_on: date | None = None
    note: str | None = None
    internal_note: str | None = None
    evidence: str | None = None
    base_id: int = 0
    source_row_id: int | None = points_to("source_row.id", default=None, index=False)


class ConflictDecision(Base, table=True):
    """What a person decided about a conflict; the last decision that was not undone counts."""

    __tablename__ = "conflict_decision"
    __table_args__ = (one_of("verdict", ConflictVerdict),)

    id: int = given_id()
    revision: int = points_to("revision.number")
    conflict_id: int = points_to("conflict.id")
    verdict: str


class Proposal(Base, table=True):
    """A commitment that a partner proposes, in their words as written."""

    id: int = given_id()
    revision: int = points_to("revision.number")
    partner_id: int = points_to("partner.id")
    language: str
    text: str
    fingerprint: str = Field(index=True)
    basis: str | None = None
    agency: str | None = None
    district: str | None = None
    due: str | None = None
    note: str | None = None
    source_row_id: int | None = points_to("source_row.id", default=None, index=False)


class ProposalDecision(Base, table=True):
    """What became of a proposal: the commitment it was made into, or why it was declined."""

    __tablename__ = "proposal_decision"
    __table_args__ = (
        one_of("verdict", ProposalVerdict),
        rule("accepted_has_commitment", "(verdict = 'accepted') = (commitment_id IS NOT NULL)"),
    )

    id: int = given_id()
    revision: int = points_to("revision.number")
    proposal_id: int = points_to("proposal.id")
    verdict: str
    commitment_id: int | None = points_to("commitment.id", default=None)
    reason: str | None = None
