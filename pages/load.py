"""Load: a workbook is read and shown; nothing is written before a yes, and a load can be taken back as a whole."""

from tracker.ui import (
    loading,
    loading_done,
    loading_earlier,
    loading_file,
    loading_names,
    loading_registers,
    loading_rows,
    loading_sheets,
    titles,
)
from tracker.ui.here import asker, t

titles.title(t("Load a workbook"))
loading.lede()
if asker().is_staff:
    loading_done.result()
    sent = loading_file.take()
    if sent is not None and (planned := loading.preview(sent)):
        loading.summary(planned)
        loading_names.ask(planned, sent.key)
        loading_sheets.show(sent, planned)
        loading_rows.show(planned, sent.key)
        loading_registers.show(planned, sent.key)
        if planned.changes_something:
            loading.questions(sent, planned)
        loading_done.confirm(planned)
    loading_earlier.show()
