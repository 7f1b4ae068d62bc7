"""Covers"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("reading", sa.Column("covers", sa.Text(), nullable=True))
