"""The words by which columns are known, in Russian, Tajik and English, as patterns over folded headers."""

import re
from typing import Final

from tracker.sheets.fold import collapse, resolve_fold

_COMMITMENT: Final = (
    r"мероприят|обязательств|обязанност|договоренност|поручени|чорабини|ухдадори|ухдадорихо|ухдадор|"
    r"commitment|measures?\b|activit|"
    r"obligation|undertaking|\bdut(?:y|ies)\b|what (?:was|is|has been) (?:agreed|promised)|agreed (?:action|"
    r"measure|point)|"
    r"дастовард\w* мувофика|созишнома|мувофикатнома|вазифадори|пункт\w* плана|предписани|тавсия|"
    r"recommendation|рекомендаци|"
    r"решени[ея]|обещани|promise|pledge|decisions?\b|resolutions?\b|action points?|agreements? reached|"
    r"карор(?:и|хои|хо)?\b|вада|требовани"
)
_WEAK: Final = (
    r"содержани|задач|действи|\bмер[аы]\b|мазмун|вазифа|супориш|\bactions?\b|\btasks?\b|\bagreed\b|\bwhat\b|"
    r"наименовани|номгу|"
    r"формулировк|описани|description|^text$|^текст|матн|амалхо|корхо\b|работ[аы]?\b"
)
_STARTS_AS_TEXT: Final = re.compile(
    rf"^(?:краткое )?(?:(?:принят|взят|достигнут|данн|планируем|основн|сут|согласованн|agreed)\w* |норма \(|"
    rf"наименовани\w* |содержани\w* |перечень |номг\w+ |мазмун\w* |формулировк\w* |"
    rf"текст |матни |описани\w* |"
    rf"text of (?:the )?|description of (?:the )?|the )?(?:{_COMMITMENT})"
    r"|^(?:содержани\w*|текст|суть|матни) (?:нормы|статьи|пункта|моддаи?|банди?)"
    r"|^(?:о чем|на чем|что|чего) (?:требу|предпис|предусм|обязан|договори|реши|согласова|обеща|пообеща|"
    r"необходимо|нужно|надо|следует|будет|должн|предстоит|"
    r"планир|требуется|принят|взят)"
    r"|^чи(?:зе)? (?:бояд|мувофика|карор|вада|лозим|ба накша)"
    r"|^what (?:will|must|should|shall|needs?|is to|has to|they|was decided|was agreed|was promised|the)"
)
_NOT_TEXT: Final = re.compile(
    r"^(?:кол-?во|количеств|число|шумора|всего|итого|хамаги|total|number of|count|доля|сатхи)|"
    r"срок|мухлат|статус|status|холат|"
    r"ответствен|исполнит|масул|ичро|дата\b|сана\w*\b|выполнени|исполнени|deadline|due|№$|код|code|проблем|"
    r"problem"
)

_NUMBER: Final = re.compile(
    r"^(?:№+|#|n[o°ºr]?|no|nn|номер|раками? ?(?:тартиби)?|раками|р/т|т/р|п/п|пп|п ?п|серийный номер|"
    r"s/?n|sr|item|number|порядковый (?:номер|№)|"
    r"тартиб|б/н)(?:[\s./]*(?:п/?п|п ?\.? ?п|р/т|т/р|по порядку|тартиби|no|nr|п/н|пункта|plan|плана|item|№|"
    r"мероприяти[яй]|чорабини\w*|строки|задачи|activity|row))*$"
)

