"""Telegram accounts: whose they are, and what they are in the middle of."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, func, select, update

from bot.rules.permissions import Actor
from bot.rules.personal import Name
from bot.storage import models as m
from bot.storage import outbox
from bot.storage.databases import insert
from bot.storage.people import roles
from bot.storage.session import Session

_a, _p, _r = m.Account.__table__.c, m.Person.__table__.c, m.Role.__table__.c

_ROLES = (
    select(func.aggregate_strings(_r.role, ","))
    .where(_r.person_id == _p.id, _r.until.is_(None))
    .scalar_subquery()
)
_LOAD = (
    select(
        _a.chat_id,
        _a.invite_id,
        _a.focus,
        _a.focus_id,
        _a.reviewing,
        _p.id.label("person_id"),
        _p.name_sealed,
        _p.task_force_id,
        _ROLES.label("roles"),
    )
    .select_from(
        m.Account.__table__.outerjoin(
            m.Person.__table__, (_p.id == _a.person_id) & _p.left_at.is_(None)
        )
    )
    .where(_a.chat_id == bindparam("chat"))
)
_INVITED = (
    insert(m.Account)
    .values(chat_id=bindparam("chat"), invite_id=bindparam("invite"), reachable=True)
    .on_conflict_do_update(index_elements=["chat_id"], set_={"invite_id": bindparam("invite")})
)
_MET = (
    insert(m.Account)
    .values(chat_id=bindparam("chat"), reachable=True)
    .on_conflict_do_nothing(index_elements=["chat_id"])
)
_LEAVE_OTHERS = delete(m.Account).where(
    _a.person_id == bindparam("person"), _a.chat_id != bindparam("chat")
)
_OTHERS = select(_a.chat_id).where(
    _a.person_id == bindparam("person"), _a.chat_id != bindparam("chat")
)
_JOIN = (
    update(m.Account)
    .where(_a.chat_id == bindparam("chat"))
    .values(
        person_id=bindparam("person"), invite_id=None, joined_at=bindparam("at"), reachable=True
    )
)
_FOCUS = (
    update(m.Account)
    .where(_a.chat_id == bindparam("chat"))
    .values(focus=bindparam("on"), focus_id=bindparam("on_id"))
)
_REVIEWING = (
    update(m.Account).where(_a.chat_id == bindparam("chat")).values(reviewing=bindparam("entry"))
)
_REACH = update(m.Account).where(_a.chat_id == bindparam("chat")).values(reachable=bindparam("can"))
_CHAT_OF = select(_a.chat_id).where(_a.person_id == bindparam("person"))
_SHOWING = select(_a.chat_id).where(_a.reviewing == bindparam("entry"))
_JOINED = select(_a.person_id, _a.chat_id).where(_a.person_id.is_not(None))

DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class Account:
    """A chat: the actor it belongs to (None before joining), and what it is in the middle of.

    `focus` names a conversation that takes typed answers ("draft", "join", "reason", "base"),
    `focus_id` its row; `reviewing` the entry on the live review card.
    """

    chat_id: int
    actor: Actor | None = None
    invite_id: int | None = None
    focus: str | None = None
    focus_id: int | None = None
    reviewing: int | None = None


def load(session: Session, chat_id: int) -> Account:
    """Return the account of a chat; of a chat that nobody has used yet, an empty one."""
    row = session.row(_LOAD, chat=chat_id)
    if row is None:
        return Account(chat_id)
    actor = None
    if row.person_id is not None:
        name = session.vault.open(row.name_sealed, f"person.name:{row.person_id}")
        actor = Actor(row.person_id, chat_id, Name(name), roles.read(row.roles), row.task_force_id)
    return Account(chat_id, actor, row.invite_id, row.focus, row.focus_id, row.reviewing)


def invited(session: Session, chat_id: int, invite_id: int | None) -> None:
    """Note that somebody followed a link in this chat and is being asked who they are."""
    session.write(_INVITED, chat=chat_id, invite=invite_id)


def met(session: Session, chat_id: int) -> None:
    """Note that somebody unknown has begun to talk in this chat, so that it can be in the middle of
    something.
    """
    session.write(_MET, chat=chat_id)


def join(session: Session, chat_id: int, person_id: int) -> list[int]:
    """Make the chat this person's, and no other of theirs. Returns the chats of the accounts they
    had before.
    """
    others = cut_off(session, person_id, chat_id)
    session.write(_JOIN, chat=chat_id, person=person_id, at=session.now)
    return others


def cut_off(session: Session, person_id: int, but: int = 0) -> list[int]:
    """Take access from a person's accounts at once, except the one `but`, and drop what waited to
    be said there. Returns the chats of those accounts.
    """
    cut = [row.chat_id for row in session.rows(_OTHERS, person=person_id, chat=but)]
    for chat_id in cut:
        outbox.drop_chat(session, chat_id)
    session.write(_LEAVE_OTHERS, person=person_id, chat=but)
    return cut


def focus(session: Session, chat_id: int, on: str | None, on_id: int | None = None) -> None:
    """Set what a typed answer or a photo in the chat belongs to from now on; None for nothing."""
    session.write(_FOCUS, chat=chat_id, on=on, on_id=on_id)


def reviewing(session: Session, chat_id: int, entry_id: int | None) -> None:
    """Set which entry the chat's live review card shows; None for none."""
    session.write(_REVIEWING, chat=chat_id, entry=entry_id)


def showing(session: Session, entry_id: int) -> list[int]:
    """Return the chats whose live review card shows the entry."""
    return [row.chat_id for row in session.rows(_SHOWING, entry=entry_id)]


def chat_of(session: Session, person_id: int | None) -> int | None:
    """Return the chat in which a person is reached; None when they have not joined."""
    return None if person_id is None else session.value(_CHAT_OF, person=person_id)


def joined(session: Session) -> dict[int, int]:
    """Return person → chat of everyone who has joined."""
    return {row.person_id: row.chat_id for row in session.rows(_JOINED)}


def unreachable(session: Session, chat_id: int) -> None:
    """Note that the owner of a chat blocked the bot, and drop what waits for them; cards come anew
    when they return.
    """
    session.write(_REACH, chat=chat_id, can=False)
    outbox.drop_chat(session, chat_id)


def reachable(session: Session, chat_id: int) -> None:
    session.write(_REACH, chat=chat_id, can=True)
