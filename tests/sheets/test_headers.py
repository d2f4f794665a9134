"""Headers of columns in three languages, and what stands under a spanning one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sheets.workbooks import sheet, write_xlsx
from tracker.sheets.header_words import field_of

HEADERS = r"""
Partners / supporting bodies | joint
Партнёры / соисполнители | joint
Implementing partners | joint
Партнёры по реализации | joint
Партнёр | partner
Partner organisation | partner
Other responsible bodies | joint
By whom | agencies
Исп. | agencies
Отв. | agencies
Отв. исп. | agencies
Отв-ный | agencies
Отв. лицо | official
Соисп. | joint
Р-н | district
Прим. | note
Отм. о вып. | status
Вып. | status
Муҳл. | due
Срок исп. | due
Дарсад | status
Регион | region
Контролирующий орган | skip
Periodicity | due
Сроки и периодичность | due
Исполнено / не исполнено | status
Выполнено (да/нет) | status
Done? | status
Причины неисполнения | note
Reasons for delay | note
Как исполняется | status
Как выполняется решение | status
№ | number
№ п/п | number
№ пп | number
п/п | number
№№ | number
Nr | number
No | number
No. | number
# | number
№ п.п. | number
№ п\п | number
п\п | number
Р/т | number
Т/р | number
р\т | number
Рақами тартибӣ | number
Рақам | number
№ пункта | number
№ мероприятия | number
Порядковый № | number
S/N | number
Item | number
Ref. | code
Код | code
Код обязательства | code
ID | code
Шифр | code
Рамз | code
Рамзи уҳдадорӣ | code
Рег. № | code
Регистрационный номер | code
Reg. No. | code
Commitment ID | code
Code | code
Мероприятие | text
Мероприятия | text
Наименование мероприятий | text
Содержание мероприятия | text
Перечень мероприятий | text
Планируемые мероприятия | text
Наименование мероприятий плана | text
Основные мероприятия | text
Мероприятия и действия | text
Обязательство | text
Принятое обязательство | text
Взятое обязательство | text
Обязательства сторон | text
Текст обязательства | text
Суть обязательства | text
Содержание обязательства | text
Договорённость | text
Достигнутые договорённости | text
Содержание договорённостей | text
О чём договорились | text
Что решили | text
Решение форума | text
Принятые решения | text
Решение | text
Решения встречи | text
Что нужно сделать | text
Что необходимо сделать | text
Что будет сделано | text
Что должно быть сделано | text
Что обещано | text
Что обещали | text
Обещание | text
Поручение | text
Содержание поручения | text
Поручения | text
Задача | text
Задачи | text
Задачи и мероприятия | text
Действия | text
Действие | text
Меры | text
Наименование | text
Наименование мер | text
Рекомендация | text
Предписание | text
Пункт плана | text
Пункты плана | text
Обязанность | text
Норма (обязанность) | text
Обязанность по закону | text
Вид работ | text
Виды работ | text
Наименование работ | text
Чорабинӣ | text
Чорабиниҳо | text
Номгӯи чорабиниҳо | text
Мазмуни чорабинӣ | text
Номи чорабинӣ | text
Уҳдадорӣ | text
Уҳдадориҳо | text
Ӯҳдадорӣ | text
Уҳдадории қабулшуда | text
Мазмуни уҳдадорӣ | text
Вазифаҳо | text
Супоришҳо | text
Қарори форум | text
Чӣ бояд карда шавад | text
Чӣ мувофиқа шуд | text
Созишнома | text
Commitment | text
Commitments | text
Commitment made | text
Agreed action | text
Agреed action | text
Agreed actions | text
Agreed measure | text
Action | text
Actions | text
Action point | text
Action points | text
Action to be taken | text
Activity | text
Activities | text
Planned activity | text
Measure | text
Measures | text
Measures to be taken | text
Obligation | text
Duty | text
Task | text
Decision | text
Decisions | text
What was agreed | text
What was promised | text
Promise | text
Pledge | text
Undertaking | text
Description of commitment | text
Recommendation | text
Срок | due
Сроки | due
Срок исполнения | due
Сроки исполнения | due
Срок реализации | due
Сроки реализации | due
Сроки выполнения | due
Срок выполнения мероприятия | due
Дата исполнения | due
Плановая дата | due
Планируемая дата | due
Планируемый срок | due
Период | due
Период исполнения | due
Время исполнения | due
Время проведения | due
Крайний срок | due
Дедлайн | due
Когда | due
Муҳлат | due
Мӯҳлат | due
Муҳлати иҷро | due
Мӯҳлати иҷро | due
Мӯҳлатҳои иҷро | due
Муҳлати амалисозӣ | due
Санаи иҷро | due
Вақти иҷро | due
Давраи иҷро | due
Deadline | due
Due | due
Due date | due
Due by | due
Timeframe | due
Time frame | due
Timeline | due
Timing | due
When | due
By when | due
Target date | due
Planned completion | due
Period of implementation | due
Implementation period | due
Time of implementation | due
Начало | due_from
Окончание | due_on
Дата начала | due_from
Дата окончания | due_on
Срок начала | due_from
Срок окончания | due_on
Начало исполнения | due_from
Конец | due_on
Завершение | due_on
Оғоз | due_from
Анҷом | due_on
Санаи оғоз | due_from
Санаи анҷом | due_on
Start | due_from
End | due_on
Start date | due_from
End date | due_on
From | due_from
Ответственный | agencies
Ответственные | agencies
Ответственные исполнители | agencies
Ответственный исполнитель | agencies
Ответственные за исполнение | agencies
Ответственный за исполнение | agencies
Ответственный орган | agencies
Ответственные органы | agencies
Ответственное ведомство | agencies
Исполнитель | agencies
Исполнители | agencies
Кто исполняет | agencies
Кто отвечает | agencies
Ответственная организация | agencies
Ответственные министерства и ведомства | agencies
Орган власти | agencies
Кто взял обязательство | agencies
Кто обещал | agencies
Кто | agencies
Масъул | agencies
Масъулон | agencies
Масъулони иҷро | agencies
Иҷрокунанда | agencies
Иҷрокунандагон | agencies
Иҷрокунандаи масъул | agencies
Мақомоти масъул | agencies
Идораи масъул | agencies
Responsible | agencies
Responsible body | agencies
Responsible agency | agencies
Responsible party | agencies
Responsible institution | agencies
Responsible authority | agencies
Lead agency | agencies
Lead | agencies
Who | agencies
Who is responsible | agencies
Implementing agency | agencies
Соисполнитель | joint
Соисполнители | joint
Со-исполнители | joint
Совместно с | joint
Привлекаемые органы | joint
Участники | participants
Ҳамиҷрокунандагон | joint
Ҳамкорон | joint
Joint | joint
Co-responsible | joint
Supporting agencies | joint
Other agencies | joint
Район | district
Район/город | district
Город/район | district
Города и районы | district
Территория | district
Наименование района | district
Место реализации | district
Район (город) | district
Ноҳия | district
Шаҳр/ноҳия | district
Шаҳру ноҳияҳо | district
District | district
District/city | district
City / district | district
Location | district
Область | region
Джамоат | skip
Джамоат/село | skip
Должностное лицо | official
Ответственное лицо | official
Ф.И.О. | official
ФИО должностного лица | official
Должность | official
Ответственное должностное лицо | official
Шахси мансабдор | official
Шахси масъул | official
Official | official
Responsible official | official
Name of official | official
Responsible person | official
Основание | basis
Нормативная основа | basis
Правовая основа | basis
Закон | basis
Закон, статья | basis
Норма закона | basis
НПА | basis
Источник | basis
Источник обязательства | basis
Документ | basis
Статья | article
Пункт, статья | article
Асос | basis
Асоси ҳуқуқӣ | basis
Қонун | basis
Модда | article
Basis | basis
Legal basis | basis
Law | basis
Law / article | basis
Article | article
Source | basis
Дата встречи | made_on
Дата форума | made_on
Дата проведения форума | made_on
Дата принятия | made_on
Дата соглашения | made_on
Дата принятия обязательства | made_on
Дата | made_on
Когда принято | made_on
Санаи вохӯрӣ | made_on
Санаи форум | made_on
Санаи қабул | made_on
Сана | made_on
Agreed on | made_on
Date of meeting | made_on
Meeting date | made_on
Date of forum | made_on
Date agreed | made_on
Date | made_on
Date made | made_on
Форум | forum
Статус | status
Статус исполнения | status
Исполнение | status
Отметка об исполнении | status
Отметка о выполнении | status
Отметка | status
Состояние исполнения | status
Степень исполнения | status
Ход исполнения | found
Выполнение | status
Выполнение, % | status
% исполнения | status
Процент выполнения | status
% выполнения | status
% | status
Процент | status
Оценка | status
Ҳолат | status
Ҳолати иҷро | status
Вазъият | status
Вазъи иҷро | status
Иҷро | status
Фоизи иҷро | status
Дараҷаи иҷро | status
Қайд дар бораи иҷро | status
Status | status
Status of implementation | status
Implementation status | status
Implementation | status
Progress | status
% complete | status
Progress, % | status
Fulfilment | status
State | status
Дата статуса | status_on
Дата отметки | status_on
Дата проверки | status_on
Фактическая дата | status_on
Дата фактического исполнения | status_on
Фактический срок | status_on
Status date | status_on
Date of status | status_on
As of | status_on
Checked on | status_on
Санаи ҳолат | status_on
Санаи санҷиш | status_on
Что сделано | found
Что выполнено | found
Информация об исполнении | found
Информация о ходе исполнения | found
Сведения об исполнении | found
Проделанная работа | found
Принятые меры | found
Результат | found
Результаты | found
Корҳои иҷрошуда | found
Чораҳои андешидашуда | found
Маълумот дар бораи иҷро | found
Натиҷа | found
What was done | found
Actions taken | found
Results | found
Данные ведомства | claim
По данным ведомства | claim
Сведения ведомства | claim
Отчёт ведомства | claim
Информация исполнителя | claim
Информация ответственного органа | claim
Самооценка ведомства | claim
Agency claim | claim
Agency report | claim
Reported by agency | claim
Ministry's report | claim
Изҳороти идора | claim
Маълумоти мақомот | claim
Дата отчёта | claim_on
Дата информации ведомства | claim_on
Claim date | claim_on
Проблема | problem
Выявленная проблема | problem
Проблемный вопрос | problem
Вопрос | problem
Угроза | problem
Мушкилот | problem
Мушкилӣ | problem
Problem | problem
Issue | problem
Concern | problem
Safety concern | problem
Доказательства | evidence
Подтверждение | evidence
Подтверждающие документы | evidence
Ссылка | evidence
Далел | evidence
Evidence | evidence
Proof | evidence
Примечание | note
Примечания | note
Комментарий | note
Эзоҳ | note
Notes | note
Note | note
Remarks | note
Comments | note
Дополнительно | note
Источник финансирования | skip
Финансирование | skip
Источники и объёмы финансирования | skip
Манбаи маблағгузорӣ | skip
Бюджет | skip
Стоимость | skip
Сумма | skip
Ожидаемый результат | skip
Ожидаемые результаты | skip
Натиҷаи чашмдошт | skip
Expected result | skip
Expected results | skip
Expected outcome | skip
Indicator | skip
Индикатор | skip
Показатель | skip
Показатели эффективности | skip
Budget | skip
Source of funding | skip
Funding source | skip
Контактный телефон | skip
Ответственный за мониторинг | skip
Ответственный за контроль | skip
Партнёр | partner
Организация-партнёр | partner
Партнёрская организация | partner
НПО-партнёр | partner
Шарик | partner
Ташкилоти шарик | partner
Partner | partner
Partner organisation | partner
NGO | partner
Тема | topic
Направление | topic
Приоритет | topic
Раздел | section
Место проведения | forum_place
Организатор | forum_organiser
Вид встречи | forum_kind
Всего участников | participants
Женщин | women
Мужчин | men
Сотрудников милиции | police
из них женщин | women
в т.ч. женщин | women
женщины | women
мужчины | men
милиция | police
Women | women
Men | men
Police | police
of which women | women
Занон | women
Мардон | men
Зан | women
№ / Р/т | number
№ Р/т No. | number
Мероприятие / Чорабинӣ | text
Срок / Муҳлат / Deadline | due
Обязательство (рус.) | text
Уҳдадорӣ (тоҷ.) | text
Обязательство на таджикском языке | text
"""


def test_headers_are_known_in_every_wording() -> None:
    wrong = {}
    for line in HEADERS.strip().splitlines():
        text, field = (part.strip() for part in line.rsplit("|", 1))
        if (field_of(text) or "").rstrip("!") != field:
            wrong[text] = field_of(text)
    assert wrong == {}


def _columns(table: str, tmp_path: Path, read: Any) -> dict[str, str]:
    return dict(read(write_xlsx(tmp_path / "book.xlsx", sheet("План", table))).sheets[0].columns)


FUNDED = """
№ | Мероприятие | Срок | Исполнитель | Финансирование | < | Результат
^ | ^ | ^ | ^ | источник | сумма | ^
1 | Починить мост | 2025 г. | Хукумат | закон о бюджете | 12 | Исполнено
"""
FORUM = """
№ | Форум | < | < | < | Присутствовало | < | О чём договорились | Кто обещал | Когда | Результат
^ | дата | вид | район | место | Ж | М | ^ | ^ | ^ | ^
1 | 12.03.2025 | круглый стол | Рашт | школа | 35 | 20 | Поставить знаки | ГАИ | до 1 мая 2025 | Сделано
"""
FINDINGS = """
Ref | Commitment | Responsible | Deadline | Agency's report | < | Monitor's finding | <
^ | ^ | ^ | ^ | Status | Date | Status | Date
A-1 | Repair the bridge | Hukumat | 30/06/2025 | Fulfilled | 1 July 2025 | Partly fulfilled | 15 July 2025
"""
MOVED = """
№ | Мероприятие | Срок исполнения | < | Ответственный
^ | ^ | первоначальный | новый | ^
1 | Починить мост | 01.03.2025 | 01.06.2025 | Хукумат
2 | Осветить улицу | I квартал 2025 г. | | Хукумат
"""


def test_what_stands_under_funding_is_no_basis(tmp_path: Path, read: Any) -> None:
    columns = _columns(FUNDED, tmp_path, read)
    assert columns == {"A": "number", "B": "text", "C": "due", "D": "agencies", "G": "status"}


def test_a_spanning_header_of_a_forum_gives_its_parts_their_meaning(tmp_path: Path, read: Any) -> None:
    columns = _columns(FORUM, tmp_path, read)
    assert [columns[letter] for letter in "BCDEFG"] == [
        "made_on", "forum_kind", "district", "forum_place", "women", "men",
    ]  # fmt: skip
    (row,) = read(tmp_path / "book.xlsx").rows
    assert (row.forum.kind, row.forum.place, row.forum.women, row.basis) == (
        "круглый стол",
        "школа",
        35,
        None,
    )
    assert (row.text, row.agencies) == ({"ru": "Поставить знаки"}, (("mia-traffic", "lead"),))


def test_a_bare_date_beside_a_status_is_the_statuss_own(tmp_path: Path, read: Any) -> None:
    columns = _columns(FINDINGS, tmp_path, read)
    assert [columns[letter] for letter in "EFGH"] == ["claim", "claim_on", "status", "status_on"]


def test_a_deadline_moved_by_columns_remembers_the_first_one(tmp_path: Path, read: Any) -> None:
    moved, kept = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", MOVED))).rows
    assert (moved.due.on, moved.due.first) == (date(2025, 6, 1), date(2025, 3, 1))
    assert (kept.due.on, kept.due.first) == (date(2025, 3, 31), None)


@pytest.mark.parametrize(
    ("header", "field"),
    [("Дата | Обязательство | Срок", "made_on"), ("Обязательство | Ответственный | Дата", "due")],
)
def test_a_bare_date_is_the_deadline_only_where_nothing_else_is(
    header: str, field: str, tmp_path: Path, read: Any
) -> None:
    columns = _columns(f"{header}\n01.03.2025 | 01.03.2025 | 01.03.2025", tmp_path, read)
    assert columns["A" if field == "made_on" else "C"] == field


def test_a_decision_gives_way_to_the_commitment_itself(tmp_path: Path, read: Any) -> None:
    columns = _columns("Проблема | Решение | Мероприятие | Срок\nа | б | в | 2025 г.", tmp_path, read)
    assert [letter for letter, field in columns.items() if field == "text"] == ["C"]
