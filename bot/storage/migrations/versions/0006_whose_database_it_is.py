"""Whose database it is"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "owner",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("bot_id", WHOLE, nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_owner_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
    )
