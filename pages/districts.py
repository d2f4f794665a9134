"""Districts: where commitments are kept, as tiles, on the map or ranked; and one district on its own."""

import streamlit as st

from tracker import figures
from tracker.ui import around, asking, beside, controls, empty, late, one_group, picture, titles
from tracker.ui.here import language, names, place, t, width
from tracker.ui.lead import to_agency, to_district, to_district_on, to_region

controls.row()
found = asking.rates("district", districts=())
empty.stop_if_nothing(found.total)
chosen = place().view.districts

if len(chosen) == 1 and chosen[0] in names().districts:
    one_group.show(names().districts[chosen[0]], by="agency", lead=to_agency)
    around.of_district(chosen[0])
    beside.of_district(chosen[0])
    st.divider()
    st.header(t("All districts"), anchor=False)
else:
    titles.title(titles.of_total(found.total))
    titles.under(found.total, present=True)

controls.views(
    {"tiles": t("Tiles"), "regions": t("Regions"), "bars": t("Ranked")},
)
if place().show == "regions":
    picture.show(
        lambda: figures.region_map(asking.outlines(), asking.rates("region").rows, language(), width=width()),
        key="regions",
        under=t(
            "Kept of what was due, by region. A figure opens its commitments. The outlines are approximate."
        ),
        lead=to_region,
    )
elif place().show == "bars":
    picture.show(
        lambda: figures.ranking(
            found.rows, asking.both_names(names().districts), language(), kind="district", width=width()
        ),
        key="ranked",
        under=t("Kept of what was due, with the 95 % interval. Hollow: fewer than six due, not ranked."),
        lead=to_district,
    )
else:
    picture.show(
        lambda: figures.tile_map(asking.tiles(), found.rows, language(), width=width()),
        key="tiles",
        under=t("Kept of what was due. Hollow: fewer than six were due. A tile opens the district."),
        lead=to_district,
    )
picture.show(
    lambda: figures.small_multiples(
        asking.by_district(), asking.both_names(names().districts), language(), width=width()
    ),
    key="multiples",
    under=t(
        "Kept of what was due at the end of the last quarters, the districts with most due. Hollow: fewer than six."
    ),
    lead=to_district_on,
)
late.late_and_recurring("district")
