"""The words of the product that are stored: statuses, kinds, roles. What is computed (overdue, late) is not here."""

from enum import StrEnum


class Status(StrEnum):
    """What has become of a commitment, as a finding or a claim states it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PARTLY_FULFILLED = "partly_fulfilled"
    FULFILLED = "fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    WITHDRAWN = "withdrawn"


class Cadence(StrEnum):
    """How a deadline falls: one day, again and again, all the time, whenever needed, or not understood."""

    ONCE = "once"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    OPEN = "open"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    """Who may see a thing: those who work here, or everybody."""

    INTERNAL = "internal"
    PUBLIC = "public"


class AgencyRole(StrEnum):
    """The part an agency has in a commitment: one leads, others join."""

    LEAD = "lead"
    JOINT = "joint"


class BasisKind(StrEnum):
    """Where an obligation comes from."""

    CONSTITUTION = "constitution"
    LAW = "law"
    DECREE = "decree"
    REGULATION = "regulation"
    STRATEGY = "strategy"
    PROGRAMME = "programme"
    ACTION_PLAN = "action_plan"
    FORUM_AGREEMENT = "forum_agreement"
    OTHER = "other"


class ForumKind(StrEnum):
    """What kind of meeting a forum was."""

    COMMUNITY_POLICE = "community_police"
    ROUND_TABLE = "round_table"
    HEARING = "hearing"
    TRAINING = "training"
    OTHER = "other"


class EvidenceKind(StrEnum):
    """What stands behind a finding or a claim."""

    LINK = "link"
    DOCUMENT = "document"
    OBSERVATION = "observation"


class ReporterKind(StrEnum):
    """Whose word a status in a workbook is: the monitors' finding or the agency's own claim."""

    MONITOR = "monitor"
    AGENCY = "agency"


class AliasKind(StrEnum):
    """What a remembered spelling stands for."""

    REGION = "region"
    DISTRICT = "district"
    AGENCY = "agency"
    PARTNER = "partner"
    BASIS = "basis"


class Verdict(StrEnum):
    """What a person decided about two commitments that look alike."""

    SAME = "same"
    DIFFERENT = "different"


class ConflictVerdict(StrEnum):
    """What a person decided where a partner and the office say different things of one commitment."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


class ProposalVerdict(StrEnum):
    """What became of a commitment that a partner proposed."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class StatementKind(StrEnum):
    """Whose word a dated status is."""

    FINDING = "finding"
    CLAIM = "claim"


class Role(StrEnum):
    """What somebody may see and do."""

    PUBLIC = "public"
    PARTNER = "partner"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class LinkPurpose(StrEnum):
    """What a one-time link is for: an account that there is not yet, or a new password for one that there is."""

    INVITATION = "invitation"
    RESET = "reset"


class LinkEnd(StrEnum):
    """Why a one-time link works no more, before its time is over."""

    USED = "used"
    WITHDRAWN = "withdrawn"


LANGUAGES = ("en", "ru", "tg")
