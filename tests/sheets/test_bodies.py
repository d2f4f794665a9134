"""Bodies as plans name them: declined, abbreviated, in lists, in two languages; `-` stands for a body nobody knows."""

import pytest

from tracker.sheets import Names
from tracker.sheets.who import who_of

CELLS = r"""
МВД | mia
МВД РТ | mia
МВД Республики Таджикистан | mia
Министерство внутренних дел | mia
Министерству внутренних дел РТ | mia
Министерством внутренних дел | mia
Вазорати корҳои дохилӣ | mia
ВКД ҶТ | mia
ВКД | mia
Вазорати корҳои дохилии ҶТ | mia
Ministry of Internal Affairs | mia
MIA of RT | mia
MIA | mia
ОМВД | mia-district
РОМВД | mia-district
ОВД района | mia-district
ОВД г. Хорог | mia-district | khorugh
РОВД | mia-district
ГОВД | mia-district
Отдел внутренних дел | mia-district
отдел внутренних дел Раштского района | mia-district | rasht
Отдел МВД по городу Кулябу | mia-district | kulob
ОМВД РТ в г. Бохтар | mia-district | bokhtar
ОМВД РТ по Бохтарскому району | mia-district | kushoniyon
ОМВД по району Рудаки | mia-district | rudaki
ОМВД-1 района Сино | mia-district | dushanbe-sino
ОМВД-2 г. Душанбе | mia-district | dushanbe
районный ОМВД | mia-district
Шуъбаи ВКД | mia-district
ШВКД ноҳияи Панҷ | mia-district | panj
ШВКД | mia-district
ШКД дар ноҳияи Рашт | mia-district | rasht
Шуъбаи корҳои дохилии ноҳияи Рашт | mia-district | rasht
Шӯъбаи ВКД Ҷумҳурии Тоҷикистон дар шаҳри Хуҷанд | mia-district | khujand
District police | mia-district
Rasht district police | mia-district | rasht
Police Department of Kulob city | mia-district | kulob
MIA department in Isfara | mia-district | isfara
District Department of Internal Affairs | mia-district
УМВД по Согдийской области | mia-region
УМВД Согдийской области | mia-region
УВД Хатлонской области | mia-region
УМВД ГБАО | mia-region
РВКД дар вилояти Хатлон | mia-region
Раёсати ВКД дар вилояти Суғд | mia-region
MIA Directorate in Khatlon | mia-region
УООП МВД | mia-public-order
УООП | mia-public-order
Управление охраны общественного порядка | mia-public-order
Академия МВД | mia-academy
Академии МВД РТ | mia-academy
Академияи ВКД | mia-academy
MIA Academy | mia-academy
УИМ | mia-precinct
участковый инспектор | mia-precinct
участковые инспекторы милиции ОМВД района Рудаки | mia-precinct | rudaki
участковые | mia-precinct
нозирони минтақавӣ | mia-precinct
ГАИ | mia-traffic
УГАИ МВД РТ | mia-traffic
ГАИ района | mia-traffic
ГАИ г. Хорога | mia-traffic | khorugh
Госавтоинспекция | mia-traffic
БДА | mia-traffic
БДА-и ноҳия | mia-traffic
Traffic police | mia-traffic
Генпрокуратура | prosecutor-general
Генеральная прокуратура | prosecutor-general
Генеральной прокуратуре РТ | prosecutor-general
Прокуратура района | prosecutor-district
Прокуратура района Рудаки | prosecutor-district | rudaki
Прокуратура г. Куляб | prosecutor-district | kulob
городская прокуратура | prosecutor-district
Раштская районная прокуратура | prosecutor-district | rasht
Прокуратураи ноҳияи Панҷ | prosecutor-district | panj
Прокуратураи генералии ҶТ | prosecutor-general
Суд города Исфара | district-court | isfara
районный суд | district-court
суд района Рудаки | district-court | rudaki
Верховный суд | supreme-court
Агентство по контролю за наркотиками | dca
АКН | dca
АКН при Президенте РТ | dca
Агентии назорати маводи нашъаовар | dca
Антикоррупционное агентство | anticorruption
АГФКБК | anticorruption
Агентство по государственному финансовому контролю и борьбе с коррупцией | anticorruption
Омбудсмен | ombudsman
Уполномоченный по правам человека | ombudsman
КЧС | coes
КЧС и ГО при Правительстве РТ | coes
Комитет по чрезвычайным ситуациям и гражданской обороне | coes
КҲФ ва МГ | coes
Комитет по делам женщин и семьи | cwfa
Комитет по делам женщин и семьи при Правительстве Республики Таджикистан | cwfa
КДЖС | cwfa
Кумитаи кор бо занон ва оила | cwfa
Отдел по делам женщин и семьи | cwfa-district
Отдел по делам женщин и семьи района Рудаки | cwfa-district | rudaki
отдел женщин и семьи Хукумата района | cwfa-district
Бахши кор бо занон ва оилаи ноҳияи Панҷ | cwfa-district | panj
Минюст | moj
Министерство юстиции | moj
МОН РТ | moes
Министерство образования и науки | moes
Минобразования | moes
Вазорати маориф ва илм | moes
Минздрав | mohsp
Министерство здравоохранения и социальной защиты населения | mohsp
МЗСЗН РТ | mohsp
Вазорати тандурустӣ ва ҳифзи иҷтимоии аҳолӣ | mohsp
Минтруд | mlme
Министерство труда, миграции и занятости населения РТ | mlme
МТМЗН | mlme
Минфин РТ | mof
Министерство финансов | mof
МЭРТ | moedt
Министерство экономического развития и торговли | moedt
Комитет по делам молодёжи и спорта | cysa
КДМС | cysa
Отдел по делам молодежи и спорта | -
Комитет по делам религии | cra
Комитет по местному развитию | cld
ГКНБ | scns
Исполнительный аппарат Президента | exec-office
Правительство РТ | government
Маджлиси намояндагон | majlisi-namoyandagon
Маджлиси милли | majlisi-milli
Маджлис народных депутатов района | local-majlis
Маджлис народных депутатов г. Хорог | local-majlis | khorugh
МНД | local-majlis
Хукумат | hukumat-district
Хукумат района | hukumat-district
Хукумат города | hukumat-district
Хукумата района Рудаки | hukumat-district | rudaki
Хукумат Раштского района | hukumat-district | rasht
Хукуматы районов | hukumat-district
Хукумату г. Хорога | hukumat-district | khorugh
ИОГВ района | hukumat-district
ИОГВ г. Гиссар | hukumat-district | hisor
Исполнительный орган государственной власти района Рудаки | hukumat-district | rudaki
исполнительному органу государственной власти города Куляба | hukumat-district | kulob
Исполнительные органы государственной власти районов | hukumat-district
местные исполнительные органы государственной власти | hukumat-district
Хукумат Хатлонской области | hukumat-region
Хукумат ГБАО | hukumat-region
Исполнительный орган государственной власти Согдийской области | hukumat-region
Мақомоти иҷроияи ҳокимияти давлатии вилояти Суғд | hukumat-region
Мақомоти иҷроияи ҳокимияти давлатӣ | hukumat-district
МИҲД-и ноҳия | hukumat-district
МИҲД ноҳияи Рашт | hukumat-district | rasht
Ҳукумати ноҳияи Рӯдакӣ | hukumat-district | rudaki
Hukumat of Rudaki | hukumat-district | rudaki
Rudaki Hukumat | hukumat-district | rudaki
Khukumat | hukumat-district
Isfara city hukumat | hukumat-district | isfara
Председатель района | chair-district
председатель района Рудаки | chair-district | rudaki
Раиси ноҳия | chair-district
Раиси ноҳияи Панҷ | chair-district | panj
Chairperson of the district | chair-district
зам. председателя района | chair-district
заместитель председателя города | chair-district
джамоат | jamoat
джамоаты | jamoat
Джамоат Навобод | jamoat
джамоат сельский Чоркух | jamoat
председатель джамоата | jamoat
председатели джамоатов | jamoat
ҷамоатҳои деҳот | jamoat
Ҷамоати деҳоти Навобод | jamoat
Jamoats | jamoat
махаллинские комитеты | mahalla
махаллинский комитет | mahalla
председатели махаллей | mahalla
Кумитаи маҳалла | mahalla
раисони маҳаллаҳо | mahalla
Mahalla committees | mahalla
Общественный совет | public-council
Общественный совет при ОМВД | public-council
Шӯрои ҷамъиятӣ | public-council
Public Council | public-council
ОС | public-council
Общественному совету | public-council
ГВМО | cppt
Группа взаимодействия милиции с общественностью | cppt
ЦВМО | cpc
Центр взаимодействия милиции с общественностью | cpc
CPPT | cppt
добровольная дружина | volunteers
добровольные дружины | volunteers
дружинники | volunteers
Платформа гражданского общества | csp
Saferworld | saferworld
ОБСЕ | osce
Программный офис ОБСЕ в Душанбе | osce
ОМВД, Хукумат | mia-district hukumat-district
ОМВД; Хукумат; ГАИ | mia-district hukumat-district mia-traffic
ОМВД, ГАИ и Хукумат | mia-district mia-traffic hukumat-district
ОМВД района, Хукумат района и джамоаты | mia-district hukumat-district jamoat
ОМВД района совместно с Хукуматом района и махаллинскими комитетами | mia-district hukumat-district mahalla
МВД, Генеральная прокуратура, Верховный суд | mia prosecutor-general supreme-court
МВД РТ (свод), ОМВД | mia mia-district
МВД, Минюст, КДЖС (по согласованию) | mia moj cwfa
ОМВД (созыв), Хукумат района | mia-district hukumat-district
ОМВД\nХукумат | mia-district hukumat-district
ОМВД/Хукумат района/джамоаты | mia-district hukumat-district jamoat
ОМВД - Хукумат | mia-district hukumat-district
ОМВД – отв., Хукумат – соисп. | mia-district hukumat-district
ОМВД (отв.), Хукумат (соисп.) | mia-district hukumat-district
Отв.: ОМВД; соисп.: Хукумат, джамоаты | mia-district hukumat-district jamoat
Хукумат, ОМВД (отв.) | mia-district hukumat-district
МВД и Минюст | mia moj
Министерство внутренних дел и Министерство юстиции | mia moj
Шуъбаи ВКД, МИҲД | mia-district hukumat-district
Шуъбаи ВКД ва Ҳукумати ноҳия | mia-district hukumat-district
БДА,\nМақомоти иҷроияи ҳокимияти давлатии ноҳия | mia-traffic hukumat-district
ГАИ,\nМақомоти иҷроияи ҳокимияти давлатии ноҳия | mia-traffic hukumat-district
ОМВД района,\nХукумат района | mia-district hukumat-district
ОМВД Раштского района /\nШуъбаи ВКД дар ноҳияи Рашт | mia-district | rasht
МВД РТ / ВКД ҶТ | mia
MIA / МВД | mia
MIA (МВД РТ) | mia
МВД (MIA) | mia
ОМВД / Шуъбаи ВКД | mia-district
Хукумат / Ҳукумат | hukumat-district
ГАИ / БДА | mia-traffic
ГАИ, Хукумат района\nБДА, Мақомоти иҷроияи ҳокимияти давлатии ноҳия | mia-traffic hukumat-district
ОМВД района Рудаки и Общественный совет | mia-district public-council | rudaki
ОМВД городов Бохтар и Куляб | mia-district | bokhtar kulob
ОМВД Раштского и Лахшского районов | mia-district | rasht lakhsh
ОМВД г. Бохтар, ОМВД г. Куляб | mia-district | bokhtar kulob
ОМВД районов Рашт, Лахш и Таджикабад | mia-district | rasht lakhsh tojikobod
Шуъбаҳои ВКД дар ноҳияҳои Рашт ва Лахш | mia-district | rasht lakhsh
District police, Hukumat and jamoats | mia-district hukumat-district jamoat
Hukumat together with district police | hukumat-district mia-district
Ministry of Labour, Migration and Employment of Population | mlme
Ministry of Health and Social Protection | mohsp
Committee for Women and Family Affairs | cwfa
Committee on Women and Family Affairs under the Government | cwfa
General Prosecutor's Office | prosecutor-general
начальник ОМВД | mia-district
Начальник ОМВД района Рудаки | mia-district | rudaki
руководство ОМВД | mia-district
отдел образования | -
районный отдел образования | -
отдел образования района Рудаки | - | rudaki
управление здравоохранения | -
УЗ Хатлонской области | -
ЦРБ | -
районная больница | -
пограничная комендатура | -
ТВ «Сафина» | -
ООО «Барки Точик» | -
Барқи Тоҷик | -
отдел архитектуры и градостроительства | -
ОМВД и отдел образования | mia-district -
ОМВД, отдел образования | mia-district -
школы | -
НПО | -
партнёрские организации | -
OMBД | mia-district
MВД PT | mia
ХУКУМАТ РАЙОНА | hukumat-district
омвд | mia-district
ОМВД  района Рудаки | mia-district | rudaki
ОМВД. | mia-district
«ОМВД» | mia-district
1.ОМВД; 2.Хукумат | mia-district hukumat-district
- ОМВД\n- Хукумат | mia-district hukumat-district
• ОМВД\n• Хукумат | mia-district hukumat-district
а) ОМВД; б) Хукумат | mia-district hukumat-district
ОМВД + Хукумат | mia-district hukumat-district
ОМВД при участии Общественного совета | mia-district public-council
ОМВД с участием джамоатов | mia-district jamoat
ОМВД во взаимодействии с Хукуматом | mia-district hukumat-district
ОМВД, а также Хукумат | mia-district hukumat-district
ОМВД, при поддержке Saferworld | mia-district saferworld
Хукуматы городов и районов | hukumat-district
ОВД | mia-district
Министерства внутренних дел, юстиции и финансов | mia moj mof
Министерства: внутренних дел, юстиции; комитеты: по делам женщин и семьи, по делам молодёжи и спорта | mia moj cwfa cysa
хукуматы областей, городов и районов | hukumat-region hukumat-district
мақомоти иҷроияи ҳокимияти давлатии вилоятҳо, шаҳру ноҳияҳо | hukumat-region hukumat-district
Вазоратҳои корҳои дохилӣ, адлия, маориф ва илм | mia moj moes
ОМВД, Хукумат, джамоаты района Рудаки | mia-district hukumat-district jamoat | rudaki
Джамоат им. Рудаки | jamoat
УБОП МВД РТ | -
Штаб МВД | -
Отдел КЧС района | -
ОМВД (Рашт) | mia-district | rasht
ОМВД всех районов | mia-district
AKH | dca
District / city prosecutor's office | prosecutor-district
"""


