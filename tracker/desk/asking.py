"""Who asks, and what they may see and do. Every service takes the asker as an argument."""

from dataclasses import dataclass

from tracker.model.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks: their name as it stands in the history, their role, and the partner they work for.

    `shared`: the account stands for whoever sits at the laptop, so its name says nothing about the person.
    `account` is the id of the account of somebody who signed in; programs and a laptop without accounts have none.
    """

    name: str
    role: Role
    partner: str | None = None
    shared: bool = False
    account: int | None = None

    @property
    def is_staff(self) -> bool:
        """Whether this is somebody of the organisation itself."""
        return self.role in (Role.EDITOR, Role.ADMINISTRATOR)


class NotAllowed(Exception):
    """The asker may not do this. Nothing was done."""


EDITOR = Asker(name="editor", role=Role.EDITOR, shared=True)
PUBLIC = Asker(name="public", role=Role.PUBLIC)
PROGRAM = Asker(name="ahd", role=Role.ADMINISTRATOR)


def require_staff(asker: Asker) -> None:
    """Raise `NotAllowed` unless the asker belongs to the organisation."""
    if not asker.is_staff:
        raise NotAllowed(asker.role.value)


def require_administrator(asker: Asker) -> None:
    """Raise `NotAllowed` unless the asker decides who may sign in."""
    if asker.role is not Role.ADMINISTRATOR:
        raise NotAllowed(asker.role.value)
