"""What slides are made with: a presentation to begin from, a stage on each slide, and text that never overflows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from tracker.briefs.text import LOCALES, OFFICE_FONT, Span, fitting, leading, length, wrapped
from tracker.figures.grammar import INK, KEPT, LATE, MUTED, OPEN, OVERDUE, PAPER, REFUSED, text_colour

ACCENT: Final = "#0f5c63"
PANEL: Final = "#f3f1ea"
NOTICE: Final = "#fbe3c8"
WIDE: Final = (960.0, 540.0)
EDGE: Final = 48.0
_THEME: Final = {
    "dk1": INK, "lt1": PAPER, "dk2": ACCENT, "lt2": PANEL, "accent1": KEPT, "accent2": LATE, "accent3": OVERDUE,
    "accent4": REFUSED, "accent5": OPEN, "accent6": ACCENT, "hlink": ACCENT, "folHlink": MUTED,
}  # fmt: skip
_KEPT_LAYOUTS: Final = ("Title Slide", "Title and Content", "Title Only", "Blank")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a paragraph, with how they look."""

    text: str
    size: float = 14
    bold: bool = False
    colour: str = INK
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """A small label with text under it, for facts that stand below each other."""

    label: str
    text: str
    size: float = 12
    bold: bool = False


class Deck:
    """A presentation in the making, on the house's own paper or on an organisation's template."""

    def __init__(self, presentation: Any, language: str, *, own: bool) -> None:
        self.presentation, self.language, self.own = presentation, language, own
        self.width, self.height = presentation.slide_width / 12700, presentation.slide_height / 12700
        self.layout = _title_layout(presentation)
        self.needs_paper = not own and not _is_light(self.layout)

    @classmethod
    def fresh(cls, language: str) -> "Deck":
        """On the house's paper, 16:9."""
        presentation = Presentation()
        presentation.slide_width, presentation.slide_height = Pt(WIDE[0]), Pt(WIDE[1])
        _dress(presentation)
        return cls(presentation, language, own=True)

    @classmethod
    def on(cls, template: Path, language: str) -> "Deck":
        """On a template that was looked at before; its own slides are taken out."""
        presentation = Presentation(str(template))
        _without_slides(presentation)
        _set_theme_fonts(presentation)
        return cls(presentation, language, own=False)

    def slide(self, title: str, *, tall: bool = False) -> "Stage":
        """A new slide with its title in the title's place; a `tall` one has room for a larger title."""
        slide = self.presentation.slides.add_slide(self.layout)
        stage = Stage(self, slide, tall=tall)
        stage.set_title(title)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                shape._element.getparent().remove(shape._element)
        if self.needs_paper:
            top = stage.body.top - 6
            stage.bar(Box(stage.body.left - 14, top, stage.body.width + 28, self.height - top - 4), PAPER)
        return stage


