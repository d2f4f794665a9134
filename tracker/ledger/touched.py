"""Which commitments something was recorded about, after a day or since an older ledger: all others stay as they were."""

from typing import TYPE_CHECKING

import numpy as np

from tracker.ledger.days import NEVER, Flags, Ints

if TYPE_CHECKING:
    from tracker.ledger.snapshot import Ledger


def touched_after(ledger: "Ledger", day: int, *, on: int = NEVER, classes_only: bool = False) -> Flags:
    """Which commitments something was recorded about after a day.

    With `on` only those that it may make stand otherwise on that day: what was found, claimed or decided later than
    that day says nothing of it. With `classes_only` what claims and confirmations say does not matter.
    """
    touched = np.zeros(len(ledger.commitments.id), bool)
    for attributes in (ledger.versions, ledger.deadlines):
        touched[attributes.commitment[attributes.recorded.after(day)]] = True
    statements = (ledger.extensions, ledger.findings)
    for table in statements if classes_only else (*statements, ledger.claims):
        rows = np.concatenate((table.recorded.after(day), table.retracted.after(day)))
        touched[table.commitment[rows[table.happened[rows] <= on]]] = True
    if classes_only:
        return touched
    confirmed = ledger.confirmations
    of_these = np.concatenate((confirmed.recorded.after(day), confirmed.retracted.after(day)))
    findings = confirmed.finding[of_these]
    touched[ledger.findings.commitment[findings[ledger.findings.happened[findings] <= on]]] = True
    return touched


def touched_since(old: "Ledger", new: "Ledger") -> Ints:
    """The commitments about which the new one of two ledgers holds more than the old one, in order."""
    touched = np.zeros(len(new.commitments.id), bool)
    for name in ("versions", "deadlines", "extensions", "findings", "claims"):
        touched[getattr(new, name).commitment[len(getattr(old, name).id) :]] = True
    for name in ("extensions", "findings", "claims"):
        before, after = getattr(old, name).retracted, getattr(new, name)
        touched[after.commitment[np.setdiff1d(after.retracted.rows, before.rows)]] = True
    confirmed, known_before = new.confirmations, len(old.confirmations.id)
    taken_back = np.setdiff1d(confirmed.retracted.rows, old.confirmations.retracted.rows)
    findings = np.concatenate((confirmed.finding[known_before:], confirmed.finding[taken_back]))
    touched[new.findings.commitment[findings]] = True
    bases = min(len(old.basis_dated), len(new.basis_dated))
    redated = np.flatnonzero(old.basis_dated[:bases] != new.basis_dated[:bases])
    if len(redated):
        touched[new.versions.commitment[np.isin(new.versions.basis, redated)]] = True
    return np.flatnonzero(touched)
