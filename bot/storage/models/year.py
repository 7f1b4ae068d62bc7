"""The year: faults, what quarters were reported as, and the title of gold."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base, where


class Fault(Base):
    """A fault at work, by the number people call it by: `S12`. Its papers are its draft's. It takes
    points away once it is confirmed (§8.3): a liaison's own by a second officer, `seconded_by`.
    """

    __tablename__ = "fault"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    day: Mapped[date] = mapped_column(Date)
    large: Mapped[bool]
    facts_sealed: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(10))
    registered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    registered_at: Mapped[datetime]
    answer_until: Mapped[date] = mapped_column(Date)
    answer_sealed: Mapped[bytes | None]
    answered_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    seconded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint(
            "state IN ('registered','seconding','confirmed','returned','withdrawn')", name="state"
        ),
        Index("ix_fault_person_id", "person_id", "day", "state", "large"),
        Index("ix_fault_state", "state", "registered_at"),
        NEVER_REUSED,
    )


class Version(Base):
    """A quarter as it was reported, for the how-manieth time (`number`), by the rules then in force
    (`rules`, JSON). The first is made when the quarter is locked, or a ledger brings it closed on
    paper; each later one is a restatement with a reason. While it is being made nobody reads it.
    """

    __tablename__ = "version"

    id: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[str] = mapped_column(String(6))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(11))
    state: Mapped[str] = mapped_column(String(8))
    rules: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("source IN ('lock','restatement','ledger')", name="source"),
        CheckConstraint("state IN ('making','standing')", name="state"),
        UniqueConstraint("quarter", "number"),
        Index(
            "ix_version_one_being_made", "quarter", unique=True, **where(text("state = 'making'"))
        ),
        NEVER_REUSED,
    )


class Reported(Base):
    """What one person's quarter was reported as, in points. `fault` is 0 or negative; `base` is
    None where nobody had given it. `who_sealed` holds how the person stood in the ledger,
    `counted_sealed` each entry and fault with what it came to (both JSON; "" where a ledger on
    paper says no more than the figures).
    """

    __tablename__ = "reported"

    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    task_force_id: Mapped[int] = mapped_column(ForeignKey("task_force.id"))
    place: Mapped[int]
    who_sealed: Mapped[bytes]
    base: Mapped[int | None]
    publicity: Mapped[int]
    mediation: Mapped[int]
    management: Mapped[int]
    risk: Mapped[int]
    publication: Mapped[int]
    fault: Mapped[int]
    total: Mapped[int]
    counted_sealed: Mapped[bytes]

    __table_args__ = (
        CheckConstraint("fault <= 0", name="fault"),
        Index("ix_reported_person_id", "person_id"),
    )


class Award(Base):
    """A gold coordinator of a year (三(五)): picked by the bureau, `reason` where that deviates
    from the ranking; `ended_at` when the title was taken away, `why_ended` for what.
    """

    __tablename__ = "award"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rank: Mapped[int]
    total: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    picked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    picked_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    why_ended: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_award_one", "year", "person_id", unique=True, **where(text("ended_at IS NULL"))),
        NEVER_REUSED,
    )
