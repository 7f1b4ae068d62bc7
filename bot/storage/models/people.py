"""Who there is: task forces, people, their roles, links and accounts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base, where


class Owner(Base):
    """Whose database this is: the one bot that works on it, and what its county is called."""

    __tablename__ = "owner"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bot_id: Mapped[int]
    county: Mapped[str]
    since: Mapped[datetime]

    __table_args__ = (CheckConstraint("id = 1", name="one"),)


class TaskForce(Base):
    """A task force (专班) with the unit that leads it and those that cooperate. Clause 三(一)."""

    __tablename__ = "task_force"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    field: Mapped[str] = mapped_column(default="")
    lead: Mapped[str] = mapped_column(default="")
    cooperating: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Person(Base):
    """Someone of a ledger (Annex 2), or an officer of the bureau, who is in none."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    name_sealed: Mapped[bytes]
    name_hash: Mapped[bytes]
    id_number_sealed: Mapped[bytes | None]
    id_number_hash: Mapped[bytes | None] = mapped_column(unique=True)
    phone_sealed: Mapped[bytes | None]
    phone_hash: Mapped[bytes | None]
    kind: Mapped[str] = mapped_column(default="")
    education: Mapped[str] = mapped_column(default="")
    employer: Mapped[str] = mapped_column(default="")
    years: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_person_name_hash", "name_hash"),
        Index("ix_person_task_force_id", "task_force_id"),
        NEVER_REUSED,
    )


class Role(Base):
    """What someone may do, from one day on; exactly one liaison a task force at a time."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(16))
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_role_one_liaison",
            "task_force_id",
            unique=True,
            **where(text("role = 'liaison' AND until IS NULL")),
        ),
        Index("ix_role_person_id", "person_id"),
    )


class Invite(Base):
    """A link that lets one person join, once, within seven days."""

    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    wrong: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(8), default="open")

    __table_args__ = (Index("ix_invite_person_id", "person_id"), NEVER_REUSED)


class Account(Base):
    """A Telegram account: who it belongs to, what it is in the middle of."""

    __tablename__ = "account"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invite_id: Mapped[int | None] = mapped_column(ForeignKey("invite.id"))
    joined_at: Mapped[datetime | None]
    focus: Mapped[str | None] = mapped_column(String(16))
    focus_id: Mapped[int | None]
    reviewing: Mapped[int | None]
    reachable: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (Index("ix_account_person_id", "person_id", unique=True),)


class Deputy(Base):
    """Who stands in for a task force's liaison (三(一)) from the first day to the last, both
    included.
    """

    __tablename__ = "deputy"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_force_id: Mapped[int] = mapped_column(ForeignKey("task_force.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    named_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_deputy_task_force_id", "task_force_id", "last"), NEVER_REUSED)


class Move(Base):
    """Somebody went from one task force's ledger to another's: whose they were until that day."""

    __tablename__ = "move"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("task_force.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("task_force.id"))
    day: Mapped[date] = mapped_column(Date)
    moved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (Index("ix_move_person_id", "person_id", "day"), NEVER_REUSED)


class Application(Base):
    """Somebody unknown asks to be taken into a task force's ledger (申请加入); `facts_sealed` holds
    what they said of themselves, by the ledger's columns.
    """

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    facts_sealed: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(8), default="asking")
    asked_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("state IN ('asking','waiting','taken','refused','dropped')", name="state"),
        Index(
            "ix_application_one",
            "chat_id",
            unique=True,
            **where(text("state IN ('asking','waiting')")),
        ),
        NEVER_REUSED,
    )


class Habit(Base):
    """When somebody last used something that stands behind 更多, by its command or label."""

    __tablename__ = "habit"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    entrance: Mapped[str] = mapped_column(String(32), primary_key=True)
    used_at: Mapped[datetime]


class Unchanged(Base):
    """A task force's word that its ledger is up to date in a quarter (没有变化). Clause 三(三)."""

    __tablename__ = "unchanged"

    task_force_id: Mapped[int] = mapped_column(ForeignKey("task_force.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(6), primary_key=True)
    said_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
