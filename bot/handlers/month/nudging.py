"""Nudging: one digest a person and day, with the buttons that lead on; and its 明天提醒."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.actions.month import exemplar, nudge
from bot.actions.month.exemplar import Standing
from bot.actions.month.nudge import Digest
from bot.forms.fields import short
from bot.forms.kinds import FORMS
from bot.handlers.conversation import Conversation, Reminder
from bot.handlers.desk import Desk
from bot.handlers.month import exemplar_buttons as x
from bot.handlers.people.news import LiaisonChanged
from bot.handlers.press import MONTH, Press
from bot.handlers.review import live
from bot.handlers.say import Answer, Button, Rows, Say, write
from bot.handlers.score import base_scores
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import RESUME
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import errands, outbox
from bot.storage.errands import Due
from bot.storage.month import nudges
from bot.storage.outbox import Priority
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts.month import exemplar as exemplar_texts
from bot.texts.month import nudge as t
from bot.texts.times import clock, month_day

DIGEST, REMIND = "nudge", "remind"
"""Purposes of handles: a digest is known by its day, a reminder of the bureau's by its month."""
LATER: Final = Press("n", "later", MONTH)
_DRAFTS: Final = 5
_STANDS: Final = timedelta(days=7)
"""So long a digest that was sent is kept true; afterwards it is far up in the chat."""


def send(session: Session) -> int:
    """The writer's step: what is due now goes into the outbox; how many messages. What was kept
    back beyond its day, by an outage or the night, comes first: it is not said as it was written.
    """
    if stale := outbox.stale_nudges(session):
        return _renew(session, stale[: nudge.AT_ONCE])
    sent = 0
    for digest in nudge.due(session)[: nudge.AT_ONCE]:
        if nudge.mark(session, digest):
            write(session, digest.chat_id, [_message(session, digest)])
            sent += 1
    return sent


def later(turn: Turn, month: Month) -> Answer:
    """明天提醒."""
    session = turn.session
    text, button = _snoozed(session, month, nudge.snooze(session, turn.actor, month))
    known = outbox.handle_of(session, turn.event.chat_id, turn.event.message_id)
    if known is None or known[0] not in (DIGEST, REMIND):
        return [Say(text, [[button]])]
    return [_again(session, turn.actor, known, [text], [[button]])]


def refresh(session: Session, actor: Actor, month: Month) -> list[Say]:
    """The reminders of a month that stand in the liaison's chat, once it is settled or owed again;
    one that still waits is taken back, and what else was in it comes anew.
    """
    force, chat = actor.task_force_id, actor.chat_id
    if force is None:
        return []
    stands = exemplar.standing(session, force, month)
    lines, rows = offer(session, stands) if stands.owes else (_settled(stands), [])
    for purpose, day in outbox.waiting_nudges(session, chat):
        if purpose == DIGEST and date.fromordinal(day) in month:
            _take_back(session, actor.person_id, chat, (purpose, day))
    days = [d for d in nudges.standing(session, chat, DIGEST) if date.fromordinal(d) in month]
    known = [(DIGEST, day) for day in days]
    if month.ordinal in nudges.standing(session, chat, REMIND):
        known.append((REMIND, month.ordinal))
    else:
        outbox.drop(session, chat, REMIND, month.ordinal)
    return [_again(session, actor, handle, lines, rows) for handle in known]


def settle(session: Session, errand: Due) -> None:
    """The errand: what stands in a chat says of each part that it is done, once it is; asked
    `anew`, that it waits again. A digest that still waits is written again as of then.
    """
    actor = accounts.load(session, errand.subject).actor
    if not errands.done(session, errand) or actor is None:
        return
    for handle in outbox.waiting_nudges(session, actor.chat_id):
        if handle[0] == DIGEST:
            _take_back(session, actor.person_id, actor.chat_id, handle)
    since = session.today.toordinal() - _STANDS.days
    for day in nudges.standing(session, actor.chat_id, DIGEST, since):
        left = nudge.still(session, actor, date.fromordinal(day))
        if nudge.has_settled(left) or (errand.asked.get("anew") and left.had):
            lines, rows = _exemplars_of(session, actor, left)
            write(session, actor.chat_id, [_written(session, left, (DIGEST, day), lines, rows)])


def hand_over(session: Session, person_id: int | None) -> None:
    """Somebody is not the liaison any more that they were, or of another task force: what waits to
    remind them is taken back, and comes anew as far as it still is theirs.
    """
    chat = accounts.chat_of(session, person_id)
    if chat is None or person_id is None:
        return
    for handle in outbox.waiting_nudges(session, chat):
        _take_back(session, person_id, chat, handle)


