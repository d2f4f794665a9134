"""The public site holds the report and nothing else: numbers, links, secrets, injections, and what is written when."""

import csv
import html
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import openpyxl
import pytest

from tests import canaries
from tests.briefs.conftest import STAMP, TABLE, Loaded, files
from tracker.briefs.site import ForeignFiles, publish
from tracker.briefs.site import folder as folder_module
from tracker.briefs.site.say import Say
from tracker.briefs.site.social import picture
from tracker.desk import EDITOR, PUBLIC, Desk, View, look
from tracker.desk.record.publishing import visibility
from tracker.figures import findings
from tracker.model.vocabulary import Visibility
from tracker.words import LANGUAGES

VOID = {"meta", "link", "img", "br", "input", "hr"}
SELF_CLOSED = {"rect", "line", "circle", "path", "polygon", "polyline"}


class Strict(HTMLParser):
    """Complains of what a browser would silently mend: tags that do not match, ids and attributes that come twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"attribute twice in <{tag}>")
        for name, value in attrs:
            if name == "id" and value:
                if value in self.ids:
                    self.faults.append(f"id twice: {value}")
                self.ids.add(value)
            if name in ("href", "src") and value:
                self.links.append(value)
            if name.startswith("on"):
                self.faults.append(f"{name} in <{tag}>")
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SELF_CLOSED:
            self.faults.append(f"<{tag}/> is not closed")
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(page: bytes) -> Strict:
    parser = Strict()
    parser.feed(page.decode())
    parser.close()
    return parser


def pages(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in files(folder).items() if name.endswith(".html")}


def every_byte(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All contents, and what is packed inside workbooks, pictures and fonts."""
    for name, content in files(folder).items():
        yield name, content
        yield f"{name}, its name", name.encode()
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                yield from ((f"{name}/{part}", packed.read(part)) for part in packed.namelist())
        if name.endswith(".png"):
            chunks = content.split(b"IDAT")[1:]
            joined = b"".join(chunk[:-8] for chunk in chunks)
            yield f"{name}, unpacked", zlib.decompressobj().decompress(joined, 20_000_000)


def test_every_page_is_valid_html(site: Path) -> None:
    found = {name: parsed(content) for name, content in pages(site).items()}
    assert len(found) > 3 * 30
    assert {name: one.faults + one.open for name, one in found.items() if one.faults or one.open} == {}


def test_every_link_leads_to_a_file_of_the_site(site: Path) -> None:
    links_hold(site, pages(site))


def links_hold(site: Path, found: dict[str, bytes]) -> None:
    there = files(site)
    for name, content in found.items():
        for link in parsed(content).links:
            address = urlsplit(link)
            assert not address.scheme and not address.netloc, (name, link)
            if not address.path:
                continue
            target = (site / name).parent / unquote(address.path)
            assert target.resolve().relative_to(site.resolve()).as_posix() in there, (name, link)


def test_every_page_can_be_reached_from_the_first(site: Path) -> None:
    assert pages(site).keys() - reachable(site).keys() == set()


def reachable(site: Path) -> dict[str, bytes]:
    all_pages = pages(site)
    waiting, reached = ["index.html"], {"index.html"}
    while waiting:
        name = waiting.pop()
        for link in parsed(all_pages[name]).links:
            target = (
                ((site / name).parent / urlsplit(link).path).resolve().relative_to(site.resolve()).as_posix()
            )
            if target in all_pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    return {name: all_pages[name] for name in reached}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_says_the_finding_with_its_fraction(site: Path, language: str) -> None:
    text = parsed((site / language / "index.html").read_bytes()).text
    # due on 23 November 2026: 1, 2, 3, 4 (continuous), 5 (the quarter's report), 7, 8; kept: 3 late, 4, 7
    assert {"en": "3 of 7 commitments", "ru": "3 из 7", "tg": "Аз 7 уҳдадорие"}[language] in text
    assert "43\u00a0%" in text or "43 %" in text  # 3 ÷ 7 = 0.4286


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_says_the_finding_in_the_words_of_the_pages(filled: Desk, site: Path, language: str) -> None:
    """4 is to be kept all the time: the finding says so wherever it stands."""
    finding = findings.of_total(look.rates(filled, PUBLIC, View()).total, language, day=date(2026, 11, 23))
    said = {"en": "or in force all the time", "ru": "действующих постоянно", "tg": "ё доимо"}[language]
    assert said in finding
    for page in ("index.html", "agencies.html"):
        assert finding in html.unescape((site / language / page).read_text(encoding="utf-8"))


