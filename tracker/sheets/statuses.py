"""Statuses as people write them: words in three languages, percentages, ticks; and what they add after the word."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.sheets.fold import collapse, resolve_fold
from tracker.sheets.issues import Issue

_DONE: Final = (
    r"(?:полностью |в полном обеме |уже )?(?:исполнен|выполнен|реализован|завершен|сделан|"
    r"осуществлен|проведен)[аоы]?(?:\s+(?:полностью|в полном обеме))?\b"
)
_DONE_TG: Final = (
    r"(?:пурра |дар пурраги )?(?:ичро|амали|анчом|татбик|гузаронида) ?(?:дода |карда |гардида )?(?:шуд(?:а|"
    r"аст|ааст)?|гардид\w*)\b(?! истода)|ичрошуда|(?:ба )?анчом расид\w*|анчом ефт\w*|анчом ефт\w*|ичро гардид\w*"
)
_LATE_WORDS: Final = re.compile(
    r"с (?:нарушением|превышением|пропуском) (?:\w+ )?срок|с опоздани|с задержк|с просрочк|несвоевременно|"
    r"не (?:в|во) ?(?:установленный )?срок\b|(?:позже|позднее) (?:\w+ )?срок|"
    r"после (?:истечения )?срок|не вовремя|"
    r"бо тахир|бо дери|дертар|баад аз мухлат|бад аз мухлат|пас аз мухлат|бо вайрон|на дар мухлат|"
    r"\blate\b|with delay|after (?:the )?deadline|delayed|overdue|behind schedule"
)
_RULES: Final = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        ("not_started", r"не ?начат\w*|не начали|не приступ\w*|не начиналось|работ\w+ не (?:начат\w*|"
            r"ведется|ведутся|проводи\w+)|огоз на(?:шуд|гардид|ефт)\w*|огознашуда|хануз огоз|сар нашуда\w*|"
            r"(?:not|hasnt|havent|wasnt|isnt) (?:yet )?(?:been )?(?:started|begun|commenced)|unstarted|"
            r"запланирован\w*|планируется|planned|ба накша гирифта"),
        (
            "partly_fulfilled",
            r"(?:исполнен|выполнен|реализован)\w* (?:не полностью|частично|отчасти|наполовину)|"
            r"частичн\w*|отчасти|не полностью|неполностью|не в полно[мй] (?:обеме|мере)|в основном|"
            r"кисман|нопурра|пурра (?:ичро )?нашуд\w*|part(?:ly|ially)|\bpartial\b|\bin part\b|incomplete|"
            r"half[- ]done|mostly|\bnot (?:yet )?(?:been )?(?:fully|completely|entirely|wholly)\b|"
            r"(?:исполнен|выполнен|реализован)[аоы]?,? (?:кроме|за исключением|в части)|"
            r"(?:fulfilled|implemented|completed|done),? (?:except|apart from|but for)",
        ),
        (
            "not_fulfilled",
            r"не ?(?:исполнен|выполнен|реализован|завершен|сделан|осуществлен|проведен)(?!и)\w*|^неисполнение|^невыполнение|"
            r"не (?:исполня|выполня|реализу|осуществля)\w+|не (?:ведется|ведутся|проводится|проводятся)|"
            r"^не (?:исп|вып)\b|"
            r"не удалось|отказ\w*|нарушено|сорван\w*|невозможно|"
            r"(?:ичро|амали|анчом|татбик|гузаронида) (?:карда |дода |гардонида )?на(?:шуд|гардид|мешав|мекун|ефт|доранд)\w*|"
            r"ичронашуда|\w+nt (?:yet )?(?:been )?(?:fulfilled|implemented|done|completed|met|kept|executed|carried out)|"
            r"\bnever (?:been )?(?:fulfilled|implemented|done|completed|met|kept|executed|carried out|started)|"
            r"не (?:было|был|была|были) (?:исполнен|выполнен|реализован|завершен|сделан|осуществлен|проведен)[аоы]?\b|"
            r"не (?:проводил|исполнял|выполнял|осуществлял|реализовывал|делал)\w+|"
            r"рад (?:карда )?шуд\w*|вайрон шуд\w*|"
            r"not (?:yet )?(?:been )?(?:fulfilled|implemented|done|completed|met|kept|executed|carried out|"
            r"achieved)|unfulfilled|failed|refused|broken|rejected",
        ),
        (
            "fulfilled",
            rf"^(?:{_DONE}|{_DONE_TG})|(?:снят\w* с контроля|закрыт\w*|поставлен\w*)[^.]*(?:исполнени|"
            rf"выполнени|исполнен|выполнен)\w*|"
            r"^(?:fully |completely |already )?(?:fulfilled|implemented|completed?|done|"
            r"kept|executed|achieved|met)\b|^закрыто\b|^готово\b|^тайер|^тайер|^closed\b|^(?:исп|вып)\b\.?$|"
            rf"^(?:в срок |вовремя |досрочно |своевременно |сари вакт |дар мухлаташ )(?:{_DONE}|"
            rf"{_DONE_TG})|^(?:late|delayed)[ ,:-]*(?:but )?(?:fulfilled|completed|done|implemented)",
        ),
        (
            "withdrawn",
            r"снят\w* с (?:контроля|учета)|^снят\w*$|отменен\w*|отозван\w*|аннулирован\w*|"
            r"исключен\w*|утратил\w*|не ?актуальн\w*|потерял\w* актуальность|заменен\w*|прекращен\w*|"
            r"аз назорат (?:гирифта|бардошта|хорич)\w*(?: карда)?(?! на)(?: шуд\w*)?|бекор (?:карда )?шуд\w*|"
            r"бозпас гирифта\w*|бардошта шуд\w*|иваз карда шуд\w*|кат (?:карда )?шуд\w*|"
            r"withdrawn|cancel+ed|cancel+ation|dropped|superseded|revoked|taken off control|"
            r"removed from control|no longer (?:relevant|applicable)",
        ),
        (
            "in_progress",
            r"на (?:контроле|исполнении|стадии|рассмотрении|доработке|согласовании|утверждении|подписи|"
            r"экспертизе)|в (?:работе|процессе|"
            r"ходе|стадии|производстве)|исполняется|исполняются|выполняется|выполняются|"
            r"реализуется|"
            r"ведется|ведутся|проводится|проводятся|продолжается|продолжаются|завершается|завершаются|начат[аоы]?\b|"
            r"осуществляется|готовится|работ\w+ (?:ведутся|идут|продолжаются)|"
            r"дар (?:холи|холати|чараени|чараен|чараен|чараени|раванди|марахилаи|мархилаи) ?(?:ичро|"
            r"амал)?\w*|дар (?:назорат|ичро|кор)\b|(?:шуда|карда) истода\w*|давом дорад|"
            r"идома дорад|ичро мешавад|"
            r"огоз (?:шуд|ефт|гардид)\w*|"
            r"in (?:progress|process|hand)|ongoing|on ?going|under ?way|\bstarted\b|on (?:control|"
            r"track)|under (?:control|implementation|review)|being (?:implemented|done|carried out|"
            r"fulfilled)|continuing|wip\b",
        ),
        ("fulfilled", rf"(?<!не )(?<!не)(?:{_DONE})|{_DONE_TG}|\b(?:fulfilled|implemented|completed|done)\b"),
    )
)  # fmt: skip
_OVERDUE: Final = re.compile(
    r"просроч\w*|срок\w* (?:\w+ )?(?:истек|прошел|прошл|нарушен)\w*|с нарушением (?:\w+ )?срок|с опоздани|"
    r"^(?:delayed|late|behind schedule)$|мухлат\w* (?:гузашт|вайрон)\w*|\boverdue\b|past due"
)
_NOTHING: Final = re.compile(
    r"^(?:[-–—.…_\s?]*|нет (?:данных|информации|сведений|отчета)|н/д|б/д|малумот (?:нест|пешниход нашуд\w*)|"
    r"no (?:data|"
    r"information|info|report)|n/?a|unknown|номалум|неизвестно|срок (?:исполнения )?(?:еще )?не наступил|not yet due|"
    r"(?:(?:информация|сведения|данные|отчет) )?не (?:указано|проверялось|известно|представлен[аоы]?|"
    r"поступал[аио]?))$"
)
_TICKS: Final = frozenset("✓✔√☑+✅")
_CROSSES: Final = frozenset("✗✘☒❌")
_YES: Final = frozenset({"да", "yes", "ха", "есть", "v", "y", "бале"})
_NO: Final = frozenset({"нет", "no", "не", "n", "не выполнено"})
_PERCENT: Final = re.compile(
    r"(?:около |примерно |такрибан |about |на |~|≈)*(\d{1,3}(?:[.,]\d+)?)\s*(?:%|процент\w*|фоиз\w*|дарсад|"
    r"per ?cent|pct)"
)
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)")
_SENTENCE: Final = re.compile(r"(?<=\w{4})[.;!]\s")
_LEADING: Final = re.compile(r"^[\s.,;:–—()-]+")


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status, whether the words say it came late, the day they name, and what they add about what was done."""

    status: str | None = None
    late: bool = False
    on: date | None = None
    rest: str | None = None
    issue: str | None = None


