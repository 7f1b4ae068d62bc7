"""Stations and studios"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE
from bot.storage.models.base import where

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "station",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=False),
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("within", sa.String(length=10), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("keeper_id", WHOLE, nullable=True),
        sa.Column("keeper_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("registered_by", WHOLE, nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('station','studio')", name=op.f("ck_station_kind")),
        sa.CheckConstraint(
            "within IN ('sector','park','community','building')", name=op.f("ck_station_within")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_station_draft_id")),
        sa.ForeignKeyConstraint(["keeper_id"], ["person.id"], name=op.f("fk_station_keeper_id")),
        sa.ForeignKeyConstraint(
            ["registered_by"], ["person.id"], name=op.f("fk_station_registered_by")
        ),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_station_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("named", name=op.f("uq_station_named")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_station_task_force_id", "station", ["task_force_id"])
    op.create_index("ix_station_keeper_id", "station", ["keeper_id"])
    op.create_table(
        "opening",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("station_id", WHOLE, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("opened_by", WHOLE, nullable=False),
        sa.Column("closed_by", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_opening_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_opening_opened_by")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_opening_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_opening_one",
        "opening",
        ["station_id"],
        unique=True,
        **where(sa.text("last IS NULL")),
    )
    op.create_index("ix_opening_station_id", "opening", ["station_id", "id"])