def test_every_rate_of_the_method_page_stands_with_its_fraction(site: Path) -> None:
    """Due 7: six with a day, of which 7 is kept in time, and 4. No claims. To be watched: 1, 2, 4, 5, 8; lately 2 and 4."""
    facts = dict(facts_of(site / "en/method.html"))
    assert facts["Claimed rate"] == "0 %, 0 of 7"
    assert facts["Confirmed rate"] == "0 %, 0 of 7"
    assert facts["On-time rate"] == "17 %, 1 of 6"
    assert facts["Coverage"] == "2 of 5"


def facts_of(page: Path) -> list[tuple[str, str]]:
    return re.findall(r"<dt>(.*?)</dt><dd>.*?<strong>(.*?)</strong>", page.read_text(encoding="utf-8"))


def test_fewer_than_six_are_a_fraction_and_no_share(site: Path) -> None:
    """Rasht: 2, 4 and 5 are due, 4 is kept."""
    page = (site / "en/district/rasht.html").read_text(encoding="utf-8")
    strip = page[page.index('class="key"') :].partition("</ul>")[0]
    assert re.findall(r": (.*?)<", strip) == ["1 of 3", "2 of 3"]


def test_the_picture_beside_a_link_is_one_picture_however_long_the_finding(filled: Desk) -> None:
    say = Say("tg", look.names(filled, PUBLIC), date(2026, 11, 23))
    counts = {
        "due": 123_456,
        "kept_on_time": 1,
        "kept_late": 0,
        "being_kept": 3,
        "overdue": 100_000,
        "not_being_kept": 23_452,
    }
    made = picture({**counts, "kept": 4}, say, illustration=True)
    assert (
        made.startswith(b"\x89PNG")
        and int.from_bytes(made[16:20]) == 1200
        and int.from_bytes(made[20:24]) == 630
    )


def test_of_fewer_than_six_the_picture_says_no_share(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    say = Say("en", look.names(filled, PUBLIC), date(2026, 11, 23))
    few = {
        "due": 4,
        "kept": 1,
        "kept_on_time": 1,
        "kept_late": 0,
        "being_kept": 0,
        "overdue": 3,
        "not_being_kept": 0,
    }
    monkeypatch.setattr("typst.compile", lambda source, **_how: source)
    drawn = picture(few, say, illustration=False).decode()
    assert '"1 of 4"' in drawn and '"3 of 4"' in drawn and '\xa0%"' not in drawn


def test_the_numbers_of_the_files_are_those_of_the_measures(filled: Desk, site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((site / "data/rates.csv").read_text(encoding="utf-8-sig"))))
    for by in ("district", "agency", "basis", "quarter"):
        table = look.rates(filled, PUBLIC, View(), by=by)  # type: ignore[arg-type]
        told = {row["key"] or None: row for row in rows if row["by"] == by}
        assert told.keys() == {row["key"] for row in table.rows.to_dict("records")}
        for row in table.rows.to_dict("records"):
            assert [int(told[row["key"]][name]) for name in ("due", "kept", "overdue", "population")] == [
                row[name] for name in ("due", "kept", "overdue", "population")
            ]
    total = next(row for row in rows if row["by"] == "total")
    assert (total["due"], total["kept"], total["population"]) == ("7", "3", "8")
    assert float(total["rate"]) == pytest.approx(3 / 7, abs=1e-6)