_RULES: Final = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (
            "skip",
            r"за (?:мониторинг|контрол)|контролер|назоратчи|monitoring officer|monitored by|"
            r"^контроль$|контролирующ|форма (?:завершени|реализаци|исполнени|представлени|отчет)|вид документа|"
            r"финансирован|бюджет|бучет|маблаг|сумм|"
            r"стоимост|funding|budget|\bcost|funds|ожидаем|интизор|чашмдошт|expected|индикатор|показател|"
            r"нишондиханда|indicator|"
            r"телефон|phone|контакт|contact|e-?mail|подпис|имзо|signature|вес\b|weight|приоритетность",
        ),
        (
            "women",
            r"^(?:в т\.? ?ч\.? |из них |в том числе |of which |including |количеств\w* |кол-во |число |"
            r"number of |шумораи |"
            r"аз чумла )*(?:женщин\w*|занон|зан|women|female|ж)$",
        ),
        (
            "men",
            r"^(?:в т\.? ?ч\.? |из них |в том числе |of which |including |количеств\w* |кол-во |число |"
            r"number of |шумораи |"
            r"аз чумла )*(?:мужчин\w*|мардон|мард|men|male|м)$",
        ),
        (
            "police",
            r"^(?:в т\.? ?ч\.? |из них |в том числе |of which |including |количеств\w* |кол-во |число |"
            r"number of |шумораи |"
            r"аз чумла )*(?:сотрудник\w* (?:милиции|овд|мвд|омвд)|"
            r"милици\w*|милитси\w*|кормандони милитсия|police|police officers|officers|овд)$",
        ),
        ("participants", r"участник|иштирокч|participant|attendance|attendee|присутств"),
        (
            "claim_on",
            r"дата (?:\w+ )?(?:отчета|сведени\w+|информации|ответа|сообщени\w+)(?: (?:\w+ )?(?:ведомств|"
            r"орган|исполнител|министерств)\w*)?$|"
            r"(?:date of|reported on).*(?:claim|report|agency)|claim date|(?:claim|report).* date|"
            r"санаи (?:хисобот|изхорот|малумот)\w*",
        ),
        ("found", r"малумот\w* (?:дар бораи|оид ба) (?:\w+ )?ичро"),
        (
            "district",
            r"^мест\w (?:реализаци|исполнени|выполнени)|^чо[ий]\w* (?:ичро|татбик)|"
            r"^place of (?:implementation|fulfil)",
        ),
        (
            "claim",
            r"(?:по (?:данным|сведениям|информации)|сведени\w+|данные|информаци\w+|отчет\w*|"
            r"позици\w+|заявлени\w+|утверждени\w+|статус) (?:от )?"
            r"(?:самого |самих )?(?:ответственного |государственного )?(?:ведомств|орган|исполнител|"
            r"министерств|госорган)|"
            r"(?:agencys?|agencies|ministrys?|governments?|official) (?:own )?(?:claim|report|status|self)|"
            r"\bclaim|изхорот|"
            r"(?:малумот|хисобот|гузориш)\w* (?:аз )?(?:чониби )?(?:худи )?(?:макомот|идора|вазорат)|"
            r"самооценк|self-?report|"
            r"reported by (?:the )?(?:agency|ministry|body)|according to (?:the )?(?:agency|ministry|body)",
        ),
        (
            "evidence",
            r"подтвержд|доказательств|evidence|\bproof|далел|means of verification|тасдикнома|"
            r"хуччат\w* тасдик|тасдиккунанда|верификац|"
            r"ссылк|\blinks?\b|фото",
        ),
        (
            "note",
            r"^прим$|^причин\w*|^reasons?\b|^сабаб\w*|примечан|комментар|эзох|\bnotes?\b|remark|comment|шарх|"
            r"^дополнительн|дополнительн\w+ (?:сведени|"
            r"информаци)|иловаги",
        ),
        (
            "topic",
            r"тема\b|темы|тематик|направлени|мавзу|самт|\btopic|\btheme|сфера|соха|\barea\b|priority|приоритет",
        ),
        ("problem", r"проблем|угроз|мушкил|problem|issue|concern|threat|тахдид|масала|масала|вопрос"),
        (
            "joint",
            r"^соисп|соисполн|со-исполн|соответствен|совместн|хамичро|хамкор|co-?(?:executor|respons|"
            r"implement)|"
            r"\bjoint|support(?:ing|ed)|"
            r"привлекаем|участвующ|задействован|also (?:responsible|involved)|other (?:responsible )?(?:bodies|"
            r"agencies|parties)|(?:други|ины)е (?:исполнител|ответственн|орган)|implementing partner|"
            r"партнер\w* по (?:реализаци|исполнени|выполнени)|^support$|^supported by|ичрокунандагони дигар",
        ),
        (
            "official",
            r"^отв\.? лиц|должностн\w* лиц|официальн\w* лиц|official|мансабдор|\bфио\b|ф\.? ?и\.? ?о|"
            r"\bдолжност|мансаб|"
            r"ному насаб|насаб|"
            r"ответственн\w+ лиц|шахс\w* масул|responsible (?:person|officer|official)|contact person",
        ),
        (
            "partner",
            r"партнер|partner|шарик|\bнпо\b|\bngo\b|\bоо\b|кто отслежива|followed by|наблюдающ|"
            r"организация-?наблюд",
        ),
        (
            "forum_organiser",
            r"организатор|ташкилкунанда|ташкилотч|organi[sz]er|organi[sz]ed by|кто (?:проводил|организовал)",
        ),
        (
            "forum_place",
            r"мест\w (?:проведени|встречи|форума|собрани)|чо[ий]\w* (?:баргузори|гузаронидан|"
            r"вохури)|махалли баргузори|venue|place of|"
            r"^(?:место|place|чой)$",
        ),
        (
            "forum_kind",
            r"(?:вид|тип|формат|форма) (?:проведени|встречи|форума|собрани|события|мероприятия)|"
            r"нав\w* (?:вохури|форум|чорабини)|"
            r"(?:kind|type) of (?:meeting|forum|event)|(?:meeting|forum|event) (?:type|kind)",
        ),
        (
            "made_on",
            r"дата (?:проведени\w+ )?(?:встречи|форума|приняти|соглашени|договоренност|заседани|"
            r"обязательств|собрани|слушани|протокол|решени)|"
            r"когда (?:принят|дано|достигнут)|agreed on|date (?:of )?(?:the )?(?:meeting|"
            r"forum|agreement|agreed|made|commitment|event|session)|"
            r"(?:meeting|forum|event|commitment) date|made on|санаи? (?:вохури|форум|кабул|"
            r"мулокот|чаласа|баргузори|ухдадори)|^дата(?: проведени\w*)?$|^date$|^сана$",
        ),
        ("due", r"планируем\w+ (?:дат|срок|врем)|planned (?:completion|date|deadline)|\(planned\)|\(план\)"),
        (
            "status_on",
            r"дата (?:присвоени\w+ )?(?:статус|отметк|проверк|мониторинг|фактическ|выполнени|"
            r"обновлени|завершени\w+ \(факт|снятия)|"
            r"фактическ\w+ (?:срок|дата)|status date|date of (?:status|check|finding|verification|"
            r"completion|fulfil)|\bas (?:of|at)\b|"
            r"checked on|verified on|completed on|completion date|date completed|updated|"
            r"санаи (?:холат|санчиш|тасдик|ичрошави|ичрои вокеи)|"
            r"когда (?:выполнено|исполнено)|по состоянию",
        ),
        (
            "due",
            r"^период$|^дедлайн|^врем\w+ (?:исполн|выполн|реализ|провед)|^time (?:of|for) (?:implementation|"
            r"completion)|^период",
        ),
        (
            "due_new",
            r"^перенес\w*|^продл\w*|^нов\w+ срок|^(?:срок )?перенос|^(?:срок|дата) (?:с уч\w+ )?(?:перенос|"
            r"продлени|перенесен)|"
            r"(?:extended|moved|postponed) (?:to|until)|(?:new|revised|extended) (?:deadline|due|date)|"
            r"^(?:мухлати )?тамдид|"
            r"мухлати нав",
        ),
        ("due_from", r"\bначал[оа]\b|\bstart|\bogоз|\bогоз|ибтидо|с какого|\bfrom\b"),
        ("due_on", r"окончани|завершени|\bконец\b|\bend\b|end date|finish|анчом\b|анчоми|охир|итмом"),
        (
            "due",
            r"^мухл\b|срок|deadline|\bdue\b|мухлат|by when|time ?-?frame|timeline|\btiming|период (?:исполнени|"
            r"реализаци|выполнени)|\bwhen\b|^когда|"
            r"target date|периодичност|periodicity|frequency|даврият|календарн|давраи ичро|вакти ичро|"
            r"дата исполнени|сана\w* ичро\w*$|планов\w+ дата|\bperiod\b",
        ),
        (
            "agencies",
            r"^(?:исп|отв|ответств|исполн)\b(?!\.? лиц)|^отв-|ответствен|исполнител|масул|ичрокунанд|ичрочи|"
            r"responsib|\bagenc|\bbod(?:y|ies)\b|ведомств|"
            r"\bорган|макомот|идора|executor|"
            r"implement(?:er|ing)|\blead\b|\bwho\b|^by whom|^кто$|^кто (?:исполн|отвеч|взял|обещ|пообещ|"
            r"долж|обязал|"
            r"сдела)|^ки |учреждени|"
            r"муассиса|institution|duty bearer|ministry",
        ),
        (
            "found",
            r"что (?:фактически )?(?:с?делано|выполнено)|ход (?:исполнени|выполнени|реализаци)|"
            r"(?:информаци|сведени)\w* об? (?:ход\w* )?(?:исполнени|выполнени)|"
            r"принят\w+ мер|проделанн|достигнут|\bрезультат|what (?:was|has been) done|actions? taken|"
            r"progress (?:note|report|descr|made)|"
            r"кор\w* (?:ичрошуда|анчомшуда|анчомдодашуда)|чи (?:кор )?(?:ичро|карда) шуд|"
            r"чораандеши|натича|^results?$|achieve|"
            r"фактическ\w+ (?:исполнени|выполнени)|чорахои андешида",
        ),
        (
            "status",
            r"^как (?:исполня|выполня|реализу)|^(?:отм\w*\.? о(?:б)? )?(?:вып|исп)\w*\.?$|"
            r"статус|исполнени|выполнени|реализаци|состояни|отметк|\bstatus|холат|\bfindings?\b|мониторинг|"
            r"monitoring|санчиш|\bвазият|\bвази ичро|\bичро|"
            r"progress|^%|процент|фоиз|^дарсад|^(?:не )?(?:исполнен|выполнен)[оа]?\b|^(?:done|fulfilled|"
            r"completed)\b|implementation|степень|"
            r"\bоценк|completion|fulfil|дарачаи|стадия|\bstate$|готовност",
        ),
        (
            "district",
            r"район|^р-н|нохия|шахр|district|\bcity\b|\bгород|местност|территори|location|чои\b|худуд",
        ),
        ("skip", r"джамоат|чамоат|jamoat|махалл|mahalla|село|деха|village"),
        ("region", r"област|вилоят|регион|\bregion|oblast|минтак"),
        ("article", r"^стать|^ст$|^ст\.|^пункт|^модда|^банд|\barticles?\b|clause|section no|^п\.$"),
        (
            "basis",
            r"основани|(?:правов|нормативн)\w* (?:основ|баз|акт)|\bасос|basis|\bзакон|конун|"
            r"нормативн|\bнпа\b|\blaws?\b|\blegal|документ|санад|"
            r"хуччат|источник|манба|\bsource|\bнорм[аы]|программ|барнома|чем предусмотрено",
        ),
        ("forum", r"форум|протокол|forum|вохури|встреч|заседани|meeting|чаласа|мулокот"),
        ("section", r"раздел|\bбоб\b|section|chapter|фасл"),
    )
)
_CODE: Final = re.compile(
    r"^код\b|\bкод (?:обязательств|мероприят|записи)|шифр|^code\b|\bcode$|^id\b|\bid$|идентификатор|"
    r"^рамз|^коди\b|рег\w*\.? ?(?:№|номер)|"
    r"reg\w*\.? ?(?:no|number)|commitment (?:id|no|number|code)|номер обязательства|раками ухдадори|"
    r"(?:обязательств|мероприяти)\w* №|^№ обязательств|^ref\b|reference"
)
_CODE_FIRST: Final = re.compile(
    r"^(?:commitment|obligation|activity|action|measure|agreement|мероприяти\w+|обязательств\w+|ухдадори|"
    r"чорабини) "
    r"(?:id|no|nr|number|code|ref|код|шифр|рамз)\b"
)
_MAIN_TEXT: Final = re.compile(
    r"мероприят|обязательств|обязанност|договоренност|чорабини|ухдадор|commitment|measure|activit|obligation|"
    r"agreed|согласован"
)
_STRONG_TEXT: Final = re.compile(_COMMITMENT)
_WEAK_TEXT: Final = re.compile(_WEAK)
_LANGUAGES: Final = (
    ("tg", re.compile(r"\bтадж|\bточ|\btajik|\btg\b|\bтч\b|точики")),
    ("ru", re.compile(r"\bрус|\bruss|\bru\b|руси")),
    ("en", re.compile(r"\bангл|\bengl|\ben\b|англиси")),
)


