"""The month: exemplars reported before the 20th, and what people were reminded of."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base, where


class Exemplar(Base):
    """An exemplary deed a task force reports for a month, or that it has none. Clause 三(六)."""

    __tablename__ = "exemplar"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_force_id: Mapped[int] = mapped_column(ForeignKey("task_force.id"))
    month: Mapped[str] = mapped_column(String(7))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title_sealed: Mapped[bytes | None]
    story_sealed: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(String(12))
    reported_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reported_at: Mapped[datetime]
    picked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    picked_at: Mapped[datetime | None]
    promoted_where: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint(
            "state IN ('reported','nothing','promoted','archived','withdrawn')", name="state"
        ),
        Index(
            "ix_exemplar_one_entry",
            "task_force_id",
            "month",
            "entry_id",
            unique=True,
            **where(text("entry_id IS NOT NULL AND state != 'withdrawn'")),
        ),
        Index(
            "ix_exemplar_one_nothing",
            "task_force_id",
            "month",
            unique=True,
            **where(text("state = 'nothing'")),
        ),
        Index("ix_exemplar_month", "month", "task_force_id"),
        NEVER_REUSED,
    )


class Nudge(Base):
    """Somebody was reminded of something: once for each kind, subject and period."""

    __tablename__ = "nudge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[int]
    period: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("kind", "subject", "period"), NEVER_REUSED)
