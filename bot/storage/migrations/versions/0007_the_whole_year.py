"""The whole year"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE
from bot.storage.models.base import where

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _person_beside("draft", "about_id")
    _person_beside("entry", "recorded_by")
    op.add_column(
        "exemplar",
        sa.Column("promoted_where", sa.Text(), nullable=False, server_default=""),
    )
    op.create_table(
        "application",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("chat_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", WHOLE, nullable=True),
        sa.Column("decided_by", WHOLE, nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('asking','waiting','taken','refused','dropped')",
            name=op.f("ck_application_state"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_application_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_application_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_application_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_application_one",
        "application",
        ["chat_id"],
        unique=True,
        **where(sa.text("state IN ('asking','waiting')")),
    )
    op.create_table(
        "award",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("year", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("rank", WHOLE, nullable=False),
        sa.Column("total", WHOLE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("picked_by", WHOLE, nullable=False),
        sa.Column("picked_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", WHOLE, nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("why_ended", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_award_ended_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_award_person_id")),
        sa.ForeignKeyConstraint(["picked_by"], ["person.id"], name=op.f("fk_award_picked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_award_one",
        "award",
        ["year", "person_id"],
        unique=True,
        **where(sa.text("ended_at IS NULL")),
    )
    op.create_table(
        "deputy",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("named_by", WHOLE, nullable=True),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["named_by"], ["person.id"], name=op.f("fk_deputy_named_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deputy_person_id")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_deputy_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deputy_task_force_id", "deputy", ["task_force_id", "last"])
    op.create_table(
        "move",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("from_id", WHOLE, nullable=False),
        sa.Column("to_id", WHOLE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("moved_by", WHOLE, nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["task_force.id"], name=op.f("fk_move_from_id")),
        sa.ForeignKeyConstraint(["moved_by"], ["person.id"], name=op.f("fk_move_moved_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_move_person_id")),
        sa.ForeignKeyConstraint(["to_id"], ["task_force.id"], name=op.f("fk_move_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_move_person_id", "move", ["person_id", "day"])
    op.create_table(
        "unchanged",
        sa.Column("task_force_id", WHOLE, nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("said_by", WHOLE, nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("fk_unchanged_said_by")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_unchanged_task_force_id")
        ),
        sa.PrimaryKeyConstraint("task_force_id", "quarter", name=op.f("pk_unchanged")),
    )
    op.create_table(
        "version",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("source", sa.String(length=11), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", WHOLE, nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "source IN ('lock','restatement','ledger')", name=op.f("ck_version_source")
        ),
        sa.CheckConstraint("state IN ('making','standing')", name=op.f("ck_version_state")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_version_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("quarter", "number", name=op.f("uq_version_quarter_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_version_one_being_made",
        "version",
        ["quarter"],
        unique=True,
        **where(sa.text("state = 'making'")),
    )
    op.create_table(
        "fault",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("registered_by", WHOLE, nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("answer_until", sa.Date(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", WHOLE, nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("seconded_by", WHOLE, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('registered','seconding','confirmed','returned','withdrawn')",
            name=op.f("ck_fault_state"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_fault_decided_by")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_fault_draft_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_fault_person_id")),
        sa.ForeignKeyConstraint(
            ["registered_by"], ["person.id"], name=op.f("fk_fault_registered_by")
        ),
        sa.ForeignKeyConstraint(["seconded_by"], ["person.id"], name=op.f("fk_fault_seconded_by")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_fault_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_fault_draft_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_fault_person_id", "fault", ["person_id", "day", "state", "large"])
    op.create_index("ix_fault_state", "fault", ["state", "registered_at"])
    op.create_table(
        "reported",
        sa.Column("version_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("who_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("base", WHOLE, nullable=True),
        sa.Column("publicity", WHOLE, nullable=False),
        sa.Column("mediation", WHOLE, nullable=False),
        sa.Column("management", WHOLE, nullable=False),
        sa.Column("risk", WHOLE, nullable=False),
        sa.Column("publication", WHOLE, nullable=False),
        sa.Column("fault", WHOLE, nullable=False),
        sa.Column("total", WHOLE, nullable=False),
        sa.Column("counted_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("fault <= 0", name=op.f("ck_reported_fault")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reported_person_id")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_reported_task_force_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_reported_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_reported")),
    )
    op.create_index("ix_reported_person_id", "reported", ["person_id"])


def _person_beside(table: str, column: str) -> None:
    """Add a column that names somebody else than the row's own person. SQLite adds a reference
    with its column or makes the table anew, to which other tables refer.
    """
    person = sa.ForeignKey("person.id", name=op.f(f"fk_{table}_{column}"))
    in_place = op.get_bind().dialect.name == "sqlite"
    op.add_column(table, sa.Column(column, WHOLE, person), inline_references=in_place)
