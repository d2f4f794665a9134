"""Makes the site: from the public copy to a folder of files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tracker.briefs.site import data, feed, social
from tracker.briefs.site.folder import Folder
from tracker.briefs.site.pages import Page, Pages, navigation
from tracker.briefs.site.report import Report, gather
from tracker.briefs.site.say import Say
from tracker.desk import Desk
from tracker.figures import segments, svg
from tracker.store import PublicCopy, make_public_copy, public_copy, refresh
from tracker.words import LANGUAGES, language_name
from tracker.words.formats import file_size, number

HERE: Final = Path(__file__).parent
STATIC: Final = (
    "site.css",
    "site.js",
    "icon.svg",
    "fonts/ahd-sans.woff2",
    "fonts/ahd-serif.woff2",
    "fonts/OFL.txt",
)
COPY: Final = "public.db"
SHORT: Final = 16

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the folder: how many files there are, how many were written and taken away."""

    files: int
    written: int
    removed: int
    copy: PublicCopy


def publish(
    desk: Desk, folder: Path, *, address: str = "", progress: Progress = lambda _done, _of: None
) -> Published:
    """Bring the site in `folder` up to date. `address` is where it will be found ("https://…"), if that is known.

    Only the public copy is read. Files that did not change are not touched. Raises `ForeignFiles`, `CopyDamaged`,
    `OSError`; then the site that was there still works.
    """
    address = f"{address.rstrip('/')}/" if address else ""
    target = Folder.open(folder)
    at = desk.settings.data_dir / COPY
    refresh(desk.store, at)
    copy = public_copy(at) or make_public_copy(desk.store, at)
    public = Desk.on_copy(at, desk.settings, desk.clock)
    try:
        report = gather(public, copy)
    finally:
        public.close()
    _Site(report, target, address, progress, desk.settings.language).make()
    return Published(target.written + target.same, target.written, target.removed, copy)


class _Site:
    """One making of the site."""

    def __init__(self, report: Report, folder: Folder, address: str, progress: Progress, first: str) -> None:
        self.report = report
        self.folder = folder
        self.address = address
        self.progress = progress
        self.first = first
        self.environment = _environment()
        self.sitemap: list[str] = []

    def make(self) -> None:
        """Everything, the first page last: who reads meanwhile finds the old report or the new one, never half a page."""
        downloads = data.files(self.report, self.first)
        downloads["datapackage.json"] = data.package(self.report, downloads, self.address)
        self.folder.announce(self._names(downloads))
        for name in STATIC:
            self.folder.put(name, (HERE / "static" / name).read_bytes())
        for name, content in downloads.items():
            self.folder.put(name, content)
        for place, language in enumerate(LANGUAGES):
            self._language(language, downloads, place)
        self.folder.put("sitemap.xml", feed.sitemap(["index.html", *self.sitemap], self.report, self.address))
        self.folder.put("robots.txt", feed.robots(self.address))
        self.folder.put("index.html", self._cover())
        self.folder.finish()

    def _names(self, downloads: dict[str, bytes]) -> Iterator[str]:
        """Every name that this making may write; pages beyond are told by what is in a language's folders."""
        yield from STATIC
        yield from downloads
        yield from ("sitemap.xml", "robots.txt", "index.html")
        for language in LANGUAGES:
            yield from (f"social-{language}.png", f"{language}/feed.xml", f"{language}/search.js")
            pages = Pages(self.report, self._say(language))
            yield from (f"{language}/{name}" for name in pages.paths())

    def _say(self, language: str) -> Say:
        return Say(language, self.report.names, self.report.on)

    def _language(self, language: str, downloads: dict[str, bytes], place: int) -> None:
        say = self._say(language)
        pages = Pages(self.report, say)
        common = self._common(say)
        total = len(self.report.commitments) * len(LANGUAGES)
        done = place * len(self.report.commitments)
        self.folder.put(f"social-{language}.png", self._social(say))
        self.folder.put(f"{language}/feed.xml", feed.atom(self.report, say, self.address))
        self.folder.put(f"{language}/search.js", _index(pages))
        self._put(language, common, data_page(self.report, say, downloads))
        for page in pages.all():
            self._put(language, common, page)
            if page.template == "commitment.html":
                done += 1
                if done % 100 == 0 or done == total:
                    self.progress(done, total)

    def _put(self, language: str, common: dict[str, Any], page: Page) -> None:
        own = {"here": page.here, "root": f"{page.here}../", "path": page.path}
        section = {"section": page.context.get("section", page.path)}
        html = self.environment.get_template(page.template).render(
            {**common, **own, **page.context, **section}
        )
        self.folder.put(f"{language}/{page.path}", html.encode())
        self.sitemap.append(f"{language}/{page.path}")

    def _social(self, say: Say) -> bytes:
        return social.picture(self.report.total, say, illustration=self.report.overview.illustration)

    def _seal(self, say: Say) -> str:
        return say.t(
            "As of {day}, revision {revision}, fingerprint of the public data:",
            day=say.day(self.report.on),
            revision=number(self.report.copy.revision, say.language),
        )

    def _common(self, say: Say) -> dict[str, Any]:
        """What every page has around it."""
        return {
            "say": say,
            "address": self.address,
            "languages": [(code, language_name(code)) for code in LANGUAGES],
            "navigation": [(name, path) for path, name in navigation(say).items()],
            "illustration": self.report.overview.illustration,
            "fingerprint": self.report.copy.fingerprint[:SHORT],
            "w": {
                "ahd": say.t("Ahd"),
                "skip": say.t("To the content"),
                "pages": say.t("Pages"),
                "language": say.t("Language"),
                "feed": say.t("Feed of changes"),
                "data": say.t("Data to download"),
                "method": say.t("How it is counted"),
                "how": say.t("How it is counted"),
                "commitments": say.t("Commitments"),
                "as_table": say.t("The same as a table"),
                "who_where": say.t("Who, where, by when"),
                "cite": say.t("Cite this"),
                "lists": say.t("Lists by outcome"),
                "more_pages": say.t("Pages of this list"),
                "earlier": say.t("Earlier page"),
                "later": say.t("Next page"),
                "search": say.t("Search in all commitments"),
                "search_hint": say.t("Words, an agency, a district, or a code; in any order."),
                "search_none": say.t("Nothing was found. Try fewer letters or other words."),
                "search_found": say.t("Found: {n}", n="{n}"),
                "illustration": say.t(
                    "Illustration: these commitments and findings are invented to show how the dashboard works."
                ),
                "footer": say.t(
                    "Ahd counts what officials have undertaken to do, and how much of it is kept. District points: GeoNames "
                    "(CC BY 4.0). The map is schematic and no statement about borders."
                ),
                "seal": self._seal(say),
            },
        }

    def _cover(self) -> bytes:
        total = self.report.total
        doors = []
        for language in LANGUAGES:
            say = self._say(language)
            sample = say.t("Illustration: invented data.") if self.report.overview.illustration else ""
            doors.append(
                {
                    "code": language,
                    "name": language_name(language),
                    "finding": say.total(total),
                    "sample": sample,
                }
            )
        first = self._say(self.first)
        parts = segments(total, self.first)
        context = {
            "first": self.first,
            "address": self.address,
            "description": first.total(total),
            "languages": doors,
            "strip": svg.strip(parts, self.first).svg if parts else "",
            "seal": self._seal(first),
            "fingerprint": self.report.copy.fingerprint[:SHORT],
        }
        return self.environment.get_template("cover.html").render(context).encode()


