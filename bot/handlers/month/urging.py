"""🔔 催办: what is outstanding today on one card, and the buttons by which liaisons are reminded
of it.
"""

from datetime import datetime
from typing import Final

from bot.actions.month import urge
from bot.actions.month.urge import Asked, Debt, Duty, Outstanding, Owing, Part
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.desk import Desk
from bot.handlers.month import reminder
from bot.handlers.press import Press, one_of
from bot.handlers.review import live
from bot.handlers.say import Answer, Button, Say, Toast, in_rows, write
from bot.handlers.score import base_scores, fault_news
from bot.handlers.turn import Turn
from bot.rules.quiet import is_quiet, until_morning
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.outbox import Priority
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts.month import urge as t
from bot.texts.times import clock, local, moment_label, month_day

CARD: Final = ("urge", 0)
ALL: Final = "all"
GO: Final = Press("rm", "go", one_of(*Duty, ALL))
_MOST: Final = 15
"""The most task forces that are named of a duty."""
_ROWS: Final = {
    Duty.REVIEW: t.REVIEW_ROW,
    Duty.BASE: t.BASE_ROW,
    Duty.EXEMPLAR: t.EXEMPLAR_ROW,
}
_DUTIES: Final = {kind: duty for duty, kind in urge.KINDS.items()}


def begin(turn: Turn) -> Answer:
    """🔔 催办: what is outstanding."""
    stands = urge.outstanding(turn.session, turn.actor)
    return [_card(turn.session, stands, renew=True)]


def _go(turn: Turn, what: str) -> Answer:
    session = turn.session
    duties = tuple(Duty) if what == ALL else (Duty(what),)
    asked = urge.ask(session, turn.actor, duties)
    reminders = [] if asked.exemplars is None else reminder.urge(session, asked.exemplars)
    stands = urge.outstanding(session, turn.actor)
    note = _said(asked) if stands.parts else t.NOTHING
    return [Toast(note), _card(session, stands, note), *reminders]


def _said(asked: Asked) -> str:
    if not asked.names:
        return t.NOBODY
    how = t.REMINDED_LATER if asked.delay else t.REMINDED
    return how.format(n=len(asked.names), names="、".join(name.full for name in asked.names))


def _card(session: Session, stands: Outstanding, note: str = "", *, renew: bool = False) -> Say:
    parts = [[t.HEAD.format(at=moment_label(session.now, session.today))]]
    parts += [_part(part, stands, session.now) for part in stands.parts]
    if not stands.parts:
        note = t.NOTHING
    if own := _own(stands):
        parts.append([t.OWN.format(what="、".join(own))])
    if note:
        parts.append([note])
    text = "\n\n".join("\n".join(part) for part in parts)
    return Say(text, _buttons(stands), handle=CARD, renew=renew)


def _part(part: Part, stands: Outstanding, now: datetime) -> list[str]:
    facts = {"n": part.n, "forces": len(part.owing), "month": stands.month.label}
    if part.duty is Duty.BASE and part.quarter is not None:
        head = t.BASE.format(**facts, quarter=part.quarter.label)
    else:
        head = (t.REVIEW if part.duty is Duty.REVIEW else t.EXEMPLAR).format(**facts)
    rows = [
        _ROWS[part.duty].format(
            force=one.force,
            n=one.n,
            waited=t.WAITED.format(days=one.days) if one.days else "",
            note=_note(one, now),
        )
        for one in part.owing[:_MOST]
    ]
    more = len(part.owing) - len(rows)
    return [head, *rows, *([t.MORE.format(n=more)] if more else [])]


def _note(one: Owing, now: datetime) -> str:
    """Return who was asked today and when, or why nobody can be."""
    if one.told:
        at = max(at for _, at in one.told)
        is_today = local(at).date() == local(now).date()
        names = "、".join(name.full for name, _ in one.told)
        return t.TOLD.format(
            names=names, at=clock(at) if is_today else moment_label(at, local(now).date())
        )
    if not one.acting:
        return t.NO_LIAISON
    return "" if one.left else t.NOT_REACHED


def _own(stands: Outstanding) -> list[str]:
    liaisons = sum(stands.liaisons.values())
    counted = (
        (t.OWN_REVIEWS, stands.reviews),
        (t.OWN_FAULTS, stands.faults),
        (t.OWN_BASE, liaisons),
    )
    return [text.format(n=n) for text, n in counted if n]


def _buttons(stands: Outstanding) -> list[list[Button]]:
    """Return a button for each duty of which somebody can still be reminded today, and those that
    lead to what is the bureau's own.
    """
    open_to = {duty: n for duty in Duty if (n := stands.left(duty))}
    rows = [[GO.button(t.GO[duty].format(n=n), duty)] for duty, n in open_to.items()]
    if len(open_to) > 1:
        rows.append([GO.button(t.ALL, ALL)])
    own = []
    if stands.reviews:
        own.append(live.GO.button(t.REVIEWS))
    if stands.faults:
        own.append(fault_news.GO.button(t.FAULTS))
    if stands.liaisons:
        own.append(base_scores.OF.button(t.SCORES, min(stands.liaisons)))
    return [*rows, *in_rows(own)]


async def send(desk: Desk, errand: Due) -> None:
    """Remind a liaison of a duty, in the words of now."""
    await desk.writer.do(_send, errand)


def _send(session: Session, errand: Due) -> None:
    if is_quiet(session.now):  # kept back by an outage until the evening
        errands.ask(session, errand.kind, errand.subject, until_morning(session.now))
        return
    chat = accounts.chat_of(session, errand.subject)
    if not errands.done(session, errand) or chat is None:
        return
    duty = _DUTIES[errand.kind]
    owed = urge.due(session, errand.subject, duty)
    if owed:
        write(session, chat, [_reminder(session, errand.kind, duty, owed)])


def _reminder(session: Session, kind: str, duty: Duty, owed: list[Debt]) -> Say:
    at = moment_label(session.now, session.today)
    lines, rows = [t.ASKED], list[list[Button]]()
    for one in owed:
        if duty is Duty.REVIEW:
            waited = t.WAITED.format(days=one.days) if one.days else ""
            lines.append(t.ASKED_REVIEW.format(at=at, n=one.n, waited=waited))
            rows.append([live.GO.button(t.DO_REVIEW)])
        elif one.quarter is not None:
            is_over = session.today > one.quarter.last
            text = t.ASKED_BASE_OVER if is_over else t.ASKED_BASE
            quarter, day = one.quarter.label, month_day(one.quarter.last)
            lines.append(text.format(at=at, quarter=quarter, n=one.n, day=day))
            label = t.DO_BASE.format(quarter=one.quarter)
            rows.append([base_scores.OF.button(label, one.quarter)])
    return Say("\n".join(lines), rows, handle=(kind, 0), priority=Priority.NUDGE, renew=True)


CONVERSATION: Final = Conversation(
    entrances=(Entrance("remind", begin, t.ABOUT, t.LABEL, {Role.BUREAU: At(10, t.HELP)}, t.SAID),),
    presses={GO: _go},
    errands={urge.KINDS[Duty.REVIEW]: send, urge.KINDS[Duty.BASE]: send},
)
