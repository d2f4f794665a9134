"""Cities, districts and regions in text: declined, abbreviated or former names, in three languages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracker.sheets.fold import collapse, resolve_fold, stem, words_of
from tracker.words import LANGUAGES
from tracker.words.formats import listing

Record = Mapping[str, Any]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("район", "нохия", "нох", "district", "rayon", "raion", "nohiya", "туман"), "district"),
    **dict.fromkeys(("город", "гор", "шахр", "city", "town", "shahri"), "city"),
    **dict.fromkeys(
        ("област", "обл", "вилоят", "region", "province", "oblast", "регион", "минтак"), "region"
    ),
}
TYPE_STEMS: Final[Mapping[str, str]] = {stem(word): kind for word, kind in _TYPES.items()}
_LETTER_TYPES: Final[Mapping[str, str]] = {"г": "city", "гг": "city", "ш": "city", "н": "district"}
_PLURAL_TYPES: Final = (
    ("district", re.compile(r"\bрайон(?:ы|ов|ах|ам|ами)\b|\bнохияхо\w*|\bdistricts\b")),
    ("city", re.compile(r"\bг\. ?г\.|\bгг\b|\bгород(?:а|ов|ах|ам|ами)\b|\bшахрхо\w*|\bcities\b")),
)
_LOWER: Final = frozenset(
    stem(word)
    for word in "дж ч джамоат пгт пос поселок посёлок село сельсовет кишлак дехот деха дех чамоат чам махалла махалл"
    " квартал микрорайон мкр шахрак шахраки jamoat township village settlement mahalla".replace(
        "ё", "е"
    ).split()
)
_OTHER: Final = _stems(
    "с д к ул улица пр просп проспект площадь пл парк рынок мост школа хиебони кучаи майдони боги бозори пули"
    " долина долины водии зона зоны группа группы куст street avenue ave square park market bridge valley zone"
)
"""What else bears the name of a district: streets and markets; and valleys and zones, which are more than one district."""
_NAMED_AFTER: Final = frozenset({"им", "имен", "номи", stem("номи"), stem("имени"), "named"})
_NATIONAL: Final = re.compile(
    r"^(?:(?:по |в )?(?:вс[яейю]+ )?(?:республик[аеиу]|стран[аеы])(?: таджикистан)?|рт|чт|"
    r"республиканский(?: уровень)?|"
    r"национальный(?: уровень)?|все(?:х)?(?: города и)?(?: районы| районов|"
    r" районах)?(?: и города)?(?: (?:республики|"
    r"страны))?"
    r"(?: таджикистан)?|(?:во )?всех районах(?: республики)?|(?:дар )?хамаи? (?:шахру )?нохияхо(?:и чумхури)?|"
    r"центральный аппарат|на местах|дар (?:хамаи )?махалхо|везде|повсеместно|(?:по |"
    r"во )?все[хм]? регион(?:ы|ов|ах|ам)|"
    r"(?:дар )?(?:хамаи )?минтакахо(?:и (?:чумхури|кишвар))?|города и районы(?: (?:республики|страны))?|"
    r"в городах и районах"
    r"(?: республики)?|(?:дар )?(?:хамаи )?шахру нохияхо(?:и (?:чумхури|кишвар)(?: точикистон|"
    r"и точикистон)?)?|country-wide|"
    r"(?:во?|по) все[хм] (?:города[хм] и )?района[хм](?: и города[хм])?(?: (?:республики|"
    r"страны))?|"
    r"хама|чумхури(?:и точикистон)?|"
    r"(?:дар )?сатхи чумхури(?:яви)?|(?:the )?(?:whole )?(?:republic|country)(?: of tajikistan)?|tajikistan|"
    r"таджикистан|"
    r"точикистон|all(?: districts| cities and districts| regions)?|national(?:ly| level)?|nationwide|"
    r"countrywide)$"
)
_NOT_SAID: Final = re.compile(
    r"^(?:нет(?: данных)?|н/д|б/д|не указан[ао]?|малумот нест|нишон дода нашуда(?:аст)?|n/?a|no data|"
    r"not (?:given|stated|specified))$"
)
_EXCEPT: Final = re.compile(
    r"\b(?:кроме|за исключением|исключая|помимо|except|excluding|excepting|other than|apart from|гайр аз|"
    r"истиснои?)\b|^(?:не|not) "
)
_QUALIFIER: Final = re.compile(
    r"(?:верхн|нижн|северн|южн|восточн|западн|средн|горн|нагорн)(?:ий|ый|яя|ая|ее|ое|его|ого|ей|ой|ем|ом|юю|"
    r"ую|е|о)|"
    r"(?:нов|стар)(?:ый|ая|ое|ого|ой|ом|ую|ому|ые|ых|ым|ыми)|боло|болои|поени?|нави|кухнаи?|шимоли|чануби|шарки|гарби|"
    r"миенаи?|кухистони?|"
    r"upper|lower|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|new|old|middle|mountainous|gornaya|"
    r"kuhistoni|bolo|poyon"
)
"""Words that make another place of a name: «Верхний Мастчох» is not Мастчох."""
_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_TYPE_IN_BRACKETS: Final = re.compile(r"\(\s*(город|район|шаҳр|ноҳия|city|district|town)\s*\)", re.IGNORECASE)
_TYPE_APART: Final = re.compile(
    r"\s*,\s*(район|город|шаҳр|ноҳия|city|district|town)\s*(?=$|[,;\n])", re.IGNORECASE
)
_APART: Final = re.compile(r"[()\[\],;:]")
_SPLIT: Final = re.compile(r"\s*[,;\n\r]\s*|\s+/\s+|\s+(?:и|ва|and|&)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A place found in words[start:end]; `codes` has several entries where nothing tells a city from a district."""

    start: int
    end: int
    codes: tuple[str, ...]
    regions: tuple[str, ...]
    typed: bool


