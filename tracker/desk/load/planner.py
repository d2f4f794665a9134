"""What would come of each row: which commitment it speaks of, what it would change there, or that it is a new one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.desk.load.compare import SheetScope, compare
from tracker.desk.load.known import Known, Memory, document_of, fingerprint
from tracker.desk.load.shapes import LoadOptions, PlannedRow
from tracker.model.codes import is_code, looks_like_code
from tracker.model.vocabulary import Cadence
from tracker.sheets import Issue, Reading, Row

Place = tuple[str | None, int]


@dataclass
class Planner:
    """Holds what the planning of one workbook's rows has in common.

    `taken_before` are the rows of this very file that were taken already, `open_names` those of them whose bodies
    nobody had resolved then.
    """

    memory: Memory
    reading: Reading
    options: LoadOptions
    today: date
    taken_before: set[Place]
    open_names: set[Place]
    _taken: dict[int, PlannedRow] = field(default_factory=dict)
    _fresh: dict[object, Row] = field(default_factory=dict)
    _times: Counter[str] = field(default_factory=Counter)

    def rows(self) -> list[PlannedRow]:
        """The plan of every row, in the order of the file; a row that is split comes once for each district."""
        asked = [row for row in self.reading.rows if not self._is_settled(row)]
        prints = {id(row): fingerprint(row.text, row.folded) for row in asked if row.text}
        self._times = Counter(prints.values())
        codes = {row.code for row in asked if row.code}
        self.memory.prepare(prints.values(), codes, {code for code in codes if is_code(code)})
        scopes = SheetScope.of_all(self.reading.rows)
        return [
            planned
            for row in self.reading.rows
            for planned in self._row(row, prints.get(id(row), ""), scopes[row.sheet])
        ]

    def _is_settled(self, row: Row) -> bool:
        """Whether nothing needs to be looked up: the row is refused or repeated, or this very file has been taken."""
        place = (row.sheet, row.row)
        return row.outcome != "new" or (place in self.taken_before and place not in self.open_names)

    def _row(self, row: Row, words: str, scope: SheetScope) -> Iterator[PlannedRow]:
        if row.outcome != "new":
            yield PlannedRow(row, row.outcome, words, issues=row.issues)
        elif self._is_settled(row):
            yield PlannedRow(row, "same", words, issues=row.issues)
        else:
            known, trouble = self._recognise(row, words, scope)
            if trouble is not None:
                yield PlannedRow(row, "rejected", words, issues=(trouble, *row.issues))
            elif known is not None:
                yield self._known(row, words, scope, known)
            elif len(row.districts) > 1:
                yield from self._several_districts(row, words, scope)
            else:
                yield self._new(row, words)

    def _known(self, row: Row, words: str, scope: SheetScope, known: Known) -> PlannedRow:
        if known.id in self._taken:
            return _again(row, words, self._taken[known.id].row)
        told = compare(
            row,
            known,
            scope=scope,
            agency_speaks=self.options.reported_by == "agency",
            correct=self.options.deadline_changes == "correction",
            partner=self.options.partner,
            day=self.reading.as_of or self.today,
        )
        one = PlannedRow(row, "same" if told.is_empty else "changed", words, known, told, row.issues)
        self._taken[known.id] = one
        return one

    def _new(self, row: Row, words: str) -> PlannedRow:
        if self.options.split_districts:
            # The reader has found what stands twice in the file as it is; splitting may bring forth another pair.
            first = self._fresh.setdefault(_content(row, words), row)
            if first is not row:
                return _again(row, words, first)
        return PlannedRow(row, "new", words, issues=row.issues)

    def _several_districts(self, row: Row, words: str, scope: SheetScope) -> Iterator[PlannedRow]:
        """A row that is not known as a whole: it was split when it was first taken, or is to be split now, or is new."""
        parts = [replace(row, districts=(district,)) for district in row.districts]
        found = [self._recognise_part(part, words, scope) for part in parts]
        if not self.options.split_districts and not any(found):
            yield self._new(row, words)
            return
        for part, known in zip(parts, found, strict=True):
            yield self._known(part, words, scope, known) if known else self._new(part, words)

    def _recognise_part(self, part: Row, words: str, scope: SheetScope) -> Known | None:
        """The commitment of one district that part of a row speaks of: the only one under the code, or with the words."""
        coded = self.memory.by_source_code(part.code) if part.code else []
        places = (set(part.districts), set(part.regions))
        coded = [
            known
            for known in coded
            if scope.same_words(part, known)
            and (set(known.version["districts"]), set(known.version["regions"])) == places
        ]
        fitting = coded if len(coded) == 1 else self._fitting(part, words, scope)
        return fitting[0] if len(fitting) == 1 else None

    def _recognise(self, row: Row, words: str, scope: SheetScope) -> tuple[Known | None, Issue | None]:
        """The commitment that a row speaks of: by our code, by the sender's code, by its content. Or what is in the way."""
        if row.code and looks_like_code(row.code):
            known = self.memory.by_code(row.code)
            return known, None if known else Issue("unknown_code", cell=None, values={"code": row.code})
        if self.memory.is_empty:
            return None, None
        if row.code:
            alike = [known for known in self.memory.by_source_code(row.code) if scope.same_words(row, known)]
            if len(alike) == 1:
                return alike[0], None
        fitting = self._fitting(row, words, scope)
        if len(fitting) > 1:
            codes = ", ".join(known.code for known in fitting)
            return None, Issue("several_known", cell=None, values={"codes": codes})
        return (fitting[0] if fitting else None), None

    def _fitting(self, row: Row, words: str, scope: SheetScope) -> list[Known]:
        """The commitments with these words that a row can be about; of several, those with its words or number now."""
        fitting = [known for known in self.memory.by_words(words) if scope.fits(row, known)]
        if not fitting:
            return self._postponed(row, words, scope)
        for name, value in (("fingerprint", words), ("number", row.number)):
            if len(fitting) > 1:
                fitting = [known for known in fitting if known.version[name] == value] or fitting
        return fitting

    def _postponed(self, row: Row, words: str, scope: SheetScope) -> list[Known]:
        """The one commitment that a row with another deadline can still be about: the same document loaded anew.

        Next year's plan repeats this year's duties with other deadlines, and those are commitments of their own; so
        only a document of the same title (or, without one, the same name) moves a deadline without saying so.
        """
        if row.due.cadence != Cadence.ONCE or self._times[words] > 1:
            return []
        whenever = replace(scope, dues=False)
        alike = [known for known in self.memory.by_words(words) if whenever.fits(row, known)]
        document = document_of(self.reading.title, self.reading.file)
        if (
            len(alike) != 1
            or alike[0].deadline["cadence"] != Cadence.ONCE
            or document not in alike[0].documents
        ):
            return []
        return alike


def _again(row: Row, words: str, first: Row) -> PlannedRow:
    twice = replace(row, outcome="duplicate", duplicate_of=(first.sheet, first.row))
    issue = Issue("duplicate", cell=None, values={"row": first.row})
    return PlannedRow(twice, "duplicate", words, issues=(issue, *row.issues))


def _content(row: Row, words: str) -> object:
    """What makes two rows of a file the same commitment, beside their numbers."""
    agencies = frozenset(code for code, _role in row.agencies) | frozenset(row.unknown_agencies)
    return (
        words,
        agencies,
        frozenset(row.districts),
        frozenset(row.regions),
        row.due.cadence,
        row.due.on,
        row.due.recurrence,
    )
