"""Every district in declined, abbreviated, former and foreign forms, and how cities and districts are told apart."""

import pytest

from tracker.sheets import Names

FORMS = r"""
г. Худжанде | khujand
в городе Худжанд | khujand
города Худжанда | khujand
Худжанда | khujand
шаҳри Хуҷанд | khujand
дар шаҳри Хуҷанд | khujand
ш. Хучанд | khujand
Khujand city | khujand
city of Khujand | khujand
Худжанд (Ленинабад) | khujand
бывший Ленинабад | khujand
в городе Бустон | buston
г. Бустоне | buston
город Чкаловск | buston
в г. Чкаловске | buston
г. Гулистоне | guliston
г. Кайраккуме | guliston
шаҳри Гулистон | guliston
шаҳри Қайроққум | guliston
Истаравшане | istaravshan
г. Истаравшана | istaravshan
Истаравшанский район | istaravshan
Ура-Тюбе | istaravshan
Истиклоле | istiqlol
г. Истиклола | istiqlol
Табошаре | istiqlol
Исфаре | isfara
в Исфаринском районе | isfara
Исфаринского района | isfara
г. Исфары | isfara
г. Исфаре | isfara
Канибадаме | konibodom
в Канибадамском районе | konibodom
шаҳри Конибодом | konibodom
Пенджикенте | panjakent
г. Пенджикента | panjakent
Пенджикентском районе | panjakent
шаҳри Панҷакент | panjakent
Айнинском районе | ayni
Айнинского района | ayni
район Айни | ayni
ноҳияи Айнӣ | ayni
Аштского района | asht
в Аштском районе | asht
в Бободжон-Гафуровском районе | bobojon-ghafurov
Бободжон-Гафуровского района | bobojon-ghafurov
Б.Гафуровский район | bobojon-ghafurov
Б. Гафуровского района | bobojon-ghafurov
района имени Б. Гафурова | bobojon-ghafurov
ноҳияи Б. Ғафуров | bobojon-ghafurov
ноҳияи Бобоҷон Ғафуров | bobojon-ghafurov
Бобочон Гафуров | bobojon-ghafurov
B. Gafurov district | bobojon-ghafurov
Bobojon Ghafurov | bobojon-ghafurov
ноҳияи Деваштич | devashtich
Деваштичском районе | devashtich
района Деваштич | devashtich
Ганчинского района | devashtich
ноҳияи Ғончӣ | devashtich
Зафарабадского района | zafarobod
в Зафарабаде | zafarobod
Матчинском районе | mastchoh
Матчинского района | mastchoh
ноҳияи Мастчоҳ | mastchoh
Горно-Матчинского района | kuhistoni-mastchoh
в Горной Матче | kuhistoni-mastchoh
района Горная Матча | kuhistoni-mastchoh
Горной Матчи | kuhistoni-mastchoh
ноҳияи Кӯҳистони Мастчоҳ | kuhistoni-mastchoh
Кухистони-Мастчох | kuhistoni-mastchoh
Джаббор-Расуловского района | jabbor-rasulov
Дж. Расуловском районе | jabbor-rasulov
Дж.Расуловский район | jabbor-rasulov
р-не Дж. Расулова | jabbor-rasulov
ноҳияи Ҷ. Расулов | jabbor-rasulov
ноҳияи Ҷаббор Расулов | jabbor-rasulov
Спитаменском районе | spitamen
Спитаменского р-на | spitamen
Науском районе | spitamen
Шахристанского района | shahriston
в Шахристане | shahriston
ноҳияи Шаҳристон | shahriston
в городе Бохтар | bokhtar
г. Бохтаре | bokhtar
шаҳри Бохтар | bokhtar
Bokhtar city | bokhtar
Курган-Тюбе | bokhtar
г. Курган-Тюбе | bokhtar
Қӯрғонтеппа | bokhtar
Кулябе | kulob
в городе Куляб | kulob
г. Куляба | kulob
шаҳри Кӯлоб | kulob
Kulob city | kulob
Нуреке | norak
г. Нурека | norak
Леваканте | levakant
г. Левакант | levakant
Бальджуванском районе | baljuvon
Бальджувана | baljuvon
Вахшском районе | vakhsh
Вахшского района | vakhsh
Восейского района | vose
Восейском районе | vose
район Восе | vose
ноҳияи Восеъ | vose
Дангаринском районе | danghara
Дангары | danghara
ноҳияи Данғара | danghara
района Джалолиддина Балхи | jaloliddin-balkhi
районе Дж. Балхи | jaloliddin-balkhi
Дж. Балхи | jaloliddin-balkhi
Джалолиддин-Балхийский район | jaloliddin-balkhi
Колхозабадском районе | jaloliddin-balkhi
ноҳияи Ҷ. Балхӣ | jaloliddin-balkhi
районе Дусти | dusti
Джиликульского района | dusti
ноҳияи Дӯстӣ | dusti
Яванском районе | yovon
Явана | yovon
ноҳияи Ёвон | yovon
Кубодиёнского района | qubodiyon
Кабадиянский район | qubodiyon
Кабодиён | qubodiyon
Кушониёнском районе | kushoniyon
района Кушониён | kushoniyon
в Бохтарском районе | kushoniyon
ноҳияи Бохтар | kushoniyon
Bokhtar district | kushoniyon
Муминабадского района | muminobod
Муминабаде | muminobod
района Хамадони | hamadoni
районе Хамадони | hamadoni
р-н М.С.А. Хамадони | hamadoni
Мир Саид Али Хамадони | hamadoni
Московском районе | hamadoni
ноҳияи Ҳамадонӣ | hamadoni
ноҳияи Мир Сайид Алии Ҳамадонӣ | hamadoni
района Носири Хусрава | nosiri-khusrav
Н. Хусрав | nosiri-khusrav
районе Носира Хусрава | nosiri-khusrav
Бешкентском районе | nosiri-khusrav
Пянджского района | panj
в Пяндже | panj
ноҳияи Панҷ | panj
Темурмаликском районе | temurmalik
района Темурмалик | temurmalik
Советский район | temurmalik
Фархорского района | farkhor
Фархоре | farkhor
Ховалингском районе | khovaling
Хуросонского района | khuroson
районе Хуросон | khuroson
Газималикском районе | khuroson
района Шамсиддина Шохина | shamsiddin-shohin
Шамсиддин Шохин | shamsiddin-shohin
р-н Ш.Шохина | shamsiddin-shohin
Шуроабадского района | shamsiddin-shohin
ноҳияи Шамсиддин Шоҳин | shamsiddin-shohin
Шахритусском районе | shahritus
Шаартузском районе | shahritus
Шаартуз | shahritus
ноҳияи Шаҳритус | shahritus
районе Джайхун | jayhun
Джайхунском районе | jayhun
Кумсангирском районе | jayhun
ноҳияи Ҷайҳун | jayhun
ноҳияи Чайхун | jayhun
района Абдурахмона Джами | abdurahmoni-jomi
районе А. Джами | abdurahmoni-jomi
р-н А.Джами | abdurahmoni-jomi
Абдурахмони Джоми | abdurahmoni-jomi
ноҳияи А. Ҷомӣ | abdurahmoni-jomi
г. Вахдате | vahdat
Вахдатского района | vahdat
шаҳри Ваҳдат | vahdat
Кофарнихон | vahdat
г. Гиссаре | hisor
Гиссарском районе | hisor
шаҳри Ҳисор | hisor
Рогуне | roghun
г. Рогуна | roghun
шаҳри Роғун | roghun
г. Турсунзаде | tursunzoda
Турсунзадевского района | tursunzoda
Турсун-заде | tursunzoda
шаҳри Турсунзода | tursunzoda
Регар | tursunzoda
Варзобском районе | varzob
Варзобе | varzob
Лахшском районе | lakhsh
Джиргатальского района | lakhsh
Джиргатале | lakhsh
Нурабадском районе | nurobod
Комсомолабадского района | nurobod
Раштского района | rasht
в Раште | rasht
Гармском районе | rasht
Сангворе | sangvor
Сангворском районе | sangvor
Тавильдаре | sangvor
Тавильдаринского района | sangvor
Таджикабаде | tojikobod
Таджикабадского района | tojikobod
ноҳияи Тоҷикобод | tojikobod
Файзабадском районе | fayzobod
Файзабаде | fayzobod
районе Рудаки | rudaki
в Ленинском районе | rudaki
Рудакийский район | rudaki
ноҳияи Рӯдакӣ | rudaki
Шахринавском районе | shahrinav
Шахринаве | shahrinav
ноҳияи Шаҳринав | shahrinav
г. Хороге | khorugh
в Хороге | khorugh
города Хорога | khorugh
шаҳри Хоруғ | khorugh
Дарвазском районе | darvoz
Дарваза | darvoz
Калай-Хумб | darvoz
ноҳияи Дарвоз | darvoz
Вандже | vanj
Ванджском районе | vanj
Ванчского района | vanj
Ишкашиме | ishkoshim
Ишкашимского района | ishkoshim
Мургабском районе | murghob
Мургаба | murghob
Рошткалинского района | roshtqala
Рошткале | roshtqala
Рошт-Кала | roshtqala
ноҳияи Роштқалъа | roshtqala
Рушанском районе | rushon
Рушане | rushon
Шугнанского района | shughnon
Шугнане | shughnon
ноҳияи Шуғнон | shughnon
г. Душанбе | dushanbe
шаҳри Душанбе | dushanbe
района Сино | dushanbe-sino
ноҳияи Синои шаҳри Душанбе | dushanbe-sino
район Исмоили Сомони | dushanbe-ismoili-somoni
р-н И. Сомони | dushanbe-ismoili-somoni
района Фирдавси г. Душанбе | dushanbe-firdavsi
ноҳияи Фирдавсии шаҳри Душанбе | dushanbe-firdavsi
р-н Шохмансур | dushanbe-shohmansur
Шохмансурский район | dushanbe-shohmansur
Рашт, Нурабад и Файзабад | rasht nurobod fayzobod
Раштский, Лахшский и Таджикабадский районы | rasht lakhsh tojikobod
города Бохтар и Куляб | bokhtar kulob
гг. Бохтар, Куляб | bokhtar kulob
г.Куляб и г.Бохтар | kulob bokhtar
Рашт / Лахш | rasht lakhsh
Рашт - Лахш | rasht lakhsh
Рашт; Лахш; Нурабад | rasht lakhsh nurobod
ноҳияҳои Рашт ва Лахш | rasht lakhsh
Rasht and Lakhsh districts | rasht lakhsh
Khujand, Bokhtar city | khujand bokhtar
Districts: Rasht, Lakhsh | rasht lakhsh
1) Рашт 2) Лахш | rasht lakhsh
Рашт\nЛахш | rasht lakhsh
Согдийская область, г. Исфара | isfara
Хатлон, р-н Вахш | vakhsh
ГБАО, Хорог | khorugh
Вахшский район Хатлонской области | vakhsh
Хатлонская область, г. Куляб | kulob
Айни (Согдийская область) | ayni
джамоат Чоркух, г. Исфара | isfara
Исфара, дж. Чоркух | isfara
Исфара (джамоат Чоркух) | isfara
село Навобод, Пяндж | panj
ҷамоати Навобод, ноҳияи Панҷ | panj
дж. Рудаки, Пенджикент | panjakent
дж. Рашт, г. Вахдат | vahdat
пос. Бохтар, Вахшский р-н | vakhsh
ҷ. Ваҳдат, н. Лахш | lakhsh
jamoat Vahdat, Lakhsh district | lakhsh
во всех районах |
по всей республике |
РРП |
все города и районы |
Ҳамаи ноҳияҳо |
дар ҳамаи шаҳру ноҳияҳо |
ҷумҳурӣ |
Вся республика |
республика |
All districts |
Nationwide |
- |
ш. Душанбе | dushanbe
ш.Бохтар | bokhtar
н.Бохтар | kushoniyon
Р-н Рудаки | rudaki
рудаки | rudaki
РУДАКИ | rudaki
РАШТСКИЙ РАЙОН | rasht
Г. БОХТАР | bokhtar
Г.ХОРОГ | khorugh
Н. РАШТ | rasht
Рaшт | rasht
Cино | dushanbe-sino
Кулябский р-н | kulob
Гиссар (город) | hisor
Бохтар (район) | kushoniyon
Бохтар, район | kushoniyon
Бохтар г. | bokhtar
Бохтар р-н | kushoniyon
Бохтар ш. | bokhtar
Куляб г. | kulob
Восе р-н | vose
Panjakent | panjakent
Tursunzade | tursunzoda
Hissor | hisor
Gissar | hisor
Vakhdat | vahdat
Khorog | khorugh
Kurgan-Tube | bokhtar
Rudaki district | rudaki
Rudaki Dist. | rudaki
Jaloliddini Balkhi | jaloliddin-balkhi
Mir Sayid Alii Hamadoni | hamadoni
Shamsiddin Shohin | shamsiddin-shohin
Roshtqal'a | roshtqala
Ishkashim | ishkoshim
Vanj | vanj
Darvaz | darvoz
Sino district, Dushanbe | dushanbe-sino
Dushanbe (Sino) | dushanbe-sino
Душанбе (Фирдавси) | dushanbe-firdavsi
Аштский, Айнинский районы | asht ayni
Ленинский, Варзобский районы | rudaki varzob
Центральный район | dushanbe-firdavsi
Центральный аппарат |
"""


