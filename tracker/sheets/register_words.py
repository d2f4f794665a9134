"""The words by which registers and their columns are known, in Russian, Tajik and English, over folded headers."""

import re
from functools import lru_cache
from typing import Final

from tracker.sheets.fold import resolve_fold
from tracker.sheets.header_words import language_of_header
from tracker.sheets.register_shapes import RegisterKind

_DISTRICT: Final = ("district", r"район|нохия|шахр|\bгород|district|\bcity\b|территори|худуд")
_REGION: Final = ("region", r"област|вилоят|\bregion|oblast|минтак")
_NOTE: Final = ("note", r"примечан|комментар|эзох|\bnotes?\b|remark|comment|шарх")
_NUMBER: Final = re.compile(
    r"^(?:№.*|#|n[or°]?|номер|р/т|т/р|п/п|№ ?п/п|раками? ?(?:тартиби)?|number|s/?n|no)$"
)

_RULES: Final[dict[RegisterKind, tuple[tuple[str, str], ...]]] = {
    "forum": (
        ("women", r"женщин|занон|\bзан\b|\bwomen\b|\bfemale|^ж$"),
        ("men", r"мужчин|мардон|\bмард\b|\bmen\b|\bmale|^м$"),
        ("police", r"милици|милитси|полици|\bpolice\b|сотрудник\w* (?:овд|омвд|мвд)|^овд$|\bofficers\b"),
        ("organiser", r"организатор|ташкилкунанда|ташкилотч|organi[sz]er|organi[sz]ed by|кто (?:провод|организовал)"),
        ("participants", r"участник|иштирокч|participant|attendan|attendee|присутств|^всего|^итого|^хамаги|^total|^человек"),
        ("held_on", r"\bдата\b|^сана|\bdate\b|^когда|^when|^день"),
        ("kind", r"^(?:вид|тип|формат|форма|нав\w*|kind|type|format)\b"),
        ("partner", r"партнер|\bшарик|\bpartner|\bнпо\b|\bngo\b"),
        _DISTRICT,
        ("place", r"^мест[оа]|адрес|площадк|\bзал\b|^чо[йи]|махал|venue|^place|location|address"),
        ("agreed", r"договорен|обязательств|решени|решили|agree|ухдадор|созишнома|мувофик|карор|рекомендац|итоги?\b"),
        ("subject", r"тема|мавзу|topic|subject|title|назван|наименован|мероприят|чорабини|event|^ном|^форум|^встреч|тренинг"
                    r"|training|семинар|вохури|activit"),
        _NOTE,
    ),
    "partner": (
        ("skip", r"контакт|contact|телефон|phone|e-?mail|почт|сурога|руководител|рохбар|директор|director|адрес"),
        ("code", r"^код\b|^рамз|^code\b|^id\b"),
        ("aliases", r"сокращ|ихтисор|abbrev|short|иначе|другие назван|also known"),
        _REGION,
        ("district", _DISTRICT[1] + r"|охват|coverage|где работает|следит|followed|кучо"),
        ("name", r"организац|ташкилот|партнер|\bшарик|partner|organi[sz]ation|назван|наименован|^ном\w*\b|\bname\b"
                 r"|\bнпо\b|\bоо\b|\bngo\b"),
        _NOTE,
    ),
    "official": (
        ("skip", r"контакт|contact|телефон|phone|e-?mail|почт"),
        ("holder", r"\bфио\b|ф\.? ?и\.? ?о|фамил|\bимя|ному насаб|насаб|\bname\b|holder|кто занимает"),
        ("post", r"должност|мансаб|\bpost\b|position|official|^пост$|^вазифа"),
        ("district", r"\bрайон|нохия|шахр|\bгород|district|\bcity\b|территори|худуд"),
        ("agency", r"\bорган|ведомств|учрежден|министерств|макомот|идора|муассиса|ташкилот|agency|\bbody\b"
                   r"|institution|ministry"),
        _NOTE,
    ),
    "indicator": (
        ("unit", r"единиц|ед\.? ?изм|вохид|ченак|\bunit"),
        ("source", r"источник|манба|сарчашма|\bsource"),
        ("code", r"^код\b|^рамз|^code\b"),
        ("value", r"значени|величин|^количеств|^число$|арзиш|ким+ат|микдор|\bvalue|^figure|^факт"),
        _DISTRICT,
        _REGION,
        ("year", r"^год$|^сол$|^соли$|^year$"),
        ("quarter", r"^квартал$|^семоха$|^quarter$|^кв\.?$"),
        ("month", r"^месяц$|^мох$|^month$"),
        ("from", r"^(?:с|от|начало.*|from|start.*|аз|огоз\w*|ибтидо\w*)$"),
        ("to", r"^(?:по|до|конец.*|окончани.*|to|end.*|until|то|анчом\w*|охир\w*)$"),
        ("period", r"период|\bдавра|period|отчетн\w+ (?:квартал|месяц|год)|^квартал|^семоха|^quarter|^месяц"),
        ("indicator", r"показател|индикатор|нишондиханда|indicator"),
        _NOTE,
    ),
}  # fmt: skip
_COMPILED: Final = {
    kind: tuple((field, re.compile(words)) for field, words in rules) for kind, rules in _RULES.items()
}
_TITLES: Final[dict[RegisterKind, re.Pattern[str]]] = {
    "forum": re.compile(r"форум|тренинг|обучени|встреч|вохури|forum|training|омузиш|семинар|круглы"),
    "partner": re.compile(r"партнер|\bшарик|partner"),
    "official": re.compile(r"должностн|мансабдор|\bofficials?\b|\bposts\b"),
    "indicator": re.compile(r"показател|индикатор|нишондиханда|indicator"),
}
_ORGANISATION: Final = re.compile(
    r"организац|ташкилот|партнер|\bшарик|partner|organi[sz]ation|\bнпо\b|\bngo\b|\bоо\b"
)
_EVENT: Final = re.compile(r"мероприят|чорабини|activit|event")
_AGREED: Final = re.compile(r"договорен|обязательств|обязанност|решени|agree|commitment|ухдадор|созишнома")

EVENT_IS_NOT_A_COMMITMENT: Final = frozenset(
    {"due", "due_from", "due_on", "agencies", "joint", "status", "claim", "basis"}
)


@lru_cache(maxsize=4096)
def column_field(kind: RegisterKind, header: str) -> str | None:
    """The column of a register of this kind that a header's words name; the last of several levels speaks first."""
    levels = header.split(" – ")
    for words in (levels[-1], header):
        folded = resolve_fold(words).strip(" .:*,;")
        if _NUMBER.match(folded):
            return None
        for field, pattern in _COMPILED[kind]:
            if pattern.search(folded):
                return _named(header) if field == "name" else field
    return None


def _named(header: str) -> str:
    language = language_of_header(header)
    return f"name_{language}" if language else "name"


def titled(kind: RegisterKind, title: str) -> bool:
    """Whether a title or the name of a sheet says that it is a register of this kind."""
    return bool(_TITLES[kind].search(resolve_fold(title)))


def names_organisations(header: str) -> bool:
    """Whether a header says that its column names organisations, not just anything."""
    return bool(_ORGANISATION.search(resolve_fold(header)))


def is_an_event(header: str) -> bool:
    """Whether a column of «мероприятия» can hold the names of meetings: it says nothing of agreements or duties."""
    folded = resolve_fold(header)
    return bool(_EVENT.search(folded)) and not _AGREED.search(folded)
