"""Condition: whether the installation is whole and backed up, for whoever keeps it running."""

from tracker.ui import condition
from tracker.ui.here import asker

if asker().is_staff:
    found = condition.found()
    condition.head(found)
    condition.facts(found)
    condition.actions()
else:
    condition.not_for_you()
