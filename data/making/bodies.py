"""The bodies that lead or join a commitment: a key, the agency code it means, and how each language writes it."""

from data.making.model import Commitment
from data.making.places import full_name, genitive, regions

CODES = {
    "police": "mia-district",
    "police-region": "mia-region",
    "mia": "mia",
    "order": "mia-public-order",
    "academy": "mia-academy",
    "precinct": "mia-precinct",
    "traffic": "mia-traffic",
    "reform": "mia-reform-coordinator",
    "hukumat": "hukumat-district",
    "hukumat-region": "hukumat-region",
    "jamoat": "jamoat",
    "mahalla": "mahalla",
    "council": "public-council",
    "women": "cwfa-district",
    "women-committee": "cwfa",
    "prosecutor": "prosecutor-district",
    "prosecutor-general": "prosecutor-general",
    "volunteers": "volunteers",
    "emergency": "coes",
    "drugs": "dca",
    "education": "moes",
    "health": "mohsp",
    "labour": "mlme",
    "youth": "cysa",
    "finance": "mof",
    "local-development": "cld",
    "justice": "moj",
    "anticorruption": "anticorruption",
    "ombudsman": "ombudsman",
}

MINISTRY = frozenset({"mia", "police", "police-region", "order", "academy", "precinct", "traffic", "reform"})
"""The bodies that answer to the ministry whose own report is part of the sample."""

_RU = {
    "mia": "МВД РТ",
    "order": "УООП МВД",
    "academy": "Академия МВД",
    "precinct": "участковый инспектор милиции",
    "traffic": "ГАИ",
    "reform": "Национальный координатор по реформе милиции МВД",
    "jamoat": "джамоат",
    "mahalla": "махаллинские комитеты",
    "women": "отдел по делам женщин и семьи",
    "women-committee": "Комитет по делам женщин и семьи",
    "prosecutor": "районная прокуратура",
    "prosecutor-general": "Генеральная прокуратура",
    "volunteers": "добровольные дружины",
    "emergency": "КЧС и ГО",
    "drugs": "АКН",
    "education": "Министерство образования и науки",
    "health": "Минздрав",
    "labour": "Министерство труда, миграции и занятости населения",
    "youth": "Комитет по делам молодёжи и спорта",
    "finance": "Минфин",
    "local-development": "Комитет по местному развитию",
    "justice": "Минюст",
    "anticorruption": "Антикоррупционное агентство",
    "ombudsman": "Омбудсмен",
}
_TG = {
    "traffic": "БДА",
    "jamoat": "ҷамоати деҳот",
    "mahalla": "Кумитаҳои маҳалла",
    "council": "Шӯрои ҷамъиятии назди шуъбаи ВКД",
    "women": "Бахши кор бо занон ва оила",
    "prosecutor": "Прокуратураи ноҳия",
    "precinct": "Нозири минтақавии милитсия",
    "volunteers": "Дастаҳои ихтиёрӣ",
    "emergency": "Кумитаи ҳолатҳои фавқулодда",
    "drugs": "Агентии назорати маводи нашъаовар",
    "education": "Вазорати маориф ва илм",
    "health": "Вазорати тандурустӣ ва ҳифзи иҷтимоии аҳолӣ",
    "labour": "Вазорати меҳнат, муҳоҷират ва шуғли аҳолӣ",
    "youth": "Кумитаи ҷавонон ва варзиш",
}
_EN = {
    "police": "District police",
    "hukumat": "Hukumat",
    "jamoat": "Jamoat",
    "mahalla": "Mahalla committee",
    "council": "Public Council",
    "women": "District department for women and family affairs",
    "traffic": "State Automobile Inspectorate",
    "emergency": "Committee for Emergency Situations and Civil Defence",
    "precinct": "Precinct police inspector",
    "volunteers": "Voluntary public order patrols",
    "drugs": "Drug Control Agency",
    "labour": "Ministry of Labour, Migration and Employment",
}
_AGREED = {"ru": "(по согласованию)", "tg": "(бо мувофиқа)", "en": "(subject to agreement)"}
_POSTS = {
    "ru": {
        "police": "начальник ОМВД",
        "traffic": "начальник отделения ГАИ",
        "hukumat": "заместитель председателя",
        "jamoat": "председатель джамоата",
        "mahalla": "председатель махаллинского комитета",
        "council": "председатель Общественного совета",
        "women": "заведующая отделом",
        "precinct": "старший участковый инспектор",
        "prosecutor": "помощник прокурора района",
        "emergency": "начальник отдела КЧС и ГО",
    },
    "tg": {
        "police": "сардори шуъбаи ВКД",
        "traffic": "сардори шуъбаи БДА",
        "hukumat": "муовини раис",
        "jamoat": "раиси ҷамоат",
        "mahalla": "раиси кумитаи маҳалла",
        "council": "раиси Шӯрои ҷамъиятӣ",
        "women": "мудири бахш",
        "precinct": "нозири калони минтақавӣ",
        "prosecutor": "ёрдамчии прокурори ноҳия",
        "emergency": "сардори шуъбаи КҲФ",
    },
    "en": {
        "police": "chief of the district police",
        "traffic": "head of the traffic unit",
        "hukumat": "deputy chair",
        "jamoat": "chair of the jamoat",
        "mahalla": "chair of the mahalla committee",
        "council": "chair of the Public Council",
        "women": "head of the department",
        "precinct": "senior precinct inspector",
        "emergency": "head of the district unit",
    },
}


def post(body: str, language: str) -> str | None:
    """The post that answers for a body at a forum: posts only, the sample names no person."""
    return _POSTS[language].get(body)


def written(commitment: Commitment, keys: tuple[tuple[str, bool], ...], separator: str = ", ") -> str:
    """The bodies as a cell holds them, in the language of the sheet."""
    names = []
    for body, agreed in keys:
        for name in _names(body, commitment):
            names.append(f"{name} {_AGREED[commitment.language]}" if agreed else name)
    return separator.join(names)


def _names(body: str, commitment: Commitment) -> list[str]:
    if commitment.language == "en":
        return [_EN[body]]
    local = _local_ru if commitment.language == "ru" else _local_tg
    return local(body, commitment)


def _local_ru(body: str, commitment: Commitment) -> list[str]:
    if body == "police":
        return [f"ОМВД {genitive(place)}" for place in commitment.districts] or ["ОМВД"]
    if body == "hukumat":
        return [f"Хукумат {genitive(place)}" for place in commitment.districts] or ["Хукумат"]
    if body == "council":
        return ["Общественный совет при ОМВД"]
    if body in ("police-region", "hukumat-region"):
        name = regions()[commitment.region or "TJ-SU"]["name_ru"]
        bent = name.replace("ая", "ой").replace("область", "области")
        return [f"{'УМВД' if body == 'police-region' else 'Хукумат'} {bent}"]
    return [_RU[body]]


def _local_tg(body: str, commitment: Commitment) -> list[str]:
    if body == "police":
        return [f"Шуъбаи ВКД дар {full_name(place, 'tg')}" for place in commitment.districts]
    if body == "hukumat":
        return [
            f"Мақомоти иҷроияи ҳокимияти давлатии {full_name(place, 'tg')}" for place in commitment.districts
        ]
    return [_TG[body]]
