"""Alerts, and each task force's emergency plan (§7.4)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base, where


class Alert(Base):
    """A grave and urgent problem, reported at once, by the number people call it by: `A3`. Its
    photos are its draft's, which may become that of a risk entry. A `drill` counts nothing.

    `round` is how often people were asked whether they know of it, `passed` the last piece of
    evidence that was passed on, `touched_at` when somebody last had to do with it.
    """

    __tablename__ = "alert"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), unique=True)
    raised_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    raised_at: Mapped[datetime]
    drill: Mapped[bool]
    words_sealed: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(String(9))
    round: Mapped[int]
    passed: Mapped[int]
    touched_at: Mapped[datetime]
    known_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    known_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    outcome_sealed: Mapped[bytes | None]

    __table_args__ = (
        CheckConstraint("state IN ('raised','known','closed','withdrawn')", name="state"),
        Index("ix_alert_going_on", "raised_at", **where(text("state IN ('raised','known')"))),
        Index("ix_alert_raised_at", "raised_at"),
        NEVER_REUSED,
    )


class AlertNote(Base):
    """What somebody reported in the course of an alert."""

    __tablename__ = "alert_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    words_sealed: Mapped[bytes]

    __table_args__ = (Index("ix_alert_note_alert_id", "alert_id", "id"), NEVER_REUSED)


class EmergencyPlan(Base):
    """One part of a task force's emergency plan as it was written (`what`: steps, contacts), or
    that somebody looked the plan over (checked). The newest of each stands. Without a task force it
    is the county's, for those that have none.
    """

    __tablename__ = "emergency_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    what: Mapped[str] = mapped_column(String(8))
    words_sealed: Mapped[bytes | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("what IN ('steps','contacts','checked')", name="what"),
        Index("ix_emergency_plan_task_force_id", "task_force_id", "what", "id"),
        NEVER_REUSED,
    )
