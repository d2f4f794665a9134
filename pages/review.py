"""Review: commitments of different files that say nearly the same, for a person to call the same or different."""

from tracker.ui import review, titles
from tracker.ui.here import asker

if asker().is_staff:
    waiting = review.count()
    titles.title(review.heading(waiting))
    review.say()
    review.lede(waiting)
    review.pairs(waiting)
else:
    review.not_for_you()