def test_districts_are_known_in_every_form_people_write(names: Names) -> None:
    wrong = {}
    for line in FORMS.strip().splitlines():
        text, _, codes = (part.strip() for part in line.partition("|"))
        cell = names.district_cell(text.replace("\\n", "\n"))
        if (set(cell.districts), cell.unknown, cell.ambiguous) != (set(codes.split()), (), ()):
            wrong[text] = cell
    assert wrong == {}


ANOTHER = r"""
Upper Mastchoh
Lower Mastchoh
Мастчоҳи Боло
Мастчоҳи поён
Верхняя Матча
Верхний Мастчох
Новый Рудаки
North Khatlon
Северный Хатлон
с. Вахдат
с.Рудаки
д. Гулистон
ул. Рудаки
пр. Рудаки
хиёбони Рӯдакӣ
площадь Дусти
Rudaki Ave.
рынок Вахдат
зона Куляба
Кулябская зона
Раштская долина
водии Ҳисор
Кулябская группа районов
Rasht Valley districts
кроме Рудаки
все районы, кроме Рудаки
за исключением Варзоба
all districts except Rudaki
ҳамаи ноҳияҳо ба ғайр аз Рӯдакӣ
Хатлон, кроме Куляба
Хатлонская область (кроме г. Куляб)
не Рудаки
Балхи
восемь
ҷомеа
новые
"""


