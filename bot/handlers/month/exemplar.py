"""🌟 本月典型: shows how the month stands, offers candidates or one's own words, and reports to the
bureau.
"""

from collections.abc import Callable
from typing import Final

from bot.actions.month import exemplar, nudge, write_exemplar
from bot.actions.month.exemplar import Standing
from bot.actions.month.write_exemplar import STORY, TITLE
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.month import nudging, reminder
from bot.handlers.month.exemplar_buttons import (
    CONFIRM,
    MONTH,
    NONE,
    NOTHING,
    OWN,
    PICK,
    SEND,
    SHOW,
    STORY_OF,
    TITLE_OF,
    UNDO,
)
from bot.handlers.say import Answer, Button, Rows, Say, Toast
from bot.handlers.turn import Turn
from bot.rules.exemplars import Fate
from bot.rules.months import Month, parse_month
from bot.rules.permissions import Act, Subject, may
from bot.rules.roles import Role
from bot.rules.states import State
from bot.storage import handles
from bot.storage.month.exemplars import Exemplar
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts import common
from bot.texts.month import exemplar as t
from bot.texts.times import moment_label

CARD: Final = ("exemplar", 0)


def begin(turn: Turn) -> Answer:
    """🌟 本月典型, or /exemplar with a month: show how that month stands, the current one by
    default.
    """
    typed = turn.event.rest if turn.event.text.startswith("/") else ""
    today = turn.session.today
    month = parse_month(typed, today) if typed and _is_liaison(turn) else Month.of(today)
    shown = _month(turn, month, renew=True)
    write_exemplar.let_go(turn.session, turn.actor)
    return [shown]


def typed(turn: Turn) -> Answer:
    """Take the title or the account, whichever is being asked."""
    draft = write_exemplar.conversation(turn.session, turn.actor, turn.account.focus_id)
    return [_shown(turn, write_exemplar.answer(turn.session, draft, turn.event.text), renew=True)]


def _look(turn: Turn, month: Month) -> Answer:
    shown = _month(turn, month)
    write_exemplar.let_go(turn.session, turn.actor)
    return [shown]


def _pick(turn: Turn, month: Month, entry_id: int) -> Answer:
    return [_shown(turn, write_exemplar.pick(turn.session, turn.actor, month, entry_id))]


def _own(turn: Turn, month: Month) -> Answer:
    return [_shown(turn, write_exemplar.write(turn.session, turn.actor, month))]


def _show(turn: Turn, _month: Month, draft_id: int) -> Answer:
    return [_shown(turn, write_exemplar.keep(turn.session, turn.actor, _draft(turn, draft_id)))]


def _ask(what: str) -> Callable[..., Answer]:
    def ask(turn: Turn, _month: Month, draft_id: int) -> Answer:
        draft = write_exemplar.ask(turn.session, _draft(turn, draft_id), what)
        return [_shown(turn, draft)]

    return ask


def _confirm(turn: Turn, pressed: Month, draft_id: int) -> Answer:
    """报送: ask to confirm before anything is reported. If it has been reported already, say so."""
    draft = _draft(turn, draft_id)
    if "done" in draft.facts:
        return _send(turn, pressed, draft_id)
    month = write_exemplar.month_of(draft)
    stands = exemplar.look(turn.session, turn.actor, month)
    text = t.CONFIRM.format(title=draft.facts.get(TITLE, ""), late=_confirm_late(stands))
    row = [
        CONFIRM.button(common.CONFIRM, month, draft_id),
        SHOW.button(common.BACK, month, draft_id),
    ]
    return [_card(turn, text, [row])]


def _send(turn: Turn, _month_pressed: Month, draft_id: int) -> Answer:
    session, actor = turn.session, turn.actor
    draft = _draft(turn, draft_id)
    sent, month = write_exemplar.report(session, actor, draft), write_exemplar.month_of(draft)
    if sent.fate is Fate.WITHDRAWN:
        return [_month(turn, month)]
    how = t.SENT_LATE if exemplar.is_overdue(session, sent) else t.SENT
    return _done(turn, month, how.format(title=sent.title, day=_last(session)))


def _ask_nothing(turn: Turn, month: Month) -> Answer:
    write_exemplar.check_nothing(turn.session, turn.actor, month)
    stands = exemplar.look(turn.session, turn.actor, month)
    if stands.is_nothing:
        return [_month(turn, month)]
    text = t.CONFIRM_NOTHING.format(month=month.label, late=_confirm_late(stands))
    row = [NOTHING.button(common.CONFIRM, month), MONTH.button(common.BACK, month)]
    return [_card(turn, text, [row])]


def _nothing(turn: Turn, month: Month) -> Answer:
    session = turn.session
    sent = write_exemplar.nothing(session, turn.actor, month)
    how = t.SENT_NOTHING_LATE if exemplar.is_overdue(session, sent) else t.SENT_NOTHING
    return _done(turn, month, how.format(month=month.label, day=_last(session)))


def _withdraw(turn: Turn, _month_pressed: Month, exemplar_id: int) -> Answer:
    session, actor = turn.session, turn.actor
    month = write_exemplar.withdraw(session, actor, exemplar_id).month
    nudge.spare(session, actor, month)
    return _done(turn, month, t.WITHDRAWN.format(month=month.label))


def _done(turn: Turn, month: Month, note: str) -> Answer:
    """Return the month as it stands now, and the reminders of it, which lose their buttons once it
    is settled.
    """
    shown = _month(turn, month, note)
    return [Toast(note), shown, *nudging.refresh(turn.session, turn.actor, month)]