MORE = r"""
областной суд | -
Суд ГБАО | -
Prosecutor's office of Khatlon | -
Председатель Хатлонской области | -
УВД района Рудаки | - | rudaki
УМВД г. Душанбе | mia-region | dushanbe
УМВД Кулябского региона | mia-region
Генеральная прокуратура Российской Федерации | -
Министерства внутренних дел, юстиции и образования и науки | mia moj moes
Министерство образования и науки и Министерство здравоохранения | moes mohsp
Руководство Министерства труда, миграции и занятости населения | mlme
City / district court (по согласованию) | district-court
Гурӯҳи кории амнияти ҷомеаи ноҳияи Рашт | cswg | rasht
ташкилотҳои ҷомеаи шаҳрвандӣ | -
ОМВД р-она Рудаки | mia-district | rudaki
Women's Committee | cwfa
Parliament | majlisi-namoyandagon
не определён |
уточняется |
"""


def test_a_body_of_a_region_is_not_the_one_of_a_district_and_a_word_is_no_place(names: Names) -> None:
    wrong = {}
    for line in MORE.strip().splitlines():
        text, codes, *where = (part.strip() for part in line.split("|"))
        who = who_of((text,), (), names)
        got = [code for code, _ in who.agencies] + (["-"] if who.unknown else [])
        if (got, set(who.districts)) != (codes.split(), set(where[0].split() if where else ())):
            wrong[text] = (got, who.districts, who.unknown)
    assert wrong == {}