@pytest.mark.parametrize("text", ANOTHER.strip().splitlines())
def test_what_bears_a_districts_name_and_is_another_place_is_asked_about(text: str, names: Names) -> None:
    cell = names.district_cell(text)
    assert (cell.districts, cell.regions, cell.unknown) == ((), (), (text,))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Горная Матча", {"kuhistoni-mastchoh"}),
        ("Mountainous Mastchoh", {"kuhistoni-mastchoh"}),
        ("бывший Ленинский район", {"rudaki"}),
        ("р-н Балхи", {"jaloliddin-balkhi"}),
        ("ноҳияи Шоҳин", {"shamsiddin-shohin"}),
        ("city of Bokhtar", {"bokhtar"}),
        ("district of Bokhtar", {"kushoniyon"}),
        ("дар ноҳияи Ишкошими", {"ishkoshim"}),
        ("г.г. Куляб и Бохтар", {"kulob", "bokhtar"}),
        ("Хатлонская область (Восе, Вахш)", {"vose", "vakhsh"}),
    ],
)
def test_a_longer_or_a_shorter_name_is_the_same_place(text: str, codes: set[str], names: Names) -> None:
    cell = names.district_cell(text)
    assert (set(cell.districts), cell.unknown, cell.ambiguous) == (codes, (), ())


