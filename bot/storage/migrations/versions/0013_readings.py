"""Readings"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("piece_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("read_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pages", WHOLE, nullable=False),
        sa.Column("of", WHOLE, nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["evidence.id"], name=op.f("fk_reading_piece_id")),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_reading")),
    )
