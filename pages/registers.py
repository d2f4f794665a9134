"""Registers: the partner organisations, the posts of officials, and the indicators that commitments are meant to move."""

from tracker.ui import controls, register_files, registers, titles
from tracker.ui.here import asker, t

controls.day_only()
shown = registers.chosen()
titles.title(registers.finding(shown))
registers.switch(shown)
if shown == "partners":
    registers.under(t("Organisations that follow commitments, where they do, and how much of it is kept."))
    registers.partners()
    register_files.offer("partner")
elif shown == "officials":
    registers.under(
        t("Posts, not persons, in alphabetical order: a rate of a post is no judgement of who holds it.")
    )
    registers.officials()
    register_files.offer("official")
else:
    registers.under(
        t("Figures that commitments are meant to move. They stand beside the rates and prove no cause.")
    )
    registers.indicators()
    if asker().is_staff:
        register_files.offer("indicator")
