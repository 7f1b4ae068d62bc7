"""What people did: drafts, entries, evidence, base scores, and the audit trail of it all."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base, where


class Draft(Base):
    """A conversation as data: the form, what is known, what is being asked. `about_id` is whom it
    is about, where that is somebody else: work recorded on behalf, a fault.
    """

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
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (Index("ix_draft_person_id", "person_id", "state"), NEVER_REUSED)


class Entry(Base):
    """A piece of work that was submitted, by the number people call it by: `X1042`. `recorded_by`
    is the liaison who recorded it on the person's behalf, None for the person themselves.
    """

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
    appeal_sealed: Mapped[bytes | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint(
            "state IN ('pending','approved','returned','rejected','withdrawn','appealed')",
            name="state",
        ),
        Index("ix_entry_queue", "state", "task_force_id", "submitted_at"),
        # Holds all that the quarter's points are counted from, so that no entry is read for them.
        Index("ix_entry_person_id", "person_id", "day", "state", "line", "share", "counts"),
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
    # Names were kept in the open once; what a file is called may name a party to a case.
    name: Mapped[str] = mapped_column(default="")
    name_sealed: Mapped[bytes | None]
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
    mirrored: Mapped[str | None] = mapped_column(String(16))
    late: Mapped[bool] = mapped_column(default=False)
    refusal: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_evidence_draft_id", "draft_id"),
        Index("ix_evidence_sha256", "sha256"),
        NEVER_REUSED,
    )


class Likeness(Base):
    """Two pieces that look alike: the very same bytes, nearly the same, or mirrored."""

    __tablename__ = "likeness"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    how: Mapped[str] = mapped_column(String(8))

    __table_args__ = (
        UniqueConstraint("piece_id", "other_id"),
        Index("ix_likeness_other_id", "other_id"),
        NEVER_REUSED,
    )


class LikenessBand(Base):
    """A piece's fingerprint under each of its eight bytes: near ones share at least one."""

    __tablename__ = "likeness_band"

    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(16))


class Reading(Base):
    """What was read of a piece, sealed; None where it could not be read, or was dropped since.
    `pages` of the `of` that the file has were read. `covers` are the places of people's numbers
    on it, which stay when the text is dropped; None where it could not be read.
    """

    __tablename__ = "reading"

    piece_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    read_sealed: Mapped[bytes | None]
    pages: Mapped[int]
    of: Mapped[int]
    read_at: Mapped[datetime]
    covers: Mapped[str | None]

    __table_args__ = (
        # Those whose text is still there, among which is looked for what is to be dropped.
        Index("ix_reading_text", "piece_id", **where(text("read_sealed IS NOT NULL"))),
    )


class TextSketch(Base):
    """What tells that a page says the same as another, and not what it says. It stays when what was
    read is dropped.
    """

    __tablename__ = "text_sketch"

    piece_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    sketch: Mapped[bytes]


class TextBand(Base):
    """A page's sketch under its most telling hashes: pages that say the same share some."""

    __tablename__ = "text_band"

    value: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)


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
    """Who did what, when and why, and what became of which rows (`kept`, see `storage/trail.py`);
    each row carries the hash of the one before.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    act: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(default="")
    kept: Mapped[str] = mapped_column(default="")
    hash: Mapped[bytes]

    __table_args__ = (Index("ix_audit_subject", "subject"), NEVER_REUSED)
