"""The trail keeps what became of which rows"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # Rows that were there before are taken into the trail by `xietiao init`, which has the key.
    op.add_column("audit", sa.Column("kept", sa.Text(), nullable=False, server_default=""))