class Stage:
    """One slide: where things may stand, and ways to put them there."""

    def __init__(self, deck: Deck, slide: Any, *, tall: bool = False) -> None:
        self.deck, self.slide = deck, slide
        if deck.own:
            self.title_box = Box(EDGE, 50, deck.width - 2 * EDGE, 110 if tall else 70)
            top = self.title_box.top + self.title_box.height + 12
        else:
            self.title_box = self._title_of_template()
            top = self.title_box.top + self.title_box.height + 8
        edge = EDGE * min(deck.width / WIDE[0], 1)
        foot = 40 if deck.own else 58
        self.body = Box(edge, top, deck.width - 2 * edge, max(deck.height - top - foot, 120))

    def _title_of_template(self) -> Box:
        """The title's place on the template: never so deep that nothing fits under it."""
        deck, shape = self.deck, self.slide.shapes.title
        if shape is None or shape.width is None:
            return Box(EDGE, 40, deck.width - 2 * EDGE, 64)
        left, top = shape.left / 12700, shape.top / 12700
        if top > deck.height * 0.3 or shape.height / 12700 > deck.height * 0.3:
            return Box(EDGE, 40, deck.width - 2 * EDGE, 64)
        return Box(left, top, min(shape.width / 12700, deck.width - left - 8), max(shape.height / 12700, 44))

    def set_title(self, title: str) -> None:
        """The finding, in the title's own place, in the largest size that fits."""
        box, shape = self.title_box, self.slide.shapes.title
        if shape is None:
            shape = self.slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
        shape.left, shape.top, shape.width, shape.height = (
            Pt(round(value)) for value in (box.left, box.top, box.width, box.height)
        )
        large = (40, 36, 32) if box.height > 90 else ()
        sizes = (*large, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10)
        size = fitting(title, box.width - 4, box.height, sizes, bold=True) or 10
        colour = INK if self.deck.own else None
        frame = _frame(shape, MSO_ANCHOR.BOTTOM if self.deck.own else MSO_ANCHOR.MIDDLE)
        self._paragraph(frame.paragraphs[0], [Run(title, size, bold=True, colour=colour or "")])

    def text(
        self,
        box: Box,
        paragraphs: Sequence[Sequence[Run]],
        *,
        after: float = 0,
        align: Literal["left", "right", "centre"] = "left",
        anchor: Literal["top", "middle", "bottom"] = "top",
        fill: str | None = None,
        pad: float = 0,
        name: str | None = None,
    ) -> Any:
        """Paragraphs in a box that was measured before."""
        shape = self.slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
        anchors = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
        frame = _frame(shape, anchors[anchor], pad)
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(fill)
        if name:
            shape.name = name
        for at, runs in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "centre": PP_ALIGN.CENTER}[
                align
            ]
            paragraph.space_after = Pt(after)
            self._paragraph(paragraph, runs)
        return shape

    def _paragraph(self, paragraph: Any, runs: Sequence[Run]) -> None:
        paragraph.line_spacing = Pt(leading(max(run.size for run in runs)))
        for run in runs:
            for at, line in enumerate(run.text.split("\n")):
                if at:
                    paragraph.add_line_break()
                made = paragraph.add_run()
                made.text = line
                set_font(made, run, self.deck.language)

    def hanging(self, box: Box, blocks: Sequence[Block], size: float, indent: float, after: float) -> None:
        """Facts in one text: the label at the left, what it says beside it, further lines under that."""
        paragraphs = [[Run(f"{one.label}\t", size, colour=MUTED), Run(one.text, size)] for one in blocks]
        shape = self.text(box, paragraphs, after=after)
        for paragraph in shape.text_frame.paragraphs:
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", str(Pt(indent)))
            properties.set("indent", str(-Pt(indent)))
            stops = etree.SubElement(properties, qn("a:tabLst"))
            stop = etree.SubElement(stops, qn("a:tab"))
            stop.set("pos", str(Pt(indent)))
            stop.set("algn", "l")

    def bar(self, box: Box, colour: str) -> None:
        """A plain coloured rectangle, which says nothing."""
        shape = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
        )
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.fill.background()
        shape.shadow.inherit = False
        _decorative(shape._element.nvSpPr.cNvPr)

    def notes(self, paragraphs: Sequence[str]) -> None:
        """What the speaker sees: where each figure comes from."""
        frame = self.slide.notes_slide.notes_text_frame
        for at, said in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = said
            set_font(run, Run(said, 12, colour=""), self.deck.language)


Areas = Callable[[], tuple[Stage, Box]]
"""Gives the next place for text that goes on."""


