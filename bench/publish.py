"""The public site of 10,000 commitments made from nothing, and made again, against writing the same bytes as files."""

import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.timing import Cost, cost, table

BARE, JINJA = "the same files written, nothing worked out", "jinja2 alone, a page a file of the same size"
STATUSES = ("in_progress", "fulfilled", "not_fulfilled", "fulfilled", "partly_fulfilled")
TEXT = "Провести встречу с жителями махалли № {n} и опубликовать её итоги на стенде отдела внутренних дел"
FOUND = "Проверено на месте, протокол {n}"


def _desk(folder: Path):  # imports of the product count as its cost, so they stay inside
    from tracker.desk import Desk
    from tracker.settings import Settings

    chosen = Settings(data_dir=folder, database_url=None, language="ru")
    return Desk.open(chosen, clock=lambda: datetime(2026, 1, 15, 7, tzinfo=UTC))


def prepare(folder: Path, rows: int) -> None:
    """An installation with so many public commitments, each with a deadline and a finding, half of them with a claim."""
    from tracker.model import (
        Claim,
        Commitment,
        CommitmentVersion,
        Deadline,
        Finding,
        VersionAgency,
        VersionDistrict,
    )
    from tracker.model.codes import code_of

    desk = _desk(folder)
    with desk.store.write(actor="bench", action="prepared", at=datetime(2025, 1, 1, tzinfo=UTC)) as change:
        own = {"revision": change.number}
        ids = list(change.take_ids(Commitment, rows))
        change.append(
            Commitment, [{"id": key, "code": code_of(key), **own, "version_id": key} for key in ids]
        )
        versions = [
            {
                "id": key, "commitment_id": key, **own, "void": False, "text_ru": TEXT.format(n=key),
                "article": f"ст. {key % 40}", "basis_id": 1 + key % 25, "basis_text": "План мероприятий на 2025 год",
                "made_on": date(2024, 1, 10), "visibility": "public", "fingerprint": f"{key:032d}",
            }
            for key in ids
        ]  # fmt: skip
        change.append(CommitmentVersion, versions)
        change.append(
            VersionAgency,
            [{"version_id": key, "agency_id": 1 + key % 20, "role": "lead", "position": 0} for key in ids],
        )
        change.append(VersionDistrict, [{"version_id": key, "district_id": 1 + key % 60} for key in ids])
        dues = [
            {
                "id": key, "commitment_id": key, **own, "due_text": "до 1 декабря 2024 года", "cadence": "once",
                "due_on": date(2024, 6, 1) + timedelta(days=key % 800),
            }
            for key in ids
        ]  # fmt: skip
        change.append(Deadline, dues)
        said = [
            {
                "id": key, "commitment_id": key, **own, "status": STATUSES[key % 5],
                "effective_on": date(2024, 5, 1) + timedelta(days=key % 300), "note": FOUND.format(n=key),
                "effective_on_assumed": False, "late": False,
                "visibility": "public",
            }
            for key in ids
        ]  # fmt: skip
        change.append(Finding, said)
        change.append(Claim, [{**one, "status": "fulfilled"} for one in said[::2]])
    desk.close()


def made(folder: Path, site: Path) -> None:
    """The public copy and the site from it."""
    from tracker.briefs.site import publish

    desk = _desk(folder)
    publish(desk, site)
    desk.close()


def anew(folder: Path, site: Path) -> None:
    """Made where there was nothing, the public copy too."""
    (folder / "public.db").unlink(missing_ok=True)
    made(folder, site)


def bare(site: Path, out: Path) -> None:
    """Files of the same names and sizes, written one after the other."""
    for path in site.rglob("*"):
        if path.is_file():
            target = out / path.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"x" * path.stat().st_size)


def jinja(site: Path, out: Path) -> None:
    """One template with a few names and one long text, rendered and written once for each page of the site."""
    from jinja2 import Environment

    page = Environment(autoescape=True).from_string(
        "<!DOCTYPE html><title>{{ title }}</title>{% for name in names %}<p>{{ name }}</p>{% endfor %}{{ text }}"
    )
    for path in site.rglob("*.html"):
        names = [f"name {number}" for number in range(30)]
        text = page.render(title=path.stem, names=names, text="я" * (path.stat().st_size // 2))
        target = out / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def run(rows: int) -> list[tuple[str, Cost]]:
    """The costs of all ways."""
    with tempfile.TemporaryDirectory() as made_in:
        folder, site, out = Path(made_in) / "var", Path(made_in) / "site", Path(made_in) / "out"
        prepare(folder, rows)
        first = cost(anew, folder, site, runs=1)
        return [
            ("ahd publish, from nothing", first),
            ("ahd publish, nothing has changed", cost(made, folder, site, runs=1)),
            (JINJA, cost(jinja, site, out / "jinja", runs=1)),
            (BARE, cost(bare, site, out / "bare", runs=1)),
        ]


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"The public site of {count} commitments, {date.today()}")
    print(table(run(count), JINJA))
