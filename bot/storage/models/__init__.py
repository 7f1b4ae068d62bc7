"""Every table. Times are UTC; columns ending in `_sealed` hold what the vault encrypted."""

from bot.storage.models.alert import Alert, AlertNote, EmergencyPlan
from bot.storage.models.base import Base
from bot.storage.models.meeting import Burden, Feedback, FeedbackWord
from bot.storage.models.month import Exemplar, Nudge
from bot.storage.models.people import (
    Account,
    Application,
    Deputy,
    Habit,
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
from bot.storage.models.training import Attendance, Placement, Training
from bot.storage.models.work import (
    Audit,
    BaseScore,
    Draft,
    Entry,
    Evidence,
    Likeness,
    LikenessBand,
    Reading,
    Sheet,
    TextBand,
    TextSketch,
)
from bot.storage.models.year import Award, Fault, Reported, Version

__all__ = [
    "Account",
    "Alert",
    "AlertNote",
    "Application",
    "Attendance",
    "Audit",
    "Award",
    "Base",
    "BaseScore",
    "Burden",
    "Deputy",
    "Draft",
    "EmergencyPlan",
    "Entry",
    "Errand",
    "Evidence",
    "Exemplar",
    "Fault",
    "Feedback",
    "FeedbackWord",
    "Habit",
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
    "Placement",
    "Reading",
    "Reported",
    "Role",
    "Sheet",
    "Station",
    "TaskForce",
    "TextBand",
    "TextSketch",
    "Training",
    "Unchanged",
    "Upload",
    "Version",
]
