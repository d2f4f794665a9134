"""Makes the fonts of the public site from those that ship with Streamlit; needs fonttools, which nothing else does.

Source Sans and Source Serif are under the SIL Open Font License with the reserved name "Source", so what is cut down
from them carries another name. Only the letters of English, Russian and Tajik stay, and the weights that are used.
"""

from pathlib import Path

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parents[1] / "tracker" / "briefs" / "site" / "static" / "fonts"
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
KEPT_NAMES = (0, 13, 14)


def cut(pattern: str, family: str, axes: dict[str, object]) -> TTFont:
    """A font with only our letters and weights, under our name."""
    (source,) = (Path(streamlit.__file__).parent / "static").rglob(pattern)
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
