"""Feedback, and what the bot costs people (四(二)(三))."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base


class Feedback(Base):
    """A problem or advice, by the number people call it by: `F12`. `task_force_id` is whose ledger
    the person was in when they asked; `since` is when it came into its state; `words` counts what
    was said in it; `answered_at` is the first answer's.
    """

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    kind: Mapped[str] = mapped_column(String(8))
    addressee: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))
    words: Mapped[int]
    asked_at: Mapped[datetime]
    since: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    passed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    passed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("kind IN ('problem','advice')", name="kind"),
        CheckConstraint("addressee IN ('liaison','bureau')", name="addressee"),
        CheckConstraint("state IN ('waiting','answered','closed','taken_back')", name="state"),
        Index("ix_feedback_state", "state", "addressee", "since"),
        Index("ix_feedback_person_id", "person_id", "state"),
        NEVER_REUSED,
    )


class FeedbackWord(Base):
    """What was said in a thread, the `nth` thing: by whoever asked, or an answer to them."""

    __tablename__ = "feedback_word"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), primary_key=True)
    nth: Mapped[int] = mapped_column(primary_key=True)
    said_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_answer: Mapped[bool]
    words_sealed: Mapped[bytes]
    said_at: Mapped[datetime]


class Burden(Base):
    """What one conversation cost one person in a month: actions of theirs (`taps`), and messages
    they were sent. `role` is the one they had when it was last counted. A gauge, not evidence.
    """

    __tablename__ = "burden"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    conversation: Mapped[str] = mapped_column(String(32), primary_key=True)
    role: Mapped[str] = mapped_column(String(11))
    taps: Mapped[int]
    messages: Mapped[int]
