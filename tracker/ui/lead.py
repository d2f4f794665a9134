"""Where a click on a mark goes: always to exactly what the mark counts."""

from datetime import date
from typing import Final, Literal

from tracker.ui.here import place, today
from tracker.ui.state import Place

Target = tuple[str, Place]
Whose = Literal["agency", "district"]
FIELDS: Final[dict[Whose, str]] = {"agency": "agencies", "district": "districts"}
"""The field of the view that filters by each."""

DEADLINES: Final = ("on_time", "late", "overdue")
"""What can have become of a deadline that was due."""


def to_district(code: str) -> Target:
    """The district on its own page."""
    return "districts", place().but(districts=(code,), show=place().show)


def to_agency(code: str) -> Target:
    """The agency on its own page."""
    return "agencies", place().but(agencies=(code,))


def to_source(code: str) -> Target:
    """The law, plan or agreement on its own page."""
    return "sources", place().but(bases=(code,))


def to_region(code: str) -> Target:
    """The commitments due in a region."""
    return "commitments", place().but(regions=(code,), outcomes=("due",))


def to_agency_outcome(mark: str) -> Target:
    """The commitments of an agency with one outcome; `mark` is "agency|outcome"."""
    code, _, outcome = mark.partition("|")
    return "commitments", place().but(agencies=(code,), outcomes=(outcome,))


def to_due_of_district(code: str) -> Target:
    """What was due in a district."""
    return "commitments", place().but(districts=(code,), outcomes=("due",))


def to_due_of_agency(code: str) -> Target:
    """What was due of an agency."""
    return "commitments", place().but(agencies=(code,), outcomes=("due",))


def to_overdue(by: Whose, code: str) -> Target:
    """What is overdue of an agency, or in a district."""
    return "commitments", place().but(**{FIELDS[by]: (code,)}, outcomes=("overdue",))


def to_meetings_in(code: str) -> Target:
    """The meetings in a district."""
    return "forums", place().but(districts=(code,), month="")


def to_meetings_of(month: str) -> Target:
    """The meetings of a month, written as 2026-06."""
    return "forums", place().but(month=month)


def to_recurring(by: Whose, code: str) -> Target:
    """The commitments of an agency, or in a district, that recur and had a deadline."""
    return "commitments", place().but(**{FIELDS[by]: (code,)}, outcomes=("recurring",))


def to_quarter(mark: str) -> Target:
    """The commitments whose deadlines a part of a quarter's column counts; `mark` is "quarter|late", or the quarter alone."""
    quarter, _, became = mark.partition("|")
    return "commitments", place().but(quarter=quarter, deadlines=(became,) if became else DEADLINES)


def to_crossed(mark: str) -> Target:
    """What was due of an agency in a district; `mark` is "agency|district"."""
    agency, _, district = mark.partition("|")
    return "commitments", place().but(agencies=(agency,), districts=(district,), outcomes=("due",))


def to_district_on(mark: str) -> Target:
    """What was due in a district on a day; `mark` is "district|2026-06-30"."""
    district, _, day = mark.partition("|")
    page, there = to_due_on(day)
    return page, there.but(districts=(district,))


def to_due_on(mark: str) -> Target:
    """What was due on a day; today is what is asked anyway."""
    day = date.fromisoformat(mark)
    return "commitments", place().but(on=None if day >= today() else day, outcomes=("due",))
