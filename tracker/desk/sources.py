"""What laws, plans and forum agreements oblige to, article by article, and how much of it is kept."""

from dataclasses import dataclass, replace

from tracker.desk import look
from tracker.desk.answers import Measures
from tracker.desk.asking import Asker
from tracker.desk.catalogue import Entry
from tracker.desk.desk import Desk
from tracker.desk.parts import parts as parts_of_all
from tracker.desk.view import View
from tracker.model.vocabulary import BasisKind
from tracker.words.formats import sort_key


@dataclass(frozen=True, slots=True)
class Source:
    """A law, plan or agreement with the measures of the commitments that stand on it."""

    code: str
    entry: Entry
    measures: Measures

    @property
    def is_agreement(self) -> bool:
        """Whether it was made at a forum."""
        return bool(self.entry.extra["kind"] == BasisKind.FORUM_AGREEMENT)


@dataclass(frozen=True, slots=True)
class Part:
    """An article of a law or a section of a plan, as written (empty: what names none), with its measures."""

    name: str
    measures: Measures


def sources(desk: Desk, asker: Asker, view: View) -> list[Source]:
    """Every basis of the view that the asker may know, with its measures, in the order of the catalogue."""
    known = look.names(desk, asker).bases
    rows: list[Measures] = look.rates(desk, asker, view, by="basis").rows.to_dict("records")  # type: ignore[assignment]
    measured = {row["key"]: row for row in rows}
    return [Source(code, entry, measured[code]) for code, entry in known.items() if code in measured]


def parts(desk: Desk, asker: Asker, view: View, *, language: str) -> list[str]:
    """The articles or sections named by the commitments of the view, in the order of their numbers; none comes last."""
    found = set(look.states(desk, asker, view)["commitment_id"].tolist())
    named = parts_of_all(desk)
    return sorted(
        {named[each] for each in found},
        key=lambda name: (not name, *_numeral(name), sort_key(name, language)),
    )


def part(desk: Desk, asker: Asker, view: View, name: str) -> Part:
    """One article or section of the view with its measures."""
    return Part(name, look.rates(desk, asker, replace(view, part=name)).total)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _numeral(name: str) -> tuple[int, int]:
    """The Roman numeral that a section's heading begins with; a heading without one comes first."""
    word = name.split(".")[0].split()[0] if name.split(".")[0].split() else ""
    values = [_ROMAN[letter] for letter in word] if set(word) <= set(_ROMAN) else []
    total = sum(
        -value if after > value else value for value, after in zip(values, [*values[1:], 0], strict=False)
    )
    return int(bool(values)), total
