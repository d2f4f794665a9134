"""The names in a workbook that nobody knows: each once, with how many rows wait for it and what it may mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.load.names import names_for_reading
from tracker.desk.load.shapes import Plan
from tracker.model.vocabulary import AliasKind
from tracker.sheets import Names, resolve_fold

KINDS: Final[Mapping[str, AliasKind]] = {
    "unknown_district": AliasKind.DISTRICT,
    "unknown_agency": AliasKind.AGENCY,
    "unknown_partner": AliasKind.PARTNER,
}


LIKELY: Final = 72
"""Of 100: names less alike than that are no help to choose by."""
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name as written, in how many rows it stands, and the codes it may mean, the likeliest first: suggestions only."""

    kind: AliasKind
    written: str
    rows: int
    suggestions: tuple[str, ...]

    @property
    def stops_rows(self) -> bool:
        """Whether its rows can't be taken before somebody says what it means."""
        return self.kind == AliasKind.DISTRICT


def unknown_names(desk: Desk, asker: Asker, planned: Plan) -> list[UnknownName]:
    """What is to be resolved: what stops rows first, then by the number of rows."""
    require_staff(asker)
    rows: dict[tuple[AliasKind, str], set[tuple[str | None, int]]] = {}
    written: dict[tuple[AliasKind, str], tuple[str, tuple[str, ...]]] = {}
    told = [((one.row.sheet, one.row.row), one.issues) for one in planned.rows]
    told += [((one.entry.sheet, one.entry.row), one.entry.issues) for one in planned.entries]
    for place, issues in told:
        for issue in issues:
            if (kind := KINDS.get(issue.code)) is not None:
                text = str(issue.values["text"])
                key = (kind, resolve_fold(text))
                likely = tuple(code for code in str(issue.values.get("suggestion", "")).split(";") if code)
                written.setdefault(key, (text, likely))
                rows.setdefault(key, set()).add(place)
    names = names_for_reading(desk)
    found = [
        UnknownName(kind, text, len(rows[kind, folded]), _near(names, kind, folded, likely))
        for (kind, folded), (text, likely) in written.items()
    ]
    return sorted(found, key=lambda name: (not name.stops_rows, -name.rows, name.written))


def _near(names: Names, kind: AliasKind, folded: str, likely: tuple[str, ...]) -> tuple[str, ...]:
    """Of the codes that the reader of workbooks holds for likely, those with a name that really looks like this one."""
    spellings = {AliasKind.DISTRICT: names.places.spellings, AliasKind.AGENCY: names.bodies.spellings}
    score: dict[str, float] = dict.fromkeys(likely, 0.0)
    for spelling, code in spellings.get(kind, ()):
        alike = fuzz.token_sort_ratio(folded, spelling)
        if alike >= LIKELY or code in score:
            score[code] = max(score.get(code, 0.0), alike)
    best = [code for code, alike in sorted(score.items(), key=lambda pair: -pair[1]) if alike >= LIKELY]
    return tuple(best[:MOST])