def offer(session: Session, stands: Standing) -> tuple[list[str], list[list[Button]]]:
    """What is owed, the candidates, and the buttons that settle it."""
    lines = [t.OWED.format(month=stands.month.label, left=_left(stands))]
    ask = t.CHOOSE if stands.candidates else t.NO_CANDIDATES
    lines += [ask.format(month=stands.month.short), *candidates(stands)]
    rows = choices(stands, nothing=True)
    if not stands.is_late and nudge.next_reminder(session, stands.month):
        rows.append([LATER.button(t.LATER, stands.month)])
    return lines, rows


def candidates(stands: Standing) -> list[str]:
    """A line each: ① 李梅 11月5日 开展宣传 ××服装厂."""
    return [
        exemplar_texts.CANDIDATE.format(
            n=n, author=each.author, day=month_day(each.entry.day), kind=each.kind, place=each.place
        ).rstrip()
        for n, each in zip(exemplar_texts.NUMBERS, stands.candidates, strict=False)
    ]


def choices(stands: Standing, *, nothing: bool) -> list[list[Button]]:
    """选① 选② 选③, 自己写, 本月无; each carries the month."""
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
    """The bureau asks a liaison for a month's exemplars, on a day."""
    lines, rows = offer(session, exemplar.standing(session, force, month, on))
    text = "\n".join([t.REMINDED, *lines])
    return Say(text, rows, handle=(REMIND, month.ordinal), priority=Priority.NUDGE, renew=True)


def _renew(session: Session, stale: Sequence[tuple[int, str, int]]) -> int:
    """Reminders of an earlier day that never went: a digest's matters are due again, the bureau's
    asking goes in the words of today. How many there were.
    """
    for chat, purpose, subject in stale:
        outbox.drop(session, chat, purpose, subject)
        actor = accounts.load(session, chat).actor
        if actor is not None and purpose == DIGEST:
            nudge.take_back(session, actor.person_id, date.fromordinal(subject))
        elif actor is not None:
            write(session, chat, _asked_again(session, actor, subject))
    return len(stale)


def _asked_again(session: Session, actor: Actor, ordinal: int) -> list[Say]:
    """Where it is still owed, and nobody has asked today."""
    today, force = session.today, actor.task_force_id
    month = Month.of(today).moved(ordinal - Month.of(today).ordinal)
    if force is None or not may(actor, Act.EXEMPLAR, Subject(task_force_id=force)):
        return []
    if not exemplar.owes(session, force, month):
        return []
    is_first = nudge.urged(session, actor.person_id, today)
    return [remind(session, force, month, today)] if is_first else []


def _take_back(session: Session, person_id: int, chat: int, handle: tuple[str, int]) -> None:
    outbox.drop(session, chat, *handle)
    if handle[0] == DIGEST:
        nudge.take_back(session, person_id, date.fromordinal(handle[1]))


def _message(session: Session, digest: Digest) -> Say:
    lines: list[str] = []
    rows: list[list[Button]] = []
    if digest.owed is not None and digest.task_force_id is not None:
        stands = exemplar.standing(session, digest.task_force_id, digest.owed)
        lines, rows = offer(session, stands)
    said = _written(session, digest, (DIGEST, digest.day.toordinal()), lines, rows)
    return replace(said, priority=Priority.NUDGE)


def _exemplars_of(
    session: Session, actor: Actor, digest: Digest
) -> tuple[list[str], list[list[Button]]]:
    """The part of an older digest about exemplars, if it had one, as it stands now."""
    month = Month.of(digest.day)
    force = actor.task_force_id
    if nudges.EXEMPLAR not in digest.had or force is None or not actor.is_(Role.LIAISON):
        return [], []
    stands = exemplar.standing(session, force, month)
    if not stands.owes:
        return _settled(stands), []
    if (later := nudge.snoozed(session, actor.person_id)) is not None:
        text, button = _snoozed(session, month, later)
        return [text], [[button]]
    return offer(session, stands)


def _snoozed(session: Session, month: Month, day: date) -> tuple[str, Button]:
    """When there will be a reminder, and the button for who does not wait for it."""
    moment = nudge.moment_of(session, day)
    when = {"day": month_day(moment.day), "at": clock(moment.at)}
    return t.SNOOZED.format(month=month.label, **when), x.MONTH.button(t.NOW, month)


