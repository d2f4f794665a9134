"""What other programs read: the feed of changes, the map of the site, and what a robot may look at."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tracker.briefs.site.report import Report
from tracker.briefs.site.say import Say
from tracker.figures.svg.pen import CONTROLS
from tracker.words.terms import label

MOST: Final = 60
ATOM: Final = "http://www.w3.org/2005/Atom"
XML: Final = "http://www.w3.org/XML/1998/namespace"
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class _News:
    """Something that became known: when, what it is, of which commitment, and what to say."""

    at: datetime
    key: str
    code: str
    title: str
    words: str


def atom(report: Report, say: Say, address: str) -> bytes:
    """The newest findings, claims and moved deadlines as an Atom feed. Without an address its links are relative."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": say.language})
    news = sorted(_news(report, say), key=lambda one: (one.at, one.key), reverse=True)[:MOST]
    changed = news[0].at if news else datetime(report.on.year, report.on.month, report.on.day, tzinfo=UTC)
    own = f"{address}{say.language}/feed.xml" if address else "feed.xml"
    _add(feed, "title", say.t("Ahd: what has become of official commitments"))
    _add(feed, "id", f"{address}{say.language}/" if address else f"urn:ahd:{say.language}")
    _add(feed, "updated", _moment(changed))
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": own})
    ET.SubElement(
        feed, f"{{{ATOM}}}link", {"href": f"{address}{say.language}/index.html" if address else "index.html"}
    )
    author = ET.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", "Ahd")
    for one in news:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "title", one.title)
        _add(entry, "id", f"urn:ahd:{say.language}:{one.key}")
        _add(entry, "updated", _moment(one.at))
        page = f"{address}{say.language}/c/{one.code}.html" if address else f"c/{one.code}.html"
        ET.SubElement(entry, f"{{{ATOM}}}link", {"href": page})
        _add(entry, "summary", one.words)
    return _document(feed)


def sitemap(pages: Iterable[str], report: Report, address: str) -> bytes:
    """The addresses of all pages; without an address of the site they are relative to it."""
    ET.register_namespace("", SITEMAP)
    root = ET.Element(f"{{{SITEMAP}}}urlset")
    for page in pages:
        url = ET.SubElement(root, f"{{{SITEMAP}}}url")
        ET.SubElement(url, f"{{{SITEMAP}}}loc").text = address + page
        ET.SubElement(url, f"{{{SITEMAP}}}lastmod").text = report.on.isoformat()
    return _document(root)


def robots(address: str) -> bytes:
    """Everything may be read; the map is named where the site's address is known."""
    found = f"Sitemap: {address}sitemap.xml\n" if address else ""
    return f"User-agent: *\nAllow: /\n{found}".encode()


def _news(report: Report, say: Say) -> Iterator[_News]:
    for one in report.commitments:
        code = one.line.code
        text, _language = say.words(one)
        for kind, said in (("finding", one.findings), ("claim", one.claims)):
            for each in said:
                status = label("status", each.status, say.language)
                values = {"code": code, "status": status, "day": say.day(each.effective_on)}
                if kind == "finding":
                    title = say.t("{code}: {status}, found on {day}", **values)
                else:
                    title = say.t("{code}: {status}, says the agency on {day}", **values)
                words = f"{text}\n{each.note}" if each.note else text
                yield _News(each.recorded_at, f"{code}:{kind}:{each.id}", code, title, words)
        for fact in one.deadlines:
            if fact.kind == "extension" and fact.due_on:
                title = say.t("{code}: the deadline was moved to {day}", code=code, day=say.day(fact.due_on))
                yield _News(fact.recorded_at, f"{code}:extension:{fact.id}", code, title, text)


def _document(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = _without_controls(text)


def _without_controls(text: str) -> str:
    """XML has no place for most control characters."""
    return CONTROLS.sub("", text)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
