"""Laws and agreements: what each obliges to, and how much of it is kept; and one of them article by article."""

from tracker.ui import asking, controls, empty, sources, titles
from tracker.ui.here import names, place, t

controls.row()
found = asking.rates(bases=())
empty.stop_if_nothing(found.total)
chosen = place().view.bases

if len(chosen) == 1 and chosen[0] in names().bases:
    sources.one(names().bases[chosen[0]])
else:
    titles.title(titles.of_total(found.total))
    titles.under(found.total, present=True)
    controls.views({"laws": t("Laws and plans"), "agreements": t("Forum agreements")})
    if place().show == "agreements":
        sources.listed(sources.all_of_them())
    else:
        sources.ranked(sources.all_of_them())