def data_page(report: Report, say: Say, downloads: dict[str, bytes]) -> Page:
    """The page with the downloads, their hashes and the codebook."""
    told = {
        "data/commitments.csv": say.t("Every public commitment, a row each"),
        "data/rates.csv": say.t("Counts and rates, in all and by group"),
        "data/codebook.csv": say.t("What each column means"),
        "data/commitments.json": say.t("All of it with findings, claims and evidence"),
        "data/commitments.xlsx": say.t("The same tables as a workbook"),
        "datapackage.json": say.t("A description for programs (Frictionless data package), with hashes"),
    }
    context = {
        "title": say.t("Data to download"),
        "description": say.t("Every public commitment, a row each"),
        "under": say.t("As of {day}", day=report.on),
        "lede": say.t(
            "These files hold the same commitments and the same numbers as the pages. Texts stand as they were written."
        ),
        "columns": (say.t("File"), say.t("What is in it"), say.t("Size"), "SHA-256"),
        "files": [
            {
                "name": name,
                "said": told[name],
                "size": file_size(len(content), say.language),
                "sha256": sha256(content).hexdigest(),
            }
            for name, content in downloads.items()
        ],
        "codebook_title": say.t("Codebook"),
        "codebook_lede": say.t("What each column means, in the order of the files."),
        "codebook_columns": (say.t("Column"), say.t("Meaning"), say.t("Type")),
        "codebook": [
            (f"{table}.{name}", say.t(said), type_)
            for table, columns in data.codebook()
            for name, type_, said in columns
        ],
        "check_title": say.t("How to check that nothing was changed"),
        "check": say.t(
            "The fingerprint is a SHA-256 over all public data. Whoever keeps it can show later whether the data of that "
            "day have been altered."
        ),
        "copy_fingerprint": report.copy.fingerprint,
    }
    return Page("data.html", "data.html", context)


def _index(pages: Pages) -> bytes:
    """The search index as a script that hands its rows over; `<` can't end the script it may be pasted into."""
    rows = json.dumps(list(pages.search_rows()), ensure_ascii=False, separators=(",", ":"))
    return f"window.ahdIndex({rows.replace('<', chr(92) + 'u003c')});\n".encode()


def _environment() -> Environment:
    """Templates in which everything is escaped; an unknown name is an error and not an empty place."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breaks"] = _breaks
    return environment


def _breaks(text: str) -> Markup:
    """A text with the line breaks that were typed."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())
