"""What every column of the exported data means, in which unit, and which values it can have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from tracker.ledger import GROUPINGS, OUTCOMES, SUB_STATUSES
from tracker.ledger.rates import COUNTABLE
from tracker.model.vocabulary import Cadence, StatementKind, Status, Visibility
from tracker.words import N_

Type = Literal["text", "code", "day", "whole number", "share", "yes or no"]
DATASETS: Final = ("commitments", "findings", "rates")
"""Commitments as they stand on the day; findings and claims as known; rates in all and by every grouping."""

TYPES: Final[Mapping[Type, str]] = {
    "text": N_("text"),
    "code": N_("code"),
    "day": N_("day"),
    "whole number": N_("whole number"),
    "share": N_("share"),
    "yes or no": N_("yes or no"),
}
"""The word for each type."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every file, what it means (to be translated), type, unit, and its values where they are few."""

    name: str
    meaning: str
    type: Type
    unit: str = ""
    values: tuple[str, ...] = ()


_STATUSES: Final = tuple(Status)

COMMITMENTS: Final = (
    Column("code", N_("The commitment's code in this installation."), "text"),
    Column("text_en", N_("Its words in English, where there are any."), "text"),
    Column("text_ru", N_("Its words in Russian, where there are any."), "text"),
    Column("text_tg", N_("Its words in Tajik, where there are any."), "text"),
    Column("lead", N_("The lead agency."), "code"),
    Column("joint", N_("The joint agencies. Several are separated by semicolons."), "code"),
    Column(
        "districts",
        N_("The districts it is about; none: a region or the whole country. Several are separated by semicolons."),
        "code",
    ),
    Column("regions", N_("The regions it is about as a whole. Several are separated by semicolons."), "code"),
    Column("basis", N_("The law, plan or forum agreement it stands on."), "code"),
    Column("article", N_("The article or point that obliges, as written."), "text"),
    Column("section", N_("The section of the plan it stands in, as written."), "text"),
    Column("topic", N_("The safety concern it answers."), "code"),
    Column("partner", N_("The partner who follows it."), "code"),
    Column("made_on", N_("The day it was made, where that is known."), "day"),
    Column("cadence", N_("How its deadlines fall."), "code", values=tuple(Cadence)),
    Column("due_text", N_("Its deadline as written."), "text"),
    Column("deadline", N_("The deadline that governs on the day."), "day"),
    Column("first_deadline", N_("The deadline as it was before any extension."), "day"),
    Column("extensions", N_("How often its deadline was moved."), "whole number", N_("extensions")),
    Column("outcome", N_("What became of it by the day, by the rules of the method."), "code", values=OUTCOMES),
    Column("sub_status", N_("The status of the finding that decides, or that there is none."), "code", values=SUB_STATUSES),
    Column(
        "days",
        N_("How late it was kept, how long it has been overdue, or how long there is until the deadline, by its outcome."),
        "whole number",
        N_("days"),
    ),
    Column("latest_on", N_("The day of the finding that decides."), "day"),
    Column("kept_since", N_("Since when it has been fulfilled without a break."), "day"),
    Column("confirmed", N_("Whether a second person has checked the finding that decides."), "yes or no"),
    Column("claim_status", N_("The status that the agency itself reports."), "code", values=_STATUSES),
    Column("claim_on", N_("The day of what the agency reports."), "day"),
    Column("visibility", N_("Whether it is published."), "code", values=tuple(Visibility)),
    Column("source_file", N_("The file it came from, where the reader may know it."), "text"),
    Column("source_sha256", N_("The SHA-256 of that file."), "text"),
    Column("source_sheet", N_("The sheet of that file."), "text"),
    Column("source_row", N_("The row in that sheet."), "whole number"),
)  # fmt: skip

