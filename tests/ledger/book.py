"""A small history written by hand: rows of the real tables in a database in memory, read by the real ledger."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.pool import StaticPool

from tracker import model
from tracker.ledger import Ledger, Question, rates, states

ZONE = ZoneInfo("Asia/Dushanbe")
LOADED = "2024-01-10"
MODELS = {
    table.__tablename__: table
    for table in (
        model.Region, model.District, model.Agency, model.Topic, model.Partner, model.Basis, model.Official,
        model.Revision, model.Commitment, model.CommitmentVersion, model.VersionAgency, model.VersionDistrict,
        model.VersionRegion, model.VersionOfficial, model.Deadline, model.Extension, model.Finding, model.Claim,
        model.Confirmation, model.Retraction,
    )
}  # fmt: skip
DISTRICT_IN = {1: 1, 2: 1, 3: 2, 4: 2}  # districts 1 and 2 lie in region 1, districts 3 and 4 in region 2


@cache
def _engine() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    model.Base.metadata.create_all(engine)
    return engine


def day(text: str | date | None) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text


def noon(on: str | date) -> datetime:
    """Noon of a day where the installation stands, in UTC."""
    at = datetime.combine(day(on), datetime.min.time(), ZONE) + timedelta(hours=12)
    return at.astimezone(UTC)


class Book:
    """The rows of a history. Each entry is recorded on a day, as a revision of its own."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in MODELS}
        for region in sorted(set(DISTRICT_IN.values())):
            self.add("region", code=f"r{region}")
        for district, region in DISTRICT_IN.items():
            self.add("district", code=f"d{district}", region_id=region, kind="district")
        for number in range(1, 5):
            self.add("agency", code=f"a{number}", kind="police", level="national")
            self.add("topic", code=f"t{number}")
            self.add("partner", code=f"p{number}", illustration=False)
            self.add("official", post=f"o{number}", folded=f"o{number}", visibility="internal")

    def add(self, table: str, **values: Any) -> int:
        rows = self.rows[table]
        rows.append({"id": len(rows) + 1, **values})
        return len(rows)

    def revision(self, recorded: str | date | datetime) -> int:
        number = len(self.rows["revision"]) + 1
        at = recorded if isinstance(recorded, datetime) else noon(recorded)
        row = {"number": number, "recorded_at": at, "actor": "editor", "action": "test", "undoes": None}
        self.rows["revision"].append(row)
        return number

    def basis(self, dated: str | date | None = None) -> int:
        return self.add("basis", code=f"b{len(self.rows['basis']) + 1}", kind="law", dated=day(dated))

    def commitment(
        self,
        due: str | date | None = None,
        *,
        made: str | date | None = "2024-01-01",
        recorded: str | date | datetime = LOADED,
        cadence: str | None = None,
        recurrence: str | None = None,
        since: str | date | None = None,
        **attributes: Any,
    ) -> int:
        """A commitment with its first version and its deadline; returns its id."""
        commitment = self.add(
            "commitment", code=f"c{len(self.rows['commitment']) + 1}", revision=0, version_id=0
        )
        number = self.version(commitment, recorded, made=made, **attributes)
        self.rows["commitment"][-1]["revision"] = number
        cadence = cadence or ("recurring" if recurrence else "once" if due else "open")
        self._deadline(commitment, number, cadence, due, recurrence, since)
        return commitment

    def version(
        self,
        commitment: int,
        recorded: str | date | datetime,
        *,
        made: str | date | None = "2024-01-01",
        void: bool = False,
        public: bool = True,
        basis: int | None = None,
        topic: int | None = None,
        partner: int | None = None,
        lead: int | None = 1,
        joint: tuple[int, ...] = (),
        districts: tuple[int, ...] = (),
        regions: tuple[int, ...] = (),
        officials: tuple[int, ...] = (),
    ) -> int:
        """The attributes of a commitment from a day on; returns the revision."""
        number = self.revision(recorded)
        version = self.add(
            "commitment_version",
            commitment_id=commitment,
            revision=number,
            void=void,
            text_en="Light the street",
            basis_id=basis,
            topic_id=topic,
            partner_id=partner,
            made_on=day(made),
            visibility="public" if public else "internal",
            fingerprint="",
        )
        self.rows["commitment"][commitment - 1]["version_id"] = version
        leads = [] if lead is None else [(lead, "lead")]
        for position, (agency, role) in enumerate([*leads, *((agency, "joint") for agency in joint)]):
            link = {"version_id": version, "agency_id": agency, "role": role, "position": position}
            self.rows["version_agency"].append(link)
        named = {"district": districts, "region": regions, "official": officials}
        for kind, ids in named.items():
            self.rows[f"version_{kind}"] += [{"version_id": version, f"{kind}_id": each} for each in ids]
        return number

    def correction(
        self,
        commitment: int,
        due: str | date | None,
        recorded: str | date,
        *,
        cadence: str = "once",
        recurrence: str | None = None,
        since: str | date | None = None,
    ) -> None:
        """A mistyped deadline set right, known from the day it is recorded."""
        self._deadline(commitment, self.revision(recorded), cadence, due, recurrence, since)

    def _deadline(
        self,
        commitment: int,
        revision: int,
        cadence: str,
        due: str | date | None,
        recurrence: str | None,
        since: str | date | None,
    ) -> None:
        self.add(
            "deadline",
            commitment_id=commitment,
            revision=revision,
            cadence=cadence,
            due_from=day(since),
            due_on=day(due),
            recurrence=recurrence,
        )

    def extension(
        self, commitment: int, due: str | date, decided: str | date, recorded: str | date | None = None
    ) -> int:
        return self.add(
            "extension",
            commitment_id=commitment,
            revision=self.revision(recorded or decided),
            decided_on=day(decided),
            decided_on_assumed=False,
            due_on=day(due),
        )

    def finding(self, commitment: int, status: str, on: str | date, **more: Any) -> int:
        return self.stated("finding", commitment, status, on, **more)

    def claim(self, commitment: int, status: str, on: str | date, **more: Any) -> int:
        return self.stated("claim", commitment, status, on, **more)

    def stated(
        self,
        table: str,
        commitment: int,
        status: str,
        on: str | date,
        *,
        recorded: str | date | datetime | None = None,
        names: str | date | None = None,
    ) -> int:
        return self.add(
            table,
            commitment_id=commitment,
            revision=self.revision(recorded or on),
            status=status,
            effective_on=day(on),
            effective_on_assumed=False,
            late=False,
            deadline_on=day(names),
            visibility="public",
        )

    def confirm(self, finding: int, recorded: str | date) -> int:
        return self.add(
            "confirmation", finding_id=finding, revision=self.revision(recorded), checked_by="second"
        )

    def retract(
        self,
        recorded: str | date,
        *,
        finding: int | None = None,
        claim: int | None = None,
        extension: int | None = None,
        confirmation: int | None = None,
    ) -> None:
        self.add(
            "retraction",
            revision=self.revision(recorded),
            finding_id=finding,
            claim_id=claim,
            extension_id=extension,
            confirmation_id=confirmation,
            reason="wrong",
        )

    def ledger(self) -> Ledger:
        return loaded(self.rows)

    def state(self, commitment: int, on: str, known: str = "2030-01-01", **more: Any) -> dict[str, Any]:
        """The row of one commitment on a day; empty when it is not in the population."""
        table = states(self.ledger(), asked(on, known, **more))
        rows = table[table["commitment_id"] == commitment].to_dict("records")
        return rows[0] if rows else {}

    def outcome(self, commitment: int, on: str, known: str = "2030-01-01", **more: Any) -> str | None:
        return self.state(commitment, on, known, **more).get("outcome")

    def total(self, on: str, known: str = "2030-01-01", **more: Any) -> dict[str, Any]:
        return rates(self.ledger(), asked(on, known, **more)).total

    def by(self, grouping: Any, on: str, measure: str = "population", **more: Any) -> dict[Any, Any]:
        """One measure by group."""
        table = rates(self.ledger(), asked(on, **more), by=grouping).rows
        return dict(zip(table["key"], table[measure], strict=True))


def asked(on: str | date, known: str | date = "2030-01-01", **more: Any) -> Question:
    return Question(on=day(on), known_on=day(known), **more)


def loaded(
    *parts: dict[str, list[dict[str, Any]]], between: Callable[[Ledger], object] | None = None
) -> Ledger:
    """The ledger after the parts were written one after the other, loaded with the first, refreshed with the rest.

    Each ledger on the way is given to `between`, which may ask it something that the next one then begins with.
    """
    with _engine().connect() as connection:
        ledger = Ledger.empty(ZONE)
        for part in parts:
            for name, rows in part.items():
                if rows:
                    table = MODELS[name].__table__
                    connection.execute(insert(table), [_for(table, row) for row in rows])
            ledger = ledger.refreshed(connection)
            if between:
                between(ledger)
        connection.rollback()
    return ledger


def _for(table: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in table.c}
