"""4 · XML that defines entities, of its own, of files and of addresses: nothing is expanded, read or called, by any door."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from tests.attacks.strangers import PLAN, SHEET, edited, listening, plan_file, reason
from tests.desk.updates.conftest import LIGHTS, Made, fill
from tests.ui.made import Made as Row
from tests.ui.made import record
from tracker.briefs.hearing import UnusableTemplate, Wanted, build
from tracker.briefs.hearing import made as brief_file
from tracker.desk import EDITOR, Desk, View, updates
from tracker.settings import Settings
from tracker.sheets import UnreadableFile, mark_rejected

WORD = "Delo"  # openpyxl writes Cyrillic letters as numbers
TABLE = PLAN.replace("Сделать", WORD)
SECRET = "geheimnis-der-maschine"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "AAAA"}">' for n in range(9))


def with_entities(
    folder: Path, address: str, *, word: str = WORD, kind: str = "abcd"
) -> Callable[[bytes], bytes]:
    """Puts a doctype with entities of its own, of addresses and of a file into a part, and uses those of a `kind` where the
    word stands: a its own, b of an address, c of a file, d a whole list from an address, l one that grows to a billion.

    In an attribute or the name of an element there is no use of them: an empty word only defines them.
    """
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    defined = {
        "a": '<!ENTITY a "AAAA">',
        "b": f'<!ENTITY b SYSTEM "{address}/b">',
        "c": f'<!ENTITY c SYSTEM "{secret.as_uri()}">',
        "d": f'<!ENTITY % d SYSTEM "{address}/d"> %d;',
        "l": LAUGHS,
    }
    outside = f'SYSTEM "{address}/x.dtd" ' if "d" in kind else ""
    doctype = f"<!DOCTYPE x {outside}[{''.join(defined[one] for one in kind)}]>"
    signs = " ".join({"a": "&a;", "b": "&b;", "c": "&c;", "d": "", "l": "&l8;"}[one] for one in kind)

    def change(data: bytes) -> bytes:
        head, _, rest = (
            data.decode().removeprefix("\ufeff").rpartition("?>")
            if b"?>" in data
            else ("", "", data.decode())
        )
        declaration = f"{head}?>" if head else ""
        assert word in rest
        used = rest.replace(word, f"{word} {signs}") if word else rest
        return f"{declaration}{doctype}{used}".encode()

    return change


@pytest.mark.parametrize(
    ("form", "part", "word", "kind"),
    [
        ("xlsx", SHEET, WORD, "a"),
        ("xlsx", SHEET, WORD, "b"),
        ("xlsx", SHEET, WORD, "c"),
        ("xlsx", SHEET, WORD, "d"),
        ("xlsx", "docProps/core.xml", "openpyxl", "ac"),
        ("xlsx", "xl/workbook.xml", "", "abcd"),
        ("xlsx", "xl/styles.xml", "", "abcd"),
        ("xlsx", "[Content_Types].xml", "", "abcd"),
        ("ods", "content.xml", WORD, "ac"),
        ("ods", "content.xml", WORD, "bd"),
        ("ods", "styles.xml", "", "abcd"),
    ],
)
def test_nothing_is_expanded_read_or_called(
    form: str, part: str, word: str, kind: str, tmp_path: Path, read: Any
) -> None:
    with listening() as ear:
        path = edited(
            plan_file(tmp_path, form, TABLE),
            {part: with_entities(tmp_path, ear.address, word=word, kind=kind)},
        )
        said = ""
        try:
            reading = read(path)
            said = str(reading.rows) + str(reading.sheets)
            mark_rejected(path, reading.rows, tmp_path / "marked.xlsx", "en")
        except UnreadableFile:
            pass
    assert ear.calls == []
    assert "AAAA" not in said and SECRET not in said
    marked = tmp_path / "marked.xlsx"
    if marked.is_file():
        assert _held_nowhere(marked)


def _held_nowhere(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return not any(
            word in archive.read(name) for name in archive.namelist() for word in (b"AAAA", SECRET.encode())
        )


def test_a_partners_workbook_and_its_receipt_expand_nothing(
    made: Made, two_partners: Desk, tmp_path: Path
) -> None:
    path = fill(made(), LIGHTS, status="fulfilled", found=WORD)
    with listening() as ear:
        nasty = edited(path, {"xl/worksheets/sheet2.xml": with_entities(tmp_path, ear.address)})
        out = tmp_path / "receipt.xlsx"
        try:
            compared = updates.compare(two_partners, EDITOR, nasty)
            said = str(compared)
            updates.receipt(two_partners, EDITOR, compared, out, applied=False)
        except UnreadableFile as refused:
            said = refused.reason
    assert ear.calls == []
    assert "AAAA" not in said and SECRET not in said
    assert not out.is_file() or _held_nowhere(out)


def test_a_template_for_slides_expands_nothing(desk: Desk, tmp_path: Path) -> None:
    record(desk, [Row("N-1", ru=WORD, cadence="open")])
    brief = build(desk, EDITOR, Wanted(View(), "ru"))
    path = tmp_path / "own.pptx"
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = WORD
    deck.save(str(path))
    with listening() as ear:
        nasty = edited(path, {"ppt/slides/slide1.xml": with_entities(tmp_path, ear.address)})
        with pytest.raises(UnusableTemplate):
            brief_file(brief, "pptx", Settings(), template=nasty)
    assert ear.calls == []


def test_a_doctype_that_grows_is_refused_or_read_as_it_stands_but_never_grows(
    tmp_path: Path, read: Any
) -> None:
    path = edited(
        plan_file(tmp_path, table=TABLE), {SHEET: with_entities(tmp_path, "http://127.0.0.1:9", kind="l")}
    )
    try:
        texts = [row.text.get("ru", "") for row in read(path).rows]
    except UnreadableFile:
        assert reason(read, path) == "damaged"
    else:
        assert max(map(len, texts)) < 100
