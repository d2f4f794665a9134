"""Who and where of a row: agencies of its columns, districts by the order of the sources that may give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.sheets.around import Around
from tracker.sheets.bodies import BodyCell
from tracker.sheets.fold import collapse
from tracker.sheets.issues import Issue
from tracker.sheets.language import two_languages
from tracker.sheets.names import Names


@dataclass(frozen=True, slots=True)
class Who:
    """The agencies of a row with their roles, what was not known, and the places in their names."""

    agencies: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    districts: tuple[str, ...]
    regions: tuple[str, ...]
    ambiguous: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Where:
    """The districts and regions of a row, names not known, and names that may be a city or a district."""

    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()


def who_of(leading: tuple[str, ...], joining: tuple[str, ...], names: Names) -> Who:
    """The agencies of the responsible columns and the co-responsible ones: the first named leads, the others join."""
    lead = [_agencies(text, names) for text in leading if text]
    joint = [_agencies(text, names) for text in joining if text]
    codes = list(dict.fromkeys(code for cell in (*lead, *joint) for code in cell.codes))
    unknown = tuple(dict.fromkeys(text for cell in (*lead, *joint) for text in cell.unknown))
    headed = bool(lead) and bool(lead[0].codes) and not lead[0].first_unknown
    roles = tuple((code, "lead" if headed and not at else "joint") for at, code in enumerate(codes))
    cells = (*lead, *joint)
    return Who(
        roles,
        unknown,
        tuple(dict.fromkeys(code for cell in cells for code in cell.districts)),
        tuple(dict.fromkeys(code for cell in cells for code in cell.regions)),
        tuple(choice for cell in cells for choice in cell.ambiguous),
    )


def _agencies(text: str, names: Names) -> BodyCell:
    """A cell in two languages names the same bodies twice: the half that is understood better counts."""
    halves = two_languages(text)
    if halves is None:
        return names.agency_cell(text)
    read = [names.agency_cell(half) for half in halves.values()]
    if not _same_bodies(halves, read):
        return names.agency_cell(text)
    best = min(read, key=lambda cell: (len(cell.unknown), -len(cell.codes)))
    places = tuple(dict.fromkeys(code for cell in read for code in cell.districts))
    return BodyCell(best.codes, best.unknown, places, best.regions, best.ambiguous, best.first_unknown)


def _same_bodies(halves: Mapping[str, str], read: Sequence[BodyCell]) -> bool:
    """Whether the halves may be translations: they name the same known bodies, or one of them is not known by name. A bare
    abbreviation («БДА») is in no language, so that beside another body it is a list."""
    one, two = read
    if one.codes and two.codes:
        return bool(set(one.codes) & set(two.codes)) or bool(one.unknown and two.unknown)
    return not any(half.isupper() and " " not in half for half in halves.values())


def where_of(own: str, who: Who, section: str | None, around: Around, names: Names) -> Where:
    """The districts of a row: its own column, else the agencies' names, else the section's heading, else the sheet's name
    or title. A cell that says «все районы» means none."""
    silent = names.places.says_nothing(own)
    found = Where() if silent else _own(own, who, names)
    if found is None:
        return Where()
    if found != Where():
        return found
    if who.districts:
        return Where(who.districts)
    in_section = names.places.mentioned(_unnumbered(section), alone=True) if section else ((), ())
    if in_section[0]:
        return Where(in_section[0])
    doubtful = names.places.doubtful(_unnumbered(section)) if section and not in_section[1] else ()
    if not doubtful and around.districts:
        return Where(around.districts)
    doubtful = doubtful or around.doubtful
    if doubtful and silent:
        return Where(ambiguous=doubtful)
    regions = in_section[1] or who.regions or around.regions
    if not silent and not regions:
        return Where(unknown=(collapse(own),))
    return Where((), regions)


def _own(text: str, who: Who, names: Names) -> Where | None:
    """What the district column says; None for the whole country, an empty Where when it leaves the answer to others."""
    halves = two_languages(text)
    cell = names.district_cell(text)
    if halves and cell.unknown and cell.districts:
        read = [names.district_cell(half) for half in halves.values()]
        cell = next((each for each in read if not each.unknown), cell)
    if cell.national and not cell.districts and not cell.unknown:
        return Where((), cell.regions) if cell.regions else None
    districts, ambiguous = list(cell.districts), []
    for said, codes in cell.ambiguous:
        told = [code for code in codes if code in who.districts]
        if len(told) == 1:
            districts.append(told[0])
        else:
            ambiguous.append((said, codes))
    return Where(tuple(dict.fromkeys(districts)), cell.regions, cell.unknown, tuple(ambiguous))


def _unnumbered(section: str) -> str:
    head, _, rest = section.partition(" ")
    return rest if rest and head.rstrip(".)").strip("IVXivxІ0123456789") == "" else section


def place_issues(where: Where, cell: str | None, names: Names) -> list[Issue]:
    """Errors for districts that nobody knows or that nothing tells apart."""
    issues = [
        Issue(
            "unknown_district", cell, {"text": text, "suggestion": ";".join(names.suggest("district", text))}
        )
        for text in where.unknown
    ]
    for text, codes in where.ambiguous:
        issues.append(Issue("unknown_district", cell, {"text": text, "suggestion": ";".join(codes)}))
        issues.append(
            Issue("ambiguous_district", cell, {"text": text, "choices": names.places.called(codes)})
        )
    return issues


def agency_issues(who: Who, cell: str | None, names: Names) -> list[Issue]:
    """Warnings for bodies that nobody knows, and for rows that name none."""
    if not who.agencies and not who.unknown:
        return [Issue("no_agency", cell)]
    return [
        Issue(
            "unknown_agency",
            cell,
            {"text": collapse(text), "suggestion": ";".join(names.suggest("agency", text))},
        )
        for text in who.unknown
    ]