def read_status(text: str) -> StatusReading:
    """The status that a text means; `issue` is 'status_unreadable' or 'status_overdue' when it means none."""
    shown = collapse(text)
    folded = resolve_fold(shown)
    if _NOTHING.match(folded):
        return StatusReading()
    sign = _sign(shown, folded)
    if sign is not None:
        return sign
    reading = _worded(shown, folded)
    if reading is None:
        percent = _PERCENT.search(folded)
        if percent:
            share = status_of_share(float(percent.group(1).replace(",", ".")) / 100)
            if share is None or _DENIALS.search(folded[: percent.start()]):
                return StatusReading(issue="status_unreadable")
            rest = collapse(shown[: percent.start()] + shown[percent.end() :]) if len(shown) > 40 else None
            return StatusReading(share, rest=rest)
        return StatusReading(issue="status_overdue" if _OVERDUE.search(folded) else "status_unreadable")
    return reading


def _sign(shown: str, folded: str) -> StatusReading | None:
    first, rest = shown[:1], shown[1:].strip(" .,:;–-") or None
    if shown.startswith("+/-") or shown.startswith("±"):
        return StatusReading("partly_fulfilled")
    if first in _TICKS and not (first == "+" and rest and rest[0].isdecimal()):
        return StatusReading("fulfilled", late=bool(_LATE_WORDS.search(folded)), rest=rest)
    if first in _CROSSES:
        return StatusReading("not_fulfilled", rest=rest)
    if folded.strip(".") in _YES:
        return StatusReading("fulfilled")
    return StatusReading("not_fulfilled") if folded.strip(".") in _NO else None


