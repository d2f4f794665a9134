"""The hand-written tables of `texts/` read into commitments, in the order in which the sheets will show them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from data.making.bodies import post
from data.making.dues import due
from data.making.model import Commitment, Forum

TEXTS = Path(__file__).resolve().parent / "texts"
APPROVED = date(2024, 2, 15)
"""The ministry's plan was approved on this day, as its stamp says."""
LAW_SINCE = date(2024, 1, 15)
"""The duties under laws were put on the office's list on this day."""
PARTNERS = {
    "shimol": ("namuna-shimol", "ru"),
    "markaz": ("namuna-markaz", "ru"),
    "janub": ("namuna-janub", "tg"),
    "sharq": ("namuna-sharq", "tg"),
    "kuhsor": ("namuna-kuhsor", "en"),
}


def lines(name: str) -> Iterator[list[str]]:
    """The filled lines of a table, split into cells; a heading keeps its `##` in the first cell."""
    for line in (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield [cell.strip() for cell in line.split(" | ")]


def plan() -> list[Commitment]:
    """The measures of the ministry's action plan, numbered through, without codes."""
    made: list[Commitment] = []
    section = ""
    for cells in lines("plan"):
        if cells[0].startswith("##"):
            section = cells[0].removeprefix("## ")
            continue
        topic, bodies, when, where, text = cells
        number = len(made) + 1
        made.append(
            _commitment(
                f"plan-{number:02d}",
                None,
                number,
                "ru",
                topic,
                text,
                bodies,
                when,
                where,
                made_on=APPROVED,
                source="plan",
                section=section,
            )
        )
    return made


def law() -> list[Commitment]:
    """The duties under laws, with codes that a spreadsheet leaves alone."""
    made: list[Commitment] = []
    section = ""
    for cells in lines("law"):
        if cells[0].startswith("##"):
            section = cells[0].removeprefix("## ")
            continue
        topic, bodies, when, where, basis, text = cells
        number = len(made) + 1
        code = f"LAW-{number:02d}"
        title, article = basis.split(", ")
        made.append(
            _commitment(
                code,
                code,
                number,
                "ru",
                topic,
                text,
                bodies,
                when,
                where,
                made_on=LAW_SINCE,
                source="law",
                section=section,
                basis=(title, article),
            )
        )
    return made


def forums(name: str) -> list[Commitment]:
    """The agreements of one partner's forums."""
    partner, language = PARTNERS[name]
    made: list[Commitment] = []
    forum: Forum | None = None
    for cells in lines(name):
        if cells[0].startswith("##"):
            forum, number = _forum(cells), 0
            continue
        assert forum is not None
        number += 1
        code = f"{forum.code}-{number:02d}"
        topic, bodies, when, where, text = cells
        made.append(
            _commitment(
                code,
                code,
                number,
                language,
                topic,
                text,
                bodies,
                when,
                forum.district if where == "-" else where,
                made_on=forum.held_on,
                source=name,
                partner=partner,
                forum=forum,
                official=post(bodies.split(",")[0].rstrip("*"), language),
            )
        )
    return made


def everything() -> list[Commitment]:
    """All commitments of the sample."""
    return [*plan(), *law(), *(one for name in PARTNERS for one in forums(name))]


def _forum(cells: list[str]) -> Forum:
    code, day, district, place, kind, organiser, *attendance = cells
    women, men, police = map(int, attendance)
    return Forum(
        code.removeprefix("## "),
        date.fromisoformat(day),
        district,
        place,
        kind,
        organiser,
        women,
        men,
        police,
    )


def _commitment(
    key: str,
    code: str | None,
    number: int,
    language: str,
    topic: str,
    text: str,
    bodies: str,
    when: str,
    where: str,
    *,
    made_on: date,
    source: str,
    **more: object,
) -> Commitment:
    text, _, also = text.partition(" // ")
    places = [] if where == "-" else [place.strip() for place in where.split(",")]
    region = places[0] if places and places[0].startswith("TJ-") else None
    return Commitment(
        key=key,
        code=code,
        number=number,
        language=language,
        text=text,
        also=also or None,
        topic=topic,
        bodies=tuple((body.strip().rstrip("*"), body.strip().endswith("*")) for body in bodies.split(",")),
        districts=() if region else tuple(places),
        region=region,
        due=due(when, language, number),
        made_on=made_on,
        source=source,
        **more,  # type: ignore[arg-type]
    )
