"""What the audit trail keeps: every kind of row that decides marks, rights or titles is named here
once.

The trail is told of each write to such a row: its key, the columns that were set, and what they are
now. So the rows can be rebuilt from the trail alone and compared with the tables. Every table
stands in one of the two lists here, `KEPT` and `EXEMPT`; every column of a kept table is told,
unless it is among its `exempt` ones.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Table

from bot.storage import models as m
from bot.storage.kept import Kept


def _of(model: type[m.Base]) -> Table:
    return m.Base.metadata.tables[model.__tablename__]


TASK_FORCE = Kept(_of(m.TaskForce))
PERSON = Kept(
    _of(m.Person),
    sealed={
        "name_sealed": "person.name:{id}",
        "id_number_sealed": "person.id_number:{id}",
        "phone_sealed": "person.phone:{id}",
    },
    digested=frozenset(
        {"name_hash", "id_number_hash", "phone_hash", "education", "employer", "years", "remark"}
    ),
)
ROLE = Kept(_of(m.Role))
INVITE = Kept(_of(m.Invite), digested=frozenset({"token_hash"}))
ACCOUNT = Kept(
    _of(m.Account),
    digested=frozenset({"chat_id"}),
    exempt={
        "focus": "what a typed answer belongs to: a place in a conversation",
        "focus_id": "as focus",
        "reviewing": "which card is on the screen",
        "reachable": "whether Telegram delivers there",
    },
)
ENTRY = Kept(
    _of(m.Entry),
    sealed={"facts_sealed": "entry.facts:{id}", "appeal_sealed": "entry.appeal:{id}"},
)
EVIDENCE = Kept(
    _of(m.Evidence),
    sealed={"name_sealed": "evidence.name:{unique_id}"},
    digested=frozenset({"name", "file_id"}),
    within="draft_id",
)
BASE_SCORE = Kept(_of(m.BaseScore))
EXEMPLAR = Kept(
    _of(m.Exemplar),
    sealed={"title_sealed": "exemplar.title:{id}", "story_sealed": "exemplar.story:{id}"},
    added={"promoted_where": ""},
)
DEPUTY = Kept(_of(m.Deputy))
MOVE = Kept(_of(m.Move))
UNCHANGED = Kept(_of(m.Unchanged))
FAULT = Kept(
    _of(m.Fault),
    sealed={"facts_sealed": "fault.facts:{id}", "answer_sealed": "fault.answer:{id}"},
)
VERSION = Kept(_of(m.Version), digested=frozenset({"rules"}))
REPORTED = Kept(
    _of(m.Reported),
    sealed={
        "who_sealed": "reported.who:{version_id}:{person_id}",
        "counted_sealed": "reported.counted:{version_id}:{person_id}",
    },
)
AWARD = Kept(_of(m.Award))
FEEDBACK = Kept(_of(m.Feedback))
FEEDBACK_WORD = Kept(
    _of(m.FeedbackWord),
    sealed={"words_sealed": "feedback_word.words:{feedback_id}:{nth}"},
)
ALERT = Kept(
    _of(m.Alert),
    sealed={"words_sealed": "alert.words:{id}", "outcome_sealed": "alert.outcome:{id}"},
    exempt={
        "passed": "which photos were passed on already",
        "touched_at": "until when what is typed belongs to it without a reply",
    },
)
ALERT_NOTE = Kept(_of(m.AlertNote), sealed={"words_sealed": "alert_note.words:{id}"})
EMERGENCY_PLAN = Kept(_of(m.EmergencyPlan), sealed={"words_sealed": "emergency_plan.words:{id}"})
TRAINING = Kept(
    _of(m.Training),
    sealed={"facts_sealed": "training.facts:{id}"},
    exempt={
        "code_hash": "the code on the screen; who signed in by it is attendance",
        "code_until": "as code_hash",
    },
)
ATTENDANCE = Kept(_of(m.Attendance))
PLACEMENT = Kept(_of(m.Placement), sealed={"words_sealed": "placement.words:{id}"})

STATION = Kept(_of(m.Station), sealed={"keeper_sealed": "station.keeper:{id}"})
OPENING = Kept(_of(m.Opening))

OPENS_DRAFTS: Final = (ENTRY, FAULT, TRAINING, PLACEMENT, STATION)
"""What a draft becomes; its evidence is kept from then on."""

# In the order in which they refer to each other.
KEPT: Final[Mapping[str, Kept]] = {
    kept.name: kept
    for kept in (
        TASK_FORCE,
        PERSON,
        ROLE,
        INVITE,
        ACCOUNT,
        ENTRY,
        EVIDENCE,
        BASE_SCORE,
        EXEMPLAR,
        DEPUTY,
        MOVE,
        UNCHANGED,
        FAULT,
        VERSION,
        REPORTED,
        AWARD,
        FEEDBACK,
        FEEDBACK_WORD,
        ALERT,
        ALERT_NOTE,
        EMERGENCY_PLAN,
        TRAINING,
        ATTENDANCE,
        PLACEMENT,
        STATION,
        OPENING,
    )
}
EXEMPT: Final[Mapping[str, str]] = {
    "audit": "is the trail; each row is sealed to the one before",
    "draft": "its author's own until it is submitted, and what it says is an entry from then on; "
    "whose it is and where it stands decide who may change the entry, so verify compares both",
    "application": "what a stranger says of themselves; who is taken in is a person from then on",
    "owner": "which bot works on the database; that another took it over is told",
    "sheet": "a picture drawn from the evidence, and drawn anew when that changes",
    "likeness": "a hint for the reviewer, found again from the evidence's fingerprints",
    "likeness_band": "as likeness",
    "reading": "a machine's suggestion, sealed; what a person made of it is an entry",
    "text_sketch": "a hint for the reviewer, made from what a machine read",
    "text_band": "as text_sketch",
    "nudge": "who was reminded of what",
    "habit": "what somebody used last, which orders a list of buttons and decides nothing",
    "inbox": "what came in; what it changed is told",
    "outbox": "what is to be said",
    "handle": "where a message stands",
    "lane": "when a chat may next be written to",
    "upload": "files that Telegram already has",
    "errand": "work that is still to be done",
    "burden": "how many messages and actions the bot costs; a gauge that decides nothing",
}
