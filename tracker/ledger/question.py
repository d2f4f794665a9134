"""What is asked of the ledger: which commitments, on which day, as known on which day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Keys = tuple[int | None, ...]
By = Literal["district", "region", "agency", "official", "partner", "basis", "topic", "quarter"]
GROUPINGS: tuple[By, ...] = (
    "district",
    "region",
    "agency",
    "official",
    "partner",
    "basis",
    "topic",
    "quarter",
)


class KnownTooEarly(ValueError):
    """The state of a day cannot be asked for as it was known before that day."""


class NotYetKnown(ValueError):
    """Nobody knows today what will have been recorded by a day to come."""


@dataclass(frozen=True, slots=True)
class Question:
    """The state at the end of the day `on`, by what had been recorded by the end of the day `known_on`.

    Filters hold internal ids; several ids in one filter mean any of them, several filters mean all of them.
    `None` among the ids means those that a grouping puts under the key null (national, no lead agency …).
    An empty filter lets everything through; so does `commitments=None`, an empty `commitments` nothing.
    """

    on: date
    known_on: date
    today: date | None = None
    """The day on which this is asked. No number depends on it."""
    public_only: bool = False
    partner_id: int | None = None
    """The audience is this partner: it sees its own commitments and the public ones."""
    regions: Keys = ()
    districts: Keys = ()
    agencies: Keys = ()
    bases: Keys = ()
    topics: Keys = ()
    partners: Keys = ()
    officials: Keys = ()
    any_role: bool = False
    """Agencies are looked for, and grouped by, in any role; otherwise as the lead alone."""
    commitments: tuple[int, ...] | None = None
    coverage_days: int = 90
    against_first: bool = False
    """Measure against the first deadline, as if there had been no extension."""

    def __post_init__(self) -> None:
        """Refuse a day that lies after what is known, and a day of knowing that lies ahead."""
        if self.on > self.known_on:
            raise KnownTooEarly(f"the state of {self.on} cannot be known on {self.known_on}")
        if self.today is not None and self.known_on > self.today:
            raise NotYetKnown(f"what will be known on {self.known_on} is not known on {self.today}")

    @property
    def is_live(self) -> bool:
        """Whether the answer is about today as known today, and so may still change before midnight."""
        return self.on == self.known_on == self.today

    @property
    def day_is_over(self) -> bool:
        """Whether the day `on` had ended as known, so that its own deadlines are due."""
        return self.known_on > self.on

    @property
    def last_due(self) -> date:
        """The last day whose deadlines are due: the day `on` once it is over as known, else the day before."""
        return self.on if self.day_is_over else self.on - timedelta(days=1)
