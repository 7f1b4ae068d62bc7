"""Many processes"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE
from bot.storage.models.base import where

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    waiting = where(sa.text("state = 'new'"))
    op.drop_index("ix_outbox_due", "outbox")
    op.create_index("ix_outbox_due", "outbox", ["priority", "not_before", "id"], **waiting)
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id", "id"], **waiting)
    op.create_index("ix_inbox_chat_id", "inbox", ["chat_id", "update_id"], **waiting)
    taken = where(sa.text("taken_by IS NOT NULL"))
    for table in ("outbox", "errand"):
        op.add_column(table, sa.Column("taken_by", WHOLE, nullable=True))
        op.add_column(table, sa.Column("taken_until", sa.DateTime(), nullable=True))
        op.create_index(f"ix_{table}_taken_by", table, ["taken_by"], **taken)
    op.create_table(
        "lane",
        sa.Column("chat_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("free_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_lane")),
    )
