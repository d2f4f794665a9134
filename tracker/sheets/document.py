"""Writes `docs/issues.md`: every issue and every refusal with its sentence in three languages.

`python -m tracker.sheets.document` prints the page; the sentences come from the catalogues, so that the page cannot say
something else than the program does.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from tracker.sheets.issues import ISSUES
from tracker.sheets.unreadable import REASONS
from tracker.words import LANGUAGES, Value, translate

EXAMPLES: Final[Mapping[str, tuple[str, Mapping[str, Value]]]] = {
    "no_text": ("`4` · (nothing) · `до 1 июня`", {}),
    "unknown_district": ("`Зарнигорский район`", {"text": "Зарнигорский район"}),
    "ambiguous_district": (
        "`Бохтар`",
        {
            "text": "Бохтар",
            "choices": {
                "en": "Bokhtar and Kushoniyon",
                "ru": "Бохтар и Кушониён",
                "tg": "Бохтар ва Кӯшониён",
            },
        },
    ),
    "code_clash": ("`0009` a second time, on another text", {"code": "0009", "row": 13}),
    "code_mangled": ("`01.02.2025` for the code 1-2; `12` for 0012", {"text": "01.02.2025"}),
    "unknown_code": ("`AH-0417-X`", {"code": "AH-0417-X"}),
    "several_known": ("a text that two stored commitments have", {"codes": "AH-0102-K, AH-0344-M"}),
    "duplicate": ("the text, bodies, districts and deadline of an earlier row", {"row": 9}),
    "unknown_agency": ("`районный отдел образования`", {"text": "районный отдел образования"}),
    "no_agency": ("(nothing) or `–`", {}),
    "unknown_partner": ("`ОО «Намуна»`", {"text": "ОО «Намуна»"}),
    "due_unreadable": ("`согласно отдельному графику`", {"text": "согласно отдельному графику"}),
    "due_impossible": ("`31.02.2025`", {"text": "31.02.2025"}),
    "due_no_year": ("`до 25 декабря`, and no year in the title", {"text": "до 25 декабря"}),
    "due_relative": (
        "`в течение 30 дней со дня утверждения`",
        {"text": "в течение 30 дней со дня утверждения"},
    ),
    "due_moved": (
        "`01.06.2025 (перенесено с 01.03.2025)`",
        {"text": "01.06.2025 (перенесено с 01.03.2025)"},
    ),
    "due_milestones": (
        "`2025 г. – I этап; 2026 г. – II этап`",
        {"text": "2025 г. – I этап; 2026 г. – II этап"},
    ),
    "due_ambiguous": ("`05/06/2025`", {"text": "05/06/2025"}),
    "due_backwards": ("`с 1 июня по 1 марта 2025`", {"text": "с 1 июня по 1 марта 2025"}),
    "date_unreadable": ("`весной`, in a column of dates", {"text": "весной"}),
    "date_ambiguous": ("`01/07/2025`, in a column of dates", {"text": "01/07/2025"}),
    "status_unreadable": ("`сложный вопрос`", {"text": "сложный вопрос"}),
    "status_overdue": ("`Просрочено`", {"text": "Просрочено"}),
    "unknown_law": ("`Закон «О пожарной безопасности»`", {"text": "Закон «О пожарной безопасности»"}),
    "hidden_row": ("a filtered or folded row", {}),
    "cell_error": ("`#REF!`", {"text": "#REF!"}),
    "formula_not_calculated": ("`=TODAY()` without a saved value", {}),
    "count_unreadable": ("`много`, in a column of attendance", {"text": "много"}),
    "legacy_font": ("`Ноњияи Мастчоњ`", {"text": "A"}),
    "legacy_font_kept": ("`Ноњияи Мастчоњ`, conversion switched off", {"text": "A"}),
    "macros_present": ("an .xlsm file", {}),
    "external_links": ("`=[other.xlsx]Лист1!A1`", {}),
    "sheet_not_found": ("`--sheet План2`", {"text": "План2", "choices": "План, Свод"}),
    "sheet_hidden": ("a hidden sheet with a table", {"text": "План"}),
    "no_day": ("`весной`, or nothing, in the column of dates of a forum register", {"text": "весной"}),
    "no_name": ("a row of a register without the organisation, the post or the indicator", {}),
    "attendance_differs": ("total `40` · women `12` · men `20`", {"total": 40, "sum": 32}),
    "period_unreadable": ("`за отчётный период`", {"text": "за отчётный период"}),
    "value_unreadable": ("`много`, in a column of figures", {"text": "много"}),
    "one_place": ("`Рудаки, Варзоб` beside one figure", {}),
    "repeated_entry": ("the day, kind and place of an earlier row, and the same figures", {"row": 7}),
    "entry_clash": ("the indicator, place and period of an earlier row with another figure", {"row": 7}),
    "no_table": ("a workbook of notes and charts", {}),
    "status_missing": ("a note of what was found, and no status", {}),
    "date_missing": ("a status without the day on which it was found", {}),
    "date_in_future": ("`01.01.2030`, today being earlier", {"day": date(2030, 1, 1)}),
    "before_made": (
        "`01.02.2024`, the agreement being of 15 March 2024",
        {"day": date(2024, 2, 1), "made": date(2024, 3, 15)},
    ),
    "nothing_found": ("`in progress`, and nothing of what was found", {}),
    "fulfilled_without_evidence": ("`fulfilled`, without a link, document or observation", {}),
    "withdrawn_without_reason": ("`withdrawn`, and no word of why", {}),
    "not_its_deadline": ("`15.05.2025` of a quarterly commitment", {"day": date(2025, 5, 15)}),
    "deadline_not_named": (
        "a status of a quarterly commitment, no deadline named",
        {"day": date(2025, 6, 30)},
    ),
    "newer_is_known": ("a finding of 1 May, when one of 1 June is known", {"day": date(2025, 6, 1)}),
    "already_recorded": ("the same status, day and note a second time", {}),
    "text_missing": ("a reply without words", {}),
    "text_too_long": ("a note of 40,000 characters", {"limit": 10_000}),
    "reason_missing": ("a retraction without a reason", {}),
    "extension_not_possible": ("a new day for a quarterly commitment", {}),
    "extension_not_later": ("`01.03.2025`, when it is due on 1 June 2025", {"day": date(2025, 6, 1)}),
    "extension_without_reason": ("a new deadline, and nothing about the decision", {}),
    "same_deadline": ("the present deadline once more", {}),
    "reply_before_finding": (
        "a reply of 1 May to a finding of 1 June",
        {"day": date(2025, 5, 1), "found": date(2025, 6, 1)},
    ),
    "link_unreadable": ("`see the newspaper`, given as a link", {"text": "see the newspaper"}),
    "document_too_large": ("a video of 80 MB", {"name": "video.pdf", "limit": 20}),
    "document_empty": ("a file of 0 bytes", {"name": "act.pdf"}),
    "document_kind": ("`act.html`", {"name": "act.html", "choices": "pdf, jpg, png"}),
    "name_missing": ("a confirmation without a name", {}),
    "confirmed_by_finder": ("the finder's own name", {}),
    "nothing_changed": ("a form sent as it was", {}),
    "no_words": ("the words of all languages cleared", {}),
    "no_updates_table": ("a workbook without the headings of the one that was sent", {"name": "plan.xlsx"}),
    "not_yours": ("`AH-00042-W` of another partner", {"code": "AH-00042-W", "partner": "Марифат"}),
    "partner_unclear": ("rows of two partners, and no hidden sheet", {}),
    "row_without_code": ("a status, and the code deleted", {}),
    "row_twice": ("the same code a second time with another status for the same day", {"row": 9}),
    "update_status": ("`сложный вопрос`", {"text": "сложный вопрос"}),
    "update_status_near": ("`сделано`", {"text": "сделано", "choice": "Исполнено"}),
    "update_date": ("`весной`", {"text": "весной"}),
    "claim_without_status": ("a date of the claim alone", {}),
    "update_conflict": (
        "a finding that the office recorded meanwhile",
        {"who": "editor", "status": "Исполнено", "day": "12.03.2026"},
    ),
    "update_retracted": ("a file sent again after its finding was retracted", {}),
    "reply_without_finding": ("a reply in a row without a finding", {}),
    "not_of_agency": (
        "a code of another agency in an agency's draft",
        {"code": "AH-00042-V", "agency": "МВД РТ"},
    ),
    "base_lost": ("a copy of the table in a new workbook", {}),
    "proposal_waiting": ("a commitment written into one of the empty rows", {}),
    "not_found": ("a path that leads nowhere", {"name": "plan.xlsx"}),
    "empty": ("a file of 0 bytes", {"name": "plan.xlsx"}),
    "too_large": ("a file of 80 MB", {"name": "plan.xlsx", "limit": 50}),
    "too_many_cells": ("six million filled cells", {"name": "plan.xlsx", "limit": 5_000_000}),
    "too_many_rows": ("a million filled rows in 5 MB", {"name": "plan.xlsx", "limit": 250_000}),
    "far_cell": ("one filled cell in XFD1048576", {"name": "plan.xlsx"}),
    "bomb": ("10 KB that unpack to 10 GB", {"name": "plan.xlsx"}),
    "password": ("a workbook locked by a password", {"name": "plan.xlsx"}),
    "damaged": ("a download that was cut off", {"name": "plan.xlsx"}),
    "web_page": ("a web page named .xls", {"name": "plan.xls"}),
    "not_a_spreadsheet": ("a PDF, a picture, a text document", {"name": "plan.pdf"}),
    "took_too_long": ("a file built to keep the reader busy", {"name": "plan.xlsx"}),
    "too_much_memory": ("a file built to fill the memory", {"name": "plan.xlsx"}),
    "lost_letters": ("`Но?ияи Панҷ` saved in windows-1251", {"name": "plan.csv"}),
    "encoding": ("text in no known encoding", {"name": "plan.csv"}),
}
"""For every code: what stands in the cell or the file, and the values its sentence is filled with."""

_HEAD: Final = """# What can be wrong with a file, a row or a cell

Every remark of the reader has a code, a severity, and one sentence that says what is wrong and then what to do about it, in
the reader's language. An **error** keeps the row (or what a form says) out until a person has looked at it; a **warning**
lets it in and asks for a look; an **info** only tells what became of it; a **refusal** is about the whole file, of which
nothing was read. This page is generated from the program's own catalogues
(`python -m tracker.sheets.document > docs/issues.md`); do not edit it by hand.
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD, "\n## Rows and cells\n"]
    parts += [_entry(code, kind.severity, kind.msgid) for code, kind in ISSUES.items()]
    parts.append("\n## Files\n")
    parts += [_entry(code, "refusal", msgid) for code, msgid in REASONS.items()]
    return "".join(parts)


def _entry(code: str, severity: str, msgid: str) -> str:
    seen, values = EXAMPLES[code]
    lines = [f"\n### `{code}` – {severity}\n", f"\nSeen, for example: {seen}\n\n"]
    lines += [f"- {language}: {translate(msgid, language, **values)}\n" for language in LANGUAGES]
    return "".join(lines)


if __name__ == "__main__":
    print(page(), end="")
