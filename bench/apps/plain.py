"""The straightforward version of the overview, to measure against: pandas on the whole frame, plotly express, st.dataframe.

It is written as one would write it first, with the reading cached, and counts in a simpler way than the product (deadlines
that fall once, no extensions, no intervals), which only makes it faster.
"""

import os
import sqlite3
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

PATH = Path(os.environ["AHD_DATA_DIR"]) / "ahd.db"


@st.cache_data
def read() -> tuple[pd.DataFrame, pd.DataFrame]:
    """All commitments, a row for each of their districts, and all findings."""
    with sqlite3.connect(PATH) as connection:
        commitments = pd.read_sql(
            "SELECT c.id, c.code, v.text_en AS text, v.made_on, d.due_on, x.code AS district, x.tile_col, x.tile_row, "
            "a.code AS agency FROM commitment c JOIN commitment_version v ON v.id = c.version_id "
            "LEFT JOIN deadline d ON d.commitment_id = c.id LEFT JOIN version_district vd ON vd.version_id = v.id "
            "LEFT JOIN district x ON x.id = vd.district_id LEFT JOIN version_agency va ON va.version_id = v.id "
            "LEFT JOIN agency a ON a.id = va.agency_id",
            connection,
            parse_dates=["made_on", "due_on"],
        )
        findings = pd.read_sql(
            "SELECT commitment_id AS id, status, effective_on FROM finding",
            connection,
            parse_dates=["effective_on"],
        )
    return commitments, findings


def state(day: pd.Timestamp) -> pd.DataFrame:
    """What became of every commitment by a day."""
    commitments, findings = read()
    known = findings[findings["effective_on"] <= day].sort_values("effective_on")
    latest = known.groupby("id").last().reset_index()
    found = commitments[commitments["made_on"] <= day].merge(latest, on="id", how="left")
    found["due"] = found["due_on"] < day
    found["kept"] = found["due"] & (found["status"] == "fulfilled")
    found["outcome"] = "open"
    found.loc[found["due"], "outcome"] = "overdue"
    found.loc[found["kept"] & (found["effective_on"] <= found["due_on"]), "outcome"] = "kept on time"
    found.loc[found["kept"] & (found["effective_on"] > found["due_on"]), "outcome"] = "kept late"
    found["days"] = (day - found["due_on"]).dt.days
    return found


def rate(found: pd.DataFrame) -> float:
    """Kept of what was due."""
    one = found.drop_duplicates("id")
    return float(one["kept"].sum() / max(one["due"].sum(), 1))


st.set_page_config(page_title="Commitments", layout="wide")
on = pd.Timestamp(st.query_params.get("on", "2026-01-01"))
now, before = state(on), state(on - pd.Timedelta(days=90))
once, earlier = now.drop_duplicates("id"), before.drop_duplicates("id")
st.title(f"{once['kept'].sum()} of {once['due'].sum()} commitments are kept")
cards = st.columns(4)
cards[0].metric("Kept", f"{rate(now):.0%}", f"{rate(now) - rate(before):.1%}")
cards[1].metric(
    "Overdue",
    int((once["outcome"] == "overdue").sum()),
    int((once["outcome"] == "overdue").sum() - (earlier["outcome"] == "overdue").sum()),
)
cards[2].metric("Due within 30 days", int(once["days"].between(-30, 0).sum()))
cards[3].metric("Without a finding", int(once["status"].isna().sum()))

strip = once[once["due"]].groupby("outcome").size().reset_index(name="n")
strip["all"] = ""
st.plotly_chart(px.bar(strip, x="n", y="all", color="outcome", orientation="h"), key="strip")
where, who = st.columns(2)
due = now[now["due"]]
by_district = due.groupby(["district", "tile_col", "tile_row"], dropna=False).agg(
    rate=("kept", "mean"), n=("kept", "size")
)
by_district = by_district.reset_index().reset_index()
by_district["col"] = by_district["tile_col"].fillna(by_district["index"] % 11)
by_district["row"] = by_district["tile_row"].fillna(by_district["index"] // 11)
where.plotly_chart(
    px.scatter(by_district, x="col", y="row", color="rate", text="district", size="n"), key="tiles"
)
by_agency = (
    due.drop_duplicates("id").groupby("agency").agg(rate=("kept", "mean"), n=("kept", "size")).reset_index()
)
who.plotly_chart(px.bar(by_agency.sort_values("rate"), x="rate", y="agency", orientation="h"), key="agencies")
over, quarters = st.columns(2)
ends = [*pd.date_range(end=on, periods=12, freq="QE"), on]
trend = pd.DataFrame({"day": ends, "rate": [rate(state(day)) for day in ends]})
over.plotly_chart(px.line(trend, x="day", y="rate", markers=True), key="trend")
cohort = once[once["due"]].assign(quarter=lambda frame: frame["due_on"].dt.to_period("Q").astype(str))
cohort = cohort.groupby(["quarter", "outcome"]).size().reset_index(name="n")
quarters.plotly_chart(px.bar(cohort, x="quarter", y="n", color="outcome"), key="cohorts")
st.header("The longest overdue")
st.table(once[once["outcome"] == "overdue"].nlargest(5, "days")[["code", "text", "agency", "days"]])
st.header("All commitments")
st.dataframe(once)
st.html('<p class="ahd-foot">end</p>')
