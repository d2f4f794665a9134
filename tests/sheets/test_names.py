"""Agencies, districts, laws and statuses as people name them."""

from datetime import date

import pytest

from tracker.sheets import Names, read_status
from tracker.sheets.who import Where, place_issues


@pytest.mark.parametrize(
    ("text", "codes", "districts", "unknown"),
    [
        ("ОМВД района Рудаки", ["mia-district"], ["rudaki"], []),
        ("OMBД района Спитамен", ["mia-district"], ["spitamen"], []),
        ("Отдел МВД РТ в районе Рудаки", ["mia-district"], ["rudaki"], []),
        ("ОМВД Раштского, Таджикабадского районов", ["mia-district"], ["rasht", "tojikobod"], []),
        ("Хукуматы районов Рудаки и Варзоб", ["hukumat-district"], ["rudaki", "varzob"], []),
        ("ОМВД и Хукумат района", ["mia-district", "hukumat-district"], [], []),
        ("ОМВД/Хукумат", ["mia-district", "hukumat-district"], [], []),
        ("1. ОМВД 2. ГАИ", ["mia-district", "mia-traffic"], [], []),
        ("Прокуратура", ["prosecutor-general"], [], []),
        ("районная прокуратура", ["prosecutor-district"], [], []),
        ("Прокуратура Согдийской области", [], [], ["Прокуратура Согдийской области"]),
        ("УМВД по Хатлонской области", ["mia-region"], [], []),
        ("Хукумат Согдийской области", ["hukumat-region"], [], []),
        ("Министерство труда, миграции и занятости населения", ["mlme"], [], []),
        ("Комитет по делам религии, упорядочению традиций, торжеств и обрядов", ["cra"], [], []),
        ("КЧС и ГО", ["coes"], [], []),
        ("Общественный совет при ОМВД Файзабадского района", ["public-council"], ["fayzobod"], []),
        ("отдел по делам молодёжи и спорта", [], [], ["отдел по делам молодёжи и спорта"]),
        ("Хукумат района и отдел образования", ["hukumat-district"], [], ["отдел образования"]),
        ("джамоат Чоряккорон", ["jamoat"], [], []),
        ("Шуъбаи ВКД дар шаҳри Кӯлоб", ["mia-district"], ["kulob"], []),
        ("Мақомоти иҷроияи ҳокимияти давлатии ноҳияи Рӯдакӣ", ["hukumat-district"], ["rudaki"], []),
        ("БДА ва шуъбаи ВКД", ["mia-traffic", "mia-district"], [], []),
        ("Khatlon regional hukumat", ["hukumat-region"], [], []),
        ("Ministry of Internal Affairs of the Republic of Tajikistan", ["mia"], [], []),
    ],
)
def test_bodies_are_recognised(
    text: str, codes: list[str], districts: list[str], unknown: list[str], names: Names
) -> None:
    cell = names.agency_cell(text)
    assert (list(cell.codes), list(cell.districts), list(cell.unknown)) == (codes, districts, unknown)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("г. Бохтар (бывш. Курган-Тюбе)", ["bokhtar"]),
        ("Бохтарский район", ["kushoniyon"]),
        ("Бохтар (город)", ["bokhtar"]),
        ("в г. Худжанде", ["khujand"]),
        ("ноҳияи Рӯдакӣ", ["rudaki"]),
        ("р-н Б.Гафурова", ["bobojon-ghafurov"]),
        ("Горная Матча", ["kuhistoni-mastchoh"]),
        ("Матча", ["mastchoh"]),
        ("пгт Дусти, р-н Джайхун", ["jayhun"]),
        ("дж. Вахдат, Лахшский р-н", ["lakhsh"]),
        ("р-н Сино г. Душанбе", ["dushanbe-sino"]),
        ("Душанбе, р-н Сино", ["dushanbe-sino"]),
        ("Мургаб и Ишкашим", ["murghob", "ishkoshim"]),
        ("Ленинский район", ["rudaki"]),
        ("Все районы", []),
        ("Республика Таджикистан", []),
    ],
)
def test_districts_are_recognised(text: str, codes: list[str], names: Names) -> None:
    cell = names.district_cell(text)
    assert (list(cell.districts), cell.unknown, cell.ambiguous) == (codes, (), ())


def test_a_city_and_a_district_of_like_name_are_asked_about(names: Names) -> None:
    assert names.district_cell("Бохтар").ambiguous == (("Бохтар", ("bokhtar", "kushoniyon")),)