def _again(
    session: Session, actor: Actor, handle: tuple[str, int], lines: list[str], rows: Rows
) -> Say:
    """A reminder that was answered: what came of it, and what else there is to do."""
    if handle[0] == REMIND:
        return Say("\n".join(lines), rows, handle=handle)
    left = nudge.still(session, actor, date.fromordinal(handle[1]))
    return _written(session, left, handle, lines, rows)


def _written(
    session: Session, digest: Digest, handle: tuple[str, int], lines: list[str], rows: Rows
) -> Say:
    parts = ["\n".join(lines)] if lines else []
    buttons = [list(row) for row in rows]
    for text, more in _sections(session, digest):
        parts.append(text)
        buttons += more
    text = "\n\n".join([t.HEAD, *parts])
    return Say(text, buttons, handle=handle, to=digest.chat_id)


def _sections(session: Session, digest: Digest) -> list[tuple[str, list[list[Button]]]]:
    """Each matter but the exemplars: its sentence and its buttons."""
    found: list[tuple[str, list[list[Button]]]] = []
    days = session.county.deadlines.review_reminder_working_days
    review: list[list[Button]] = [[live.GO.button(t.GO)]]
    if digest.waiting:
        found.append((t.WAITING.format(n=digest.waiting, days=days), review))
    elif nudges.REVIEW in digest.had:
        found.append((t.REVIEWED, []))
    if digest.overdue:
        forces = "、".join(t.FORCE.format(name=name, n=n) for name, n in digest.overdue)
        n = sum(n for _, n in digest.overdue)
        found.append((t.OVERDUE.format(n=n, forces=forces), [] if digest.waiting else review))
    elif nudges.OVERDUE in digest.had:
        found.append((t.OVERDUE_REVIEWED, []))
    if digest.drafts:
        found.append(_drafts(session, digest))
    if digest.unscored and digest.quarter is not None:
        day, quarter = month_day(digest.quarter.last), digest.quarter
        text = t.UNSCORED.format(quarter=quarter.label, n=digest.unscored, day=day)
        found.append((text, [[base_scores.OF.button(t.BASE, quarter)]]))
    elif nudges.BASE in digest.had and digest.quarter is not None:
        found.append((t.SCORED.format(quarter=digest.quarter.label), []))
    if digest.unreported:
        found.append(_unreported(session, digest))
    return found


def _drafts(session: Session, digest: Digest) -> tuple[str, list[list[Button]]]:
    how = t.DRAFTS if digest.quarter is None else t.DRAFTS_CLOSING
    text = how.format(n=len(digest.drafts), day=month_day(Quarter.of(digest.day).last))
    if len(digest.drafts) > _DRAFTS:
        text += t.MORE_DRAFTS
    shown = [drafts.get(session, draft_id) for draft_id in digest.drafts[:_DRAFTS]]
    return text, [
        [RESUME.button(t.DRAFT.format(what=_called(draft)), draft.id, 0)]
        for draft in shown
        if draft is not None
    ]


def _called(draft: drafts.Draft) -> str:
    form = FORMS.get(draft.form)
    if form is None:
        return t.UNDECIDED
    return short(f"{form.title} {form.called(draft.facts)}".strip(), 24)


def _unreported(session: Session, digest: Digest) -> tuple[str, list[list[Button]]]:
    month = Month.of(digest.day)
    text = t.UNREPORTED.format(
        month=month.label,
        day=session.county.deadlines.exemplar_last,
        n=len(digest.unreported),
        forces="、".join(digest.unreported),
    )
    return text, [[x.BOARD.button(t.BOARD, month)]]


def _left(stands: Standing) -> str:
    if stands.is_late:
        return t.OVER.format(day=stands.last)
    if stands.days_left == 0:
        return t.TODAY
    return t.LEFT.format(day=stands.last, n=stands.days_left)


def _settled(stands: Standing) -> list[str]:
    if stands.is_nothing:
        return [t.REPORTED_NOTHING.format(month=stands.month.label)]
    titles = "".join(f"《{report.title}》" for report in stands.reports)
    return [t.REPORTED.format(month=stands.month.label, titles=titles)]


async def _settle(desk: Desk, errand: Due) -> None:
    await desk.writer.do(settle, errand)


def _hand_over(session: Session, news: LiaisonChanged) -> list[Say]:
    for person_id in (news.before, news.now):  # hand_over knows nobody by None
        hand_over(session, person_id)
    return []


CONVERSATION: Final = Conversation(
    presses={LATER: later},
    hears={LiaisonChanged: _hand_over},
    errands={errands.SETTLE: _settle},
    reminders=(Reminder(nudge.is_due, send),),
)
