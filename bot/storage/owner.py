"""Whose database it is: one bot works on it, so that a county's data are never taken for another's.
The first `init` or `run` that knows the bot's token writes this down.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.errors import Misconfigured
from bot.storage import audit
from bot.storage.models import Handle, Owner, Upload
from bot.storage.session import Session

_o = Owner.__table__.c
_SELECT = select(_o.bot_id, _o.county)
_WHO: Mapping[str, Any] = {"bot_id": bindparam("bot"), "county": bindparam("called")}
_ADD = insert(Owner).values(id=1, since=bindparam("at"), **_WHO)
_CHANGE = update(Owner).values(since=bindparam("at"), **_WHO)
_RENAME = update(Owner).values(county=bindparam("called"))
_FORGET_MESSAGES = update(Handle).values(message_id=None, kind=None, sha256=None)
_FORGET_UPLOADS = delete(Upload)
_ANOTHERS = (
    "数据库 {database} 属于{county}机器人 {owner}，BOT_TOKEN 却是机器人 {bot} 的："
    "数据混在一起就分不开了。请核对 DATABASE_URL 与 BOT_TOKEN；"
    "确是换了机器人的，运行 xietiao init --new-bot"
)


def prove(db: Connection, bot_id: int, database: str) -> bool:
    """Return whether it is on record that the database is this bot's, False when nobody's is.
    Raises Misconfigured when it is another's; `database` is what that sentence calls it.
    """
    row = db.execute(_SELECT).first()
    if row is not None and row.bot_id != bot_id:
        county = f" {row.county} 的" if row.county else ""
        raise Misconfigured(
            _ANOTHERS.format(database=database, county=county, owner=row.bot_id, bot=bot_id)
        )
    return row is not None


def claim(session: Session, bot_id: int, county: str, database: str) -> None:
    """Write down that the database is this bot's, of a county of that name ("" for the only one of
    its deployment). Raises Misconfigured when it is another's.
    """
    if not prove(session.db, bot_id, database):
        session.write(_ADD, bot=bot_id, called=county, at=session.now)
    elif county and session.row(_SELECT).county != county:
        session.write(_RENAME, called=county)


def hand_over(session: Session, bot_id: int, county: str) -> None:
    """Let another bot work on the database from now on. It can neither edit what the one before
    said nor send that one's files by reference, so both are forgotten.
    """
    row = session.row(_SELECT)
    if row is None or row.bot_id == bot_id:
        return
    session.write(_CHANGE, bot=bot_id, called=county or row.county, at=session.now)
    session.write(_FORGET_MESSAGES)
    session.write(_FORGET_UPLOADS)
    audit.record(session, None, "new_bot", "owner", before=row.bot_id, now=bot_id)
