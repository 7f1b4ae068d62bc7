"""🌟 典型推广: the bureau's month of exemplars by task force, each exemplar with the decision on
it, and 一键催办.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.actions.month import board
from bot.actions.month.board import One, Reminded, Row
from bot.errors import Stale
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.month import compiling, reminder
from bot.handlers.month import exemplar_buttons as b
from bot.handlers.press import MONTH, NUMBER, Press
from bot.handlers.say import Answer, Button, Say, Toast, in_rows
from bot.handlers.turn import Turn
from bot.rules.exemplars import Fate
from bot.rules.months import Month, parse_month
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.rules.states import UNDO_WITHIN
from bot.storage import handles, outbox
from bot.storage.month import nudges
from bot.storage.outbox import Priority
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import common
from bot.texts.month import board as t
from bot.texts.times import moment_label

BOARD: Final = ("board", 0)
ONE, TOLD = "pick", "picked"
ASK: Final = Press("o", "remind", MONTH)
SEE: Final = Press("o", "see", NUMBER)
PROMOTE: Final = Press("o", "promote", NUMBER)
ARCHIVE: Final = Press("o", "archive", NUMBER)
UNDO: Final = Press("o", "undo", NUMBER)
WHERE: Final = Press("o", "where", NUMBER, NUMBER)
WRITE: Final = Press("o", "write", NUMBER)
CHANGE: Final = Press("o", "change", NUMBER)
PLACE: Final = "place"
"""What the chat is in the middle of while somebody types where an exemplar was promoted."""
OFFER, ASKED = "offer", "asked"
"""Whether a card offers to say where, as long as nobody has, or asks for it anyway."""
_MOST: Final = 60


def begin(turn: Turn) -> Answer:
    """🌟 典型推广, or /exemplars with a month: show the board of that month, of the current one by
    default.
    """
    board.authorise(turn.actor)
    typed = turn.event.rest if turn.event.text.startswith("/") else ""
    today = turn.session.today
    month = parse_month(typed, today) if typed else Month.of(today)
    return [_board(turn, month, renew=True)]


def _month(turn: Turn, month: Month) -> Answer:
    known = handles.of_message(turn.session, turn.event.chat_id, turn.event.message_id)
    return [_board(turn, month, renew=known != BOARD)]


def _see(turn: Turn, exemplar_id: int) -> Answer:
    return [_one(board.see(turn.session, turn.actor, exemplar_id), place=OFFER, renew=True)]


def _promote(turn: Turn, exemplar_id: int) -> Answer:
    return _pick(turn, exemplar_id, Fate.PROMOTED)


def _archive(turn: Turn, exemplar_id: int) -> Answer:
    return _pick(turn, exemplar_id, Fate.ARCHIVED)


def _pick(turn: Turn, exemplar_id: int, fate: Fate) -> Answer:
    session, actor = turn.session, turn.actor
    is_new = board.pick(session, actor, exemplar_id, fate)
    one = board.see(session, actor, exemplar_id)
    if is_new:
        return [Toast(board.since(one)), *_everywhere(turn, one), *_news(turn, one)]
    return [Toast(board.since(one)), *_everywhere(turn, one)]


def _put_back(turn: Turn, exemplar_id: int) -> Answer:
    """撤销: take one's own decision back. Nobody has been told, and now nobody will be."""
    session, actor = turn.session, turn.actor
    if not board.put_back(session, actor, exemplar_id):
        return []
    one = board.see(session, actor, exemplar_id)
    for chat in nudges.awaiting(session, TOLD, exemplar_id):
        outbox.drop(session, chat, TOLD, exemplar_id)
    return [Toast(t.PUT_BACK.format(title=one.exemplar.title)), *_everywhere(turn, one)]


def _where(turn: Turn, exemplar_id: int, channel: int) -> Answer:
    """A usual channel: where it was promoted, in one tap."""
    if channel >= len(t.CHANNELS):
        raise Stale(common.UNKNOWN_BUTTON)
    return _placed(turn, exemplar_id, t.CHANNELS[channel])


def _change(turn: Turn, exemplar_id: int) -> Answer:
    one = board.see(turn.session, turn.actor, exemplar_id)
    return [_one(one, place=ASKED)]


