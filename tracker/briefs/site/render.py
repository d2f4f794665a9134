"""Pages to HTML: templates in which everything is escaped, and the frame that all pages share, rendered once."""

from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tracker.briefs.site.pages import Page, navigation
from tracker.briefs.site.report import Report
from tracker.briefs.site.say import Say
from tracker.figures import segments, svg
from tracker.figures.svg.pen import CONTROLS
from tracker.words import LANGUAGES, language_name
from tracker.words.formats import number

HERE: Final = Path(__file__).parent
SHORT: Final = 16
HERE_PATH: Final = "{path}"
LISTED: Final = {"lines": False, "worst": True}
"""The lists of commitments on a page, and whether they are set large."""


class Renderer:
    """Makes HTML of pages. What many pages have in common is rendered once."""

    def __init__(self, report: Report, address: str) -> None:
        self.report = report
        self.address = address
        self.environment = _environment()
        self.parts: Any = self.environment.get_template("parts.html").module
        self._commons: dict[str, dict[str, Any]] = {}
        self._frames: dict[tuple[str, str, str, bool], dict[str, str]] = {}
        self._lines: dict[tuple[str, str, str, bool], Markup] = {}

    def page(self, say: Say, page: Page) -> bytes:
        """A page of a language."""
        section = page.context.get("section", page.path)
        context = {
            **self._common(say),
            **page.context,
            "here": page.here,
            "root": f"{page.here}../",
            **self._frame(say, page.here, section, page.path),
        }
        for name, big in LISTED.items():
            if name in context:
                context[name] = [self._line(say, one, page.here, big=big) for one in context[name]]
        return self.environment.get_template(page.template).render(context).encode()

    def cover(self, says: dict[str, Say], first: str) -> bytes:
        """The first page of all: the finding in every language, each the door to its report."""
        total, sample = self.report.total, self.report.overview.illustration
        doors = [
            {
                "code": code,
                "name": language_name(code),
                "finding": say.total(total),
                "sample": say.t("Illustration: invented data.") if sample else "",
            }
            for code, say in says.items()
        ]
        parts = segments(total, first)
        context = {
            "first": first,
            "address": self.address,
            "description": says[first].total(total),
            "languages": doors,
            "strip": svg.strip(parts, first).svg if parts else "",
            "seal": self._seal(says[first]),
            "fingerprint": self.report.copy.fingerprint[:SHORT],
        }
        return self.environment.get_template("cover.html").render(context).encode()

    def _line(self, say: Say, one: dict[str, Any], here: str, *, big: bool) -> Markup:
        key = (say.language, one["code"], here, big)
        known = self._lines.get(key)
        if known is None:
            known = self._lines[key] = self.parts.line(one, here, big)
        return known

    def _frame(self, say: Say, here: str, section: str, path: str) -> dict[str, Markup]:
        """Masthead, foot and the links to the other languages; they differ only in the page's own path."""
        key = (say.language, here, section, section == path)
        if key not in self._frames:
            context = {
                **self._common(say),
                "here": here,
                "root": f"{here}../",
                "section": section,
                "is_index": section == path,
                "here_path": HERE_PATH,
            }
            self._frames[key] = {
                name: self.environment.get_template(f"{name}.html").render(context)
                for name in ("masthead", "foot", "alternates")
            }
        # A path of the site has only letters, digits, hyphens and dots.
        return {name: Markup(text.replace(HERE_PATH, path)) for name, text in self._frames[key].items()}

    def _seal(self, say: Say) -> str:
        return say.t(
            "As of {day}, revision {revision}, fingerprint of the public data:",
            day=say.day(self.report.on),
            revision=number(self.report.copy.revision, say.language),
        )

    def _common(self, say: Say) -> dict[str, Any]:
        if say.language not in self._commons:
            self._commons[say.language] = self._words(say)
        return self._commons[say.language]

    def _words(self, say: Say) -> dict[str, Any]:
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


POLICY: Final = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' 'unsafe-inline' file:; img-src 'self' data: file:; "
    "font-src 'self' file:; base-uri 'none'; form-action 'none'"
)
"""In each page itself, since the host of the site may send no headers: nothing is loaded but the site's own files, from a
web host or a disk, and no script that is not a file of it runs. Styles in attributes place the tiles of the map."""


def _environment() -> Environment:
    """Templates in which everything is escaped; an unknown name is an error and not an empty place."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=_readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breaks"] = _breaks
    environment.globals["policy"] = POLICY
    return environment


def _readable(value: Any) -> Any:
    """A text without the characters that have no place on a page, and without those that turn the order of letters."""
    return CONTROLS.sub("", value) if type(value) is str else value


def _breaks(text: str) -> Markup:
    """A text with the line breaks that were typed."""
    return Markup("<br>").join(escape(_readable(line)) for line in text.splitlines())