def flow(blocks: Sequence[Block], first: tuple[Stage, Box], more: Areas, *, gap: float = 7) -> None:
    """Set blocks below each other; what does not fit goes on in the next place, on a further slide. Nothing is cut."""
    stage, box = first
    top = box.top
    for block in blocks:
        label_height = leading(10) if block.label else 0.0
        spans = wrapped(block.text, box.width - 2, block.size, bold=block.bold)
        line = leading(block.size)
        while True:
            room = int((box.top + box.height - top - label_height) // line)
            if room >= min(len(spans), 2) or (room >= 1 and top == box.top):
                part, spans = spans[:room], spans[room:]
                height = label_height + len(part) * line
                stage.text(Box(box.left, top, box.width, height), _set(block, part))
                top += height + gap
                if not spans:
                    break
            rest = block.text[spans[0][0] :]
            stage, box = more()
            top = box.top
            block = Block(block.label, rest, block.size, block.bold)
            spans = wrapped(block.text, box.width - 2, block.size, bold=block.bold)


def beside(
    blocks: Sequence[Block], box: Box, sizes: Sequence[float], indent: float, after: float
) -> tuple[float, int]:
    """The largest of the sizes in which the facts fit beside their labels, and how many of them fit at all."""
    for size in sizes:
        count = _fit_beside(blocks, box, size, indent, after)
        if count == len(blocks):
            return size, count
    return sizes[-1], _fit_beside(blocks, box, sizes[-1], indent, after)


def _fit_beside(blocks: Sequence[Block], box: Box, size: float, indent: float, after: float) -> int:
    room = box.height
    for at, one in enumerate(blocks):
        label_lines = 1 if length(one.label, size) <= indent - 3 else 2
        lines = len(wrapped(one.text, box.width - indent - 2, size))
        room -= (max(lines, label_lines) + label_lines - 1) * leading(size) + after
        if room < -after:
            return at
    return len(blocks)


def _set(block: Block, spans: Sequence[Span]) -> list[list[Run]]:
    words = block.text[spans[0][0] : spans[-1][1]] if spans else ""
    said = [Run(words, block.size, bold=block.bold)]
    return [[Run(block.label, 10, colour=MUTED)], said] if block.label else [said]


def rgb(colour: str) -> RGBColor:
    """A colour of the palette as a presentation holds it."""
    return RGBColor.from_string(colour.lstrip("#").upper())


def set_font(run: Any, how: Run, language: str) -> None:
    """Name the font of a run for every script, its size, and the language that it is checked in."""
    font = run.font
    font.size, font.bold, font.italic = Pt(how.size), how.bold, how.italic
    if how.colour:
        font.color.rgb = rgb(how.colour)
    properties = run._r.get_or_add_rPr()
    properties.set("lang", LOCALES[language])
    properties.set("noProof", "0")
    font.name = OFFICE_FONT
    for tag in ("a:ea", "a:cs"):
        etree.SubElement(properties, qn(tag)).set("typeface", OFFICE_FONT)


def describe(shape: Any, title: str, alt: str) -> None:
    """Give a chart or picture its name and its text alternative."""
    properties = shape._element.xpath("./*/p:cNvPr")[0]
    properties.set("name", title[:120])
    properties.set("descr", alt)


def _decorative(properties: Any) -> None:
    properties.set("descr", "")


def _frame(shape: Any, anchor: Any, pad: float = 0) -> Any:
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = Pt(pad)
    frame.margin_top = frame.margin_bottom = Pt(pad / 2)
    frame.vertical_anchor = anchor
    return frame


def _title_layout(presentation: Any) -> Any:
    """The layout with a title and as little else as there is."""
    furniture = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)

    def others(layout: Any) -> tuple[bool, int]:
        kinds = [shape.placeholder_format.type for shape in layout.placeholders]
        titled = PP_PLACEHOLDER.TITLE in kinds
        return not titled, sum(kind not in furniture for kind in kinds)

    return min(presentation.slide_layouts, key=others)


def _is_light(layout: Any) -> bool:
    """Whether ink can be read on a layout's background; of pictures and gradients nobody can be sure."""
    master = layout.slide_master
    for holder in (layout, master):
        background = holder._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if background is None:
            continue
        if (
            background.find(f".//{qn('a:blipFill')}") is not None
            or background.find(f".//{qn('a:gradFill')}") is not None
        ):
            return False
        found = background.find(f".//{qn('a:srgbClr')}")
        if found is not None:
            return _stands_out("#" + found.get("val"))
        named = background.find(f".//{qn('a:schemeClr')}")
        return named is None or _stands_out(_of_theme(master, named.get("val")))
    return _stands_out(_of_theme(master, "bg1"))


