"""Which commitments something was recorded about, after a day or since an older ledger: all others stay as they were."""

from typing import TYPE_CHECKING

import numpy as np

from tracker.ledger.days import Ints

if TYPE_CHECKING:
    from tracker.ledger.snapshot import Ledger


def touched_after(ledger: "Ledger", day: int) -> Ints:
    """The commitments about which anything was recorded after a day, in order."""
    touched = np.zeros(len(ledger.commitments.id), bool)
    for table in (ledger.versions, ledger.deadlines, ledger.extensions, ledger.findings, ledger.claims):
        if not table.recorded.all_by(day):
            touched[table.commitment[~table.recorded.by(day)]] = True
    for table in (ledger.extensions, ledger.findings, ledger.claims):
        touched[table.commitment[table.retracted.rows[table.retracted.days > day]]] = True
    confirmed = ledger.confirmations
    late = ~confirmed.recorded.by(day)
    late[confirmed.retracted.rows[confirmed.retracted.days > day]] = True
    touched[ledger.findings.commitment[confirmed.finding[late]]] = True
    return np.flatnonzero(touched)


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
