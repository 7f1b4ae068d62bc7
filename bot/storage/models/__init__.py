"""Every table. Times are UTC; columns ending in `_sealed` hold what the vault encrypted."""

from bot.storage.models.base import Base
from bot.storage.models.month import Exemplar, Nudge
from bot.storage.models.people import (
    Account,
    Application,
    Deputy,
    Invite,
    Move,
    Owner,
    Person,
    Role,
    TaskForce,
    Unchanged,
)
from bot.storage.models.station import Opening, Station
from bot.storage.models.traffic import Errand, Handle, Inbox, Lane, Outbox, Upload
from bot.storage.models.work import (
    Audit,
    BaseScore,
    Draft,
    Entry,
    Evidence,
    Likeness,
    LikenessBand,
    Sheet,
)
from bot.storage.models.year import Award, Fault, Reported, Version

__all__ = [
    "Account",
    "Application",
    "Audit",
    "Award",
    "Base",
    "BaseScore",
    "Deputy",
    "Draft",
    "Entry",
    "Errand",
    "Evidence",
    "Exemplar",
    "Fault",
    "Handle",
    "Inbox",
    "Invite",
    "Lane",
    "Likeness",
    "LikenessBand",
    "Move",
    "Nudge",
    "Opening",
    "Outbox",
    "Owner",
    "Person",
    "Reported",
    "Role",
    "Sheet",
    "Station",
    "TaskForce",
    "Unchanged",
    "Upload",
    "Version",
]