def _of_theme(master: Any, name: str) -> str:
    """The colour that a name stands for on a master; white where that can't be told."""
    mapping = master._element.find(qn("p:clrMap"))
    slot = mapping.get(name, name) if mapping is not None else name
    for relation in master.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            tree = etree.fromstring(
                relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True)
            )
            for colour in tree.iterfind(f".//{qn('a:clrScheme')}/{qn(f'a:{slot}')}/*"):
                return "#" + (colour.get("lastClr") or colour.get("val") or "FFFFFF")
    return "#FFFFFF"


def _stands_out(background: str) -> bool:
    return text_colour(background) == INK


def _without_slides(presentation: Any) -> None:
    """Take the template's own slides out, and with them everything that they alone hold."""
    listed = presentation.slides._sldIdLst
    for slide in list(listed):
        presentation.part.drop_rel(slide.rId)
        listed.remove(slide)


def _dress(presentation: Any) -> None:
    """Paper, fonts and colours of the house on the master, and layouts that lie right on a 16:9 slide."""
    _set_theme_fonts(presentation)
    _set_theme_colours(presentation)
    master = presentation.slide_masters[0]
    wide, high = WIDE
    places = {
        PP_PLACEHOLDER.TITLE: Box(EDGE, 50, wide - 2 * EDGE, 70),
        PP_PLACEHOLDER.CENTER_TITLE: Box(EDGE, 150, wide - 2 * EDGE, 120),
        PP_PLACEHOLDER.SUBTITLE: Box(EDGE, 290, wide - 2 * EDGE, 80),
        PP_PLACEHOLDER.BODY: Box(EDGE, 132, wide - 2 * EDGE, high - 172),
        PP_PLACEHOLDER.OBJECT: Box(EDGE, 132, wide - 2 * EDGE, high - 172),
        PP_PLACEHOLDER.DATE: Box(EDGE, high - 30, 150, 18),
        PP_PLACEHOLDER.FOOTER: Box(EDGE + 160, high - 30, 500, 18),
        PP_PLACEHOLDER.SLIDE_NUMBER: Box(wide - EDGE - 60, high - 30, 60, 18),
    }
    for layout in list(presentation.slide_layouts):
        if layout.name not in _KEPT_LAYOUTS:
            presentation.slide_layouts.remove(layout)
    for holder in (master, *presentation.slide_layouts):
        for shape in holder.placeholders:
            box = places.get(shape.placeholder_format.type)
            if box is not None:
                shape.left, shape.top, shape.width, shape.height = (
                    Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height),
                )  # fmt: skip
    styles = master._element.find(qn("p:txStyles"))
    for style, size in (("p:titleStyle", 28), ("p:bodyStyle", None)):
        for properties in styles.find(qn(style)).iter(qn("a:defRPr")):
            if size:
                properties.set("sz", str(size * 100))
                properties.set("b", "1")
    for level in styles.find(qn("p:titleStyle")).iter(qn("a:lvl1pPr")):
        level.set("algn", "l")
    background = master.background.fill
    background.solid()
    background.fore_color.rgb = rgb(PAPER)


def _themes(presentation: Any) -> list[Any]:
    return [
        relation.target_part
        for master in presentation.slide_masters
        for relation in master.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.THEME
    ]


def _set_theme_fonts(presentation: Any) -> None:
    """The theme's two fonts become one that has the Tajik letters: what staff add later looks the same."""
    for part in _themes(presentation):
        tree = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for kind in ("majorFont", "minorFont"):
            for latin in tree.iter(qn(f"a:{kind}")):
                latin.find(qn("a:latin")).set("typeface", OFFICE_FONT)
        part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_theme_colours(presentation: Any) -> None:
    for part in _themes(presentation):
        tree = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for scheme in tree.iter(qn("a:clrScheme")):
            scheme.set("name", "Ahd")
            for name, colour in _THEME.items():
                for holder in scheme.findall(qn(f"a:{name}")):
                    for child in list(holder):
                        holder.remove(child)
                    etree.SubElement(holder, qn("a:srgbClr")).set("val", colour.lstrip("#").upper())
        part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
