"""What changed between two days: kept, late, newly due, slipped, withdrawn, known only later; and how the sums add up."""

from tracker import figures
from tracker.ui import asking, changes, controls, empty, picture, titles
from tracker.ui.here import language, t

controls.row()
changes.since()
empty.stop_if_nothing(asking.rates().total)
found = asking.changed()

titles.title(changes.finding(found))
changes.under(found)

if found.changed:
    picture.show(
        lambda: figures.changes(found.counts, language()),
        key="changes",
        under=t("How many commitments changed in which way. A bar opens them."),
        lead=lambda kind: ("commitments", changes.to_list(kind)),
    )
    changes.sums(found)
    changes.lists(found)
