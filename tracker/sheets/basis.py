"""Laws and programmes in text: by title or number, with the article beside them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tracker.sheets.fold import collapse, resolve_fold, stem, words_of
from tracker.sheets.shapes import Basis

Record = Mapping[str, Any]

_COUNT: Final = r"\d{1,4}(?:[.\-]\d{1,3})?(?!\d|\.\d)(?:\s*\(\d{1,2}\))*"
_COUNTS: Final = rf"{_COUNT}(?:\s*(?:,|и|ва|and|–|—|-)\s*\d{{1,3}}(?![\d.]*\d|\s*-?\s*модда))*"
_MAIN: Final = (
    rf"(?:\bст(?:ать[а-яё]*|\.?\s?ст\.?|\.)\s*{_COUNTS}|\bмодд(?:\.|а(?:и|ҳои|ҳо)?)\s*{_COUNTS}|\bм\.\s*{_COUNTS}"
    rf"|\barticles?\s*{_COUNTS}|\barts?\.?\s*{_COUNTS}|{_COUNT}\s*-?\s*(?:модда|статья))"
)
_PART: Final = (
    rf"(?:\b(?:ч(?:аст[а-яё]*|\.)|(?:под)?п(?:ункт[а-яё]*|п?\.)|абз(?:ац[а-яё]*|\.)|қисм(?:и|ҳои)?|қ\.|"
    rf"банд(?:и|ҳои)?|"
    rf"сархати|б\.|para(?:graph)?s?\.?|parts?|points?|items?|clauses?|sub-?(?:paragraph|point)s?)\s*{_COUNTS})"
)
_PIECE: Final = rf"(?:{_MAIN}|{_PART})"
_ARTICLE: Final = re.compile(rf"{_PIECE}(?:\s*(?:,|;|и|ва|of|to)?\s*{_PIECE})*", re.IGNORECASE)
_MAIN_WORD: Final = re.compile(_MAIN, re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:№|\bno?\.?|\bn)\s*(\d{1,5})(?!\d)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "law": ("закон", "конун", "law"),
    "constitutional law": ("закон", "конун", "law"),
    "constitution": ("конституци", "конститутси", "constitution"),
    "presidential decree": ("указ", "фармон", "presidential decree", "decree of the president"),
    "government decree": (
        "постановлени",
        "карор",
        "government decree",
        "decree of the government",
        "пп рт",
        "resolution",
    ),
    "government programme": (
        "постановлени",
        "карор",
        "программ",
        "барнома",
        "programme",
        "program",
        "пп рт",
        "government decree",
        "decree of the government",
    ),
    "regulation": ("положени", "низомном", "regulation"),
    "strategy": ("стратеги", "strategy"),
}
_OTHER_ACT: Final = re.compile(
    r"\b(?:приказ|протокол|распоряжени|письм|решени|поручени|фармоиш|карори мачлис|minutes|order\b|letter|protocol)|"
    + "|".join(sorted({rf"\b{word}" for words in _KINDS.values() for word in words}))
)
_ANOTHER: Final = re.compile(
    r"о внесении изменени|о внесении дополнени|ворид намудани тагйир|on (?:amendments|amending|introducing)|"
    r"\bпроект\w* (?:закон|указ|постановлени|положени)|\bdraft (?:law|decree)|лоихаи (?:конун|карор)|"
    r"\b(?:российск\w+ федераци|рф\b|росси[ияей]\b|узбекистан|кыргыз|казахстан|туркменистан|афганистан|беларус)|"
    r"федератсияи россия|узбекистон|кирг?изистон|\b(?:russia|uzbek|kyrgyz|kazakh|turkmen|afghan|belarus)"
)
"""What makes another law of one that is named: amendments, drafts, other countries."""
_SMALL: Final = frozenset(["the", "of", "on", "a", "in", "for", "at"])


class Laws:
    """The list of laws, known by title, by the beginning of a title, and by number."""

    def __init__(self, laws: Iterable[Record], aliases: Iterable[Record]) -> None:
        self._titles: list[tuple[tuple[str, ...], str]] = []
        self._numbers: dict[str, list[tuple[str, str, str]]] = {}
        self._years: dict[str, set[str]] = {}
        short: dict[tuple[str, ...], set[str]] = {}
        beginnings: dict[tuple[str, ...], set[str]] = {}
        for record in laws:
            code, kind = str(record["code"]), str(record.get("type") or "")
            for name in _NAMES:
                keys = _titles(str(record.get(name) or ""), kind)
                self._titles += [(key, code) for key in keys]
                for shorter in _shorter(keys[0]) if keys else ():
                    short.setdefault(shorter, set()).add(code)
                for size in range(2, len(keys[0]) if keys else 0):
                    beginnings.setdefault(keys[0][:size], set()).add(code)
                self._years.setdefault(code, set()).update(_YEAR.findall(str(record.get(name) or "")))
            number = str(record.get("number") or "").strip()
            if number:
                entry = (code, str(record.get("date") or "")[:4], kind)
                self._numbers.setdefault(number, []).append(entry)
        known = {key for key, _ in self._titles}
        self._titles += [
            (key, next(iter(codes))) for key, codes in short.items() if len(codes) == 1 and key not in known
        ]
        self._beginnings = {key: next(iter(codes)) for key, codes in beginnings.items() if len(codes) == 1}
        for record in aliases:
            if record.get("kind") == "basis" and record.get("text"):
                self._titles.append((_key(str(record["text"])), str(record["code"])))
        self._titles.sort(key=lambda entry: len(entry[0]), reverse=True)

    def cell(self, text: str, article: str | None = None) -> Basis:
        """The law a text names (None when it names none of the list), its article as written, and the text."""
        shown = collapse(text)
        return Basis(self._code(shown), collapse(article) if article else _article(shown), shown)

    def _code(self, text: str) -> str | None:
        folded = resolve_fold(text)
        if _ANOTHER.search(folded):
            return None
        words = _key(text)
        years = {word for word in words if _YEAR.fullmatch(word)}
        first: tuple[int, str] | None = None
        for title, code in self._titles:
            at = _where(words, title)
            if at is not None and (first is None or at < first[0]) and self._fits(title, code, years):
                first = at, code
        return first[1] if first else self._by_number(folded, text) or self._by_beginning(text)

    def _fits(self, title: tuple[str, ...], code: str, years: set[str]) -> bool:
        """Whether a programme named without its years may be meant beside the years of the text."""
        own = self._years.get(code, set())
        return not own or not years or bool(own & years) or any(part in own for part in title)

    def _by_beginning(self, text: str) -> str | None:
        """A title cut short («Положение об общественных советах»), where only one law of the list begins so."""
        quoted = _QUOTED.search(text)
        said = quoted.group(1) if quoted else _ASIDE.sub(" ", _ARTICLE.sub(" ", _NUMBER.sub(" ", text)))
        words = _key(said)
        cut = words[1:] if words and words[0] in _LAW else words
        if not quoted and sum(len(word) > 3 for word in cut) < 2:
            return None
        return self._beginnings.get(cut) or self._beginnings.get(words)

    def _by_number(self, folded: str, text: str) -> str | None:
        """By its number with its kind, or with its year; never beside a title that says something else."""
        quoted = _QUOTED.search(text)
        if quoted and len(_key(quoted.group(1))) > 1:
            return None
        years = set(_YEAR.findall(_NUMBER.sub(" ", folded)))
        for number in _NUMBER.findall(folded):
            for code, year, kind in self._numbers.get(number, ()):
                named = any(word in folded for word in _KINDS.get(kind, ()))
                if year in years if years else named:
                    if not named and _OTHER_ACT.search(folded):
                        continue
                    return code
        return None


def _article(shown: str) -> str | None:
    """The articles, parts and points a text names together, as written; those with an article first."""
    found = [match.group().strip() for match in _ARTICLE.finditer(shown)]
    return next((each for each in found if _MAIN_WORD.search(each)), found[0] if found else None)


_PERIOD: Final = frozenset(
    {stem("годы"), stem("период"), "на", "до", "год", "солхо", stem("барои"), "то", stem("давраи")}
)
_NAMES: Final = ("name_ru", "name_tg", "name_en")
_QUOTED: Final = re.compile(r"[«\"“„]([^«»\"“”„]{4,200})[»\"”“]")
_ASIDE: Final = re.compile(r"\([^()]*\)|\b(?:от|аз|of)\s+\d[\d. а-яa-zA-ZА-Яғӣқӯҳҷ]*", re.IGNORECASE)
_LAW: Final = frozenset({stem("закон"), stem("конуни"), "law"})
_WIDE: Final = frozenset(
    stem(word) for word in ("государственная", "национальная", "давлатии", "миллии", "state", "national")
)
_REPUBLIC: Final = re.compile(
    r"\b(?:республик[аи] таджикистан|чумхурии точикистон|(?:of )?(?:the )?republic of tajikistan|"
    r"of tajikistan|рт|чт|rt)\b"
)
_YEARS_SHORT: Final = re.compile(r"\bгг\b")
_BRACKETED: Final = re.compile(r"(\w+)\s*\((\w+)\)")


def _titles(name: str, kind: str) -> list[tuple[str, ...]]:
    """The keys of a title: whole, without the word in brackets, and with that word instead of the one before it."""
    spellings = dict.fromkeys([name, _BRACKETED.sub(r"\1", name), _BRACKETED.sub(r"\2", name)])
    keys = dict.fromkeys(key for spelling in spellings if (key := _key(spelling)))
    single = kind in ("law", "constitutional law")
    return [("law", *key) if single and len(key) == 1 and key[0].isascii() else key for key in keys]


def _shorter(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A programme's title without its years, and without «государственная» and the like."""
    undated = tuple(part for part in key if not part.isdecimal() and part not in _PERIOD)
    narrow = [tuple(part for part in each if part not in _WIDE) for each in (key, undated)]
    dated = key != undated
    return [each for each in dict.fromkeys([undated, *narrow]) if dated and each != key and len(each) > 1]


def _key(text: str) -> tuple[str, ...]:
    folded = _YEARS_SHORT.sub("годы", _REPUBLIC.sub(" ", resolve_fold(text)))
    return tuple(stem(word) for word in words_of(folded) if word not in _SMALL)


def _where(words: tuple[str, ...], title: tuple[str, ...]) -> int | None:
    """Where a title begins among the words, or None."""
    size = len(title)
    if size == 1:
        found = title == words[:1] or (title[0] in _CONSTITUTION and title[0] in words)
        return words.index(title[0]) if found else None
    return next((at for at in range(len(words) - size + 1) if words[at : at + size] == title), None)


_CONSTITUTION: Final = frozenset({stem("конституция"), stem("конститутсияи"), "constitution"})