FINDINGS: Final = (
    Column("commitment", N_("The code of the commitment it is about."), "text"),
    Column("kind", N_("A finding of the monitors or a claim of the agency."), "code", values=tuple(StatementKind)),
    Column("id", N_("The number of the finding, or of the claim, in this installation."), "whole number"),
    Column("status", N_("The status found or reported."), "code", values=_STATUSES),
    Column("effective_on", N_("The day on which it was true."), "day"),
    Column("effective_on_assumed", N_("Whether that day was assumed, since none was written."), "yes or no"),
    Column("recorded_on", N_("The day on which it was recorded."), "day"),
    Column("deadline_on", N_("The deadline it names, of a recurring commitment."), "day"),
    Column("late", N_("Whether it says that it was fulfilled late."), "yes or no"),
    Column("partner", N_("The partner who found it."), "code"),
    Column("note", N_("What was found, in words."), "text"),
    Column("internal_note", N_("A note for those who work here."), "text"),
    Column("confirmed", N_("Whether a second person has checked its evidence."), "yes or no"),
    Column("retracted", N_("Whether it was taken back; then it counts nowhere."), "yes or no"),
    Column("visibility", N_("Whether it is published."), "code", values=tuple(Visibility)),
)  # fmt: skip

_COUNTED: Final = {
    "due": N_("Due so far, and those that have to be kept all the time."),
    "kept": N_("Kept of those due: on time, late, or being kept."),
    "kept_on_time": N_("Fulfilled by their deadline, which has passed."),
    "kept_late": N_("Fulfilled after their deadline."),
    "being_kept": N_("To be kept all the time, and being kept."),
    "not_being_kept": N_("To be kept all the time, and not being kept."),
    "overdue": N_("The deadline has passed and they are not fulfilled."),
    "open": N_("The deadline has not passed and they are not fulfilled."),
    "ahead": N_("Fulfilled, and the deadline has not passed."),
    "undated": N_("Without a deadline, or with one that could not be understood."),
    "withdrawn": N_("Taken off control; outside every rate."),
    "no_information": N_("Overdue or not being kept, without any finding."),
    "partly": N_("Overdue and partly fulfilled."),
    "withdrawn_after_deadline": N_("Taken off control after their deadline had passed."),
    "population": N_("All commitments of the group."),
}
RATES: Final = (
    Column("by", N_("What the commitments are grouped by; total: not at all."), "code", values=("total", *GROUPINGS)),
    Column(
        "key",
        N_("The group's code; empty: commitments that name none. A commitment of several districts counts in each."),
        "code",
    ),
    Column("name_en", N_("The group's name in English, else in a language there is."), "text"),
    Column("name_ru", N_("The group's name in Russian, else in a language there is."), "text"),
    Column("name_tg", N_("The group's name in Tajik, else in a language there is."), "text"),
    *(Column(name, _COUNTED[name], "whole number", N_("commitments")) for name in COUNTABLE),
    Column("rate", N_("Fulfilment rate: kept, divided by due. Of fewer than six due it says little."), "share", N_("0 to 1")),
    Column("low", N_("Where the rate's 95 % interval (Wilson) begins."), "share", N_("0 to 1")),
    Column("high", N_("Where the rate's 95 % interval (Wilson) ends."), "share", N_("0 to 1")),
    Column("on_time_rate", N_("Kept on time, divided by kept on time, kept late and overdue."), "share", N_("0 to 1")),
    Column(
        "confirmed_rate",
        N_("Kept by a finding that a second person has checked, divided by due."),
        "share",
        N_("0 to 1"),
    ),
    Column("claimed_rate", N_("Kept by the agencies' own word, divided by due."), "share", N_("0 to 1")),
    Column("gap", N_("Claimed rate minus fulfilment rate."), "share", N_("−1 to 1")),
    Column("coverage", N_("Of those that need news, the share with a recent finding."), "share", N_("0 to 1")),
)  # fmt: skip

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "commitments": COMMITMENTS,
    "findings": FINDINGS,
    "rates": RATES,
}
"""The columns of each dataset, in their order in every file."""
