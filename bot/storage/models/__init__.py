"""Every table. Times are UTC; columns ending in `_sealed` hold what the vault encrypted."""

from bot.storage.models.base import Base
from bot.storage.models.month import Exemplar, Nudge
from bot.storage.models.people import Account, Invite, Owner, Person, Role, TaskForce
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

__all__ = [
    "Account",
    "Audit",
    "Base",
    "BaseScore",
    "Draft",
    "Entry",
    "Errand",
    "Evidence",
    "Exemplar",
    "Handle",
    "Inbox",
    "Invite",
    "Lane",
    "Likeness",
    "LikenessBand",
    "Nudge",
    "Outbox",
    "Owner",
    "Person",
    "Role",
    "Sheet",
    "TaskForce",
    "Upload",
]
