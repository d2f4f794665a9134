"""What commitments refer to: places, agencies, bases, forums, partners, topics, officials, indicators."""

from datetime import date

from sqlmodel import Field

from tracker.model.columns import Base, given_id, one_of, points_to, rule
from tracker.model.vocabulary import AliasKind, BasisKind, ForumKind, Visibility


class Named(Base):
    """Names in the three languages; a missing one is shown in a language there is."""

    name_en: str | None = None
    name_ru: str | None = None
    name_tg: str | None = None


class Region(Named, table=True):
    """A region (oblast), or the capital, or the districts of republican subordination."""

    id: int = given_id()
    code: str = Field(unique=True)
    aliases: str | None = None
    lat: float | None = None
    lon: float | None = None


class District(Named, table=True):
    """A district or city, with its place on the schematic map (column and row of its tile)."""

    id: int = given_id()
    code: str = Field(unique=True)
    region_id: int = points_to("region.id")
    kind: str
    aliases: str | None = None
    lat: float | None = None
    lon: float | None = None
    tile_col: int | None = None
    tile_row: int | None = None


class Agency(Named, table=True):
    """A body that can be obliged to something. `level` says whether it exists once or in every district."""

    id: int = given_id()
    code: str = Field(unique=True)
    kind: str
    level: str
    parent_id: int | None = points_to("agency.id", default=None)
    abbr_en: str | None = None
    abbr_ru: str | None = None
    abbr_tg: str | None = None
    aliases: str | None = None
    name_status: str | None = None


class Topic(Named, table=True):
    """The safety concern that a commitment answers."""

    id: int = given_id()
    code: str = Field(unique=True)


class Partner(Named, table=True):
    """An organisation that follows commitments. `regions` and `districts` are the codes of where, parted by semicolons;
    `withdrawn` when the load that brought it was taken back."""

    id: int = given_id()
    code: str = Field(unique=True)
    aliases: str | None = None
    illustration: bool = False
    regions: str | None = None
    districts: str | None = None
    withdrawn: bool | None = None


class Forum(Base, table=True):
    """A meeting at which commitments were made, or a training, with who came (counts of people). `participants` is the
    total as written, `withdrawn` says that the load that brought it was taken back."""

    __table_args__ = (
        one_of("kind", ForumKind),
        one_of("visibility", Visibility),
        rule("attendance_not_negative", "women >= 0 AND men >= 0 AND police >= 0"),
    )

    id: int = given_id()
    code: str = Field(unique=True)
    kind: str
    held_on: date = Field(index=True)
    district_id: int | None = points_to("district.id", default=None)
    place: str | None = None
    organiser: str | None = None
    partner_id: int | None = points_to("partner.id", default=None)
    women: int | None = None
    men: int | None = None
    police: int | None = None
    participants: int | None = None
    subject: str | None = None
    visibility: str = Visibility.INTERNAL
    withdrawn: bool | None = None


class Basis(Named, table=True):
    """Where an obligation comes from: a law, a plan, or the agreement of a forum."""

    __table_args__ = (
        one_of("kind", BasisKind),
        rule("forum_agreement_has_forum", "(kind = 'forum_agreement') = (forum_id IS NOT NULL)"),
    )

    id: int = given_id()
    code: str = Field(unique=True)
    kind: str
    number: str | None = None
    dated: date | None = None
    in_force: str | None = None
    confidence: str | None = None
    forum_id: int | None = points_to("forum.id", default=None)


class Official(Base, table=True):
    """A post, as the workbook names it. Who holds it may be part of the words, so it is internal until published; the
    `holder`, where a register names one, is never public."""

    __table_args__ = (one_of("visibility", Visibility),)

    id: int = given_id()
    post: str
    folded: str = Field(unique=True)
    agency_id: int | None = points_to("agency.id", default=None)
    district_id: int | None = points_to("district.id", default=None)
    visibility: str = Visibility.INTERNAL
    holder: str | None = None
    withdrawn: bool | None = None


class Alias(Base, table=True):
    """A spelling that a person resolved once, remembered for the next file. Read folded."""

    __table_args__ = (one_of("kind", AliasKind),)

    kind: str = Field(primary_key=True)
    folded: str = Field(primary_key=True)
    written: str
    code: str


class HeaderMemory(Base, table=True):
    """What a person said the columns of a header mean, remembered for files with the same header (folded, hashed).

    `columns` is JSON: field by column letter.
    """

    __tablename__ = "header_memory"

    headers: str = Field(primary_key=True)
    columns: str


class Indicator(Named, table=True):
    """A number that commitments are meant to move, such as crime reports received."""

    id: int = given_id()
    code: str = Field(unique=True)
    unit: str | None = None
    source: str | None = None


class IndicatorValue(Base, table=True):
    """One value of an indicator in a district (or region, or the country) over a period of whole days.

    The newest row of an indicator, place and period counts; a `withdrawn` one says that there is no value any more.
    """

    __tablename__ = "indicator_value"
    __table_args__ = (rule("period_in_order", "from_on <= until_on"),)

    id: int = given_id()
    indicator_id: int = points_to("indicator.id")
    revision: int = points_to("revision.number")
    district_id: int | None = points_to("district.id", default=None)
    region_id: int | None = points_to("region.id", default=None)
    from_on: date
    until_on: date
    value: float
    source_row_id: int | None = points_to("source_row.id", default=None, index=False)
    visibility: str | None = None
    withdrawn: bool | None = None