def test_bodies_are_known_in_every_form_people_write(names: Names) -> None:
    wrong = {}
    for line in CELLS.strip().splitlines():
        text, codes, *where = (part.strip() for part in line.split("|"))
        who = who_of((text.replace("\\n", "\n"),), (), names)
        got = [code for code, _ in who.agencies] + (["-"] if who.unknown else [])
        if (got, set(who.districts)) != (codes.split(), set(where[0].split() if where else ())):
            wrong[text] = (got, who.districts, who.unknown)
    assert wrong == {}


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("БДА,\nМақомоти иҷроияи ҳокимияти давлатии ноҳия", ["mia-traffic", "hukumat-district"]),
        ("БДА\nМақомоти иҷроияи ҳокимияти давлатии ноҳия", ["mia-traffic", "hukumat-district"]),
        ("ОМВД района;\nҲукумати ноҳия", ["mia-district", "hukumat-district"]),
        ("Хукумат района, ГАИ\nҲукумати ноҳия, БДА", ["hukumat-district", "mia-traffic"]),
        ("ОМВД Раштского района / Шуъбаи ВКД дар ноҳияи Рашт", ["mia-district"]),
        ("МВД РТ / ВКД ҶТ", ["mia"]),
    ],
)
def test_a_list_over_two_lines_is_no_translation_and_a_translation_is_no_list(
    cell: str, codes: list[str], names: Names
) -> None:
    who = who_of((cell,), (), names)
    assert ([code for code, _ in who.agencies], who.unknown) == (codes, ())
