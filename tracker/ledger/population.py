"""Which commitments are counted: made and known by then, seen by the audience, let through by the filters."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from tracker.ledger.days import Flags, Ints, day_number
from tracker.ledger.known import NONE, known
from tracker.ledger.question import By, Keys, Question
from tracker.ledger.snapshot import Ledger

Pairs = tuple[Ints, Ints]


def population(ledger: Ledger, question: Question) -> Ints:
    """Positions of the commitments of the population, in order of id."""
    made = known(ledger, question.known_on).made
    return np.flatnonzero(let_through(ledger, question) & (made <= day_number(question.on)))


def let_through(ledger: Ledger, question: Question) -> Flags:
    """Whether each commitment is known, seen by the audience and let through, whenever it was made."""
    version = known(ledger, question.known_on).version
    attributes = replace(
        question, on=date.min, known_on=date.min, today=None, coverage_days=0, against_first=False
    )
    passes = ledger.remember(
        ("versions let through", attributes), lambda: _versions_let_through(ledger, question)
    )
    return passes[version] if (version >= 0).all() else (version >= 0) & passes[version]


def _versions_let_through(ledger: Ledger, question: Question) -> Flags:
    versions = ledger.versions
    passes: Flags = ~versions.void
    if question.public_only:
        passes &= versions.public
    elif question.partner_id is not None:
        passes &= versions.public | (versions.partner == question.partner_id)
    if question.commitments is not None:
        asked = np.isin(np.asarray(ledger.commitments.id), np.array(question.commitments, np.int64))
        passes &= asked[versions.commitment]
    filters: tuple[tuple[Keys, By], ...] = (
        (question.bases, "basis"),
        (question.topics, "topic"),
        (question.partners, "partner"),
        (question.districts, "district"),
        (question.regions, "region"),
        (question.agencies, "agency"),
        (question.officials, "official"),
    )
    for wanted, by in filters:
        if wanted:
            codes = np.array([NONE if key is None else key for key in wanted], np.int64)
            owners, keys = groups_of_versions(ledger, by, any_role=question.any_role)
            if owners is None:
                passes &= np.isin(keys, codes)
            else:
                passes &= _has(len(passes), owners[np.isin(keys, codes)])
    return passes


def named(ledger: Ledger, version: Any, by: By, *, any_role: bool) -> Pairs:
    """Pairs (position in `version`, key) of the groups of some versions, each once; -1 for what stands under null."""
    owners, keys = groups_of_versions(ledger, by, any_role=any_role)
    if owners is None:
        return np.arange(len(version)), keys[version].astype(np.int64)
    place = np.full(len(ledger.versions.id), NONE, np.int64)
    place[version] = np.arange(len(version))
    owner = place[owners]
    return owner[owner >= 0], keys[owner >= 0]


def groups_of_versions(ledger: Ledger, by: By, *, any_role: bool) -> tuple[Ints | None, Any]:
    """Which groups the attributes of versions put a commitment in: positions of versions and keys, each pair once.

    Positions None: one key for each version, in order. The key -1 is that of what stands under null.
    """
    versions, count = ledger.versions, len(ledger.versions.id)
    single = {"basis": versions.basis, "topic": versions.topic, "partner": versions.partner}
    if by in single:
        return None, single[by]
    if by == "agency" and not any_role:
        return None, ledger.leads
    if by in ("agency", "official"):
        links = ledger.agencies if by == "agency" else ledger.officials
        return _with_null(links.version, links.target, ~_has(count, links.version))
    if by == "district":
        return _with_null(ledger.districts.version, ledger.districts.target, ledger.national)
    owners = np.concatenate((ledger.districts.version, ledger.regions.version)).astype(np.int64)
    regions = np.concatenate((ledger.region_of[ledger.districts.target], ledger.regions.target))
    pairs = np.unique((owners << 32) + regions)  # a region may be named as a whole and by its districts
    return _with_null(pairs >> 32, pairs & (2**32 - 1), ledger.national)


def _with_null(owners: Any, targets: Any, under_null: Flags) -> Pairs:
    rows = np.flatnonzero(under_null)
    keys = np.concatenate((targets.astype(np.int64), np.full(len(rows), NONE, np.int64)))
    return np.concatenate((owners.astype(np.int64), rows)), keys


def _has(count: int, owners: Any) -> Flags:
    has = np.zeros(count, bool)
    has[owners] = True
    return has