def test_the_workbook_opens_and_says_the_same_as_the_csv(site: Path) -> None:
    book = openpyxl.load_workbook(site / "data/commitments.xlsx")
    assert book.sheetnames == ["commitments", "rates", "codebook"]
    head, *rows = list(book["commitments"].iter_rows(values_only=True))
    told = list(csv.DictReader(io.StringIO((site / "data/commitments.csv").read_text(encoding="utf-8-sig"))))
    assert [row[head.index("code")] for row in rows] == [row["code"] for row in told]
    assert [row[head.index("outcome")] for row in rows] == [row["outcome"] for row in told]
    first = dict(zip(head, rows[0], strict=True))
    assert first["deadline"].date() == date(2025, 4, 1)  # 8: the longest overdue is due first of all
    columns = {row[1] for row in book["codebook"].iter_rows(min_row=2, values_only=True)}
    assert set(head) <= columns


def test_a_text_longer_than_a_cell_goes_on_at_the_end_of_its_row(filled: Desk, folder: Path) -> None:
    long = "".join(f"слово {n} " for n in range(7_000)).strip()
    assert len(long) > 2 * 32_767
    with sqlite3.connect(str(filled.store.url.database)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE commitment_version SET basis_text = ? WHERE id = 1", (long,))
    raw.close()
    filled.store.close()
    publish(filled, folder)
    sheet = openpyxl.load_workbook(folder / "data/commitments.xlsx")["commitments"]
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    width = sum(name is not None for name in head)
    (row,) = [row for row in rows if row[width] is not None]
    assert row[head.index("basis_text")] + "".join(part or "" for part in row[width:]) == long
    assert long in (folder / "data/commitments.csv").read_text(encoding="utf-8-sig")


def test_a_recurring_deadline_was_not_moved(site: Path) -> None:
    """5 falls due each quarter; nobody moved it, so what it was first is what it is."""
    told = csv.DictReader(io.StringIO((site / "data/commitments.csv").read_text(encoding="utf-8-sig")))
    (one,) = [row for row in told if row["cadence"] == "recurring"]
    assert (one["deadline"], one["first_deadline"], one["extensions"]) == ("2026-10-10", "2026-10-10", "0")


def test_the_data_package_holds_the_hash_of_every_file(site: Path) -> None:
    package = json.loads((site / "datapackage.json").read_text())
    assert {resource["path"] for resource in package["resources"]} == {
        path.relative_to(site).as_posix() for path in (site / "data").iterdir()
    }
    for resource in package["resources"]:
        content = (site / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    fields = package["resources"][0]["schema"]["fields"]
    head = next(csv.reader(io.StringIO((site / "data/commitments.csv").read_text(encoding="utf-8-sig"))))
    assert [field["name"] for field in fields] == head


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_reader_finds_what_is_new(site: Path, language: str) -> None:
    feed = feedparser.parse((site / language / "feed.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 7  # the seven findings
    assert len({entry.id for entry in feed.entries}) == 7
    assert all((site / language / urlsplit(entry.link).path).is_file() for entry in feed.entries)


def test_with_an_address_feed_and_map_name_it(filled: Desk, folder: Path) -> None:
    publish(filled, folder, address="https://ahd.example/report")
    feed = feedparser.parse((folder / "ru/feed.xml").read_bytes())
    assert feed.entries[0].link.startswith("https://ahd.example/report/ru/c/AH-")
    listed = re.findall("<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text())
    there = {f"https://ahd.example/report/{name}" for name in pages(folder)}
    assert set(listed) == there
    assert "Sitemap: https://ahd.example/report/sitemap.xml" in (folder / "robots.txt").read_text()


def test_no_secret_is_in_any_byte_of_the_site(filled: Desk, folder: Path) -> None:
    secrets = canaries.plant(Path(str(filled.store.url.database)))
    filled.store.close()
    publish(filled, folder)
    assert len(secrets) > 150
    leaked = {name for name, content in every_byte(folder) if canaries.MARK.encode() in content}
    assert leaked == set()
    assert "Отремонтировать" in (folder / "ru/commitments.html").read_text()


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }} ]]> &amp; =HYPERLINK(1)"


def test_whatever_people_typed_stands_as_text(filled: Desk, folder: Path) -> None:
    """HTML, a template and a formula in every public text field: shown, never obeyed."""
    with sqlite3.connect(str(filled.store.url.database)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for table, columns in {
            "commitment_version": ("text_ru", "text_en", "number", "section", "article", "basis_text"),
            "finding": ("note",),
            "deadline": ("due_text",),
            "agency": ("name_ru", "name_en", "name_tg", "abbr_ru"),
            "district": ("name_ru", "name_en", "name_tg"),
            "basis": ("name_ru", "number"),
            "topic": ("name_ru",),
        }.items():
            for column in columns:
                raw.execute(f"UPDATE {table} SET {column} = ?", (EVIL,))
        raw.execute(
            "INSERT INTO evidence (id, revision, finding_id, kind, url, description, visibility) "
            "VALUES (1, 2, 1, 'link', 'javascript:alert(3)', ?, 'public')",
            (EVIL,),
        )
    raw.close()
    filled.store.close()
    publish(filled, folder)
    for name, content in pages(folder).items():
        page = parsed(content)
        assert page.faults == [] and page.open == [], name
        assert "<script>alert" not in content.decode(), name
        assert not any(link.startswith("javascript:") for link in page.links), name
    page = parsed((folder / "ru/c/AH-00001-B.html").read_bytes())
    assert EVIL in page.text and "javascript:alert(3)" in page.text
    assert feedparser.parse((folder / "ru/feed.xml").read_bytes()).entries[0].title
    index = (folder / "ru/search.js").read_text()
    assert "<" not in index
    book = openpyxl.load_workbook(folder / "data/commitments.xlsx")
    assert not any(cell.data_type == "f" for row in book["commitments"].iter_rows() for cell in row)


def test_characters_that_no_document_may_hold_are_left_out(filled: Desk, folder: Path) -> None:
    with sqlite3.connect(str(filled.store.url.database)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(
            "UPDATE commitment_version SET text_ru = 'до' || char(11) || 'рога' || char(8238) || 'x' WHERE id = 1"
        )
        raw.execute("UPDATE finding SET note = 'при' || char(1) || 'мечание' WHERE id = 1")
    raw.close()
    filled.store.close()
    publish(filled, folder)
    for name, content in files(folder).items():
        if name.endswith((".html", ".xml")):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", content.decode()), name
    assert "дорогаx" in (folder / "ru/c/AH-00001-B.html").read_text()
    assert not feedparser.parse((folder / "ru/feed.xml").read_bytes()).bozo


def test_a_second_run_writes_nothing(filled: Desk, site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    again = publish(filled, site)
    assert (again.written, again.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()} == before


def test_what_is_no_longer_public_is_taken_away(filled: Desk, site: Path) -> None:
    assert (site / "ru/c/AH-00002-C.html").is_file()
    visibility(filled, EDITOR, ["AH-00002-C"], Visibility.INTERNAL)
    publish(filled, site)
    assert not (site / "ru/c/AH-00002-C.html").exists()
    assert "ёлки" not in (site / "ru/search.js").read_text()


def test_a_file_that_somebody_altered_is_set_right(filled: Desk, site: Path) -> None:
    page = site / "en/index.html"
    right = page.read_bytes()
    page.write_bytes(right.replace(b"43", b"93"))
    assert publish(filled, site).written == 1
    assert page.read_bytes() == right


@pytest.mark.parametrize("foreign", ["thesis.docx", "en/notes.txt", "index.html"])
def test_a_folder_with_foreign_files_is_refused_and_left_as_it_is(
    filled: Desk, folder: Path, foreign: str
) -> None:
    (folder / foreign).parent.mkdir(parents=True)
    (folder / foreign).write_text("mine")
    with pytest.raises(ForeignFiles) as refused:
        publish(filled, folder)
    assert foreign in refused.value.args
    assert files(folder) == {foreign: b"mine"}


def test_files_of_a_web_host_may_lie_there(filled: Desk, site: Path) -> None:
    (site / "CNAME").write_text("ahd.example")
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_text("ref")
    publish(filled, site)
    assert (site / "CNAME").read_text() == "ahd.example" and (site / ".git/HEAD").is_file()


def test_a_manifest_that_names_files_elsewhere_is_not_obeyed(
    filled: Desk, site: Path, tmp_path: Path
) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    manifest = json.loads((site / ".ahd-site.json").read_text())
    manifest["files"]["../precious.txt"] = manifest["files"][str(precious)] = ""
    (site / ".ahd-site.json").write_text(json.dumps(manifest))
    publish(filled, site)
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("step", ["put", "_take_place"])
def test_a_run_that_is_killed_leaves_a_site_and_the_next_one_finishes(
    filled: Desk, site: Path, load: Loaded, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Stopped while files are made, and while they take their places: every link that a reader meets still holds."""
    old = (site / "index.html").read_bytes()
    more = (
        TABLE.replace("Отремонтировать", "Построить").replace("Собрать", "Созвать").replace("Варзоб", "Лахш")
    )
    load(more, title=STAMP, on="2026-11-01", publish=True, name="more.xlsx")
    owner = folder_module.Folder if step == "put" else folder_module
    works = getattr(owner, step)
    for stop in (1, 25, 60):
        count = 0

        def dying(*given: object, stop: int = stop) -> object:
            nonlocal count
            count += 1
            if count > stop:
                raise KeyboardInterrupt
            return works(*given)

        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(owner, step, dying)
            publish(filled, site)
        links_hold(site, reachable(site))
        assert (site / "index.html").read_bytes() == old
    publish(filled, site)
    assert (site / "index.html").read_bytes() != old
    links_hold(site, pages(site))
    assert pages(site).keys() == reachable(site).keys()
    assert list(site.rglob(".*.new")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_is_light(site: Path, language: str) -> None:
    page = parsed((site / language / "index.html").read_bytes())
    loaded = {"site.css", "site.js", "icon.svg"}
    assert loaded <= {urlsplit(link).path.rpartition("/")[2] for link in page.links}
    size = (site / language / "index.html").stat().st_size + sum(
        (site / name).stat().st_size for name in loaded
    )
    assert size <= 150_000


def test_an_empty_installation_has_a_site_too(desk: Desk, folder: Path) -> None:
    publish(desk, folder)
    assert {
        name: one.faults for name, one in ((n, parsed(c)) for n, c in pages(folder).items()) if one.faults
    } == {}
    test_every_link_leads_to_a_file_of_the_site(folder)
    assert "Nothing was due by 23 November 2026" in (folder / "en/index.html").read_text()


def test_every_page_carries_the_date_and_the_fingerprint_of_the_copy(filled: Desk, folder: Path) -> None:
    done = publish(filled, folder)
    for name, content in pages(folder).items():
        assert done.copy.fingerprint[:16].encode() in content, name


def test_the_head_of_the_chain_is_printed_for_others_to_keep(filled: Desk, folder: Path) -> None:
    publish(filled, folder)
    head = str(filled.store.head())
    for language in ("en", "ru", "tg"):
        assert head in (folder / language / "data.html").read_text(encoding="utf-8")
    assert f'"chain_head": "{head}"' in (folder / "datapackage.json").read_text(encoding="utf-8")
