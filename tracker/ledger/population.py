"""Which commitments are counted: made and known by then, seen by the audience, let through by the filters."""

from typing import Any

import numpy as np

from tracker.ledger.days import Flags, Ints, day_number
from tracker.ledger.known import NONE, Known, known
from tracker.ledger.question import Keys, Question
from tracker.ledger.snapshot import Ledger


def population(ledger: Ledger, question: Question) -> Ints:
    """Positions of the commitments of the population, in order of id."""
    view = known(ledger, question.known_on)
    rows = np.flatnonzero((view.version >= 0) & (view.made <= day_number(question.on)))
    rows = rows[_is_seen(ledger, question, view.version[rows])]
    if question.commitments is not None:
        rows = rows[np.isin(ledger.commitments.id[rows], np.array(question.commitments, np.int64))]
    return rows[_is_let_through(ledger, question, view, rows)] if len(rows) else rows


def _is_seen(ledger: Ledger, question: Question, version: Any) -> Flags:
    is_there: Flags = ~ledger.versions.void[version]
    if not question.public_only and question.partner_id is None:
        return is_there
    seen: Flags = ledger.versions.public[version]
    if not question.public_only:
        seen = seen | (ledger.versions.partner[version] == question.partner_id)
    is_there &= seen
    return is_there


def _is_let_through(ledger: Ledger, question: Question, view: Known, rows: Ints) -> Flags:
    version = view.version[rows]
    passes = np.ones(len(rows), bool)
    single = (
        (question.bases, ledger.versions.basis),
        (question.topics, ledger.versions.topic),
        (question.partners, ledger.versions.partner),
    )
    for wanted, column in single:
        if wanted:
            passes &= np.isin(column[version], _codes(wanted))
    several = (
        (question.districts, "district"),
        (question.regions, "region"),
        (question.agencies, "agency"),
        (question.officials, "official"),
    )
    for wanted, by in several:
        if wanted:
            owners, targets = named(ledger, version, by, any_role=question.any_role)
            passes &= _has(len(rows), owners[np.isin(targets, _codes(wanted))])
    return passes


def named(ledger: Ledger, version: Any, by: str, *, any_role: bool) -> tuple[Ints, Ints]:
    """Pairs (position in `version`, id) of what versions name, each once; -1 for what stands under null."""
    count = len(version)
    if by == "agency" and not any_role:
        return np.arange(count), ledger.leads[version].astype(np.int64)
    if by == "agency":
        owners, targets = _pairs(ledger, version, ledger.agencies.version, ledger.agencies.target)
        return _with_null(owners, targets, ~_has(count, owners))
    if by == "official":
        owners, targets = _pairs(ledger, version, ledger.officials.version, ledger.officials.target)
        return _with_null(owners, targets, ~_has(count, owners))
    in_district, district = _pairs(ledger, version, ledger.districts.version, ledger.districts.target)
    in_region, region = _pairs(ledger, version, ledger.regions.version, ledger.regions.target)
    national = ledger.national[version]
    if by == "district":
        return _with_null(in_district, district, national)
    owners = np.concatenate((in_district, in_region))
    targets = np.concatenate((ledger.region_of[district], region))
    pairs = np.unique((owners << 32) + targets)  # a region may be named as a whole and by its districts
    return _with_null(pairs >> 32, pairs & (2**32 - 1), national)


def _pairs(ledger: Ledger, version: Any, linked: Any, target: Any) -> tuple[Ints, Ints]:
    place = np.full(len(ledger.versions.id), NONE, np.int64)
    place[version] = np.arange(len(version))
    owner = place[linked]
    return owner[owner >= 0], target[owner >= 0].astype(np.int64)


def _with_null(owners: Ints, targets: Ints, under_null: Flags) -> tuple[Ints, Ints]:
    rows = np.flatnonzero(under_null)
    return np.concatenate((owners, rows)), np.concatenate((targets, np.full(len(rows), NONE, np.int64)))


def _has(count: int, owners: Ints) -> Flags:
    has = np.zeros(count, bool)
    has[owners] = True
    return has


def _codes(wanted: Keys) -> Ints:
    return np.array([NONE if key is None else key for key in wanted], np.int64)