def test_a_region_beside_its_own_district_only_says_where_that_is(names: Names) -> None:
    assert names.district_cell("Хатлонская область, г. Куляб").regions == ()
    assert names.district_cell("Хатлонская область, г. Душанбе").regions == ("TJ-KT",)


@pytest.mark.parametrize("text", ["не указан", "н/д", "нет", "n/a"])
def test_a_district_that_is_not_given_is_left_to_the_section_and_the_title(text: str, names: Names) -> None:
    cell = names.district_cell(text)
    assert (cell.districts, cell.unknown, cell.national) == ((), (), False)


@pytest.mark.parametrize(
    "text", ["на местах", "все регионы", "города и районы республики", "шаҳру ноҳияҳои ҷумҳурӣ"]
)
def test_everywhere_is_the_whole_country(text: str, names: Names) -> None:
    assert names.district_cell(text).national


def test_an_adjective_that_is_a_place_only_beside_its_type_word_is_asked_about(names: Names) -> None:
    assert names.district_cell("Ленинский").unknown == ("Ленинский",)
    assert names.district_cell("Московский отдел").unknown == ("Московский отдел",)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("План работы ОМВД г. Исфара на IV квартал 2025 года", "isfara"),
        ("Мероприятия по г. Хорогу на 2025 год", "khorugh"),
        ("План мероприятий г.Бохтар", "bokhtar"),
        ("Отчёт Общественного совета Бохтарского района за 2025 год", "kushoniyon"),
        ("Нақшаи кории шуъбаи ВКД дар шаҳри Хуҷанд барои соли 2025", "khujand"),
        ("Action plan, Rudaki district, 2025", "rudaki"),
        ("Отчёт Центрального аппарата", ""),
        ("План форума в Душанбе (район Сино) на 2025 год", "dushanbe-sino"),
        ("Мероприятия в Верхнем Рудаки", ""),
        ("Новые обязательства восьми органов", ""),
        ("План джамоата имени Рудаки", ""),
    ],
)
def test_a_title_names_its_district(title: str, code: str, names: Names) -> None:
    assert names.places.mentioned(title)[0] == ((code,) if code else ())
