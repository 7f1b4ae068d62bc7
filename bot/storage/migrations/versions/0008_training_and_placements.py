"""Training and placements"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "training",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("set_down_by", WHOLE, nullable=False),
        sa.Column("set_down_at", sa.DateTime(), nullable=False),
        sa.Column("called_off_by", WHOLE, nullable=True),
        sa.Column("called_off_at", sa.DateTime(), nullable=True),
        sa.Column("why_off", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_until", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('standing','off')", name=op.f("ck_training_state")),
        sa.ForeignKeyConstraint(
            ["called_off_by"], ["person.id"], name=op.f("fk_training_called_off_by")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_training_draft_id")),
        sa.ForeignKeyConstraint(
            ["set_down_by"], ["person.id"], name=op.f("fk_training_set_down_by")
        ),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_training_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_training_code_hash")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_training_draft_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_training_day", "training", ["day"])
    op.create_table(
        "attendance",
        sa.Column("training_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("noted_by", WHOLE, nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("how IN ('names','code')", name=op.f("ck_attendance_how")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_attendance_noted_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_attendance_task_force_id")
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_attendance_training_id")
        ),
        sa.PrimaryKeyConstraint("training_id", "person_id", name=op.f("pk_attendance")),
    )
    op.create_index("ix_attendance_person_id", "attendance", ["person_id"])
    op.create_table(
        "placement",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("set_down_by", WHOLE, nullable=False),
        sa.Column("set_down_at", sa.DateTime(), nullable=False),
        sa.Column("called_off_by", WHOLE, nullable=True),
        sa.Column("called_off_at", sa.DateTime(), nullable=True),
        sa.Column("why_off", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(length=10), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("evaluated_by", WHOLE, nullable=True),
        sa.Column("evaluated_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('standing','off')", name=op.f("ck_placement_state")),
        sa.CheckConstraint("last >= first", name=op.f("ck_placement_days")),
        sa.ForeignKeyConstraint(
            ["called_off_by"], ["person.id"], name=op.f("fk_placement_called_off_by")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_placement_draft_id")),
        sa.ForeignKeyConstraint(
            ["evaluated_by"], ["person.id"], name=op.f("fk_placement_evaluated_by")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_placement_person_id")),
        sa.ForeignKeyConstraint(
            ["set_down_by"], ["person.id"], name=op.f("fk_placement_set_down_by")
        ),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_placement_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_placement_draft_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_placement_last", "placement", ["last"])
    op.create_index("ix_placement_person_id", "placement", ["person_id", "first"])
