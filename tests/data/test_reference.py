"""The reference tables that ship agree with one another."""

import json

import pytest

from data.making.places import REFERENCE, table


def codes(name: str) -> set[str]:
    return {row["code"] for row in table(name)}


def test_there_are_five_regions_and_every_district_lies_in_one() -> None:
    regions = codes("regions.csv")
    assert regions == {"TJ-DU", "TJ-SU", "TJ-KT", "TJ-GB", "TJ-RA"}
    assert {row["region_code"] for row in table("gazetteer.csv")} == regions


def test_each_of_the_68_districts_and_cities_and_the_capital_as_a_whole_has_a_full_name_and_a_tile() -> None:
    districts = codes("gazetteer.csv")
    assert len(districts - {"dushanbe"}) == 68
    assert codes("gazetteer_extra.csv") == districts
    assert codes("tile_grid.csv") == districts


def test_no_two_tiles_lie_on_each_other() -> None:
    places = [(row["col"], row["row"]) for row in table("tile_grid.csv")]
    assert len(set(places)) == len(places)


def test_every_region_has_an_outline() -> None:
    shapes = json.loads((REFERENCE / "regions.geojson").read_text(encoding="utf-8"))["features"]
    assert {shape["properties"]["code"] for shape in shapes} == codes("regions.csv")


def test_every_parent_of_an_agency_is_an_agency() -> None:
    agencies = table("agencies.csv")
    assert {row["parent_code"] for row in agencies} - {""} <= {row["code"] for row in agencies}


@pytest.mark.parametrize("name", ["regions", "gazetteer", "agencies", "laws", "topics", "partners"])
def test_no_code_stands_twice(name: str) -> None:
    rows = [row["code"] for row in table(f"{name}.csv")]
    assert len(set(rows)) == len(rows)


def test_the_five_partners_of_the_illustration_are_marked_and_are_no_organisation_of_the_real_table() -> None:
    partners = table("partners.csv")
    assert len(partners) == 5
    assert {row["status"] for row in partners} == {"illustration"}
    real = {row[f"name_{language}"] for row in table("agencies.csv") for language in ("en", "ru", "tg")}
    assert not {row[f"name_{language}"] for row in partners for language in ("en", "ru", "tg")} & real
    assert all("fictional" in row["name_en"] for row in partners)


def test_partners_follow_regions_and_districts_that_exist() -> None:
    for row in table("partners.csv"):
        assert set(filter(None, row["regions"].split(";"))) <= codes("regions.csv")
        assert set(filter(None, row["districts"].split(";"))) <= codes("gazetteer.csv")


def test_every_topic_is_named_in_three_languages() -> None:
    topics = table("topics.csv")
    assert len(topics) == 11
    assert all(row[f"name_{language}"] for row in topics for language in ("en", "ru", "tg"))
