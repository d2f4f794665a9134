"""The words for stored and computed codes, and what each outcome means in one sentence."""

from collections.abc import Mapping
from typing import Final, Literal

from tracker.words.speak import N_, NP_, ptranslate, translate

Kind = Literal[
    "status",
    "sub_status",
    "outcome",
    "cadence",
    "basis",
    "forum",
    "agency_role",
    "visibility",
    "evidence",
    "reporter",
    "role",
    "change",
]
"""What a code is a code of. The codes are those of `tracker.model.vocabulary`; outcomes and changes are the ledger's."""

_STATUSES: Final = {
    "not_started": NP_("status", "Not started"),
    "in_progress": NP_("status", "In progress"),
    "partly_fulfilled": NP_("status", "Partly fulfilled"),
    "fulfilled": NP_("status", "Fulfilled"),
    "not_fulfilled": NP_("status", "Not fulfilled"),
    "withdrawn": NP_("status", "Withdrawn"),
}

LABELS: Final[Mapping[Kind, Mapping[str, tuple[str, str]]]] = {
    "status": _STATUSES,
    "sub_status": _STATUSES | {"no_information": NP_("status", "No information")},
    "outcome": {
        "kept_on_time": NP_("outcome", "Kept on time"),
        "kept_late": NP_("outcome", "Kept late"),
        "overdue": NP_("outcome", "Overdue"),
        "ahead": NP_("outcome", "Ahead"),
        "open": NP_("outcome", "Open"),
        "being_kept": NP_("outcome", "Being kept"),
        "not_being_kept": NP_("outcome", "Not being kept"),
        "undated": NP_("outcome", "Undated"),
        "withdrawn": NP_("outcome", "Withdrawn"),
    },
    "cadence": {
        "once": NP_("cadence", "Once"),
        "recurring": NP_("cadence", "Recurring"),
        "continuous": NP_("cadence", "Continuous"),
        "open": NP_("cadence", "Without a deadline"),
        "unknown": NP_("cadence", "Deadline not understood"),
    },
    "basis": {
        "constitution": NP_("basis", "Constitution"),
        "law": NP_("basis", "Law"),
        "decree": NP_("basis", "Decree"),
        "regulation": NP_("basis", "Regulation"),
        "strategy": NP_("basis", "Strategy"),
        "programme": NP_("basis", "Programme"),
        "action_plan": NP_("basis", "Action plan"),
        "forum_agreement": NP_("basis", "Forum agreement"),
        "other": NP_("basis", "Other basis"),
    },
    "forum": {
        "community_police": NP_("forum", "Community–police forum"),
        "round_table": NP_("forum", "Round table"),
        "hearing": NP_("forum", "Hearing"),
        "training": NP_("forum", "Training"),
        "other": NP_("forum", "Other meeting"),
    },
    "agency_role": {
        "lead": NP_("agency role", "Lead agency"),
        "joint": NP_("agency role", "Joint agency"),
    },
    "visibility": {
        "internal": NP_("visibility", "Internal"),
        "public": NP_("visibility", "Public"),
    },
    "evidence": {
        "link": NP_("evidence", "Link"),
        "document": NP_("evidence", "Document"),
        "observation": NP_("evidence", "Observation"),
    },
    "reporter": {
        "monitor": NP_("reporter", "Finding of the monitors"),
        "agency": NP_("reporter", "Claim of the agency"),
    },
    "role": {
        "public": NP_("role", "Public"),
        "partner": NP_("role", "Partner"),
        "editor": NP_("role", "Editor"),
        "administrator": NP_("role", "Administrator"),
    },
    "change": {
        "new": NP_("change", "New"),
        "withdrawn": NP_("change", "Withdrawn"),
        "reinstated": NP_("change", "Reinstated"),
        "kept": NP_("change", "Kept"),
        "late": NP_("change", "Kept late"),
        "ahead": NP_("change", "Fulfilled ahead of time"),
        "newly_due": NP_("change", "Newly due, not kept"),
        "slipped": NP_("change", "Deadline moved"),
        "no_longer_kept": NP_("change", "No longer kept"),
        "corrected": NP_("change", "Corrected afterwards"),
    },
}
"""For every kind and code the context and the English word."""

DEFINITIONS: Final = {
    "kept_on_time": N_("The deadline has passed, and the commitment was fulfilled by it."),
    "kept_late": N_("The deadline has passed, and the commitment was fulfilled after it."),
    "overdue": N_(
        "The deadline has passed, and the latest finding does not say fulfilled, or there is no finding."
    ),
    "ahead": N_("The deadline has not passed yet, and the commitment is already fulfilled."),
    "open": N_("The deadline has not passed yet, and the commitment is not fulfilled yet."),
    "being_kept": N_("It has to be kept all the time, and the latest finding says fulfilled or in progress."),
    "not_being_kept": N_(
        "It has to be kept all the time, and the latest finding says anything else, or there is no finding."
    ),
    "undated": N_("It has no deadline, or its deadline could not be understood."),
    "withdrawn": N_(
        "The latest finding says that it was taken off control; it is listed, but outside every rate."
    ),
}
"""For every outcome what it means, in the order in which a reader meets them."""

CHANGES: Final = {
    "new": N_("Made since the first day."),
    "withdrawn": N_("Taken off control since the first day."),
    "reinstated": N_("Taken off control on the first day, and not any more."),
    "kept": N_("Fulfilled by its deadline, or kept all the time, and not so on the first day."),
    "late": N_("Fulfilled after its deadline, and not yet on the first day."),
    "ahead": N_("Fulfilled since the first day, before its deadline."),
    "newly_due": N_("Its deadline passed since the first day, and it is not fulfilled."),
    "slipped": N_("Its deadline was moved since the first day, and it is not kept on that account."),
    "no_longer_kept": N_("Fulfilled or being kept on the first day, and not any more."),
    "corrected": N_(
        "What is known today about the first day differs from what was known then: loaded, found or corrected later."
    ),
}
"""For every kind of change between two days what it means."""


def label(kind: Kind, code: str, language: str) -> str:
    """The word people see for a code: label("outcome", "kept_late", "ru"). KeyError for an unknown code."""
    return ptranslate(*LABELS[kind][code], language)


NAMED_NONE: Final = {
    "region": N_("No region named"),
    "district": N_("The whole country"),
    "agency": N_("No agency named"),
    "basis": N_("No law or agreement named"),
    "topic": N_("No topic named"),
    "partner": N_("Followed by no partner"),
    "official": N_("No official named"),
    "quarter": N_("Without a deadline"),
}
"""What stands for commitments that name none of a kind."""


def definition(outcome: str, language: str) -> str:
    """One sentence that says when a commitment has this outcome; KeyError for an unknown one."""
    return translate(DEFINITIONS[outcome], language)


def change_definition(change: str, language: str) -> str:
    """One sentence that says when a commitment changed in this way; KeyError for an unknown one."""
    return translate(CHANGES[change], language)