def _month(turn: Turn, month: Month, note: str = "", *, renew: bool = False) -> Say:
    session = turn.session
    stands = exemplar.look(session, turn.actor, month)
    lines = [note, ""] if note else []
    lines.append(t.HEAD.format(month=month.label, state=_state(stands)))
    if stands.owes:
        lines.append(_left(stands))
    lines += [_line(session, report) for report in stands.reports]
    lines += ["", _choose(stands), *reminder.candidates(stands)]
    rows = reminder.choices(stands, nothing=stands.owes)
    rows += _takebacks(stands)
    before = month.moved(-1)
    if not stands.is_late and month == Month.of(session.today) and _owes(turn, before):
        rows.append([MONTH.button(t.OTHER_MONTH.format(month=before.short), before)])
    return _card(turn, "\n".join(lines), rows, renew=renew)


def _shown(turn: Turn, draft: drafts.Draft, *, renew: bool = False) -> Say:
    """Return the card of what is being written: the question that is asked, else the draft with
    报送.
    """
    month, facts = write_exemplar.month_of(draft), draft.facts
    if "done" in facts:
        return _month(turn, month)
    back: list[Button] = [MONTH.button(common.BACK, month)]
    if draft.asking:
        ask = t.ASK_TITLE if draft.asking == TITLE else t.ASK_STORY
        if STORY in facts:
            back = [SHOW.button(common.BACK, month, draft.id)]
        text = ask.format(month=month.label, title=facts.get(TITLE, ""))
        return _card(turn, text, [back], renew=renew)
    text = t.DRAFT.format(month=month.label, title=facts[TITLE], story=facts[STORY], ask=t.ASK_SEND)
    rows: list[list[Button]] = [
        [SEND.button(t.SEND, month, draft.id)],
        [
            TITLE_OF.button(t.CHANGE_TITLE, month, draft.id),
            STORY_OF.button(t.CHANGE_STORY, month, draft.id),
        ],
        back,
    ]
    return _card(turn, text, rows, renew=renew)


def _card(turn: Turn, text: str, rows: Rows, *, renew: bool = False) -> Say:
    """Return the one card of this conversation. It is edited in place when the button pressed was
    on it, else it moves to the end of the chat.
    """
    known = handles.of_message(turn.session, turn.event.chat_id, turn.event.message_id)
    moves = renew or (bool(turn.event.data) and known != CARD)
    return Say(text, rows, handle=CARD, renew=moves)


def _draft(turn: Turn, draft_id: int) -> drafts.Draft:
    return write_exemplar.conversation(turn.session, turn.actor, draft_id)


def _state(stands: Standing) -> str:
    if stands.owes:
        return t.OWED
    return t.NONE if stands.is_nothing else t.DONE.format(n=len(stands.reports))


def _left(stands: Standing) -> str:
    if stands.is_late:
        return t.IS_LATE.format(day=stands.last)
    if stands.days_left == 0:
        return t.LAST_DAY
    return t.DAYS_LEFT.format(day=stands.last, n=stands.days_left)


def _confirm_late(stands: Standing) -> str:
    return t.CONFIRM_LATE.format(day=stands.last) if stands.is_late else ""


def _line(session: Session, report: Exemplar) -> str:
    late = t.LATE if exemplar.is_overdue(session, report) else ""
    day = moment_label(report.reported_at, session.today)
    if report.fate is Fate.NOTHING:
        return t.REPORTED_NOTHING.format(day=day, late=late)
    fate = "" if report.fate is Fate.REPORTED else f"，{report.fate.label}"
    entry = exemplar.entry_of(session, report)
    if entry is not None and entry.state is not State.APPROVED:
        fate += t.ENTRY_NOW.format(number=entry.number, state=entry.state.label)
    return t.REPORTED.format(title=report.title, day=day, late=late, fate=fate)


def _choose(stands: Standing) -> str:
    month = stands.month.short
    if stands.candidates:
        return (t.CHOOSE if stands.owes else t.MORE).format(month=month)
    return t.NO_CANDIDATES.format(month=month) if stands.owes else t.NO_MORE_CANDIDATES


def _takebacks(stands: Standing) -> list[list[Button]]:
    """Return a 撤回 for each report on which the bureau has not decided."""
    open_ = [r for r in stands.reports if r.fate in (Fate.REPORTED, Fate.NOTHING)]
    return [
        [
            UNDO.button(
                t.WITHDRAW_ONE.format(title=short(report.title)) if len(open_) > 1 else t.WITHDRAW,
                stands.month,
                report.id,
            )
        ]
        for report in open_
    ]


def _owes(turn: Turn, month: Month) -> bool:
    force = turn.actor.task_force_id
    return force is not None and exemplar.owes(turn.session, force, month)


def _is_liaison(turn: Turn) -> bool:
    return may(turn.actor, Act.EXEMPLAR, Subject(task_force_id=turn.actor.task_force_id))


def _last(session: Session) -> int:
    return session.county.deadlines.exemplar_last


def _owed(session: Session, task_force_id: int) -> str:
    """Say that a task force still owes the month's exemplars; "" when it does not."""
    month = Month.of(session.today)
    owes = exemplar.owes(session, task_force_id, month)
    return t.LEFT_TO_REPORT.format(month=month.label) if owes else ""


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance("exemplar", begin, t.ABOUT, t.LABEL, {Role.LIAISON: At(4, t.HELP)}, t.WORDS),
    ),
    presses={
        MONTH: _look,
        PICK: _pick,
        OWN: _own,
        NONE: _ask_nothing,
        NOTHING: _nothing,
        SHOW: _show,
        TITLE_OF: _ask(TITLE),
        STORY_OF: _ask(STORY),
        SEND: _confirm,
        CONFIRM: _send,
        UNDO: _withdraw,
    },
    questions={write_exemplar.FORM: Question(typed)},
    leaves=_owed,
)
