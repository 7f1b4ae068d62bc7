"""A reminder of the month's exemplars: what is owed, the candidates, and the buttons that settle
it.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.actions.month import exemplar, nudge
from bot.actions.month.board import Reminded
from bot.actions.month.exemplar import Standing
from bot.handlers.month import exemplar_buttons as x
from bot.handlers.press import MONTH, Press
from bot.handlers.say import Button, Say
from bot.rules.months import Month
from bot.rules.permissions import Actor
from bot.storage.outbox import Priority
from bot.storage.session import Session
from bot.texts.month import exemplar as exemplar_texts
from bot.texts.month import nudge as t
from bot.texts.times import clock, local, month_day

REMIND: Final = "remind"
"""Purpose of the handle of a reminder that the bureau asked for; the subject is the month's
ordinal.
"""
LATER: Final = Press("n", "later", MONTH)

Part = tuple[list[str], list[list[Button]]]
"""A part of a reminder: its lines, and the buttons that belong to them."""


def offer(session: Session, stands: Standing) -> tuple[list[str], list[list[Button]]]:
    """Return the part that says what is owed, names the candidates, and has the buttons that settle
    it.
    """
    lines = [t.OWED.format(month=stands.month.label, left=_left(stands))]
    ask = t.CHOOSE if stands.candidates else t.NO_CANDIDATES
    lines += [ask.format(month=stands.month.short), *candidates(stands)]
    rows = choices(stands, nothing=True)
    if not stands.is_late and nudge.next_reminder(session, stands.month):
        rows.append([LATER.button(t.LATER, stands.month)])
    return lines, rows


def candidates(stands: Standing) -> list[str]:
    """Return a line for each candidate: `① 李梅 11月5日 开展宣传 ××服装厂`."""
    return [
        exemplar_texts.CANDIDATE.format(
            n=n, author=each.author, day=month_day(each.entry.day), kind=each.kind, place=each.place
        ).rstrip()
        for n, each in zip(exemplar_texts.NUMBERS, stands.candidates, strict=False)
    ]


def choices(stands: Standing, *, nothing: bool) -> list[list[Button]]:
    """Return the buttons 选① 选② 选③ and 自己写, with 本月无 where `nothing` is possible; each
    carries the month.
    """
    month, labels = stands.month, exemplar_texts
    picks = [
        x.PICK.button(labels.PICK.format(n=n), month, each.entry.id)
        for n, each in zip(labels.NUMBERS, stands.candidates, strict=False)
    ]
    others = [x.OWN.button(labels.OWN, month)]
    if nothing:
        others.append(x.NONE.button(labels.NOTHING, month))
    return [row for row in (picks, others) if row]


def remind(session: Session, force: int, month: Month, on: date) -> Say:
    """Return the message by which the bureau asks a liaison for a month's exemplars, with the days
    left as counted on a day.
    """
    lines, rows = offer(session, exemplar.standing(session, force, month, on))
    text = "\n".join([t.REMINDED, *lines])
    return Say(text, rows, handle=(REMIND, month.ordinal), priority=Priority.NUDGE, renew=True)


def urge(session: Session, done: Reminded) -> list[Say]:
    """Return the reminders that the bureau has just asked for."""
    on = local(session.now + done.delay).date()
    return [
        replace(remind(session, force, done.month, on), to=chat, delay=done.delay)
        for chat, force in done.to
    ]


def as_of_now(session: Session, actor: Actor, month: Month) -> Part:
    """Return what a reminder of the month says now that something has changed since it was sent:
    that it is settled or put off, else the offer.
    """
    force = actor.task_force_id
    if force is None:
        return [], []
    stands = exemplar.standing(session, force, month)
    if not stands.owes:
        return settled(stands), []
    if (later := nudge.snoozed(session, actor.person_id)) is not None:
        text, button = snoozed(session, month, later)
        return [text], [[button]]
    return offer(session, stands)


def snoozed(session: Session, month: Month, day: date) -> tuple[str, Button]:
    """Return the sentence that says when the next reminder comes, and the button for who would
    rather do it now.
    """
    moment = nudge.moment_of(session, day)
    when = {"day": month_day(moment.day), "at": clock(moment.at)}
    return t.SNOOZED.format(month=month.label, **when), x.MONTH.button(t.NOW, month)


def _left(stands: Standing) -> str:
    if stands.is_late:
        return t.OVER.format(day=stands.last)
    if stands.days_left == 0:
        return t.TODAY
    return t.LEFT.format(day=stands.last, n=stands.days_left)


def settled(stands: Standing) -> list[str]:
    """Return the lines that stand in a reminder's place once something was reported, or 本月无."""
    if stands.is_nothing:
        return [t.REPORTED_NOTHING.format(month=stands.month.label)]
    titles = "".join(f"《{report.title}》" for report in stands.reports)
    return [t.REPORTED.format(month=stands.month.label, titles=titles)]
