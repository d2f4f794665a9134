"""What a person resolves once and the installation remembers: spellings, new bodies and places, what a column means."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Literal

from sqlalchemy import select

from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.model import Agency, Alias, District, HeaderMemory, Partner
from tracker.model.vocabulary import LANGUAGES, AliasKind
from tracker.sheets import Reading, resolve_fold
from tracker.store import Change
from tracker.store.queries import table_of

KINDS: Mapping[str, str] = {
    AliasKind.REGION: "regions",
    AliasKind.DISTRICT: "districts",
    AliasKind.AGENCY: "agencies",
    AliasKind.PARTNER: "partners",
    AliasKind.BASIS: "bases",
}
CREATED = (AliasKind.AGENCY, AliasKind.DISTRICT, AliasKind.PARTNER)
HEADER_ROWS = 15  # a header stands in one of these

Level = Literal["national", "region", "district", "community"]
PlaceKind = Literal["district", "city"]
Columns = Mapping[str, str]
Overrides = dict[str, tuple[int, Columns]]


class UnknownCode(ValueError):
    """There is nothing with this code for a spelling to stand for."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a person says a name means: the thing of this kind with this `code`, or (None) a new one.

    A new district needs its `region` and what it is; a new body, whether there is one or one everywhere (`level`).
    """

    kind: AliasKind
    written: str
    code: str | None
    region: str | None = None
    place: PlaceKind = "district"
    level: Level = "district"


def resolve(desk: Desk, asker: Asker, answers: Sequence[Resolution], *, language: str) -> None:
    """From now on each name stands for what a person said; new bodies and places are made, named in `language`.

    One change for all of them. Raises `UnknownCode` (then nothing is remembered), `NotAllowed`.
    """
    require_staff(asker)
    known = catalogue(desk)
    for answer in answers:
        if answer.code is not None and answer.code not in getattr(known, KINDS[answer.kind]):
            raise UnknownCode(answer.code)
        if answer.code is None and answer.kind not in CREATED:
            raise UnknownCode(answer.kind)
        if answer.code is None and answer.kind == AliasKind.DISTRICT and answer.region not in known.regions:
            raise UnknownCode(answer.region or "")
    with desk.store.write(actor=asker.name, action="names.resolved", at=desk.clock()) as change:
        for answer in answers:
            code = answer.code or _create(change, answer, known, language)
            _remember(change, answer.kind, answer.written, code)


def _create(change: Change, answer: Resolution, known: Catalogue, language: str) -> str:
    names = {f"name_{each}": answer.written if each == language else None for each in LANGUAGES}
    if answer.kind == AliasKind.AGENCY:
        (key,) = change.take_ids(Agency, 1)
        code = f"body-{key}"
        made = {"kind": "other", "level": answer.level, "name_status": "created by a person"}
        change.append(Agency, [{"id": key, "code": code, **made, **names}])
        return code
    if answer.kind == AliasKind.PARTNER:
        (key,) = change.take_ids(Partner, 1)
        code = f"partner-{key}"
        change.append(Partner, [{"id": key, "code": code, "illustration": False, **names}])
        return code
    (key,) = change.take_ids(District, 1)
    code = f"place-{key}"
    region_id = known.regions[answer.region or ""].id
    change.append(
        District, [{"id": key, "code": code, "region_id": region_id, "kind": answer.place, **names}]
    )
    return code


def remember_columns(desk: Desk, asker: Asker, *, header: Sequence[str], columns: Columns) -> None:
    """From now on a header row with these cells (column A first) means these columns: field by letter."""
    require_staff(asker)
    key, told = header_key(header), json.dumps(dict(columns), sort_keys=True)
    with desk.store.write(actor=asker.name, action="header.remembered", at=desk.clock()) as change:
        table = table_of(HeaderMemory)
        if change.connection.execute(select(table.c.headers).where(table.c.headers == key)).first():
            change.alter(HeaderMemory, {"headers": key}, columns=told)
        else:
            change.append(HeaderMemory, [{"headers": key, "columns": told}])


def remembered_columns(desk: Desk, reading: Reading) -> Overrides:
    """What people said before about headers like those of this workbook, by sheet ("" in a CSV)."""
    known = desk.once_a_revision("headers", lambda: _headers(desk))
    if not known:
        return {}
    found: Overrides = {}
    for sheet in reading.sheets:
        for number, cells in enumerate(sheet.sample[:HEADER_ROWS], start=1):
            if (columns := known.get(header_key(cells))) is not None:
                found[sheet.sheet or ""] = (number, columns)
    return found


def header_key(cells: Sequence[str]) -> str:
    """What two header rows share when they say the same in the same columns."""
    folded = [resolve_fold(cell or "") for cell in cells]
    while folded and not folded[-1]:
        folded.pop()
    return blake2b("\x1f".join(folded).encode(), digest_size=16).hexdigest()


def _headers(desk: Desk) -> dict[str, Columns]:
    table = table_of(HeaderMemory)
    with desk.store.read() as connection:
        return {
            key: json.loads(told)
            for key, told in connection.execute(select(table.c.headers, table.c.columns))
        }


def _remember(change: Change, kind: str, written: str, code: str) -> None:
    table, folded = table_of(Alias), resolve_fold(written)
    key: dict[str, Any] = {"kind": kind, "folded": folded}
    known = select(table.c.code).where(table.c.kind == kind, table.c.folded == folded)
    if change.connection.execute(known).first():
        change.alter(Alias, key, code=code, written=written)
    else:
        change.append(Alias, [{**key, "written": written, "code": code}])
