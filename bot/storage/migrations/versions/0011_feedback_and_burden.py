"""Feedback and burden"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("addressee", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", WHOLE, nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("passed_by", WHOLE, nullable=True),
        sa.Column("passed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('problem','advice')", name=op.f("ck_feedback_kind")),
        sa.CheckConstraint("addressee IN ('liaison','bureau')", name=op.f("ck_feedback_addressee")),
        sa.CheckConstraint(
            "state IN ('waiting','answered','closed','taken_back')",
            name=op.f("ck_feedback_state"),
        ),
        sa.ForeignKeyConstraint(["passed_by"], ["person.id"], name=op.f("fk_feedback_passed_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_feedback_person_id")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_feedback_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_state", "feedback", ["state", "addressee", "since"])
    op.create_index("ix_feedback_person_id", "feedback", ["person_id", "state"])
    op.create_table(
        "feedback_word",
        sa.Column("feedback_id", WHOLE, nullable=False),
        sa.Column("nth", WHOLE, nullable=False),
        sa.Column("said_by", WHOLE, nullable=False),
        sa.Column("is_answer", sa.Boolean(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_word_feedback_id")
        ),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("fk_feedback_word_said_by")),
        sa.PrimaryKeyConstraint("feedback_id", "nth", name=op.f("pk_feedback_word")),
    )
    op.create_table(
        "burden",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=11), nullable=False),
        sa.Column("taps", WHOLE, nullable=False),
        sa.Column("messages", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_burden_person_id")),
        sa.PrimaryKeyConstraint("month", "person_id", "conversation", name=op.f("pk_burden")),
    )
