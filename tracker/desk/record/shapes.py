"""What is handed to the recording services and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.desk.rules import Breach


@dataclass(frozen=True, slots=True)
class LinkProof:
    """The address of a page that bears a statement out. It is kept as written and never fetched."""

    url: str


@dataclass(frozen=True, slots=True)
class DocumentProof:
    """A file that bears a statement out, with the name it was sent under."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Observation:
    """What somebody saw, in words."""

    text: str


Proof = LinkProof | DocumentProof | Observation


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: its kind and id, the commitment's code, the revision, and the remarks of the rules."""

    kind: str
    id: int
    code: str
    revision: int
    remarks: tuple[Breach, ...] = ()


class Refused(Exception):
    """Rules keep this out. Nothing was recorded."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        """Hold every breach, also those that would not have kept it out alone."""
        super().__init__(", ".join(breach.code for breach in breaches))
        self.breaches = tuple(breaches)