def _worded(shown: str, folded: str) -> StatusReading | None:
    """The first sentence that says a status decides; what follows it tells what was done."""
    end = _SENTENCE.search(folded)
    sentence = folded[: end.start()] if end else folded
    best = _best(sentence)
    if best is None and end:
        sentence = folded
        best = _best(folded)
    if best is None or best[1].start() > 60:
        return None
    status, found = best
    if _hedged(sentence, found, status):
        return StatusReading(issue="status_unreadable")
    parts = _PARTS.match(folded, found.end()) if status == "fulfilled" else None
    if parts and int(parts[1]) != int(parts[2]):
        status = "partly_fulfilled" if 0 < int(parts[1]) < int(parts[2]) else "not_fulfilled"
    share = _share_beside(folded, found) if status in ("fulfilled", "in_progress") else None
    status = share or status
    late = status == "fulfilled" and _late(folded, sentence, found)
    if status == "not_fulfilled" and re.match(r"(?:исполнен|выполнен)\w* не в срок", folded):
        status, late = "fulfilled", True
    return StatusReading(status, late, _day(shown, folded, found), _after(shown, folded, found))


def _best(sentence: str) -> tuple[str, re.Match[str]] | None:
    """The status whose words come first in a sentence; of those that begin together the one earlier in the rules. A
    clause after «исполнено, …» can only weaken it to partly."""
    best: tuple[int, int, str, re.Match[str]] | None = None
    done: tuple[str, re.Match[str]] | None = None
    for order, (status, pattern) in enumerate(_RULES):
        found = pattern.search(sentence)
        if found is None:
            continue
        if status == "fulfilled" and found.start() == 0 and sentence[found.end() : found.end() + 1] == ",":
            done = status, found
        if best is None or (found.start() // 25, order) < (best[0] // 25, best[1]):
            best = (found.start(), order, status, found)
    if best is None:
        return None
    if done and best[2] != "partly_fulfilled" and best[0] > done[1].end():
        return done
    return best[2], best[3]


_HEDGES: Final = re.compile(
    r"\b(?:буд(?:ет|ут)|должн\w*|може?т|могут|можно|нужно|надо|необходимо|следует|подлежит|считать|предстоит|почти|"
    r"практически|якобы|вряд ли|требует\w*|готов\w* к|риск|угроз\w*|"
    r"will|shall|should|must|may|might|could|to be|almost|nearly|allegedly|reportedly|risk|бояд|метавон\w*|такрибан|кариб)\b"
)
_DENIALS: Final = re.compile(
    r"\b(?:не|ни|нет|not|no|nothing|none|never|neither|(?:is|was|are|were|has|have|had|did|does|do|can|could)nt|нест)\b"
)
_ON_PAPER: Final = re.compile(
    r"^[ ,(]{0,3}(?:формально|лишь формально|на бумаге|formally|on paper|only on paper)|^ ?\(?\?"
)
_PARTS: Final = re.compile(r" ?-? ?(?:только )?(\d{1,3}) (?:из|of|аз) (\d{1,3})(?!\d)")


def _hedged(sentence: str, found: re.Match[str], status: str) -> bool:
    """Whether the words before a status take it back («будет исполнено», «не снято с контроля», “nothing done”), or those
    right after it do («исполнено формально», «выполнено?»)."""
    if status in ("not_started", "not_fulfilled", "partly_fulfilled"):
        return bool(re.search(r"\b(?:риск|угроз\w*|risk)\b", sentence[: found.start()]))
    before = sentence[: found.start()]
    return bool(
        _HEDGES.search(before)
        or _DENIALS.search(before[-24:])
        or (status == "fulfilled" and _ON_PAPER.match(sentence[found.end() :]))
    )


def _share_beside(folded: str, found: re.Match[str]) -> str | None:
    """The status of a percentage right before or after the words: «75 % выполнено», «выполнено на 60 %»."""
    percent = _PERCENT.search(folded)
    if percent is None:
        return None
    beside = percent.start() - found.end() in range(-1, 5) or found.start() - percent.end() in range(4)
    return status_of_share(float(percent.group(1).replace(",", ".")) / 100) if beside else None


def _late(folded: str, sentence: str, found: re.Match[str]) -> bool:
    """Whether the sentence, or the beginning of the next one, says that it came after the day."""
    following = folded[len(sentence) :].lstrip(" .;")
    return bool(_LATE_WORDS.search(sentence[: found.end() + 60]) or _LATE_WORDS.match(following))


def _after(shown: str, folded: str, found: re.Match[str]) -> str | None:
    if len(shown) != len(folded):
        cut = re.search(r"[.;:(–]\s", shown)
        rest = shown[cut.end() :] if cut else ""
    else:
        rest = _LEADING.sub("", shown[found.end() :])
    return (
        rest
        if len(rest) > 25 or (rest and found.start() == 0 and re.match(r"[А-ЯЁA-ZҒӢҚӮҲҶ]", rest))
        else None
    )


def _day(shown: str, folded: str, found: re.Match[str]) -> date | None:
    near = folded[found.end() : found.end() + 20] if len(shown) == len(folded) else ""
    match = _DAY.search(near)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def status_of_share(share: float) -> str | None:
    """The status of a share done: 1 fulfilled, 0 not started, between in progress; None outside 0..1."""
    if share < 0 or share > 1:
        return None
    return "fulfilled" if share == 1 else "not_started" if share == 0 else "in_progress"


def status_issue(reading: StatusReading, text: str, cell: str | None) -> tuple[Issue, ...]:
    """The issue of a reading, with the cell it stands in."""
    return (Issue(reading.issue, cell, {"text": collapse(text)}),) if reading.issue else ()
