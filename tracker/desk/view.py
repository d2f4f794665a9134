"""What somebody wants to look at: a date and filters, by codes that mean the same in every language."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class View:
    """A question as a page, a link or the command line puts it. Empty tuples do not filter.

    `on` and `known_on` default to today. A filter's code "none" stands for those without such a thing: national
    commitments, commitments without a lead agency … `outcomes` are outcome classes or selections of `look`
    ("due", "kept", "soon", "quiet"), `quarter` is one in which a deadline falls, such as "2024-Q3", `query` is free text.
    `part` is an article of a law or a section of a plan, as written; an empty one stands for those without.
    """

    on: date | None = None
    known_on: date | None = None
    regions: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    sub_statuses: tuple[str, ...] = ()
    quarter: str | None = None
    any_role: bool = False
    query: str = ""
    part: str | None = None
