"""A quarter's points are counted from an index alone"""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_index("ix_entry_person_id", "entry")
    columns = ["person_id", "day", "state", "line", "share", "counts"]
    op.create_index("ix_entry_person_id", "entry", columns)
