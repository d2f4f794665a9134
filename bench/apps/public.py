"""The dashboard as the public sees it: the pages and the middleware of the front door, where everybody is the public."""

import streamlit as st
from starlette.middleware import Middleware

from tracker.desk import PUBLIC
from tracker.settings import ROOT
from tracker.ui import here

here.asker = lambda: PUBLIC

from dashboard import BUNDLES, start  # noqa: E402
from tracker.web.headers import SecurityHeaders  # noqa: E402
from tracker.web.packed import PackedBundles  # noqa: E402
from tracker.web.shell import HtmlShell  # noqa: E402

app = st.App(
    str(ROOT / "tracker" / "ui" / "main.py"),
    lifespan=start,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(PackedBundles, bundles=BUNDLES),
        Middleware(HtmlShell, default=lambda: "en"),
    ],
)
