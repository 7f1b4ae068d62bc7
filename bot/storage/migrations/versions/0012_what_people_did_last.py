"""What people did last"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "habit",
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("entrance", sa.String(length=32), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_habit_person_id")),
        sa.PrimaryKeyConstraint("person_id", "entrance", name=op.f("pk_habit")),
    )
