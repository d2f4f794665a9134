"""The note as a Word document: a letter that staff edit before they hand it over."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tracker.briefs.shapes import Brief, Item
from tracker.briefs.text import LOCALES, OFFICE_FONT
from tracker.briefs.told import (
    disputed_words,
    facts_of,
    illustration_words,
    internal_words,
    item_title,
    made_words,
    original_words,
    same_view,
    stamp,
)
from tracker.figures.grammar import INK, MUTED
from tracker.words import translate
from tracker.words.formats import FEW, date_long, rate_text

ACCENT: Final = "#0f5c63"
NOTICE: Final = "FBE3C8"
PANEL: Final = "F3F1EA"
_SCRIPTS: Final = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_PARTS_OF_THEME: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")


def document(brief: Brief) -> bytes:
    """The note as a .docx file."""
    file = docx.Document()
    _Letter(brief, file).write()
    out = BytesIO()
    file.save(out)
    return out.getvalue()


class _Letter:
    """Writes one letter."""

    def __init__(self, brief: Brief, file: Any) -> None:
        self.brief, self.file, self.language = brief, file, brief.language
        _dress(file, brief.language)

    def t(self, msgid: str, **values: Any) -> str:
        return translate(msgid, self.language, **values)

    def write(self) -> None:
        """From the date to the signature, and what stands at the foot of each page."""
        brief = self.brief
        self._around()
        self._paragraph(date_long(brief.made_on, self.language), align=WD_ALIGN_PARAGRAPH.RIGHT)
        self._paragraph(self.t("To: [name and post]"), colour=MUTED)
        self._paragraph(
            self.t("Subject: how commitments are kept – {audience}", audience=brief.audience), bold=True
        )
        self.file.add_heading(brief.title, 1)
        for name, value in brief.scope:
            self._paragraph(f"{name}: {value}")
        self._paragraph(brief.change)
        if brief.due:
            self._numbers()
            self._paragraph(disputed_words(brief))
            self._paragraph(brief.outside)
            self._paragraph(_sentence(brief.trend_finding))
            self._groups()
        if brief.items:
            self.file.add_heading(self.t("What has waited longest"), 2)
            self._paragraph(self.t("We would ask the following about each of them."))
            for number, item in enumerate(brief.items, start=1):
                self._item(number, item)
        self._ending()
        self._properties()

    def _numbers(self) -> None:
        """What became of all that was due, and the rates beside it, each with its fraction."""
        brief = self.brief
        rows = [(self.t("Kept of what was due"), rate_text(brief.kept, brief.due, self.language))]
        rows += [(one.label, rate_text(one.count, one.due, self.language)) for one in brief.segments]
        rows += [(one.name, rate_text(one.part, one.whole, self.language)) for one in brief.parts]
        self._table((self.t("Measure"), self.t("As of {day}", day=brief.on)), rows, widths=(115, 50))

    def _groups(self) -> None:
        """Agencies with enough due: found against claimed."""
        brief = self.brief
        enough = [one for one in brief.agencies if one.due >= FEW]
        if len(enough) < 2:
            return
        self.file.add_heading(brief.gap_finding, 2)
        rows = [
            (
                one.name,
                rate_text(one.kept, one.due, self.language),
                rate_text(one.claimed, one.due, self.language),
            )
            for one in enough
        ]
        head = (self.t("Agency"), self.t("Found"), self.t("Claimed"))
        self._table(head, rows, widths=(91, 37, 37))

    def _item(self, number: int, item: Item) -> None:
        """The exact words, then everything known in short lines, then the question."""
        self.file.add_heading(f"{number}. {item_title(item, self.language)}", 3)
        quoted = self._paragraph(f"«{item.text}»{original_words(item, self.language)}", size=12)
        quoted.paragraph_format.left_indent = Mm(6)
        quoted.paragraph_format.keep_with_next = True
        facts = [
            (self.t("Law or agreement"), ", ".join(one for one in (item.basis, item.basis_note) if one)),
            *facts_of(item, self.language, internal=self.brief.internal),
            (self.t("Code"), item.code),
        ]
        told = self._paragraph("")
        told.paragraph_format.left_indent = Mm(6)
        for name, text in facts:
            if text:
                self._run(told, f"{name}: ", size=10, colour=MUTED)
                self._run(told, f"{_sentence(text)} ", size=10)
        asked = self._paragraph("")
        asked.paragraph_format.left_indent = Mm(6)
        self._run(asked, self.t("Question") + ": ", bold=True, colour=ACCENT)
        self._run(asked, item.question)
        asked.paragraph_format.space_after = Pt(10)

    def _ending(self) -> None:
        brief = self.brief
        self.file.add_heading(self.t("How it is counted"), 2)
        for said in (*brief.method, *brief.left_out):
            self._paragraph(said, size=10)
        self._paragraph(self.t("With respect,"))
        self._paragraph(self.t("[name and post]"), colour=MUTED)
        self._paragraph(made_words(brief), size=9, colour=MUTED)
        self._paragraph(same_view(brief), size=9, colour=MUTED)
        self._paragraph(f"SHA-256 {brief.fingerprint}", size=9, colour=MUTED)
        head = self.t("Head of the chain of changes")
        self._paragraph(f"{head}: {brief.head}", size=9, colour=MUTED)

    def _around(self) -> None:
        """The labels at the head of each page, and the stamp, the link and the page number at its foot."""
        brief = self.brief
        section = self.file.sections[0]
        notices = [illustration_words(self.language)] if brief.illustration else []
        notices += [internal_words(self.language)] if brief.internal else []
        head = section.header.paragraphs[0]
        for at, said in enumerate(notices):
            paragraph = head if at == 0 else section.header.add_paragraph()
            self._run(paragraph, said, size=9, bold=True)
            _shade(paragraph._p.get_or_add_pPr(), NOTICE)
        foot = section.footer.paragraphs[0]
        self._run(foot, f"{stamp(brief)}   ", size=8, colour=MUTED)
        before, _, rest = self.t("Page {page} of {pages}", page="\x00", pages="\x01").partition("\x00")
        between, _, after = rest.partition("\x01")
        for said, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            self._run(foot, said, size=8, colour=MUTED)
            if field:
                self._field(foot, field)

    def _field(self, paragraph: Any, code: str) -> None:
        """A number that the program counts: the page, or how many there are."""
        run = self._run(paragraph, "1", size=8, colour=MUTED)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run._r.addprevious(field)
        field.append(run._r)

    def _table(
        self, head: Sequence[str] | None, rows: Sequence[Sequence[str]], *, widths: Sequence[float]
    ) -> None:
        table = self.file.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for at, row in enumerate([*([head] if head else []), *rows]):
            cells = table.add_row().cells
            for cell, text, width in zip(cells, row, widths, strict=True):
                cell.width = Mm(width)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(1)
                is_head = head is not None and at == 0
                self._run(paragraph, text, size=10, bold=is_head)
                if is_head:
                    _shade(cell._tc.get_or_add_tcPr(), PANEL)
            if head is not None and at == 0:
                repeated = OxmlElement("w:tblHeader")
                table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self.file.add_paragraph().paragraph_format.space_after = Pt(0)

    def _paragraph(
        self, text: str, *, size: float = 11, bold: bool = False, colour: str = INK, align: Any = None
    ) -> Any:
        paragraph = self.file.add_paragraph()
        if align is not None:
            paragraph.alignment = align
        if text:
            self._run(paragraph, text, size=size, bold=bold, colour=colour)
        return paragraph

    def _run(
        self, paragraph: Any, text: str, *, size: float = 11, bold: bool = False, colour: str = INK
    ) -> Any:
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
        _name_font(run._r.get_or_add_rPr())
        _set_language(run._r.get_or_add_rPr(), self.language)
        return run

    def _properties(self) -> None:
        brief = self.brief
        about = self.file.core_properties
        about.title, about.author, about.last_modified_by = brief.title[:250], "Ahd", "Ahd"
        about.subject, about.keywords = brief.audience[:250], f"SHA-256 {brief.fingerprint}"
        about.comments, about.language = brief.link[:250], LOCALES[self.language]
        about.created = about.modified = datetime.combine(brief.made_on, time())
        about.revision = 1


def _sentence(text: str) -> str:
    """Lines of a fact behind each other, with a full stop at the end."""
    flat = "; ".join(line.rstrip(".") for line in text.split("\n") if line)
    return flat if flat.endswith(("!", "?", "…")) else f"{flat}."


def _dress(file: Any, language: str) -> None:
    """A4, and one font with the Tajik letters in every style."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    for style in file.styles:
        if style.element.rPr is not None or style.name == "Normal":
            _name_font(style.element.get_or_add_rPr())
    normal = file.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    _set_language(normal.element.get_or_add_rPr(), language)
    for level, size in ((1, 17), (2, 13), (3, 11.5)):
        heading = file.styles[f"Heading {level}"]
        heading.font.size, heading.font.bold = Pt(size), True
        heading.font.color.rgb = RGBColor.from_string((ACCENT if level == 2 else INK).lstrip("#").upper())
        heading.paragraph_format.keep_with_next = True
    for defaults in file.styles.element.iter(qn("w:rPrDefault")):
        for properties in defaults.iter(qn("w:rPr")):
            _name_font(properties)


def _name_font(properties: Any) -> None:
    """Name the font for every script, so that none is left to the theme."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in _PARTS_OF_THEME:
        fonts.attrib.pop(qn(name), None)
    for name in _SCRIPTS:
        fonts.set(qn(name), OFFICE_FONT)


def _set_language(properties: Any, language: str) -> None:
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    found.set(qn("w:val"), LOCALES[language])


def _shade(properties: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    properties.append(shade)