def test_a_likeness_is_a_suggestion_and_never_applied(names: Names) -> None:
    assert names.district_cell("Гулистан").unknown == ("Гулистан",)
    assert names.suggest("district", "Гулистан") == ("guliston",)


def test_an_alias_that_a_person_confirmed_is_known_from_then_on() -> None:
    district = {"code": "rudaki", "kind": "district", "name_ru": "Рудаки"}
    alias = {"kind": "district", "text": "Зарнигорский район", "code": "rudaki"}
    names = Names.build(districts=[district], aliases=[alias])
    assert names.district_cell("Зарнигорский район").districts == ("rudaki",)


@pytest.mark.parametrize(
    ("text", "code", "article"),
    [
        ("ст. 9 Закона РТ «О милиции»", "police", "ст. 9"),
        ("Закон РТ № 1339 от 23.07.2016", "appeals", None),
        ("Программа реформы милиции на 2021–2025 годы", "police-programme-2", None),
        ("моддаи 5 Қонуни ҶТ «Дар бораи милитсия»", "police", "моддаи 5"),
        ("Форум 22.05.2025, дж. Гончи", None, None),
    ],
)
def test_laws_are_recognised_by_title_or_number(
    text: str, code: str | None, article: str | None, names: Names
) -> None:
    basis = names.basis_cell(text)
    assert (basis.code, basis.article, basis.text) == (code, article, text)


@pytest.mark.parametrize(
    ("text", "status", "late"),
    [
        ("Исполнено", "fulfilled", False),
        ("Исполнено. Проведено 12 встреч", "fulfilled", False),
        ("исполнено с нарушением срока", "fulfilled", True),
        ("Исполнено, снято с контроля", "fulfilled", False),
        ("Снято с контроля", "withdrawn", False),
        ("Снято с контроля в связи с исполнением", "fulfilled", False),
        ("Не исполнено", "not_fulfilled", False),
        ("Исполнено не в срок", "fulfilled", True),
        ("исполнено частично", "partly_fulfilled", False),
        ("Частично выполнено", "partly_fulfilled", False),
        ("на исполнении", "in_progress", False),
        ("в стадии исполнения", "in_progress", False),
        ("не начато", "not_started", False),
        ("иҷро шуд", "fulfilled", False),
        ("бо таъхир иҷро шуд", "fulfilled", True),
        ("иҷро нашуд", "not_fulfilled", False),
        ("қисман иҷро шуд", "partly_fulfilled", False),
        ("дар ҳоли иҷро", "in_progress", False),
        ("бекор шуд", "withdrawn", False),
        ("оғоз нашудааст", "not_started", False),
        ("Fulfilled late", "fulfilled", True),
        ("Not fulfilled", "not_fulfilled", False),
        ("Partly fulfilled", "partly_fulfilled", False),
        ("Cancelled", "withdrawn", False),
        ("100 %", "fulfilled", False),
        ("выполнено на 60%", "in_progress", False),
        ("0%", "not_started", False),
        ("✓", "fulfilled", False),
        ("+", "fulfilled", False),
    ],
)
def test_statuses_are_read(text: str, status: str, late: bool) -> None:
    reading = read_status(text)
    assert (reading.status, reading.late, reading.issue) == (status, late, None)


def test_overdue_is_no_status_and_silence_is_none() -> None:
    assert read_status("Просрочено").issue == "status_overdue"
    assert read_status("сложный вопрос").issue == "status_unreadable"
    assert read_status("—").status is None
    assert read_status("—").issue is None


def test_a_date_beside_the_status_is_its_day() -> None:
    assert read_status("Исполнено 15.03.2025").on == date(2025, 3, 15)


def test_a_name_of_two_places_is_told_with_the_names_that_the_reader_knows(names: Names) -> None:
    where = Where((), (), (), (("Бохтар", ("bokhtar", "kushoniyon")),))
    told = next(issue for issue in place_issues(where, "E9", names) if issue.code == "ambiguous_district")
    assert [told.message(language).split(". ")[0] for language in ("en", "ru", "tg")] == [
        "“Бохтар” may be a city or a district: Bokhtar and Kushoniyon",
        "«Бохтар» может быть городом или районом: Бохтар и Кушониён",
        "«Бохтар» метавонад шаҳр ё ноҳия бошад: Бохтар ва Кӯшониён",
    ]
