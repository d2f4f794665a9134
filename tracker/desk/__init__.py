"""What people do and ask. Each service takes the desk, then who asks; each change is one transaction."""

from tracker.desk import look
from tracker.desk.asking import EDITOR, PROGRAM, PUBLIC, Asker, NotAllowed
from tracker.desk.desk import Desk
from tracker.desk.view import View

__all__ = ["EDITOR", "PROGRAM", "PUBLIC", "Asker", "Desk", "NotAllowed", "View", "look"]
