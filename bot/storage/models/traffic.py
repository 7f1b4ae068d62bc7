"""What came in, what goes out, and what is still to be done."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base, where


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
        Index("ix_inbox_undone", "id", **where(text("state = 'new'"))),
        Index("ix_inbox_received_at", "received_at"),
        Index("ix_inbox_chat_id", "chat_id", "update_id", **where(text("state = 'new'"))),
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
    """One thing to say. Rows of a handle coalesce: at most one waits. `taken_by` is the process
    that is saying it.
    """

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
    taken_by: Mapped[int | None]
    taken_until: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_outbox_handle_id", "handle_id", unique=True),
        Index("ix_outbox_due", "priority", "not_before", "id", **where(text("state = 'new'"))),
        Index("ix_outbox_chat_id", "chat_id", "id", **where(text("state = 'new'"))),
        Index("ix_outbox_taken_by", "taken_by", **where(text("taken_by IS NOT NULL"))),
        Index("ix_outbox_not_before", "not_before"),
        NEVER_REUSED,
    )


class Lane(Base):
    """When a chat may next be written to, over all processes; chat 0 stands for all chats, -1 for
    those that Telegram asked to leave alone.
    """

    __tablename__ = "lane"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    free_at: Mapped[datetime]


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
    taken_by: Mapped[int | None]
    taken_until: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_errand_taken_by", "taken_by", **where(text("taken_by IS NOT NULL"))),
        Index("ix_errand_not_before", "not_before"),
        NEVER_REUSED,
    )
