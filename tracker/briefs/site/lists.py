"""The lists of commitments behind the figures, cut into pages of a size that a phone loads at once."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from tracker.briefs.site.report import Report
from tracker.briefs.site.say import Say
from tracker.desk.answers import CommitmentDetail

PER_PAGE: Final = 50

LISTS: Final[dict[str, tuple[str, ...]]] = {
    "all": (),
    "kept": ("kept_on_time", "kept_late", "being_kept"),
    "on_time": ("kept_on_time", "being_kept"),
    "late": ("kept_late",),
    "overdue": ("overdue",),
    "broken": ("not_being_kept",),
    "soon": (),
    "quiet": (),
    "open": ("open",),
    "ahead": ("ahead",),
    "undated": ("undated",),
    "withdrawn": ("withdrawn",),
}
"""The lists, and the outcomes in each; "soon" and "quiet" are chosen by the desk."""
LIST_OF: Final = {outcomes: name for name, outcomes in LISTS.items() if outcomes}
"""The list of some outcomes."""


class Chosen:
    """Which commitments are in which list."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._members: dict[str, list[CommitmentDetail]] = {}

    def members(self, name: str) -> list[CommitmentDetail]:
        """The commitments of a list, in the order of urgency."""
        if name not in self._members:
            self._members[name] = [one for one in self._report.commitments if self._is_in(name, one)]
        return self._members[name]

    def title(self, name: str, say: Say) -> str:
        """What a list is called."""
        own = {
            "all": say.t("All"),
            "kept": say.t("Kept"),
            "on_time": say.t("On time"),
            "soon": say.t("Due within 30 days"),
            "quiet": say.tn("No finding for {n} day", "No finding for {n} days", self._report.coverage_days),
        }
        return own[name] if name in own else say.outcome_label(LISTS[name][0])

    def _is_in(self, name: str, one: CommitmentDetail) -> bool:
        chosen = {"soon": self._report.soon, "quiet": self._report.quiet}
        if name in chosen:
            return one.line.code in chosen[name]
        return name == "all" or one.line.outcome in LISTS[name]


def chunks(
    found: Sequence[CommitmentDetail], base: str, say: Say
) -> Iterator[tuple[int, Sequence[CommitmentDetail], dict[str, Any]]]:
    """A list page by page: place, the commitments, and the way to the neighbours. An empty list has one empty page."""
    count = max(1, -(-len(found) // PER_PAGE))
    for place in range(count):
        yield (
            place,
            found[place * PER_PAGE : (place + 1) * PER_PAGE],
            {
                "path": _path(base, place),
                "count": count,
                "said": say.t("Page {number} of {count}", number=place + 1, count=count),
                "before": _name(base, place - 1) if place else None,
                "after": _name(base, place + 1) if place + 1 < count else None,
            },
        )


def paths_of(found: Sequence[CommitmentDetail], base: str) -> list[str]:
    """The paths of the pages of a list."""
    return [_path(base, place) for place in range(max(1, -(-len(found) // PER_PAGE)))]


def address_of(code: str) -> str:
    """A code as a file's name: what could mean something in a path is replaced, and told apart by a hash."""
    plain = re.sub(r"[^a-z0-9-]", "-", code.lower())
    return plain if plain == code else f"{plain[:60]}-{sha256(code.encode()).hexdigest()[:8]}"


def _path(base: str, place: int) -> str:
    return f"{base}.html" if place == 0 else f"{base}.{place + 1}.html"  # no code has a dot in its address


def _name(base: str, place: int) -> str:
    return _path(base, place).rpartition("/")[2]
