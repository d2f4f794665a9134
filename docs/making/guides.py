"""The pictures of the guides: which there are, how each is taken, and what could be read in it when it was."""

import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from docs.making import books, frame, screens
from docs.making.screens import Screens
from docs.making.story import STORIES
from tracker.briefs.guides import GUIDES
from tracker.briefs.guides.shapes import PICTURES, Picture
from tracker.desk import EDITOR, PROGRAM, Desk, accounts, record, updates
from tracker.desk.rules import Said
from tracker.sheets.partner_words import heading
from tracker.words import LANGUAGES

WIDTH: Final = 1200
SEEN: Final = PICTURES / "seen.json"
"""What was taken, and the labels that can be read in each: a test compares both with the guides and words of today."""


@dataclass
class Album:
    """The pictures of one language while they are taken."""

    language: str
    desk: Desk
    screens: Screens
    public: Screens
    folder: Path
    seen: dict[str, list[str]] = field(default_factory=dict)

    @property
    def taken(self) -> Path:
        """The folder of the pictures, until all of them are there."""
        return self.folder / "taken"


def take(desk: Desk, screens: Screens, public: Screens, folder: Path) -> None:
    """Take all pictures in all languages, note what could be read in them, and put them in the place of the old ones."""
    albums = []
    for language in LANGUAGES:
        own = folder / language
        own.mkdir()
        album = Album(language, desk, screens, public, own)
        for chapter in CHAPTERS:
            chapter(album)
        albums.append(album)
    signed_in(albums)  # at the end: once there is an account, everybody has to sign in
    seen = {album.language: dict(sorted(album.seen.items())) for album in albums}
    for album in albums:
        for old in (PICTURES / album.language).glob("*.webp"):
            old.unlink()
        for new in album.taken.iterdir():
            shutil.move(new, PICTURES / album.language / new.name)
    SEEN.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _keep(
    album: Album, name: str, shot: screens.Shot | tuple[object, list[frame.Spot]], read: list[str]
) -> None:
    """Finish a picture; it bears as many numbers as its guide explains."""
    image, marks = shot
    picture = _picture(name)
    if len(marks) != len(picture.marks):
        raise SystemExit(f"{name}: {len(marks)} numbers, {len(picture.marks)} explained")
    frame.finish(image, marks, language=album.language, width=WIDTH, out=album.taken / f"{name}.webp")
    album.seen[name] = read


def _picture(name: str) -> Picture:
    return next(one for guide in GUIDES.values() for one in guide.pictures() if one.name == name)


def round_trip(album: Album) -> None:
    """A workbook goes out, is filled in, comes back, is looked at, taken and answered; a conflict waits."""
    desk, language, folder, story = album.desk, album.language, album.folder, STORIES[album.language]
    book, today = folder / "book.xlsx", desk.today()
    named = {name: heading(name, language) for name in (*books.COLUMNS, "outcome")}
    updates.workbook(desk, EDITOR, story.partner, book, language=language)
    reads = ("code", "text", "due", "last")
    shot = books.photograph(
        book,
        language,
        ("code", "text", "agency", "district", "due", "last"),
        rows=3,
        height=104,
        folder=folder,
    )
    _keep(
        album,
        "book-read",
        (shot.image, [shot.above(named[one]) for one in reads]),
        [named[one] for one in reads],
    )

    codes = books.fill(book, language, story.rows(today, language))
    fills = ("status", "on", "found", "evidence")
    shot = books.photograph(
        book, language, ("code", *fills, "claim", "claim_on"), rows=3, height=48, folder=folder
    )
    _keep(
        album,
        "book-fill",
        (shot.image, [shot.above(named[one]) for one in fills]),
        [named[one] for one in fills],
    )

    record.finding(desk, EDITOR, codes[2], Said("fulfilled", today, story.rival))
    _keep(album, "updates", *album.screens.updates(book, language))
    compared = updates.compare(desk, EDITOR, book)
    updates.apply(desk, EDITOR, compared)
    receipt = folder / "receipt.xlsx"
    updates.receipt(desk, EDITOR, compared, receipt, applied=True)
    shot = books.photograph(
        receipt, language, ("code", "status", "on", "found", "outcome"), rows=3, height=66, folder=folder
    )
    marks = [
        shot.at(named["status"], codes[0]),
        shot.at(named["on"], codes[1]),
        shot.above(named["outcome"]),
    ]
    _keep(album, "receipt", (shot.image, marks), [named["status"], named["on"], named["outcome"]])
    _keep(album, "review", *album.screens.review(codes[2], language))


def loading(album: Album) -> None:
    """A ministry's plan is put into the field, and nothing is recorded."""
    head, rows = album.screens.load(STORIES[album.language].plan_in(album.folder), album.language)
    _keep(album, "load", *head)
    _keep(album, "load-rows", *rows)


def telling(album: Album) -> None:
    """The brief, the operator's page, and what the public sees."""
    _keep(album, "brief", *album.screens.brief(album.language))
    _keep(album, "condition", *album.screens.condition(album.language))
    _keep(album, "public", *album.public.overview(album.language))


def signed_in(albums: list[Album]) -> None:
    """The first administrator is made and looks at the accounts."""
    desk, pages, password = albums[0].desk, albums[0].screens, secrets.token_urlsafe(16)
    who = {"login": "admin@example.org", "name": "Admin", "role": "administrator"}
    accounts.add(desk, PROGRAM, partner=None, password=password, **who)
    pages.sign_in(who["login"], password)
    for album in albums:
        _keep(album, "accounts", *pages.accounts(album.language))


CHAPTERS: Final[tuple[Callable[[Album], None], ...]] = (round_trip, loading, telling)