def field_of(header: str) -> str | None:
    """The field a header's words name: a field's name, 'text!' for strong commitment words, 'text' for weak ones,
    'skip' for columns known to hold something else; None for words not known."""
    if len(header) > 200:
        return None
    halves = [half for half in _halves(header) if half]
    found = [field for field in (_field(half) for half in halves) if field]
    if "partner" in found and {"joint", "agencies"} & set(found):
        return "joint"  # “Partners / supporting bodies” help the one who is responsible
    return found[0] if found else _field(resolve_fold(header))


def _halves(header: str) -> list[str]:
    parts = header.replace("\r", "\n").split("\n")
    lines = [piece for part in parts for piece in part.split(" / ")]
    whole = resolve_fold(header)
    return (
        [whole] if len(lines) == 1 or _STARTS_AS_TEXT.match(whole) else [resolve_fold(line) for line in lines]
    )


def _field(folded: str) -> str | None:
    words = folded.strip(" .:*,;-()").replace("\\", "/")
    if not words:
        return None
    if _NUMBER.match(words.replace(".", "").strip()) or _NUMBER.match(words):
        return "number"
    if _CODE_FIRST.match(words):
        return "code"
    if _STARTS_AS_TEXT.match(words):
        return "text!"
    if _CODE.search(words):
        return "code"
    for field, pattern in _RULES:
        if pattern.search(words):
            return field
    if _STRONG_TEXT.search(words) and not _NOT_TEXT.search(words):
        return "text!"
    if _WEAK_TEXT.search(words) and not _NOT_TEXT.search(words):
        return "text"
    return None


