"""Groups in a ranking: their order, what can be said of them, and their numbers as a table. Nothing is drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from tracker.figures.findings import kept_of_group
from tracker.figures.grammar import Table, as_table, known, records
from tracker.words import N_, translate
from tracker.words.formats import FEW, NOTHING, fraction, number, percent, share, sort_key

Kind = Literal["district", "region", "agency", "basis"]
"""What the groups of a ranking are."""

TOO_LITTLE: Final = {
    "district": N_("In no district was enough due for a rate"),
    "region": N_("In no region was enough due for a rate"),
    "agency": N_("Of no agency was enough due for a rate"),
    "basis": N_("Under no law or plan was enough due for a rate"),
}
Whose = Literal["district", "agency"]
"""What the groups of the figures beside the rates are."""

NONE_OVERDUE: Final = {
    "district": N_("Nothing is overdue in any district"),
    "agency": N_("No agency has anything overdue"),
}
"""Where no group has anything overdue; what is of none of them (a national commitment) may be."""
ALIKE: Final = {
    "district": N_("By district {low} to {high}: the difference may be chance"),
    "region": N_("By region {low} to {high}: the difference may be chance"),
    "agency": N_("By agency {low} to {high}: the difference may be chance"),
    "basis": N_("By law or plan {low} to {high}: the difference may be chance"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A group of a ranking: its key, full and short name, and its measures."""

    key: str
    full: str
    short: str
    measures: dict[Any, Any]

    @property
    def due(self) -> int:
        """How many were due."""
        return int(self.measures["due"])

    @property
    def kept(self) -> int:
        """How many of them are kept."""
        return int(self.measures["kept"])


def in_order(rows: pd.DataFrame, names: dict[str, tuple[str, str]], language: str) -> list[Named]:
    """The groups with something due: first those that can carry a rate, best first, then the small ones by size; equal
    ones in the reader's alphabet.

    `names` gives full and short name by key; groups without a name (the national ones) are left out.
    """
    found = [
        Named(row["key"], *names[row["key"]], row)
        for row in records(rows)
        if row["key"] in names and row["due"]
    ]
    enough = [one for one in found if one.due >= FEW]
    few = [one for one in found if one.due < FEW]
    return sorted(
        enough, key=lambda one: (-one.kept / one.due, -one.due, sort_key(one.full, language))
    ) + sorted(few, key=lambda one: (-one.due, sort_key(one.full, language)))


def ranking_finding(found: Sequence[Named], language: str, kind: Kind) -> str:
    """What the ranking shows: the two ends where they can be told apart, and otherwise that they can't."""
    enough = [one for one in found if one.due >= FEW]
    if not enough:
        return translate(TOO_LITTLE[kind], language)
    best, worst = enough[0], enough[-1]
    if best is worst:
        return kept_of_group(best.short, best.measures, language)
    if _apart(best, worst):
        return _said(N_("From {worst_rate} ({worst}) to {best_rate} ({best})"), best, worst, language)
    surest, weakest = max(enough, key=low_end), min(enough, key=high_end)
    if _apart(surest, weakest):
        clearly = N_("{best} ({best_rate}) is clearly ahead of {worst} ({worst_rate})")
        return _said(clearly, surest, weakest, language)
    return translate(
        ALIKE[kind],
        language,
        low=percent(worst.kept, worst.due, language),
        high=percent(best.kept, best.due, language),
    )


def _said(sentence: str, best: Named, worst: Named, language: str) -> str:
    return translate(
        sentence,
        language,
        worst=worst.short,
        worst_rate=percent(worst.kept, worst.due, language),
        best=best.short,
        best_rate=percent(best.kept, best.due, language),
    )


def _apart(better: Named, worse: Named) -> bool:
    """Whether the intervals of two groups do not meet."""
    return low_end(better) > high_end(worse)


def low_end(one: Named) -> float:
    """Where the interval of a group begins."""
    return known(one.measures["low"]) or 0.0


def high_end(one: Named) -> float:
    """Where the interval of a group ends."""
    return known(one.measures["high"]) or 0.0


def overdue_finding(found: Sequence[Named], language: str, kind: Whose) -> str:
    """Of which group most is overdue; groups of few due are not ranked, and where they have more, the finding says so."""
    if not any(_overdue(one) for one in found):
        return translate(NONE_OVERDUE[kind], language)
    enough = [one for one in found if one.due >= FEW]
    if not enough:
        return translate(TOO_LITTLE[kind], language)
    most = max(enough, key=_overdue)
    if not _overdue(most):
        return translate("Nothing is overdue where six or more were due", language)
    sentence = (
        N_("Most overdue where six or more were due: {name}, {fraction} due")
        if any(_overdue(one) > _overdue(most) for one in found)
        else N_("Most overdue: {name}, {fraction} due")
    )
    told = fraction(_overdue(most), most.due, language)
    return translate(sentence, language, name=most.short, fraction=told)


def _overdue(one: Named) -> int:
    return int(one.measures["overdue"])


def ranking_table(found: Sequence[Named], language: str) -> Table:
    """Kept, due, rate and interval of every group; few due have no rate."""
    columns = (
        translate("Name", language),
        translate("Kept", language),
        translate("Due", language),
        translate("Rate", language),
        translate("95 % interval", language),
    )
    return as_table(columns, [_ranking_row(one, language) for one in found], [one.key for one in found])


def _ranking_row(one: Named, language: str) -> tuple[str, ...]:
    few = one.due < FEW
    rate = NOTHING if few else percent(one.kept, one.due, language)
    low, high = share(known(one.measures["low"]), language), share(known(one.measures["high"]), language)
    interval = NOTHING if few else f"{low} – {high}"
    return one.full, number(one.kept, language), number(one.due, language), rate, interval