def _write(turn: Turn, exemplar_id: int) -> Answer:
    """自己写: ask where it was promoted."""
    one = board.see(turn.session, turn.actor, exemplar_id)
    accounts.focus(turn.session, turn.event.chat_id, PLACE, exemplar_id)
    return [Say(t.WRITE_WHERE.format(title=one.exemplar.title))]


def _written(turn: Turn) -> Answer:
    exemplar_id = turn.account.focus_id
    if exemplar_id is None:
        raise Stale(t.GONE)
    answer = _placed(turn, exemplar_id, turn.event.text)
    accounts.focus(turn.session, turn.event.chat_id, None)
    one = board.see(turn.session, turn.actor, exemplar_id).exemplar
    said = t.SAID_WHERE.format(title=one.title, place=one.promoted_where)
    return [Say(said), *answer]


def _placed(turn: Turn, exemplar_id: int, place: str) -> Answer:
    is_new = board.say_where(turn.session, turn.actor, exemplar_id, place)
    one = board.see(turn.session, turn.actor, exemplar_id)
    news = _news(turn, one) if is_new else []
    return [*_everywhere(turn, one), *news]


def _news(turn: Turn, one: One) -> list[Say]:
    """Tell the liaison and the person it is about what was decided, once it can no longer be taken
    back: the message waits in the outbox until then. Where it was promoted is added to it, be it
    sent or not.
    """
    session, found = turn.session, one.exemplar
    place = t.TOLD_WHERE.format(place=found.promoted_where) if found.promoted_where else ""
    until = (found.picked_at or session.now) + UNDO_WITHIN
    said = Say(
        t.TOLD[found.fate].format(title=found.title, month=found.month.label) + place,
        handle=(TOLD, found.id),
        silent=is_quiet(until),
        priority=Priority.NEWS,
        delay=max(until - session.now, timedelta(0)),
    )
    chats = board.hears(session, turn.actor, found)
    if not place:
        for chat in chats:
            handles.forget(session, chat, TOLD, found.id)
    return [replace(said, to=chat) for chat in chats]


def _everywhere(turn: Turn, one: One) -> list[Say]:
    """Return the exemplar's message as it stands now, for every officer's phone that shows it."""
    session, chat = turn.session, turn.event.chat_id
    chats = dict.fromkeys((chat, *board.shows(session, ONE, one.exemplar.id)))
    is_mine = one.exemplar.picked_by == turn.actor.person_id
    return [
        _one(one, to=to, undo=is_mine and to == chat, place=OFFER if to == chat else "")
        for to in chats
    ]


def _one(one: One, *, undo: bool = False, place: str = "", **how: Any) -> Say:
    found = one.exemplar
    who = t.WHO.format(name=one.about.name.full, unit=one.about.employer) if one.about else ""
    fate = t.WAITS if one.may_be_promoted else t.WAITS_UNAPPROVED
    if one.picker is not None and found.picked_at is not None:
        at = moment_label(found.picked_at, one.today)
        fate = t.DECIDED.format(who=one.picker.name, at=at, fate=found.fate.label)
    if found.promoted_where:
        fate += t.PROMOTED_WHERE.format(place=found.promoted_where)
    place = place if found.fate is Fate.PROMOTED else ""
    asks = place == ASKED or (place == OFFER and not found.promoted_where)
    fate += t.ASK_WHERE if asks else ""
    text = t.ONE.format(
        title=found.title,
        force=one.force,
        month=found.month.label,
        late=t.LATE if one.late else "",
        story=found.story,
        who=who,
        by=one.by.name.full,
        at=moment_label(found.reported_at, one.today),
        entry=_entry(one),
        fate=fate,
    )
    rows: list[list[Button]] = []
    if found.fate is Fate.REPORTED:
        promote = [PROMOTE.button(t.PROMOTE, found.id)] if one.may_be_promoted else []
        rows = [[*promote, ARCHIVE.button(t.ARCHIVE, found.id)]]
    elif undo:
        rows = [[UNDO.button(t.UNDO, found.id)]]
    if asks:
        rows += _channels(found.id)
    elif place:
        rows.append([CHANGE.button(t.CHANGE_WHERE, found.id)])
    kind = "photo" if one.sheet else "text"
    return Say(text, rows, handle=(ONE, found.id), kind=kind, file=one.sheet, **how)


