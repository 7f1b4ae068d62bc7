"""Alerts and emergency plans"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE
from bot.storage.models.base import where

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("raised_by", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("round", WHOLE, nullable=False),
        sa.Column("passed", WHOLE, nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.Column("known_by", WHOLE, nullable=True),
        sa.Column("known_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", WHOLE, nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("outcome_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('raised','known','closed','withdrawn')", name=op.f("ck_alert_state")
        ),
        _refers("alert", "draft_id", "draft"),
        _refers("alert", "raised_by", "person"),
        _refers("alert", "task_force_id", "task_force"),
        _refers("alert", "known_by", "person"),
        _refers("alert", "ended_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_alert_draft_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_alert_going_on",
        "alert",
        ["raised_at"],
        **where(sa.text("state IN ('raised','known')")),
    )
    op.create_index("ix_alert_raised_at", "alert", ["raised_at"])
    op.create_table(
        "alert_note",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("alert_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        _refers("alert_note", "alert_id", "alert"),
        _refers("alert_note", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_note")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_note_alert_id", "alert_note", ["alert_id", "id"])
    op.create_table(
        "emergency_plan",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "what IN ('steps','contacts','checked')", name=op.f("ck_emergency_plan_what")
        ),
        _refers("emergency_plan", "task_force_id", "task_force"),
        _refers("emergency_plan", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_plan")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_emergency_plan_task_force_id", "emergency_plan", ["task_force_id", "what", "id"]
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
