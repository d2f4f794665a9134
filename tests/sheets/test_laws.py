"""Laws by title, short title, number and date, with the articles, parts and points beside them; `-` for none of the list."""

import re

from tracker.sheets import Names

CELLS = r"""
п. 3 ч. 2 ст. 14 Закона РТ «О милиции» | police | 3 2 14
ч. 2 ст. 14 Закона «О предупреждении насилия в семье» | domestic-violence | 2 14
Закон РТ «О милиции», ст. 14, п. 3 | police | 14 3
Закон Республики Таджикистан от 17 мая 2004 года № 41 «О милиции», статья 10 | police | 10
Закон РТ «О милиции» (2004), ст.10 | police | 10
Закон РТ № 41 от 17.05.2004 | police |
Закон от 17.05.2004 № 41, ст. 5 | police | 5
ст.ст. 9, 10 Закона РТ «О милиции» | police | 9 10
ст. 9–11 Закона РТ «О милиции» | police | 9 11
статьи 9 и 10 Закона РТ «О милиции» | police | 9 10
статья 9 часть 2 Закона о милиции | police | 9 2
Закон о милиции, статья 9 | police | 9
Закона РТ о милиции | police |
Закону РТ «Об обращениях физических и юридических лиц» | appeals |
Закон РТ № 1339 | appeals |
Закон РТ от 23.07.2016 №1339 ст. 15 | appeals | 15
Закон РТ «О предупреждении насилия в семье» (№ 954 от 19.03.2013), ст. 14 | domestic-violence | 14
Закон РТ «О противодействии коррупции», ст. 6, ч. 1 | anticorruption | 6 1
Закон РТ «О праве на доступ к информации», ст. 10 | access-info | 10
Закон РТ «О местных органах государственной власти» | local-power |
Конституционный закон РТ «О местных органах государственной власти», ст. 20 | local-power | 20
Конституция РТ, ст. 31 | const | 31
ст. 31 Конституции Республики Таджикистан | const | 31
Моддаи 31 Конститутсияи ҶТ | const | 31
моддаи 12 Қонуни ҶТ «Дар бораи милитсия» | police | 12
Қонуни ҶТ «Дар бораи милитсия», моддаи 12 | police | 12
Қонуни Ҷумҳурии Тоҷикистон «Дар бораи пешгирии зӯроварӣ дар оила», м. 14 | domestic-violence | 14
қ. 2 м. 14 Қонуни ҶТ «Дар бораи пешгирии зӯроварӣ дар оила» | domestic-violence | 2 14
банди 3 қисми 2 моддаи 14 Қонуни ҶТ «Дар бораи милитсия» | police | 3 2 14
Қонун дар бораи милитсия | police |
Қонуни №41 | police |
Қонуни ҶТ аз 17.05.2004, №41 | police |
Art. 9(2) Law on Police | police | 9 2
Art. 9 (2) of the Law on Police | police | 9 2
Article 14, para 2, Law on Prevention of Domestic Violence | domestic-violence | 14 2
Law on Police (Militia), Article 10 | police | 10
Law on Police, Arts. 9-10 | police | 9 10
Law No. 41 of 17 May 2004 | police |
Law on Prevention of Domestic Violence (No. 954, 2013), art. 14 | domestic-violence | 14
Constitution, Article 31 | const | 31
Law on appeals of natural and legal persons | appeals |
Указ Президента РТ от 19.03.2013 № 1438 | police-strategy |
Указ Президента № 1438 | police-strategy |
Стратегия реформы милиции на 2013–2020 годы | police-strategy |
Стратегия реформы милиции | police-strategy |
Программа реформы милиции на 2021-2025 гг. | police-programme-2 |
Программа реформы милиции на 2021–2025 годы, п. 12 | police-programme-2 | 12
Программа реформы милиции, раздел 3 | police-programme-2 |
Программы реформы милиции на 2021-2025 годы | police-programme-2 |
Барномаи ислоҳоти милитсия барои солҳои 2021-2025 | police-programme-2 |
Барномаи ислоҳоти милитсия барои солҳои 2021-2025, банди 7 | police-programme-2 | 7
Police Reform Programme 2021-2025 | police-programme-2 |
Police Reform Strategy 2013-2020 | police-strategy |
Постановление Правительства РТ от 03.05.2014 № 294 | dv-programme |
ПП РТ № 294 от 03.05.2014 | dv-programme |
Государственная программа по предупреждению насилия в семье на 2014-2023 годы | dv-programme |
Положение об общественных советах | public-councils |
Положение об общественных советах при органах внутренних дел, п. 8 | public-councils | 8
Кодекс этики государственных служащих | ethics-code |
Закон «О государственной службе», ст. 33 | civil-service | 33
Закон РТ «Об участии граждан в обеспечении общественного порядка», ст. 7 | citizens-order | 7
ст. 7 Закона №1969 | citizens-order | 7
Закон РТ № 1969 от 22 июня 2023 г. | citizens-order |
ст. 12 Закона РТ «Об органах самоуправления посёлков и сёл» | self-government | 12
Закон РТ «Об органах самоуправления поселков и сел» | self-government |
Закон РТ «Об общественных объединениях» | public-associations |
Закон «О равенстве и ликвидации всех форм дискриминации», ст. 5 | equality | 5
Закон РТ «О равенстве и ликвидации всех форм дискриминации» | equality |
Закон РТ «Об Уполномоченном по правам человека», ст. 11 | ombudsman | 11
Национальная стратегия в области защиты прав человека до 2038 года | hr-strategy |
Государственная стратегия противодействия коррупции на период до 2030 года, п. 4 | anticorruption-strategy | 4
Форум 09.04.2025, дж. Исфисор | - |
Форум 14.03.2025 | - |
Протокол форума № 3 от 12.05.2025 | - |
Протокол № 41 от 17.05.2024 | - |
Протокол встречи от 09.04.2025 № 5 | - |
Решение председателя района от 15.01.2025 № 41 | - |
Протокол форума, п. 3 | - | 3
Forum protocol of 5 March 2025 | - |
Протоколи вохӯрӣ аз 12.05.2025 | - |
Уголовный кодекс РТ, ст. 110 | - | 110
КоАП РТ, ст. 93(1) | - | 93 1
УПК РТ ст. 145 | - | 145
ст. 9 | - | 9
п. 5 Плана мероприятий | - | 5
Закон «Об обращениях», ст. 15 | appeals | 15
Программа реформы милиции на 2014-2020 гг. | police-programme-1 |
Программа реформы милиции на 2026-2030 годы | - |
Закон «О пожарной безопасности» | - |
ст. 9, 17.05.2004 | - | 9
Стратегия противодействия коррупции до 2030 года | anticorruption-strategy |
"""


def test_laws_and_their_articles_are_found(names: Names) -> None:
    wrong = {}
    for line in CELLS.strip().splitlines():
        text, code, article = (part.strip() for part in line.rsplit("|", 2))
        basis = names.basis_cell(text)
        if (basis.code or "-", re.findall(r"\d+", basis.article or "")) != (code, article.split()):
            wrong[text] = basis
    assert wrong == {}


def test_a_column_of_articles_of_its_own_is_taken_as_it_stands(names: Names) -> None:
    assert names.basis_cell("Закон РТ «О милиции»", "ст. 9, ч. 2").article == "ст. 9, ч. 2"
