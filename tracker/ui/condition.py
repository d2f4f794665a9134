"""The operator's page: what was last changed, the backups, the head of the chain, the size of things, what waits."""

from typing import Final

import streamlit as st

from tracker.desk import checking, review
from tracker.desk.condition import Condition, back_up_now, condition, whole
from tracker.desk.updates import conflicts, proposals
from tracker.store.backup import LACKING, NoBackupHere, NotABackup
from tracker.ui import pages, titles
from tracker.ui.here import asker, desk, language, t, tn
from tracker.ui.safe import md, plain
from tracker.words.formats import date_long, file_size
from tracker.words.locales import listing

SAID: Final = "condition.said"


def found() -> Condition:
    """How the installation is now."""
    return condition(desk(), asker())


def not_for_you() -> None:
    """What somebody from outside is told."""
    titles.title(t("Condition"))
    st.info(t("Only the organisation sees how the installation is."))


def head(how: Condition) -> None:
    """The finding: whether there is a recent backup."""
    if how.backup_is_recent:
        titles.title(t("The newest backup is of {day}", day=_day(how)))
    elif how.backup:
        titles.title(t("The newest backup is old: {day}", day=_day(how)))
    else:
        titles.title(t("There is no backup yet"))
    said = t(
        "While the dashboard runs, a backup is made every night, proven whole, and kept: of seven days, five weeks and "
        "twelve months the newest."
    )
    st.html(f'<p class="ahd-lede">{plain(said)}</p>')


def facts(how: Condition) -> None:
    """The rest as a list of what and how much."""
    zone = desk().settings.zone
    changed = how.changed_at.astimezone(zone).strftime("%H:%M") if how.changed_at else ""
    day = date_long(how.changed_at.astimezone(zone).date(), language()) if how.changed_at else "–"
    rows = [
        (t("Last change"), t("{day}, {time}", day=day, time=changed) if changed else "–"),
        (t("Head of the chain"), str(how.head)),
        (t("Database"), f"{how.database}, {file_size(how.database_bytes, language())}"),
        (
            t("Kept files"),
            tn(
                "{n} file, {size}",
                "{n} files, {size}",
                how.files,
                size=file_size(how.files_bytes, language()),
            ),
        ),
        (t("Backups"), tn("{n} backup", "{n} backups", how.backups)),
        (t("Waits for review"), tn("{n} question", "{n} questions", _waiting())),
        (t("Rows of loads that were not taken"), tn("{n} row", "{n} rows", how.rejected)),
    ]
    drawn = "".join(
        f'<dt class="ahd-under">{plain(what)}</dt><dd style="margin:0 0 .6rem;overflow-wrap:anywhere">{plain(said)}</dd>'
        for what, said in rows
    )
    st.html(f"<dl>{drawn}</dl>")
    with st.container(horizontal=True, gap="small"):
        pages.link("review", md(t("Review")), icon=":material/rule:")
        pages.link("load", md(t("Earlier loads")), icon=":material/upload_file:")


def actions() -> None:
    """Back up now; check everything now."""
    with st.container(horizontal=True, gap="small"):
        st.button(t("Back up now"), icon=":material/save:", key="condition.backup", on_click=_back_up)
        check = st.button(
            t("Check that everything is whole"), icon=":material/verified:", key="condition.check"
        )
    told = st.session_state.pop(SAID, None)
    if told is not None:
        done, words = told
        (st.success if done else st.error)(md(words))
    if check:
        with st.spinner(t("Checking …")):
            remarks = whole(desk(), asker())
        for remark in remarks:
            (st.error if remark.wrong else st.info)(md(remark.message(language())))
        if not any(remark.wrong for remark in remarks):
            st.success(md(t("Everything holds.")))


def _back_up() -> None:
    try:
        path, made = back_up_now(desk(), asker())
    except NotABackup as error:
        st.session_state[SAID] = (
            False,
            t("The backup does not hold ({reason}) and was thrown away.", reason=error.message(language())),
        )
    except NoBackupHere:
        said = t("The database is kept by a server: use that server's own backups.")
        st.session_state[SAID] = False, said
    except OSError as error:
        st.session_state[SAID] = (
            False,
            t("The backup could not be written: {reason}. Nothing was lost.", reason=error.strerror or ""),
        )
    else:
        said = t("The backup {file} is written and checked.", file=path.name)
        if made.lacking:
            said += " " + t(LACKING, files=listing(list(made.lacking.values()), language()))
        st.session_state[SAID] = not made.lacking, said


def _waiting() -> int:
    counts = (conflicts.waiting, proposals.waiting, checking.waiting, review.waiting)
    return sum(count(desk(), asker()) for count in counts)


def _day(how: Condition) -> str:
    assert how.backup is not None
    return date_long(how.backup.made_at.date(), language())
