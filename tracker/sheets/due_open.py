"""Deadlines without a day («по мере необходимости»), and conditions that stand beside a day («при наличии средств»)."""

import re
from typing import Final

from tracker.sheets.due_words import tokens_of
from tracker.sheets.fold import collapse

_OPEN: Final = re.compile(
    r"по необходимости|(?:по )?мере (?:необходимост|поступлени|возникновени|выделени|финансировани|обращени|"
    r"готовности|возможност)\w*|"
    r"при (?:необходимост|поступлени|обращени|возникновени|наличи|возможност)\w*|по запрос\w*|по требовани\w*|"
    r"по обращени\w*|"
    r"в случае \w+|"
    r"дар (?:холати|холатхои|сурати|мавриди) (?:зарур|лозим|мавчуд)\w*|хангоми (?:зарур|мурочиат|лозим)\w*|"
    r"(?:аз руи|дар асоси) (?:зарур|талабот|эхтиеч|мурочиат)\w*|вобаста (?:ба|аз) (?:зарур|талабот|"
    r"эхтиеч)\w*|мувофики (?:зарур|талабот)\w*|"
    r"\b(?:as|when) (?:funds?|funding|resources) (?:become|becomes|is|are|permit|permits|allow|allows)\b|"
    r"\bas (?:and when )?(?:needed|necessary|required|appropriate)|\b(?:if|when|where|whenever) (?:needed|"
    r"necessary|required)|"
    r"\b(?:on|upon) (?:request|demand)|\bsubject to (?:the )?(?:availability|funding|funds|resources|"
    r"financing)(?: of (?:funds?|funding|resources))?|"
    r"без (?:указания )?срока|бессрочно|срок не (?:установлен|ограничен|определен)|"
    r"бе ?мухлат|no (?:fixed )?deadline|open-ended|without (?:a )?deadline"
)
_FUNDS: Final = re.compile(
    r"при (?:условии )?(?:наличи|возможност|поступлени|выделени|финансировани)\w*|в случае (?:наличия|"
    r"выделения|поступления)|"
    r"дар (?:холати|сурати) мавчуд\w*|\b(?:if|when|as|where) (?:funds?|funding|resources)\b|subject to"
)


def is_open(folded: str) -> bool:
    """Whether the words say that something is done when it is needed, asked for or paid for."""
    return bool(_OPEN.search(folded))


def conditional(folded: str) -> tuple[str, bool]:
    """What stands beside such words, and whether it is firm: the condition in brackets, or one of money alone
    («III квартал, при наличии средств»), takes nothing from a deadline."""
    bracket = _IN_BRACKETS.search(folded)
    if bracket and is_open(bracket.group()) and not is_open(folded.replace(bracket.group(), " ")):
        return collapse(folded.replace(bracket.group(), " ")).strip(_EDGES), True
    parts = [part for part in _SEPARATED.split(folded) if part]
    bare = [part for part in parts if not is_open(part)]
    if len(parts) > 1 and bare:
        dated = [part for part in parts if part in bare or _names_a_day(_OPEN.sub(" ", part))]
        return ", ".join(dated).strip(_EDGES), bool(_FUNDS.search(folded))
    found = _OPEN.search(folded)
    before, after = (folded[: found.start()], folded[found.end() :]) if found else ("", "")
    until = _UNTIL.search(after)
    return collapse(before or (until.group() if until else "")).strip(_EDGES), bool(_FUNDS.search(folded))


def _names_a_day(folded: str) -> bool:
    return any(token.kind in DAYS for token in tokens_of(folded))


DAYS: Final = frozenset(
    [
        "date",
        "ambiguous_date",
        "bad_date",
        "dm",
        "my",
        "month",
        "month_en",
        "year",
        "quarter",
        "half_year",
        "q",
        "hy",
    ]
)
"""Kinds of tokens that name days, months, parts of a year or years."""
_UNTIL: Final = re.compile(r"\b(?:до|не позднее|не позже|by|no later than|то|на дертар)\b.+$")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)?")
_SEPARATED: Final = re.compile(r"\s*[,;]\s*(?:но )?|\s+но\s+|\s+but\s+|\s+лекин\s+|\s+- ")
_EDGES: Final = " ,;:.-"
