"""Public service stations and gold coordinators' studios (三(六))."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_REUSED, Base, where


class Station(Base):
    """A station or studio by its public-facing name; `named` is that name as it is looked for. Who
    is in charge is somebody on record, or a name (`keeper_sealed`). Its photos are those of
    `draft_id`. `version` counts every change.
    """

    __tablename__ = "station"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_force_id: Mapped[int] = mapped_column(ForeignKey("task_force.id"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str]
    named: Mapped[str] = mapped_column(unique=True)
    within: Mapped[str] = mapped_column(String(10))
    address: Mapped[str]
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    keeper_sealed: Mapped[bytes | None]
    version: Mapped[int]
    registered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    registered_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("kind IN ('station','studio')", name="kind"),
        CheckConstraint("within IN ('sector','park','community','building')", name="within"),
        Index("ix_station_task_force_id", "task_force_id"),
        Index("ix_station_keeper_id", "keeper_id"),
        NEVER_REUSED,
    )


class Opening(Base):
    """From which day to which a station is open: `last` is the day it was closed, `why` for what.
    One that was opened again has several.
    """

    __tablename__ = "opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)
    why: Mapped[str]
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        Index("ix_opening_one", "station_id", unique=True, **where(text("last IS NULL"))),
        Index("ix_opening_station_id", "station_id", "id"),
        NEVER_REUSED,
    )
