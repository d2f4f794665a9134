"""Data: the commitments, what was said of them, and the rates, as files with a codebook; the deadlines as a calendar."""

from tracker.ui import asking, controls, data, titles
from tracker.ui.here import t

controls.row()
total = asking.rates().total
titles.title(t("Data to take away"))
titles.under(total)
data.datasets()
data.calendar()
data.codebook()