@dataclass(frozen=True, slots=True)
class PlaceCell:
    """What a district cell says; `ambiguous` pairs a text with its possible codes; `national` when it says so itself."""

    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()
    national: bool = False


class Places:
    """The gazetteer as an index of stems."""

    def __init__(
        self, regions: Iterable[Record], districts: Iterable[Record], aliases: Iterable[Record]
    ) -> None:
        self._forms: dict[tuple[str, ...], dict[str, set[str | None]]] = defaultdict(dict)
        self._regions: dict[tuple[str, ...], str] = {}
        self.spellings: list[tuple[str, str]] = []
        self._only_typed: set[tuple[str, ...]] = set()
        self._region_of: dict[str, str] = {}
        self._called: dict[str, dict[str, str]] = {}
        districts = list(districts)
        for record in districts:
            self._add_district(record)
        self._add_surnames(districts)
        for record in regions:
            self._add_region(record)
        for record in aliases:
            text, code = str(record.get("text") or ""), str(record.get("code") or "")
            if record.get("kind") == "district" and text:
                self._forms[self._key(text)] = {code: {None, "city", "district"}}
                core = self._untyped(text)[0]
                self._forms[core].setdefault(code, set()).update((None, "city", "district"))
            elif record.get("kind") == "region" and text:
                self._regions[self._key(text)] = code
        self._longest = max((len(key) for key in (*self._forms, *self._regions)), default=0)

    def called(self, codes: Sequence[str]) -> dict[str, str]:
        """What the districts of these codes are called, one after the other, in each language."""
        return {
            language: listing([self._called.get(code, {}).get(language, code) for code in codes], language)
            for language in LANGUAGES
        }

    def _key(self, text: str) -> tuple[str, ...]:
        return tuple(stem(word) for word in words_of(resolve_fold(written_out(text))))

    def _untyped(self, text: str) -> tuple[tuple[str, ...], str | None]:
        key = self._key(text)
        kind = next((TYPE_STEMS[part] for part in key if part in TYPE_STEMS), None)
        core = tuple(part for part in key if part not in TYPE_STEMS)
        if (
            kind is None
            and len(key) > 1
            and key[0] in _LETTER_TYPES
            and "." in text[:3]
            and text[:1].islower()
        ):
            return key[1:], _LETTER_TYPES[key[0]]
        return core, kind

    def _add_district(self, record: Record) -> None:
        code, kind = str(record["code"]), str(record.get("kind") or "district")
        kind = "district" if kind == "city_district" else kind
        self._region_of[code] = str(record.get("region_code") or "")
        names = [str(record.get(name) or "") for name in ("name_ru", "name_tg", "name_en")]
        called = dict(zip(("ru", "tg", "en"), names, strict=True))
        self._called[code] = {
            language: name or next(filter(None, names), code) for language, name in called.items()
        }
        for name in filter(None, names):
            plain = _BRACKETS.sub("", name)
            self._forms[self._key(plain)].setdefault(code, set()).update((None, kind))
            if name == names[1]:
                # «Ишкошими»: with the Tajik ending that joins it to the next word, where the stem does not take it off
                self._forms[self._key(plain.strip() + "и")].setdefault(code, set()).update((None, kind))
            self.spellings.append((resolve_fold(plain), code))
        for alias in filter(None, str(record.get("aliases") or "").split(";")):
            core, hint = self._untyped(alias)
            if core:
                self._forms[core].setdefault(code, set()).add(hint)
            if len(self._key(alias)) > 1 and core != self._key(alias):
                self._forms[self._key(alias)].setdefault(code, set()).add(hint)
            self.spellings.append((resolve_fold(alias), code))
        self._add_adjectives(code, kind, (*names, *str(record.get("aliases") or "").split(";")))

    def _add_adjectives(self, code: str, kind: str, names: Iterable[str]) -> None:
        """«Худжандский» from «Худжанд», «Дж. Расуловский» from «Дж. Расулов», where the gazetteer does not list them; and
        which adjectives (of former names: «Центральный», «Советский») are a place only beside «район»."""
        keys = {key: entry[code] for key, entry in self._forms.items() if code in entry}
        said = [part for key, hints in keys.items() if None in hints for part in (key[0], key[-1])]
        nouns = {part[:4] for part in said if len(part) > 2 and not part.endswith(_ADJECTIVE)}
        self._only_typed |= {
            key
            for key, hints in keys.items()
            if len(key) == 1 and key[0].endswith(_ADJECTIVE) and None not in hints
            and not any(key[0].startswith(noun) for noun in nouns)
        }  # fmt: skip
        for name in names:
            words = [
                word for word in words_of(resolve_fold(written_out(name))) if stem(word) not in TYPE_STEMS
            ]
            if not words or len(words[-1]) < 4 or words[-1].isascii() or stem(words[-1]).endswith(_ADJECTIVE):
                continue
            before = tuple(stem(word) for word in words[:-1])
            for base in {stem(words[-1]), words[-1].rstrip("аеиоуя")}:
                for ending in ("ск", "инск", "ийск"):
                    self._forms.setdefault((*before, base + ending), {}).setdefault(code, set()).add(kind)

    def _add_surnames(self, districts: Iterable[Record]) -> None:
        """«район Балхи» for «Джалолиддин Балхи»: the last word of a name of several, beside a type word, where only one
        district has it."""
        last: dict[tuple[str, ...], dict[str, set[str | None]]] = defaultdict(dict)
        for record in districts:
            kind = "city" if record.get("kind") == "city" else "district"
            for column in ("name_ru", "name_tg", "name_en"):
                words = words_of(resolve_fold(_BRACKETS.sub("", str(record.get(column) or ""))))
                if len(words) > 1:
                    last[(stem(words[-1]),)].setdefault(str(record["code"]), set()).add(kind)
        for key, entry in last.items():
            if len(entry) == 1 and key not in self._forms:
                self._forms[key] = entry
                self._only_typed.add(key)

    def _add_region(self, record: Record) -> None:
        code = str(record["code"])
        names = [str(record.get(name) or "") for name in ("name_ru", "name_tg", "name_en")]
        for name in filter(None, [*names, *str(record.get("aliases") or "").split(";")]):
            for key in (self._key(_BRACKETS.sub("", name)), self._untyped(_BRACKETS.sub("", name))[0]):
                if key and key not in self._forms:
                    self._regions.setdefault(key, code)

    def spans(self, words: Sequence[str], usual: str | None = None) -> list[Span]:
        """The places in a list of folded words, longest names first, with the type word beside them taken in; `usual` is the
        type meant where no word stands beside a name («Ленинский» in a list of «районы»)."""
        parts = [stem(word) for word in words]
        found: list[Span] = []
        at = 0
        while at < len(parts):
            span = self._span_at(words, parts, at, found[-1].end if found else 0, usual)
            if span is None:
                at += 1
            else:
                found.append(span)
                at = span.end
        return found

    def _span_at(
        self, words: Sequence[str], parts: Sequence[str], at: int, floor: int, usual: str | None
    ) -> Span | None:
        for length in range(min(self._longest, len(parts) - at), 0, -1):
            key = tuple(parts[at : at + length])
            entry, region = self._forms.get(key), self._regions.get(key)
            if (entry is None and region is None) or (length == 1 and _is_a_word(words[at], key[0])):
                continue
            start, end = at, at + length
            hint = next((TYPE_STEMS[part] for part in key if part in TYPE_STEMS), None)
            hint = hint or (_LETTER_TYPES.get(key[0]) if length > 1 else None)
            if hint is None and start > floor:
                of = start - 1 > floor and words[start - 1] == "of"
                hint = _type_of(parts, start - 1 - of)
                start -= (1 + of) if hint is not None else 0
            if hint is None and end < len(parts):
                hint = TYPE_STEMS.get(parts[end])
                if hint is None and end + 1 == len(parts):
                    hint = _LETTER_TYPES.get(parts[end])
                end += hint is not None
            if start and parts[start - 1] in _NAMED_AFTER | (_LOWER if hint is None else frozenset()):
                return None
            if _is_another(words, parts, start, end, typed=hint is not None):
                return None
            hint = hint or usual
            if hint is None and key in self._only_typed:
                return None
            if entry is None or (hint == "region" and region is not None):
                return Span(start, end, (), (region,) if region else (), hint is not None)
            if hint == "region":
                return Span(start, end, (), (), True)
            return Span(start, end, _choose(entry, hint), (), hint is not None)
        return None

    def cell(self, text: str) -> PlaceCell:
        """What a cell of the district column says. Townships and jamoats give way to the district beside them."""
        text = written_out(text)
        folded = resolve_fold(text).strip(" .")
        if _NATIONAL.match(folded):
            return PlaceCell(national=True)
        if _NOT_SAID.match(folded):
            return PlaceCell()
        if _EXCEPT.search(folded):
            return PlaceCell(unknown=(collapse(text),))
        text = _TYPE_APART.sub(r" \1", _TYPE_IN_BRACKETS.sub(r" \1 ", text))
        outside, inside = _BRACKETS.sub(" ", text), " ; ".join(_BRACKETS.findall(text))
        reading = self._read(outside)
        capital = reading.districts == ("dushanbe",)
        if inside and (capital or not (reading.districts or reading.national)):
            within = self._read(inside.replace("(", " ").replace(")", " "))
            if reading.regions and not within.districts:
                return reading
            if capital and not any(code.startswith("dushanbe-") for code in within.districts):
                return reading
            if within.districts or within.regions:
                return PlaceCell(within.districts, within.regions)
        return reading

    def says_nothing(self, text: str) -> bool:
        """Whether a cell is empty, a dash, or says that no district is given."""
        return not text.strip(" .-–—") or bool(_NOT_SAID.match(resolve_fold(text).strip(" .")))

    def _read(self, text: str) -> PlaceCell:
        districts: dict[str, None] = {}
        regions: dict[str, None] = {}
        unknown: list[str] = []
        ambiguous: list[tuple[str, tuple[str, ...]]] = []
        national = False
        whole = resolve_fold(text)
        plural = [kind for kind, pattern in _PLURAL_TYPES if pattern.search(whole)]
        usual = plural[0] if len(plural) == 1 else None
        for part in filter(None, map(collapse, _SPLIT.split(text))):
            folded = resolve_fold(part).strip(" .-")
            words = words_of(folded)
            if not words:
                continue
            if _NATIONAL.match(folded):
                national = True
                continue
            spans = self.spans(words, usual)
            if not spans and "-" in folded:
                spans = self.spans(words_of(folded.replace("-", "")), usual)
            for span in spans:
                if len(span.codes) > 1:
                    ambiguous.append((part, span.codes))
                districts.update(dict.fromkeys(span.codes if len(span.codes) == 1 else ()))
                regions.update(dict.fromkeys(span.regions))
            if (
                not any(span.codes or span.regions for span in spans)
                and not _is_lower(words)
                and not _generic(words)
            ):
                unknown.append(part)
        found = tuple(districts)
        if "dushanbe" in districts and any(code.startswith("dushanbe-") for code in found):
            found = tuple(code for code in found if code != "dushanbe")
        around = {self._region_of.get(code) for code in found}
        return PlaceCell(
            found,
            tuple(code for code in regions if code not in around),
            tuple(unknown),
            tuple(ambiguous),
            national,
        )

    def mentioned(self, text: str, *, alone: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Districts and regions that a heading, a sheet's name or a title names: only beside a type word («район»,
        «ноҳияи», “District”), with a capital letter, or standing alone (`alone`: a sheet's name)."""
        districts: dict[str, None] = {}
        regions: dict[str, None] = {}
        for part in _APART.split(written_out(text)):
            self._mention(part, alone, districts, regions)
        if any(code.startswith("dushanbe-") for code in districts):
            districts.pop("dushanbe", None)
        return tuple(districts), tuple(regions)

    def _mention(self, text: str, alone: bool, districts: dict[str, None], regions: dict[str, None]) -> None:
        """Adds what one part of a heading names to the districts and regions."""
        written = re.findall(r"[0-9A-Za-z\u0400-\u052f]+", collapse(text))
        words = words_of(resolve_fold(text))
        for span in self.spans(words):
            first = written[span.start] if len(written) == len(words) else words[span.start]
            whole = span.start == 0 and span.end == len(words)
            long_name = first[:1].isupper() and len(first) >= 5 and not first.isupper()
            if span.typed or (alone and whole) or long_name or (alone and _dated_only(words, span)):
                districts.update(dict.fromkeys(span.codes if len(span.codes) == 1 else ()))
                regions.update(dict.fromkeys(span.regions))

    def doubtful(self, text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """A sheet's name or a heading that is nothing but the name of a city and of a district, with their codes."""
        words = words_of(resolve_fold(written_out(text)))
        spans = self.spans(words)
        if len(spans) != 1 or (spans[0].start, spans[0].end) != (0, len(words)) or len(spans[0].codes) < 2:
            return ()
        return ((collapse(text), spans[0].codes),)


def _is_a_word(word: str, part: str) -> bool:
    """Whether a word only shares its beginning with a short name: «восемь» is not Восе, «ҷомеа» is not Ҷомӣ."""
    return len(part) <= 4 and word[len(part) :] not in _NOUN_ENDINGS


_NOUN_ENDINGS: Final = frozenset(
    ["", *"аяуюеоыиьй", "ом", "ем", "ой", "ей", "ам", "ах", "ами", "хо", "хои", "s"]
)


def _is_another(words: Sequence[str], parts: Sequence[str], start: int, end: int, *, typed: bool) -> bool:
    """Whether the words beside a name make something else of it: «Верхний …», «долина …», “… village”."""
    beside = [*words[max(start - 1, 0) : start], *words[end : end + 1]]
    if any(_QUALIFIER.fullmatch(word) for word in (*beside, words[start])):
        return not _QUALIFIER.fullmatch(words[start]) or end - start < 2
    if typed:
        return False
    last = end + 1 == len(parts) and parts[end] in _LOWER
    return last or any(part in _OTHER for part in (*parts[max(start - 1, 0) : start], *parts[end : end + 1]))


def _dated_only(words: Sequence[str], span: Span) -> bool:
    """«Рашт 2025»: nothing beside the name but numbers and the word for a year."""
    beside = [*words[: span.start], *words[span.end :]]
    return all(word.isdecimal() or word in ("г", "год", "с", "соли") for word in beside)


def _choose(entry: Mapping[str, set[str | None]], hint: str | None) -> tuple[str, ...]:
    if len(entry) == 1:
        return tuple(entry)
    fitting = tuple(code for code, hints in entry.items() if hint in hints) if hint else ()
    return fitting or tuple(entry)


def _type_of(parts: Sequence[str], at: int) -> str | None:
    return TYPE_STEMS.get(parts[at]) or _LETTER_TYPES.get(parts[at])


def _is_lower(words: Sequence[str]) -> bool:
    return any(stem(word) in _LOWER for word in words)


def _generic(words: Sequence[str]) -> bool:
    return all(stem(word) in TYPE_STEMS for word in words)


_ADJECTIVE: Final = ("ск", "льн")
_ABBREVIATIONS: Final = re.compile(
    r"(?<![\w])(?:р\s?[-–—]\s?о?н|р/н)(?:е|а|у|ом|ы|ов|ах)?(?![\w])\.?", re.IGNORECASE
)


def written_out(text: str) -> str:
    """«р-н», «р-на» written out, so that the hyphen does not tear them apart."""
    return _ABBREVIATIONS.sub("район", text) if "н" in text or "Н" in text else text
