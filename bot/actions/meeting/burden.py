"""The burden meter: what the bot cost people in a month and the one before, without naming them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Forbidden, Refused
from bot.rules import burden as rules
from bot.rules.burden import Cost
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, may
from bot.storage.meeting import burden
from bot.storage.session import Session
from bot.texts.meeting import burden as t


@dataclass(frozen=True, slots=True)
class Meter:
    """What a month cost, by role and by conversation; `before` is by role what the last one did."""

    month: Month
    roles: Sequence[Cost]
    before: Sequence[Cost]
    conversations: Sequence[Cost]
    most_laborious: Sequence[Cost]


def authorise(session: Session, actor: Actor, month: Month) -> None:
    """Raises Forbidden for who may not see what the bot costs, Refused for a month to come."""
    if not may(actor, Act.BURDEN):
        raise Forbidden(t.ONLY_BUREAU)
    if month > Month.of(session.today):
        raise Refused(t.TO_COME.format(month=month.label))


def meter(session: Session, month: Month) -> Meter:
    """Return what a month cost. Whoever calls has authorised the reader."""
    rows = burden.of_month(session, month)
    conversations = rules.by_conversation(rows)
    return Meter(
        month,
        rules.by_role(rows),
        rules.by_role(burden.of_month(session, month.moved(-1))),
        conversations,
        rules.most_laborious(conversations),
    )
