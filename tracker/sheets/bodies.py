"""Agencies in text: several in a cell, abbreviated or declined, with the district that stands in their name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tracker.sheets.fold import collapse, resolve_fold, stem, words_of
from tracker.sheets.places import TYPE_STEMS, Places, written_out

Record = Mapping[str, Any]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


_STOP: Final = frozenset(
    [
        "в",
        "во",
        "по",
        "на",
        "о",
        "об",
        "и",
        "с",
        "со",
        "к",
        "дар",
        "ба",
        "оид",
        "ва",
        "бо",
        "аз",
        "барои",
        "of",
        "the",
        "in",
        "on",
        "for",
        "and",
        "at",
        "to",
        "with",
        "все",
        "всех",
        "всем",
        "всеми",
        "хамаи",
        "all",
    ]
)
_DISTRICT_LEVEL: Final = _stems("районный городской местный районов районам district city local") | {
    part for part, kind in TYPE_STEMS.items() if kind != "region"
}
_REGION_LEVEL: Final = _stems("областной региональный regional вилояти") | {
    part for part, kind in TYPE_STEMS.items() if kind == "region"
}
_ROLES: Final = _stems(
    "начальник начальники руководитель руководство рохбарият рахбарият рохбари сардор сардори глава head chief"
    " заместитель зам муовин муовини сотрудники кормандони работники officers staff leadership"
)
_TAIL: Final = re.compile(
    r"\b(?:(?:при|назди|under the)\s+(?:правительств[ео]|президент[е]?|хукумати|президенти|president|government)\s*)?"
    r"(?:(?:of (?:the )?)?(?:республик[иа] таджикистан|чумхурии точикистон|republic of tajikistan|tajikistan)|"
    r"of rt|\b(?:рт|чт|rt|pt)\b)"
    r"|\b(?:при|назди|under the)\s+(?:правительстве|президенте|хукумати|президенти|president|government)\b"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEAD_MARK: Final = re.compile(r"\(\s*(?:отв|ответств|масъул|lead|координатор)[^()]*\)", re.IGNORECASE)
_TOGETHER: Final = (
    r"совместно\s+с(?:о)?|вместе\s+с(?:о)?|при\s+участии|с\s+участием|при\s+содействии|во\s+взаимодействии\s+с(?:о)?|"
    r"якҷоя\s+бо|якчоя\s+бо|дар\s+якҷоягӣ\s+бо|дар\s+ҳамкорӣ\s+бо|бо\s+ҳамкории|бо\s+иштироки|ҳамроҳи|"
    r"together\s+with|jointly\s+with|in\s+cooperation\s+with|with\s+the\s+participation\s+of|"
    r"in\s+partnership\s+with|а\s+также|инчунин|ҳамчунин|as\s+well\s+as|при\s+поддержке|бо\s+дастгирии|"
    r"with\s+(?:the\s+)?support\s+(?:of|from)|и\s+другими|с\s+привлечением|бо\s+ҷалби"
)
_SPLIT: Final = re.compile(
    rf"\s*[,;\n\r•]\s*|\s+(?=\d{{1,2}}[.)]\s)|\s+/\s+|\s+[+&]\s+|\s+(?:{_TOGETHER})\s+", re.IGNORECASE
)
_AND: Final = re.compile(r"\s+(?:и|ва|and)\s+|\s*/\s*|\s+[-–—]\s+", re.IGNORECASE)
_TOGETHER_FIRST: Final = re.compile(rf"^(?:{_TOGETHER}|и|ва|and)\s+", re.IGNORECASE)
_ROLE_AFTER: Final = re.compile(
    r"\s*[–—:-]\s*(?:отв|ответственн\w*|исп|исполнител\w*|соисп|соисполнител\w*|lead|joint|масъул\w*|"
    r"ҳамиҷрокунанда\w*)\.?$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:отв|ответственн\w*|исполнител\w*|исп|соисп\w*|соисполнител\w*|масъул\w*|иҷрокунанда\w*|lead|joint|"
    r"responsible|ведущий|координатор)\.?(?:\s+исполнител\w*)?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_CONSENT: Final = re.compile(
    r"\bпо\s+согласованию\b|\bна\s+местах\b|\bдар\s+маҳалҳо\b|\bбо\s+мувофиқа\b|\bбо\s+мувофиқат\w*|"
    r"\bsubject\s+to\s+agreement\b|\bby\s+agreement\b",
    re.IGNORECASE,
)
_NUMBERING: Final = re.compile(r"^(?:\d{1,2}[.)]|[-–—*]|[а-гa-d]\))\s*")
_PROSECUTOR: Final = (stem("прокуратура"),)
_NONE: Final = re.compile(
    r"^(?:нет|не (?:определен|указан|назначен)[аоы]?|уточняется|н/д|б/д|муайян нашуда(?:аст)?|нест|n/?a|none|tbd|tbc|"
    r"not (?:given|stated|specified|named|assigned))$"
)
_OWN_AT_A_REGION: Final = frozenset(
    ["prosecutor-district", "district-court", "chair-district", "cwfa-district"]
)
"""District bodies beside which a region has one of its own: «Суд ГБАО» is no district court."""
_FREE: Final = frozenset(
    [
        "jamoat",
        "mahalla",
        "cpc",
        "cppt",
        "public-council",
        "volunteers",
        "mia-precinct",
        "local-majlis",
        "cswg",
    ]
)
"""Bodies that carry a name of their own («джамоат Чоркух»): what follows their name is not another body."""
_TITLED: Final = _stems(
    "министерство вазорат комитет кумита агентство агенти уполномоченный ваколатдор ministry committee agency commissioner"
)
_MINISTRY: Final = frozenset({stem("мвд"), stem("вкд")})
_AS_LATIN: Final = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
_ONE_OF_SEVERAL: Final = {
    "министерства": "министерство", "комитеты": "комитет", "агентства": "агентство", "вазоратхои": "вазорати",
    "кумитахои": "кумитаи", "ministries": "ministry", "committees": "committee", "agencies": "agency",
}  # fmt: skip
_SEVERAL: Final = re.compile(rf"^({'|'.join(_ONE_OF_SEVERAL)})\b")
_HEADS: Final = _stems(
    "отдел управление сектор комитет комиссия совет штаб служба центр бахш шуъба раёсат кумита марказ department"
    " committee unit office управления школа школы мактаб больница"
)
_EXTRA: Final[Mapping[str, str]] = {
    "mia-district": (
        "отдел милиции;РОМВД;ОМВД города;ГОВД;ГОМВД;районный отдел милиции;отдел МВД;шуъбаи корҳои дохилӣ;ШКД;"
        "шуъбаи милитсия;шӯъбаи ВКД;OMVD;ROVD;OVD;local police;police department;district police department;"
        "MIA department;"
        "district department of internal affairs;department of internal affairs;city police"
    ),
    "mia-precinct": (
        "участковые уполномоченные милиции;участковые инспекторы милиции;УИМ;precinct inspector;precinct inspectors;"
        "precinct police inspectors;precinct police;нозирони минтақавӣ;нозирони минтақавии милитсия;"
        "нозирони минтақавӣ"
    ),
    "mia-traffic": "ГАИ МВД;ОГАИ;Госавтоинспекция;Traffic police;State Traffic Inspectorate;БДА ВКД",
    "mia-region": "управление МВД;управление внутренних дел;раёсати ВКД;раёсати корҳои дохилӣ;"
    "MIA regional directorate",
    "cwfa-district": (
        "отдел по работе с женщинами и семьей;отдел по делам женщин и семьи;отдел женщин и семьи;"
        "бахши кор бо занон ва оила;шуъбаи кор бо занон ва оила;women and family affairs department;"
        "department for women and family affairs;department on women and family affairs"
    ),
    "coes": "Комитет по чрезвычайным ситуациям;Комитет по ЧС;Комитет по ЧС и ГО;КЧСиГО;"
    "Кумитаи ҳолатҳои фавқулодда;Committee for Emergency Situations",
    "hukumat-district": (
        "исполнительный орган государственной власти;мақомоти иҷроияи ҳокимияти давлатӣ;ҳукумат;мақомоти маҳаллӣ;"
        "местные органы исполнительной власти;местные органы государственной власти;местные органы власти;"
        "местная исполнительная власть;local executive authorities;local authorities;local hukumats;local hukumat;"
        "local executive bodies;district administration;local executive body;khukumat;hukumat;hokimiyat;"
        "local authority"
    ),
    "mia": "Ministry of Interior;Ministry of the Interior;Ministry of Internal Affairs",
    "mlme": "Ministry of Labour, Migration and Employment of Population",
    "cwfa": "Women's Committee;Committee for Women's Affairs;Committee on Women's Affairs",
    "majlisi-namoyandagon": "Parliament;Маджлиси намояндагон;Маҷлиси намояндагон;Majlisi Namoyandagon",
    "majlisi-milli": "Маджлиси милли;Маҷлиси миллӣ;Majlisi Milli",
    "ombudsman": "Ombudsman's Office;Office of the Ombudsman;Дафтари Омбудсмен",
    "scns": "Госкомитет национальной безопасности;Госкомитет нацбезопасности",
    "mahalla": "раиси маҳалла;раисони маҳаллаҳо;председатели махаллей;махаллинские комитеты;комитеты махалли;"
    "махалли;кумитаҳои маҳалла;mahalla committees;mahalla council",
    "jamoat": "председатель джамоата;раиси ҷамоат;джамоаты;ҷамоатҳо;ҷамоатҳои деҳот;jamoats;сельские джамоаты;"
    "джамоат",
    "public-council": "Общественный совет;Общественные советы;Шӯрои ҷамъиятӣ;Шӯроҳои ҷамъиятӣ;Public Council;"
    "Public Councils",
    "volunteers": "добровольная дружина;дружина;народная дружина;дастаи ихтиёрӣ;дружинаи халқӣ;voluntary patrol",
    "prosecutor-district": "прокурор района;прокурор города;прокуратураи ноҳия;прокуратураи шаҳр;district prosecutor",
    "district-court": "суди ноҳия;суди шаҳр;district court;city court",
}
"""Everyday names that the list of agencies leaves to the reader. Names the installation's own list lacks are skipped."""


