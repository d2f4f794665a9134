"""Makes the fonts of the public site and the pages from those that ship with Streamlit; needs fonttools, as nothing else.

Source Sans and Source Serif are under the SIL Open Font License with the reserved name "Source", so what is cut down
from them carries another name. Only the letters of English, Russian and Tajik stay, and the weights that are used. Of the
three thousand symbols (Material Symbols, Apache License 2.0) those stay that our pages or Streamlit's own parts name.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
STREAMLIT = Path(streamlit.__file__).parent / "static"
OUT = ROOT / "tracker" / "briefs" / "site" / "static" / "fonts"
SYMBOLS = ROOT / "tracker" / "web" / "symbols"
FONTS = {
    "ahd-sans": ("SourceSansVF-Upright*.woff2", "Ahd Sans", {"wght": (400, 650)}),
    "ahd-serif": ("SourceSerifVariable-Roman*.woff2", "Ahd Serif", {"wght": (400, 650), "opsz": 18}),
}
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x100)))
    + "ЁёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяҒғӢӣҚқӮӯҲҳҶҷ"
    + "–—‘’‚“”„†•…‹›′″€№™←↑→↓−≤≥✓✗·\u202f\u2011\u2060"
)
# Symbols that a page may want next, so that not every new button needs the font made anew.
SPARE = """
account_circle add_circle admin_panel_settings alarm archive arrow_back arrow_forward attach_file badge block book
bookmark cancel chat cloud_download cloud_upload comment compare construction content_paste dashboard database
delete description domain done download draft edit event event_note fact_check favorite file_download
file_present filter_alt filter_list flag folder fullscreen gavel group groups help history home hourglass_empty
inbox key language lightbulb local_police location_on lock lock_open login logout mail manage_accounts map merge
note_add notifications open_in_new password pause pending person person_add person_remove phone picture_as_pdf
pin play_arrow policy preview print public publish question_mark redo refresh remove replay report restore save
school search security send settings share shield slideshow sort star stop summarize swap_horiz sync table
table_chart table_view timer topic trending_down trending_up tune undo unfold_more update upload_file verified
verified_user view_column view_list vpn_key warning work zoom_in zoom_out
""".split()  # noqa: SIM905  # a list of words reads better as words
KEPT_NAMES = (0, 13, 14)


def cut(pattern: str, family: str, axes: dict[str, object]) -> TTFont:
    """A font with only our letters and weights, under our name."""
    (source,) = STREAMLIT.rglob(pattern)
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum", "pnum", "liga"]
    options.hinting = False
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    font = instantiateVariableFont(font, axes)
    for record in list(font["name"].names):
        if record.nameID not in KEPT_NAMES and record.nameID < 256:
            font["name"].removeNames(record.nameID)
    said = {1: family, 2: "Regular", 3: f"{family} 1.0", 4: family, 6: family.replace(" ", "")}
    for key, value in said.items():
        font["name"].setName(value, key, 3, 1, 0x409)
    return font


def named_symbols() -> set[str]:
    """The symbols that our code or Streamlit's bundles name."""
    ours = [*ROOT.joinpath("tracker").rglob("*.py"), *ROOT.joinpath("pages").glob("*.py")]
    texts = (path.read_text(encoding="utf-8") for path in [*ours, *STREAMLIT.rglob("*.js")])
    return {name for text in texts for name in re.findall(r":material/([a-z0-9_]+):", text)}


def cut_symbols(wanted: set[str]) -> tuple[TTFont, set[str]]:
    """The font of symbols with only the wanted ones, and which of them it has."""
    (source,) = STREAMLIT.rglob("MaterialSymbols-Rounded*.woff2")
    font = TTFont(source, recalcTimestamp=False)
    letter = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = set()
    for rules in _ligatures(font):
        for first, ligatures in rules.items():
            spelled = [
                ("".join(letter.get(g, "?") for g in (first, *one.Component)), one) for one in ligatures
            ]
            found |= {word for word, _one in spelled if word in wanted}
            rules[first] = [one for word, one in spelled if word in wanted]
    options = Options()
    options.layout_features = ["liga", "rlig", "ccmp"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(set("".join(wanted)))))
    subsetter.subset(font)
    return font, found


def _ligatures(font: TTFont) -> Iterator[dict[str, list[object]]]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            if hasattr(inner, "ligatures"):
                yield inner.ligatures


for name, (pattern, family, axes) in FONTS.items():
    font = cut(pattern, family, axes)
    font.flavor = "woff2"
    font.save(OUT / f"{name}.woff2")
    still = cut(
        pattern, family, axes | {"wght": 600 if "serif" in name else 400}
    )  # what typst takes: one weight
    still.flavor = None
    still.save(OUT / f"{name}.ttf")
    print(name, (OUT / f"{name}.woff2").stat().st_size, (OUT / f"{name}.ttf").stat().st_size)

symbols, found = cut_symbols(named_symbols() | set(SPARE))
symbols.flavor = "woff2"
symbols.save(SYMBOLS / "symbols.woff2")
(SYMBOLS / "symbols.txt").write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
print(
    len(found),
    "symbols",
    (SYMBOLS / "symbols.woff2").stat().st_size,
    "missing",
    sorted(named_symbols() - found),
)
