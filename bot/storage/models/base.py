"""What every table is made of: UTC moments, named constraints, ids that are never reused."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    LargeBinary,
    MetaData,
    Text,
    TextClause,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase

from bot.storage.databases.database import WHOLE


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; a naive one is refused instead of guessed."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment,
        dict[str, Any]: JSON,
        bytes: LargeBinary,
        int: WHOLE,
        str: Text,
    }


# SQLite hands a deleted highest id out again unless told not to: whoever still has the old row in
# hand would then mean the new one.
NEVER_REUSED = {"sqlite_autoincrement": True}


def where(condition: TextClause) -> dict[str, Any]:
    """Return what makes an index partial, for both databases."""
    return {"sqlite_where": condition, "postgresql_where": condition}