def language_of_header(header: str) -> str | None:
    """The language that a header says its column is in («Обязательство (на таджикском)»), or None."""
    folded = resolve_fold(collapse(header))
    return next((language for language, pattern in _LANGUAGES if pattern.search(folded)), None)


def under(parent: str | None, leaf: str | None, words: str) -> str | None:
    """The field of a column under a spanning header: `parent` and `leaf` are fields, `words` the leaf's folded words."""
    if parent is None or parent == "skip":
        # whatever stands under «Финансирование» is of the funding, not of the commitment
        return parent or leaf
    if parent == "due":
        return _under_due(leaf, words)
    if parent in ("agencies", "joint"):
        return leaf if leaf in ("joint", "agencies", "official", "skip", "claim") else parent
    if parent in ("claim", "status", "found"):
        return _under_status(parent, leaf)
    if parent == "participants":
        return leaf if leaf in ("women", "men", "police") else "skip"
    if parent == "basis":
        return (
            "article"
            if leaf == "article"
            else "basis"
            if leaf in (None, "basis", "forum", "number")
            else leaf
        )
    if parent in ("text", "text!"):
        return leaf if leaf and leaf not in ("text", "skip") else parent
    if parent == "forum" and leaf in ("made_on", "due"):
        return "made_on"
    if parent == "forum" and leaf is None and _KIND.match(words):
        return "forum_kind"
    if parent == "forum" and leaf == "number":
        return "forum"
    return leaf or parent


