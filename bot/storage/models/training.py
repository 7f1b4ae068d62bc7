"""Training, placements, stations and studios (三(四), 三(六))."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base


class Training(Base):
    """A training of coordinators (三(四)一), by the number people call it by: `P12`. It is a task
    force's, or the whole county's. Its papers are its draft's. `code_hash` is the code by which
    people sign in until `code_until`, or the last one where that is None.
    """

    __tablename__ = "training"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), unique=True)
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    day: Mapped[date] = mapped_column(Date)
    facts_sealed: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(8))
    set_down_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_down_at: Mapped[datetime]
    called_off_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    called_off_at: Mapped[datetime | None]
    why_off: Mapped[str] = mapped_column(default="")
    code_hash: Mapped[bytes | None] = mapped_column(unique=True)
    code_until: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state IN ('standing','off')", name="state"),
        Index("ix_training_day", "day"),
        NEVER_REUSED,
    )


class Attendance(Base):
    """Whether somebody was at a training; `task_force_id` is whose they were then. Who was noted by
    mistake is no longer `present`.
    """

    __tablename__ = "attendance"

    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    present: Mapped[bool]
    how: Mapped[str] = mapped_column(String(8))
    noted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("how IN ('names','code')", name="how"),
        Index("ix_attendance_person_id", "person_id"),
    )


class Placement(Base):
    """Somebody learns on the job at a host (以干代训, 三(四)二), known by its number: `G3`. Its
    papers are its draft's. `grade` and words are the overall evaluation.
    """

    __tablename__ = "placement"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    host: Mapped[str]
    level: Mapped[str] = mapped_column(String(8))
    stage: Mapped[str] = mapped_column(String(8))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8))
    set_down_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_down_at: Mapped[datetime]
    called_off_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    called_off_at: Mapped[datetime | None]
    why_off: Mapped[str] = mapped_column(default="")
    grade: Mapped[str | None] = mapped_column(String(10))
    words_sealed: Mapped[bytes | None]
    evaluated_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    evaluated_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state IN ('standing','off')", name="state"),
        CheckConstraint("last >= first", name="days"),
        Index("ix_placement_person_id", "person_id", "first"),
        Index("ix_placement_last", "last"),
        NEVER_REUSED,
    )
