"""Whether the bot has anything of its own about a person's quarter, whatever a ledger says."""

from typing import Final

from sqlalchemy import Date, Integer, bindparam, exists, literal, or_, select

from bot.rules.quarters import Quarter
from bot.rules.states import State
from bot.storage import models as m
from bot.storage.session import Session

_e, _b, _f = m.Entry.__table__.c, m.BaseScore.__table__.c, m.Fault.__table__.c
_DROPPED: Final = ("returned", "withdrawn")
_WHO: Final = bindparam("person", type_=Integer)
_SPAN: Final = (bindparam("first", type_=Date), bindparam("last", type_=Date))
_HAS = select(literal(1)).where(
    or_(
        exists().where(
            _e.person_id == _WHO, _e.day.between(*_SPAN), _e.state != State.WITHDRAWN.value
        ),
        exists().where(_b.person_id == _WHO, _b.quarter == bindparam("in_quarter")),
        exists().where(_f.person_id == _WHO, _f.day.between(*_SPAN), _f.state.not_in(_DROPPED)),
    )
)
_v = m.Version.__table__.c
_MAKING = select(_v.id).where(_v.quarter == bindparam("in_quarter"), _v.state == "making")


def is_being_made(session: Session, quarter: Quarter) -> bool:
    """Whether a version of a quarter is being made at this moment."""
    return session.value(_MAKING, in_quarter=str(quarter)) is not None


def has(session: Session, person_id: int, quarter: Quarter) -> bool:
    """Whether there is an entry that was not withdrawn, a base score or a fault."""
    asked = {"person": person_id, "in_quarter": str(quarter)}
    return session.value(_HAS, **asked, first=quarter.first, last=quarter.last) is not None