@dataclass(frozen=True, slots=True)
class Body:
    """One part of a cell: an agency's code, or None with the text as written; the places in its name."""

    code: str | None
    text: str
    districts: tuple[str, ...]
    regions: tuple[str, ...]
    ambiguous: tuple[tuple[str, ...], ...]
    marked_lead: bool = False


@dataclass(frozen=True, slots=True)
class BodyCell:
    """The agencies of one cell in order, each code once; `first_unknown` keeps the lead open."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, ...], ...] = ()
    first_unknown: bool = False


class Bodies:
    """The list of agencies as an index of stems."""

    def __init__(self, agencies: Iterable[Record], aliases: Iterable[Record], places: Places) -> None:
        self._places = places
        self._keys: dict[tuple[str, ...], list[tuple[str, str, bool]]] = defaultdict(list)
        self._exact: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self.spellings: list[tuple[str, str]] = []
        self._titles: list[tuple[tuple[str, ...], str]] = []
        self._levels: dict[str, str] = {}
        known = [(str(record["code"]), str(record.get("level") or ""), record) for record in agencies]
        for code, level, record in known:
            self._levels[code] = level
            names = [str(record.get(name) or "") for name in _NAME_COLUMNS]
            names += str(record.get("aliases") or "").split(";") + _EXTRA.get(code, "").split(";")
            for name in filter(None, names):
                self._add(name, code, level)
                if name.isupper() and not name.isascii() and (typed := name.translate(_AS_LATIN)).isascii():
                    # an abbreviation typed in Latin letters of the same look: «AKH», «OC»
                    self._exact.setdefault(_plain(typed), code)
        for record in aliases:
            if record.get("kind") == "agency" and record.get("text"):
                self._exact[_plain(str(record["text"]))] = str(record["code"])

    def _add(self, name: str, code: str, level: str) -> None:
        plain = _BRACKETS.sub(" ", name)
        self.spellings.append((resolve_fold(plain), code))
        self._whole.setdefault(_plain(plain), code)
        core, levels, national = self._core(words_of(resolve_fold(plain)), keep_places=True)
        if not core:
            return
        self._keys[core].append((code, "national" if national else level, bool(levels)))
        if len(core) > 3 and core[-1] in _MINISTRY:
            # «Управление охраны общественного порядка» without the ministry it belongs to
            self._keys[core[:-1]].append((code, level, bool(levels)))
        if level == "national" and core[0] in _TITLED and len(core) > 2:
            self._titles.append((core, code))

    def _core(
        self, words: Sequence[str], *, keep_places: bool = False
    ) -> tuple[tuple[str, ...], set[str], bool]:
        text = " ".join(words)
        shorter = _TAIL.sub(" ", text)
        national = shorter != text
        core, levels = [], set()
        for word in shorter.split():
            part = stem(word)
            if (part in _DISTRICT_LEVEL and word not in ("local", "местный")) or part in ("р",):
                levels.add("district")
            elif part in _REGION_LEVEL:
                levels.add("region")
            elif word not in _STOP:
                core.append(part)
        if not core and national and keep_places:
            core = [stem(word) for word in words]
        return tuple(core), levels, national

    def cell(self, text: str) -> BodyCell:
        """The agencies of a cell; commas inside an agency's own name do not split it, nor do brackets."""
        bodies = self._bodies(text)
        if not bodies:
            return BodyCell()
        bodies.sort(key=lambda body: not body.marked_lead)
        codes = dict.fromkeys(body.code for body in bodies if body.code)
        unknown = dict.fromkeys(body.text for body in bodies if body.code is None)
        return BodyCell(
            tuple(codes),
            tuple(unknown),
            tuple(dict.fromkeys(code for body in bodies for code in body.districts)),
            tuple(dict.fromkeys(code for body in bodies for code in body.regions)),
            tuple(choice for body in bodies for choice in body.ambiguous),
            bodies[0].code is None,
        )

    def _bodies(self, text: str) -> list[Body]:
        if _NONE.match(resolve_fold(text).strip(" .")):
            return []
        text = _CONSENT.sub(" ", written_out(text))
        if "/" in text and (code := self._whole.get(_plain(_bare(_BRACKETS.sub(" ", text))))):
            return [Body(code, collapse(text), (), (), ())]
        parts = [_bare(part) for part in _SPLIT.split(_guard(text))]
        parts = [part for part in parts if words_of(resolve_fold(_BRACKETS.sub(" ", part)))]
        found: list[Body] = []
        at, kind = 0, ""
        while at < len(parts):
            taken = self._joined(parts, at)
            together = " ".join(parts[at : at + taken])
            head = _SEVERAL.match(resolve_fold(together))
            kind = _ONE_OF_SEVERAL[head.group(1)] if head else kind
            body = self._one(together, parts[at : at + taken])
            at += taken
            for each in body:
                for whole in self._completed(each, kind, found):
                    self._append(found, whole)
        return found

    def _completed(self, body: Body, kind: str, found: Sequence[Body]) -> list[Body]:
        """What a list leaves out: «Министерства внутренних дел, юстиции» names two ministries, «хукуматы областей, городов и
        районов» three levels of one body."""
        if body.code or not body.text:
            return [body]
        if kind:
            named = _SEVERAL.sub("", resolve_fold(body.text)).strip(" :")
            cuts = [[named[: each.start()], named[each.end() :]] for each in _AND.finditer(named)]
            for pieces in ([named], *cuts, _AND.split(named)):
                whole = [self._resolve(f"{kind} {piece}") for piece in pieces]
                if all(each.code for each in whole):
                    return whole
        core, levels, national = self._core(words_of(resolve_fold(body.text)))
        if found and levels and not core:
            above = self._core(words_of(resolve_fold(found[-1].text)))[0]
            code = self._pick(above, levels, national) if above else None
            return [replace(body, code=code)] if code else []
        return [body]

    def _append(self, found: list[Body], body: Body) -> None:
        """A part that is only a place («…, Таджикабадского районов») belongs to the body before it."""
        if body.code is None and not body.text and found:
            last = found[-1]
            found[-1] = Body(
                last.code, last.text, last.districts + body.districts, last.regions + body.regions, last.ambiguous,
                last.marked_lead,
            )  # fmt: skip
        elif body.text or body.code:
            found.append(body)

    def _joined(self, parts: Sequence[str], at: int) -> int:
        """How many parts make up one name that has commas or line breaks inside."""
        for count in range(min(5, len(parts) - at), 1, -1):
            joined = " ".join(_BRACKETS.sub(" ", part) for part in parts[at : at + count])
            core, levels, national = self._core(_roleless(words_of(resolve_fold(joined))))
            last = self._core(words_of(resolve_fold(parts[at + count - 1])))
            if (
                len(core) > 1
                and (last[0] or not last[1])
                and self._pick(core, levels, national)
                and not self._code_of(parts[at + count - 1])
            ):
                return count
        return 1

    def _code_of(self, part: str) -> str | None:
        return self._resolve(part).code

    def _one(self, text: str, parts: Sequence[str]) -> list[Body]:
        """One part, or the two that «и», “and” or a slash join when each is known by itself."""
        strict = self._resolve(text, strict=True)
        if strict.code or len(parts) > 1:
            return [strict]
        pieces = [_bare(piece) for piece in _AND.split(_guard(text)) if piece.strip()]
        if len(pieces) > 1:
            split = [self._resolve(piece) for piece in pieces]
            known = all(each.code or (not each.text and each.districts) for each in split)
            if known or (split[0].code and all(each.code or _headed(each.text) for each in split[1:])):
                return split
        for cut in _AND.finditer(_guard(text)):
            halves = [_bare(text[: cut.start()]), _bare(text[cut.end() :])]
            heads = [words_of(resolve_fold(half))[:1] for half in halves]
            if all(head and stem(head[0]) in _TITLED for head in heads):
                named = [self._resolve(half) for half in halves]
                if all(each.code for each in named):
                    return named
        return [self._resolve(text)]

    def _resolve(self, text: str, *, strict: bool = False) -> Body:
        """The body that a part names; `strict` wants its whole name, without anything behind it."""
        marked = bool(_LEAD_MARK.search(text))
        shown = collapse(_BRACKETS.sub(" ", text)).strip(" .;:–-")
        exact = self._exact.get(_plain(shown))
        words = words_of(resolve_fold(shown))
        words = _roleless(words)
        spans = [
            span for span in self._places.spans(words) if span.typed or not _inside_name(span.start, words)
        ]
        if self._own_name(shown):
            spans = []
        districts = tuple(code for span in spans if len(span.codes) == 1 for code in span.codes)
        districts += self._in_brackets(text)
        if "dushanbe" in districts and any(code.startswith("dushanbe-") for code in districts):
            districts = tuple(code for code in districts if code != "dushanbe")
        regions = tuple(code for span in spans for code in span.regions)
        ambiguous = tuple(span.codes for span in spans if len(span.codes) > 1)
        bare = [
            word for at, word in enumerate(words) if not any(span.start <= at < span.end for span in spans)
        ]
        core, levels, national = self._core(bare)
        levels |= {"district"} if districts or ambiguous else set()
        levels |= (
            {"region"} if regions or any(not span.codes and not span.regions for span in spans) else set()
        )
        if not core and spans and exact is None:
            whole = self._core(words)
            code = self._pick(*whole) if whole[0] else None
            return Body(code, shown if code else "", districts, regions, ambiguous, marked)
        code = exact or self._pick(core, levels, national)
        if code is None and not strict:
            code = self._leading(core, levels, national)
        if code and exact is None and self._levels.get(code) == "region" and districts and not regions:
            # «УВД района Рудаки»: a region's directorate does not sit in a district; the capital has one
            code = code if districts == ("dushanbe",) else None
        return Body(code or self._whole.get(_plain(shown)), shown, districts, regions, ambiguous, marked)

    def _own_name(self, shown: str) -> bool:
        """Whether the words are the whole name of one body, so that a place in them is part of the name («… в Душанбе»)."""
        code = self._whole.get(_plain(shown))
        return code is not None and self._levels.get(code) in ("national", "international")

    def _in_brackets(self, text: str) -> tuple[str, ...]:
        """«ОМВД (Рашт)»: places that stand alone in brackets."""
        found: list[str] = []
        for bracket in _BRACKETS.findall(text) if "(" in text or "[" in text else ():
            words = words_of(resolve_fold(bracket))
            spans = self._places.spans(words)
            if spans and sum(span.end - span.start for span in spans) == len(words):
                found += [code for span in spans if len(span.codes) == 1 for code in span.codes]
        return tuple(found)

    def _pick(self, core: tuple[str, ...], levels: set[str], national: bool) -> str | None:
        entries = self._keys.get(core, [])
        if "region" in levels and "district" not in levels:
            entries = [entry for entry in entries if entry[0] not in _OWN_AT_A_REGION]
            if core[:1] == _PROSECUTOR:
                return None
        wanted = ["region"] if "region" in levels and "district" not in levels else []
        wanted += ["district", "jamoat", "community"] if "district" in levels else []
        wanted += ["national"] if national else []
        for level in wanted:
            for code, own, _needs in entries:
                if own == level:
                    return code
        plain = [(code, own) for code, own, needs in entries if not needs]
        if plain:
            local = (code for code, own in plain if own == "district")
            return next(local, plain[0][0])
        if not levels and any(own == "district" and needs for _, own, needs in entries) and len(core) == 1:
            return None
        return entries[0][0] if entries and (levels or len(core) > 1 or core[0] == "суд") else None

    def _leading(self, core: tuple[str, ...], levels: set[str], national: bool) -> str | None:
        """The body that the words begin with, where what follows is only a name, a number, or the body above it."""
        for length in range(len(core) - 1, 0, -1):
            code = self._pick(core[:length], levels, national) if core[:length] in self._keys else None
            if code is None:
                continue
            rest = core[length:]
            if code in _FREE or all(part.isdecimal() for part in rest):
                return code
            if rest[0] in ("при", "назд") and len(rest) > 1:
                rest = rest[1:]
            if rest in self._keys or (levels and len(rest) == 1 and rest[0].endswith("ск")):
                return code
            return None
        if core and core[0] in _TITLED and len(core) > 1:
            fitting = {code for title, code in self._titles if title[: len(core)] == core}
            return fitting.pop() if len(fitting) == 1 else None
        return None