_FIRST_TERM: Final = re.compile(
    r"первонач|изначальн|прежн|стар\w+|original|previous|initial|аввала|пештара|собик"
)
_KIND: Final = re.compile(r"^(?:вид|тип|формат|форма|нав\w*|kind|type)\b")
_SINCE: Final = frozenset({"с", "со", "от", "аз", "from", "since"})
_TILL: Final = frozenset({"по", "до", "то", "to", "until", "till", "by"})


def is_main_text(header: str) -> bool:
    """Whether a header of commitment words speaks of the commitment itself, not of a decision or a promise behind it."""
    return bool(_MAIN_TEXT.search(resolve_fold(header)))


def _under_due(leaf: str | None, words: str) -> str | None:
    if _FIRST_TERM.search(words):
        return "due_first"
    plain = words.strip(" .:")
    if plain in _SINCE or plain in _TILL:
        return "due_from" if plain in _SINCE else "due_on"
    return leaf if leaf in ("due_from", "due_on", "status_on", "skip") else "due"


def _under_status(parent: str, leaf: str | None) -> str | None:
    dated = leaf in ("made_on", "status_on", "due", "claim_on")
    if parent == "claim":
        return "claim_on" if dated else "claim" if leaf in (None, "status", "claim") else "claim_note"
    if dated:
        return "status_on"
    return (
        leaf
        if leaf in ("found", "evidence", "note", "problem", "claim", "claim_on", "skip", "agencies")
        else "status"
    )
