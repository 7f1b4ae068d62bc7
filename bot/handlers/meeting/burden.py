"""📉 使用负担: asked for by the bureau, read after the commit, when this process has written down
what it has counted.
"""

from collections.abc import Sequence
from typing import Final

from bot.actions.meeting import burden
from bot.actions.meeting.burden import Meter
from bot.handlers.conversation import At, Conversation, Entrance, Reminder
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import MONTH, Press
from bot.handlers.say import Answer, Rows, Say
from bot.handlers.turn import Turn
from bot.rules.burden import Cost
from bot.rules.months import Month, parse_month
from bot.rules.permissions import Act, Subject
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.meeting import burden as stored
from bot.storage.session import Session
from bot.texts.meeting import burden as t
from bot.texts.times import day_label

BURDEN: Final = "burden"
METER: Final = ("burden", 0)
OF: Final = Press("bd", "of", MONTH)
_MOST: Final = 25
"""The most conversations that are listed; the others are those that cost least."""


def begin(turn: Turn) -> Answer:
    """📉 使用负担, or /burden with a month: this month, unless another is named."""
    typed, today = turn.event.text, turn.session.today
    named = turn.event.rest if typed.startswith("/") else ""
    return _ask(turn, parse_month(named, today) if named else Month.of(today), renew=True)


def _of(turn: Turn, month: Month) -> Answer:
    return _ask(turn, month)


def _ask(turn: Turn, month: Month, *, renew: bool = False) -> Answer:
    burden.authorise(turn.session, turn.actor, month)
    errands.ask(turn.session, BURDEN, turn.event.chat_id, month=str(month))
    return [Say(t.MAKING.format(month=month.label), (), handle=METER, renew=renew)]


async def _make(desk: Desk, errand: Due) -> None:
    await desk.counted()
    await desk.writer.do(_deliver, errand)


def _deliver(session: Session, errand: Due) -> None:
    is_theirs = may_have(session, errand.subject, Act.BURDEN, Subject())
    shown = burden.meter(session, Month.read(errand.asked["month"])) if is_theirs else None
    deliver(session, errand, errand.subject, [_said(session, shown)] if shown else [])


def _said(session: Session, shown: Meter) -> Say:
    now = Month.of(session.today)
    month = shown.month
    title = t.TITLE.format(month=month.label)
    if month == now:
        title += t.SO_FAR.format(day=day_label(session.today, session.today))
    lines = [title]
    if not shown.roles:
        lines.append(t.NOTHING.format(month=month.label))
    else:
        lines += [t.HOW, "", t.ROLES, *_roles(shown), "", t.CONVERSATIONS]
        lines += [_line(cost) for cost in shown.conversations[:_MOST]]
        if shown.most_laborious:
            lines += ["", *_laborious(shown.most_laborious)]
        lines += ["", t.WHAT]
    return Say("\n".join(lines), _leaf(month, now), handle=METER)


def _roles(shown: Meter) -> list[str]:
    """Return a line for each role, with what the month before cost it where that is known."""
    before = {cost.names: cost for cost in shown.before}
    lines = []
    for cost in shown.roles:
        lines.append(_line(cost, t.AND.join(Role(name).label for name in cost.names)))
        if (then := before.get(cost.names)) is not None:
            lines.append(t.BEFORE.format(**_figures(then)))
    return lines


def _laborious(found: Sequence[Cost]) -> list[str]:
    return [
        t.LABORIOUS.format(n=len(found)),
        *(
            t.RANK.format(
                place=place,
                name=_name(cost),
                taps=_short(cost.taps),
                n=cost.people,
                all=cost.all_taps,
            )
            for place, cost in enumerate(found, 1)
        ),
    ]


def _line(cost: Cost, name: str = "") -> str:
    return t.LINE.format(name=name or _name(cost), n=cost.people, **_figures(cost))


def _name(cost: Cost) -> str:
    if cost.is_folded:
        return t.FOLDED.format(n=len(cost.names))
    return cost.names[0] or t.OTHER


def _figures(cost: Cost) -> dict[str, str]:
    figure = t.FIGURE.format
    return {
        "taps": figure(mean=_short(cost.taps), median=_short(cost.taps_median)),
        "messages": figure(mean=_short(cost.messages), median=_short(cost.messages_median)),
    }


def _short(figure: float) -> str:
    """Return a figure with one place, without it where that is nothing."""
    return f"{figure:.1f}".removesuffix(".0")


def _leaf(month: Month, now: Month) -> Rows:
    """Return the buttons to the months before and after."""
    row = []
    if month > now.moved(-stored.KEPT):
        row.append(OF.button(t.EARLIER.format(month=month.moved(-1).label), month.moved(-1)))
    if month < now:
        row.append(OF.button(t.LATER.format(month=month.moved(1).label), month.moved(1)))
    return [row]


CONVERSATION: Final = Conversation(
    entrances=(Entrance("burden", begin, t.ABOUT, t.LABEL, {Role.BUREAU: At(18, t.HELP)}, t.SAID),),
    presses={OF: _of},
    errands={BURDEN: _make},
    reminders=(Reminder(stored.is_old, stored.purge),),
)