def _channels(exemplar_id: int) -> list[list[Button]]:
    usual = [WHERE.button(name, exemplar_id, n) for n, name in enumerate(t.CHANNELS)]
    return in_rows([*usual, WRITE.button(t.OWN_WORDS, exemplar_id)])


def _entry(one: One) -> str:
    """Return the exemplar's entry with its state as of now, which may have changed since the
    account was written.
    """
    if one.entry is None:
        return ""
    return t.ENTRY.format(number=one.entry.number, state=one.entry.state.label)


def _remind(turn: Turn, month: Month) -> Answer:
    session = turn.session
    done = board.remind(session, turn.actor, month)
    return [_board(turn, month, _told(done)), *reminder.urge(session, done)]


def _told(done: Reminded) -> str:
    month = done.month.label
    if not (done.to or done.already or done.without or done.unreached):
        return t.NOBODY_OWES.format(month=month)
    how = t.REMINDED_LATER if done.delay else t.REMINDED
    how = how if done.to else t.NOBODY_REMINDED
    lines = [how.format(month=month, n=len(done.to))]
    for text, forces in (
        (t.TODAY_ALREADY, done.already),
        (t.NO_LIAISON, done.without),
        (t.NOT_REACHED, done.unreached),
    ):
        if forces:
            lines.append(text.format(forces="、".join(forces)))
    return "\n".join(lines)


def _board(turn: Turn, month: Month, note: str = "", *, renew: bool = False) -> Say:
    session = turn.session
    rows = board.board(session, turn.actor, month)
    nothing, owing = sum(row.is_nothing for row in rows), sum(not row.reports for row in rows)
    head = t.HEAD.format(
        month=month.label, reported=len(rows) - nothing - owing, nothing=nothing, owing=owing
    )
    lines = [head, "", *(_line(row, session.county.deadlines.exemplar_last) for row in rows)]
    reports = [
        (row.force.name, report)
        for row in rows
        for report in row.reports
        if report.fate is not Fate.NOTHING
    ]
    reports.sort(key=lambda each: each[1].fate is not Fate.REPORTED)
    if note:
        lines += ["", note]
    if reports:
        lines += ["", t.LEGEND]
    if len(reports) > _MOST:
        lines.append(t.MORE.format(n=len(reports) - _MOST))
    buttons: list[list[Button]] = [
        [SEE.button(_label(force, report), report.id)] for force, report in reports[:_MOST]
    ]
    if owing:
        buttons.append([ASK.button(t.REMIND, month)])
    if reports:
        buttons.append([compiling.COMPILE.button(t.COMPILE, month)])
    buttons.append(_leaf(session, month))
    return Say("\n".join(lines), buttons, handle=BOARD, renew=renew)


def _line(row: Row, last: int) -> str:
    force = row.force.name
    if not row.reports:
        return t.OWING.format(force=force, late=t.OVERDUE.format(day=last) if row.late else "")
    late = t.LATE if row.late else ""
    if row.is_nothing:
        return t.NOTHING.format(force=force, late=late)
    promoted = sum(report.fate is Fate.PROMOTED for report in row.reports)
    picked = t.PICKED.format(n=promoted) if promoted else ""
    return t.REPORTED.format(force=force, n=len(row.reports), late=late, picked=picked)


def _label(force: str, report: Any) -> str:
    mark = t.MARKS[report.fate]
    return t.TITLE.format(mark=mark, force=short(force, 8), title=short(report.title, 16))


def _leaf(session: Session, month: Month) -> list[Button]:
    """Return the buttons to the months before and after this one; months to come are not
    offered.
    """
    before, after = month.moved(-1), month.moved(1)
    row = [b.BOARD.button(t.BEFORE.format(month=before.short), before)]
    if after <= Month.of(session.today):
        row.append(b.BOARD.button(t.AFTER.format(month=after.short), after))
    return row


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance("exemplars", begin, t.ABOUT, t.LABEL, {Role.BUREAU: At(5, t.HELP)}, t.WORDS),
    ),
    presses={
        b.BOARD: _month,
        ASK: _remind,
        SEE: _see,
        PROMOTE: _promote,
        ARCHIVE: _archive,
        UNDO: _put_back,
        WHERE: _where,
        WRITE: _write,
        CHANGE: _change,
    },
    questions={PLACE: Question(_written)},
)
