"""Pictures of screens: a part of a page of the running product, found by the words that stand on it."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from docs.making.frame import Spot
from tracker.words import translate

SCALE: Final = 1.5
WIDTH: Final = 1000
MARGIN: Final = 40
TALLEST: Final = 4000

Shot = tuple[Image.Image, list[Spot]]
Taken = tuple[Shot, list[str]]
"""A shot, and the labels that can be read in it."""


class Screens:
    """The pages of a running server."""

    def __init__(self, browser: Browser, address: str) -> None:
        """Look at the server at `address` with this browser."""
        self.address = address
        context = browser.new_context(viewport={"width": WIDTH, "height": 900}, device_scale_factor=SCALE)
        self.page = context.new_page()

    def open(self, path: str, language: str) -> Page:
        """Open a page and wait until it stands."""
        self.page.set_viewport_size({"width": WIDTH, "height": 900})
        joint = "&" if "?" in path else "?"
        self.page.goto(f"{self.address}/{path}{joint}lang={language}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page stands, and give it a window in which all of it is seen."""
        settle(self.page)
        height = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": WIDTH, "height": min(height, TALLEST)})
        self.page.wait_for_timeout(700)

    def shoot(self, inside: Sequence[Locator], marks: Sequence[Locator] = ()) -> Shot:
        """The part of the page that holds all of `inside`, as wide as the page's column, numbers left of the `marks`."""
        boxes = [_box(one) for one in inside]
        left = min(box["x"] for box in boxes) - MARGIN
        top = min(box["y"] for box in boxes) - MARGIN / 3
        right = max(box["x"] + box["width"] for box in boxes) + MARGIN / 3
        bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN / 3
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        image = Image.open(io.BytesIO(self.page.screenshot(clip=clip)))
        spots = [
            ((box["x"] - left - 20) * SCALE, (box["y"] - top + min(box["height"] / 2, 16)) * SCALE)
            for box in map(_box, marks)
        ]
        return image, spots

    def button(self, msgid: str, language: str, *, nth: int = 0) -> Locator:
        """A button by its label."""
        return self.page.get_by_role("button", name=translate(msgid, language)).nth(nth)

    def load(self, plan: Path, language: str) -> tuple[Taken, Taken]:
        """What would come of a file: the head of the page, and a few of the rows."""
        page = self.open("load", language)
        page.set_input_files("input[type=file]", str(plan))
        page.wait_for_selector(".ahd-line", timeout=60_000)
        self.settle()
        main = page.locator("[data-testid=stMainBlockContainer]")
        names = page.locator("[class*=st-key-load-name], [data-testid=stSelectbox]").first
        counts = page.locator("[data-testid=stMetric]").first
        uploaded = page.locator("[data-testid=stFileChip]").first
        remember = self.button("Remember the answers and read again", language)
        column = main.locator("[data-testid=stFileUploader]").first
        head = self.shoot((column, counts, remember), (uploaded, counts, names))
        labels = [
            translate(msgid, language)
            for msgid in ("New", "Not taken", "Remember the answers and read again")
        ]
        fault = page.locator(".ahd-line", has=page.locator("b[style]")).first
        before = fault.locator("xpath=preceding::div[contains(@class, 'ahd-line')][1]")
        rows = self.shoot((before, fault), (fault.locator(".ahd-mark"), fault.locator("p:has(> b[style])")))
        return (head, labels), (rows, [])

    def updates(self, book: Path, language: str) -> Taken:
        """What would come of a returned workbook."""
        page = self.open("updates", language)
        page.set_input_files("input[type=file]", str(book))
        page.wait_for_selector("[data-testid=stMetric]", timeout=60_000)
        self.settle()
        counts = page.locator("[data-testid=stMetric]")
        take = page.locator("[class*=st-key-updates-confirm] button")
        last = page.locator(".ahd-words").nth(1)
        shot = self.shoot((counts.first, counts.last, take, last), (counts.first, take))
        return shot, [translate(msgid, language) for msgid in ("Taken", "In conflict", "Refused")]

    def review(self, code: str, language: str) -> Taken:
        """The conflict about a commitment."""
        page = self.open("review", language)
        theirs = translate("Theirs counts", language)
        blocks = page.locator("[data-testid=stVerticalBlock]")
        card = (
            blocks.filter(has_text=code).filter(has_text=theirs).filter(has=page.locator(".ahd-under")).last
        )
        said = card.locator(".ahd-under")
        decision = card.get_by_role("button", name=theirs).first
        shot = self.shoot((card,), (said.first, said.last, decision))
        return shot, [
            translate(msgid, language) for msgid in ("Theirs counts", "Ours counts", "Both, each on its day")
        ]

    def brief(self, language: str) -> Taken:
        """The page of the brief for the ministry."""
        page = self.open("brief?agency=mia", language)
        select = page.locator("[data-testid=stMultiSelect]").first
        make = self.button("Make the files", language)
        tongue = page.get_by_text(translate("Language of the brief", language), exact=True).first
        formats = page.get_by_text(translate("Formats", language), exact=True).first
        right = page.locator("h2, h3").first
        strip = page.locator("[data-testid=stPlotlyChart], [data-testid=stImage]").first
        shot = self.shoot((select, make, right, strip), (select, tongue, formats, make))
        labels = ("Make the files", "Language of the brief", "Formats", "For our own eyes")
        return shot, [translate(msgid, language) for msgid in labels]

    def condition(self, language: str) -> Taken:
        """The operator's page, with a backup."""
        page = self.open("condition", language)
        now = self.button("Back up now", language)
        now.click()
        page.wait_for_selector("[data-testid=stAlert]", timeout=60_000)
        self.open("condition", language)
        title = page.locator("h1").first
        facts = page.locator("dt")
        head = translate("Head of the chain", language)
        waits = translate("Waits for review", language)
        shot = self.shoot(
            (title, facts.first, now),
            (title, facts.filter(has_text=head), facts.filter(has_text=waits), now),
        )
        return shot, [head, waits, translate("Back up now", language)]

    def sign_in(self, login: str, password: str) -> None:
        """Sign in at the front door."""
        self.page.goto(f"{self.address}/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        settle(self.page)

    def accounts(self, language: str) -> Taken:
        """The form for an invitation, as an administrator sees it."""
        page = self.open("accounts", language)
        invite = self.button("Make an invitation", language)
        title = page.locator("h1").first
        role = page.locator("[data-testid=stButtonGroup]").first
        called = page.locator("[data-testid=stTextInput]").first
        shot = self.shoot((title, role, called, invite), (role, called, invite))
        return shot, [translate("Make an invitation", language)]

    def overview(self, language: str) -> Taken:
        """The first page, from the bar to the cards."""
        page = self.open("", language)
        bar = page.locator(".st-key-masthead")
        metrics = page.locator("[data-testid=stMetric]")
        return self.shoot((bar, metrics.last)), []


def settle(page: Page) -> None:
    """Wait until Streamlit has drawn the page."""
    page.wait_for_selector(".ahd-foot", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(1500)


def _box(locator: Locator) -> dict[str, float]:
    box = locator.bounding_box(timeout=10_000)
    if box is None:
        raise SystemExit(f"{locator} is not on the page")
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
