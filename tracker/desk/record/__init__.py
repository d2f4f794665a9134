"""Recording on screen and from a partner's workbook: each service checks who asks, is one change, and leaves its event.

Staff may do everything, a partner what concerns its own commitments (never their attributes, visibility or the
confirmation of findings), the public nothing. What breaks a rule is `Refused`, with every breach; then nothing was written.
"""

from tracker.desk.record.about import about_of, abouts
from tracker.desk.record.attributes import Stale, attributes
from tracker.desk.record.back import AlreadyTakenBack, Retractable, retraction
from tracker.desk.record.bulk import Prepared, append_statements
from tracker.desk.record.confirming import Confirmed, confirm
from tracker.desk.record.moved import correction, extension, understood
from tracker.desk.record.publishing import publication, visibility
from tracker.desk.record.rights import NoSuchCommitment, NoSuchThing, Subject, subject_of
from tracker.desk.record.said import claim, evidence, finding, reply
from tracker.desk.record.shapes import DocumentProof, LinkProof, Observation, Proof, Recorded, Refused

__all__ = [
    "AlreadyTakenBack",
    "Confirmed",
    "DocumentProof",
    "LinkProof",
    "NoSuchCommitment",
    "NoSuchThing",
    "Observation",
    "Prepared",
    "Proof",
    "Recorded",
    "Refused",
    "Retractable",
    "Stale",
    "Subject",
    "about_of",
    "abouts",
    "append_statements",
    "attributes",
    "claim",
    "confirm",
    "correction",
    "evidence",
    "extension",
    "finding",
    "publication",
    "reply",
    "retraction",
    "subject_of",
    "understood",
    "visibility",
]
