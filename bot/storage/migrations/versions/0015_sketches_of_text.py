"""Sketches of text"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "text_sketch",
        sa.Column("piece_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("page", WHOLE, autoincrement=False, nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["evidence.id"], name=op.f("fk_text_sketch_piece_id")
        ),
        sa.PrimaryKeyConstraint("piece_id", "page", name=op.f("pk_text_sketch")),
    )
    op.create_table(
        "text_band",
        sa.Column("value", WHOLE, autoincrement=False, nullable=False),
        sa.Column("piece_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("page", WHOLE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["piece_id"], ["evidence.id"], name=op.f("fk_text_band_piece_id")),
        sa.PrimaryKeyConstraint("value", "piece_id", "page", name=op.f("pk_text_band")),
    )
    kept = sa.text("read_sealed IS NOT NULL")
    op.create_index(
        "ix_reading_text", "reading", ["piece_id"], sqlite_where=kept, postgresql_where=kept
    )
