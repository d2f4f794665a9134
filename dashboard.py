"""The front door: `streamlit run dashboard.py`. Routes, middleware and start-up of the server; the pages are in pages/."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from tracker.desk import Desk, accounts
from tracker.desk.backups import Nightly
from tracker.desk.condition import ready_revision
from tracker.settings import settings
from tracker.ui import here, media
from tracker.ui.pages import PAGES
from tracker.ui.trouble import say_sorry
from tracker.web.api import api
from tracker.web.asked import Serving
from tracker.web.doors import Doors, signed_in
from tracker.web.embed import embed
from tracker.web.entrance import Entrance
from tracker.web.fonts import SmallFonts
from tracker.web.guard import Guard, is_loopback, names_served
from tracker.web.guides import guide_pictures
from tracker.web.headers import SecurityHeaders
from tracker.web.health import alive, ready
from tracker.web.home import home
from tracker.web.lifeline import hold
from tracker.web.oidc import OpenId, provider_of
from tracker.web.packed import Bundles, PackedBundles
from tracker.web.present import fonts_route, present
from tracker.web.shell import HtmlShell
from tracker.words import translate, translator

SHIPPED = Path(st.__file__).parent / "static" / "static"
PUBLIC = settings().public_copy is not None
ADDRESS = st.get_option("server.address")
BUNDLES = Bundles(SHIPPED, settings().data_dir / "cache" / f"bundles-{st.__version__}")
# Who works here sees live charts at once; the public sees drawings, and their library only when it asks for it.
EARLY = () if settings().public_copy else BUNDLES.addresses("PlotlyChart")


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[None]:
    """Open the installation and read its history before the first visitor comes, then keep what is open."""
    hold()
    translator.begin(settings().catalogue, made_up=settings().made_up_language)
    desk = Desk.open()
    if not (desk.public or is_loopback(ADDRESS) or accounts.has_administrator(desk)):
        desk.close()
        said = translate(accounts.NEEDS_ADMINISTRATOR, settings().language, address=ADDRESS or "0.0.0.0")
        print(said, file=sys.stderr)
        raise SystemExit(2)
    here.use(desk)
    media.make_unguessable()
    media.ask_at_the_click(here.still_asking)
    desk.ledger()
    BUNDLES.pack_in_the_background()
    nights = None if desk.public else Nightly(desk)
    if nights:
        nights.start()
    # What is alive now stays alive: the collector need not walk through it at every rerun.
    gc.collect()
    gc.freeze()
    yield
    if nights:
        nights.stop()
    desk.close()


# As whom the routes beside the pages answer. Charts for other sites and the API are there for the one person of a desk
# without accounts, and for everybody on a public copy; None means that they are not there at all.
SERVING = Serving(desk=here.desk, asker=lambda _request: accounts.asker_of(here.desk(), None))
PRESENTING = Serving(
    desk=here.desk, asker=lambda request: signed_in(request) or accounts.asker_of(here.desk(), None)
)
ENTRANCE = Entrance(here.desk, provider=lambda: provider_of(settings()))

app = st.App(
    "tracker/ui/main.py",
    lifespan=start,
    routes=[
        alive(),
        ready(lambda: ready_revision(here.desk())),
        home(PAGES[0].name),
        fonts_route(),
        embed(SERVING),
        api(SERVING),
        guide_pictures(),
        present(PRESENTING),
        *ENTRANCE.routes(),
        *OpenId(here.desk, ENTRANCE).routes(),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(
            Guard,
            allowed=names_served(ADDRESS, settings().site_url, public=PUBLIC),
            reads_only=PUBLIC,
            numbers=not is_loopback(ADDRESS),
        ),
        Middleware(SmallFonts),
        Middleware(Doors, desk=here.desk, owner_of=here.owner_of),
        Middleware(PackedBundles, bundles=BUNDLES),
        Middleware(HtmlShell, default=lambda: settings().language, early=EARLY),
    ],
    on_script_error=say_sorry,
)
