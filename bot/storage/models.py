"""Every table. Times are UTC; columns ending in `_sealed` hold what the vault encrypted."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; a naive one is refused instead of guessed."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment,
        dict[str, Any]: JSON,
        bytes: LargeBinary,
        str: Text,
    }


# SQLite hands a deleted highest id out again unless told not to, and a cursor then waits for ever.
NEVER_REUSED = {"sqlite_autoincrement": True}


# ── what came in and what goes out ─────────────────────────────────────────────────────────────


class Inbox(Base):
    """One update of Telegram's, written down before it is acknowledged."""

    __tablename__ = "inbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int]
    digest: Mapped[bytes]
    chat_id: Mapped[int]
    payload_sealed: Mapped[bytes | None]
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default="new")
    error: Mapped[str | None]
    meant_for: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("update_id", "digest"),
        Index("ix_inbox_undone", "id", sqlite_where=text("state = 'new'")),
        Index("ix_inbox_received_at", "received_at"),
        NEVER_REUSED,
    )


class Handle(Base):
    """A message of ours that is edited later, known by what it is for."""

    __tablename__ = "handle"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(16))
    subject: Mapped[int]
    message_id: Mapped[int | None]
    kind: Mapped[str | None] = mapped_column(String(8))
    sha256: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("chat_id", "purpose", "subject"),
        Index("ix_handle_message", "chat_id", "message_id"),
        NEVER_REUSED,
    )


class Outbox(Base):
    """One thing to say. Rows of a handle coalesce: at most one waits."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    handle_id: Mapped[int | None] = mapped_column(ForeignKey("handle.id"))
    payload_sealed: Mapped[bytes]
    version: Mapped[int] = mapped_column(default=1)
    priority: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    latest: Mapped[datetime]
    settling: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(8), default="new")
    error: Mapped[str | None]

    __table_args__ = (
        Index("ix_outbox_handle_id", "handle_id", unique=True),
        Index("ix_outbox_due", "priority", "id", sqlite_where=text("state = 'new'")),
        Index("ix_outbox_not_before", "not_before"),
        NEVER_REUSED,
    )


class Upload(Base):
    """A file Telegram already has, so that it is sent by reference next time."""

    __tablename__ = "upload"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    file_id: Mapped[str]


class Errand(Base):
    """Work to be done after the commit and retried until it is: fetch, inspect, draw, report."""

    __tablename__ = "errand"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[int]
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    not_before: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_errand_not_before", "not_before"),
        NEVER_REUSED,
    )


# ── who there is ───────────────────────────────────────────────────────────────────────────────


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
            sqlite_where=text("role = 'liaison' AND until IS NULL"),
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


# ── what people did ────────────────────────────────────────────────────────────────────────────


class Draft(Base):
    """A conversation as data: the form, what is known, what is being asked."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chat_id: Mapped[int]
    form: Mapped[str] = mapped_column(String(16), default="")
    facts_sealed: Mapped[bytes]
    asking: Mapped[str] = mapped_column(String(32), default="")
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(8), default="open")
    opened_at: Mapped[datetime]
    touched_at: Mapped[datetime]

    __table_args__ = (Index("ix_draft_person_id", "person_id", "state"), NEVER_REUSED)


class Entry(Base):
    """A piece of work that was submitted, by the number people call it by: `X1042`."""

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    task_force_id: Mapped[int | None] = mapped_column(ForeignKey("task_force.id"))
    line: Mapped[str] = mapped_column(String(16))
    share: Mapped[str] = mapped_column(String(8), default="")
    day: Mapped[date] = mapped_column(Date)
    counts: Mapped[bool]
    why_not: Mapped[str] = mapped_column(default="")
    facts_sealed: Mapped[bytes]
    reviewer: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12))
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")
    open_slots: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint(
            "state IN ('pending','approved','returned','rejected','withdrawn')", name="state"
        ),
        Index("ix_entry_queue", "state", "task_force_id", "submitted_at"),
        Index("ix_entry_person_id", "person_id", "day"),
        NEVER_REUSED,
    )


class Evidence(Base):
    """A photo or paper that somebody sent, in the slot it stands for."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    slot: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    file_id: Mapped[str]
    unique_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    mime: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[int]
    album: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    sha256: Mapped[str | None] = mapped_column(String(64))
    thumbnail: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    taken_at: Mapped[str | None]
    located: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str | None] = mapped_column(String(16))
    refusal: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_evidence_draft_id", "draft_id"),
        Index("ix_evidence_sha256", "sha256"),
        NEVER_REUSED,
    )


class Sheet(Base):
    """The contact sheet of a draft's evidence, as last drawn."""

    __tablename__ = "sheet"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    of: Mapped[str]
    drawn_at: Mapped[datetime]


class BaseScore(Base):
    """The base score of one person and quarter, as last given. Clause §8.3."""

    __tablename__ = "base_score"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(6), primary_key=True)
    value: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    given_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("value BETWEEN 0 AND 30", name="value"),)


class Audit(Base):
    """Who did what, when and why; each row carries the hash of the one before."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    act: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(default="")
    hash: Mapped[bytes]

    __table_args__ = (Index("ix_audit_subject", "subject"), NEVER_REUSED)
