"""Appeals, likeness, exemplars, nudges"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE
from bot.storage.models.base import where

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # A recreated table forgets that its ids are never reused, unless told again.
    with op.batch_alter_table(
        "entry", recreate="auto", table_kwargs={"sqlite_autoincrement": True}
    ) as batch:
        batch.add_column(sa.Column("appeal_sealed", sa.LargeBinary(), nullable=True))
        batch.drop_constraint(op.f("ck_entry_state"), type_="check")
        batch.create_check_constraint(
            op.f("ck_entry_state"),
            "state IN ('pending','approved','returned','rejected','withdrawn','appealed')",
        )
    op.add_column("evidence", sa.Column("name_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("evidence", sa.Column("mirrored", sa.String(length=16), nullable=True))
    op.add_column(
        "evidence",
        sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "likeness",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("piece_id", WHOLE, nullable=False),
        sa.Column("other_id", WHOLE, nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["evidence.id"], name=op.f("fk_likeness_piece_id")),
        sa.ForeignKeyConstraint(["other_id"], ["evidence.id"], name=op.f("fk_likeness_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likeness")),
        sa.UniqueConstraint("piece_id", "other_id", name=op.f("uq_likeness_piece_id_other_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_likeness_other_id", "likeness", ["other_id"])
    op.create_table(
        "likeness_band",
        sa.Column("band", WHOLE, nullable=False),
        sa.Column("value", WHOLE, nullable=False),
        sa.Column("piece_id", WHOLE, nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["evidence.id"], name=op.f("fk_likeness_band_piece_id")
        ),
        sa.PrimaryKeyConstraint("band", "value", "piece_id", name=op.f("pk_likeness_band")),
    )
    op.create_table(
        "exemplar",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("entry_id", WHOLE, nullable=True),
        sa.Column("person_id", WHOLE, nullable=True),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("story_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reported_by", WHOLE, nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("picked_by", WHOLE, nullable=True),
        sa.Column("picked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('reported','nothing','promoted','archived','withdrawn')",
            name=op.f("ck_exemplar_state"),
        ),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_exemplar_task_force_id")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_exemplar_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_exemplar_person_id")),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["person.id"], name=op.f("fk_exemplar_reported_by")
        ),
        sa.ForeignKeyConstraint(["picked_by"], ["person.id"], name=op.f("fk_exemplar_picked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemplar")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_exemplar_one_entry",
        "exemplar",
        ["task_force_id", "month", "entry_id"],
        unique=True,
        **where(sa.text("entry_id IS NOT NULL AND state != 'withdrawn'")),
    )
    op.create_index(
        "ix_exemplar_one_nothing",
        "exemplar",
        ["task_force_id", "month"],
        unique=True,
        **where(sa.text("state = 'nothing'")),
    )
    op.create_index("ix_exemplar_month", "exemplar", ["month", "task_force_id"])
    op.create_table(
        "nudge",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", WHOLE, nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
        sa.UniqueConstraint("kind", "subject", "period", name=op.f("uq_nudge_kind_subject_period")),
        sqlite_autoincrement=True,
    )
