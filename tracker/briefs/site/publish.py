"""Makes the site: from the public copy to a folder of files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from tracker.briefs.site import data, feed, social
from tracker.briefs.site.folder import Folder, Put
from tracker.briefs.site.pages import Page, Pages
from tracker.briefs.site.parallel import in_parallel
from tracker.briefs.site.render import HERE, Renderer
from tracker.briefs.site.report import Report, gather
from tracker.briefs.site.say import Say
from tracker.desk import Desk
from tracker.store import PublicCopy, make_public_copy, public_copy, refresh
from tracker.words import LANGUAGES
from tracker.words.formats import file_size

STATIC: Final = (
    "site.css",
    "site.js",
    "icon.svg",
    "fonts/ahd-sans.woff2",
    "fonts/ahd-serif.woff2",
    "fonts/OFL.txt",
)
COPY: Final = "public.db"
PART: Final = 500

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
        self.says = {code: Say(code, report.names, report.on) for code in LANGUAGES}
        self.pages = {code: Pages(report, say) for code, say in self.says.items()}
        self.renderer = Renderer(report, address)
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
        self._commitments()
        for language, pages in self.pages.items():
            self._language(language, pages, downloads)
        self.folder.put("sitemap.xml", feed.sitemap(["index.html", *self.sitemap], self.report, self.address))
        self.folder.put("robots.txt", feed.robots(self.address))
        self.folder.put("index.html", self.renderer.cover(self.says, self.first))
        self.folder.finish()

    def _names(self, downloads: dict[str, bytes]) -> Iterator[str]:
        """Every name that this making writes."""
        yield from STATIC
        yield from downloads
        yield from ("sitemap.xml", "robots.txt", "index.html")
        for language, pages in self.pages.items():
            yield from (f"social-{language}.png", f"{language}/feed.xml", f"{language}/search.js")
            yield from (f"{language}/{name}" for name in pages.paths())

    def _commitments(self) -> None:
        """The pages of single commitments, nearly all of the work, on every processor there is."""
        count = len(self.report.commitments)
        parts = [
            (language, start, min(start + PART, count))
            for language in LANGUAGES
            for start in range(0, count, PART)
        ]
        done = 0
        for (_language, start, stop), put in zip(parts, in_parallel(self._part, parts), strict=True):
            self.folder.take(put)
            self.sitemap += put.files
            done += stop - start
            self.progress(done, count * len(LANGUAGES))

    def _part(self, part: tuple[str, int, int]) -> Put:
        """Some pages of single commitments, perhaps in a process of their own: what is answered has to travel."""
        language, start, stop = part
        folder = self.folder.part()
        for page in self.pages[language].commitments(start, stop):
            folder.put(f"{language}/{page.path}", self.renderer.page(self.says[language], page))
        return folder.told()

    def _language(self, language: str, pages: Pages, downloads: dict[str, bytes]) -> None:
        say = self.says[language]
        picture = social.picture(self.report.total, say, illustration=self.report.overview.illustration)
        self.folder.put(f"social-{language}.png", picture)
        self.folder.put(f"{language}/feed.xml", feed.atom(self.report, say, self.address))
        self.folder.put(f"{language}/search.js", _index(pages))
        for page in (data_page(self.report, say, downloads), *pages.all()):
            self.folder.put(f"{language}/{page.path}", self.renderer.page(say, page))
            self.sitemap.append(f"{language}/{page.path}")


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
        "head_title": say.t("Head of the chain of changes"),
        "head": report.copy.head,
    }
    return Page("data.html", "data.html", context)


def _index(pages: Pages) -> bytes:
    """The search index as a script that hands its rows over; `<` can't end the script it may be pasted into."""
    rows = json.dumps(list(pages.search_rows()), ensure_ascii=False, separators=(",", ":"))
    return f"window.ahdIndex({rows.replace('<', chr(92) + 'u003c')});\n".encode()
