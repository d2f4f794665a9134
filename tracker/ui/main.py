"""Every page begins here: where the reader is, the frame with the navigation, and the page inside it."""

import streamlit as st

from tracker.ui import days, frame, here, pages, translating

translating.follow()
place = here.arrive()
if here.is_known():
    chosen = st.navigation(pages.all_known(), position="hidden")
    here.settle()
    frame.configure(chosen.title)
    with frame.column():
        frame.masthead(chosen.url_path)
        frame.sample_banner()
        translating.remarks()
        if days.told(chosen.url_path or pages.PAGES[0].name):
            chosen.run()
        frame.footer()
else:  # signed out meanwhile: of no page anything is shown, not even that it is there
    chosen = st.navigation(pages.all_closed(), position="hidden")
    st.session_state.clear()
    here.arrive()
    frame.signed_out(chosen.url_path)