_NAME_COLUMNS: Final = ("name_ru", "name_tg", "name_en", "abbr_ru", "abbr_tg", "abbr_en")


def _plain(text: str) -> str:
    return " ".join(words_of(resolve_fold(text)))


def _bare(part: str) -> str:
    """A part without its numbering and without the words that only say its role."""
    plain = _TOGETHER_FIRST.sub("", _LABEL.sub("", _NUMBERING.sub("", collapse(part))))
    return _ROLE_AFTER.sub("", plain)


def _roleless(words: list[str]) -> list[str]:
    """Without the post before a body's name: «начальник ОМВД»."""
    while len(words) > 1 and stem(words[0]) in _ROLES:
        words = words[1:]
    return words


def _guard(text: str) -> str:
    """Brackets emptied of separators, so that a list inside them does not split the cell."""
    return _BRACKETS.sub(lambda found: re.sub(r"[,;\n\r/]", " ", found.group()), text)


def _headed(text: str) -> bool:
    words = words_of(resolve_fold(text))
    return bool(words) and any(stem(word) in _HEADS for word in words[:2])


def _inside_name(start: int, words: Sequence[str]) -> bool:
    """«при», «Академия» and the like never make a place of the word after them; a jamoat's own name is no district."""
    return start > 0 and stem(words[start - 1]) in {"дехот", "махалл", "чамоат", "джамоат", "jamoat"}
