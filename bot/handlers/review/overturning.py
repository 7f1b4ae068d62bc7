"""Looking an entry up by its number, to be read only; and 改判, by which the bureau changes a
decision.
"""

from typing import Any, Final

from bot.actions import locked
from bot.actions.review import overturn
from bot.actions.review.case import Case
from bot.actions.review.overturn import Change, Record
from bot.handlers.conversation import Conversation, Question
from bot.handlers.press import NUMBER, Press
from bot.handlers.review import verdict
from bot.handlers.review.case import case_text
from bot.handlers.review.reviewing import TELL
from bot.handlers.say import Answer, Rows, Say, Toast
from bot.handlers.turn import Turn
from bot.handlers.work import reporting
from bot.rules.quarters import Quarter
from bot.rules.states import WAITING
from bot.storage import errands
from bot.texts import conversations
from bot.texts.review import overturn as t
from bot.texts.times import clock, moment_label

RECORD: Final = "record"
SHOW: Final = Press("ov", "show", NUMBER)
ASK: Final = Press("ov", "ask", NUMBER)
CONFIRM: Final = Press("ov", "yes", NUMBER)
BACK: Final = Press("ov", "back", NUMBER)
_CAPTION: Final = 1000


def number(turn: Turn) -> Answer:
    """Open the entry whose number was typed while nothing was asked: one's own to go on with it,
    others' to be read. [] for any other text.
    """
    entry_id = overturn.number_in(turn.event.text)
    if entry_id is None:
        return []
    if overturn.is_own(turn.session, turn.actor, entry_id):
        return reporting.open_entry(turn, entry_id)
    return _record(overturn.look_up(turn.session, turn.actor, entry_id))


def typed(turn: Turn) -> Answer:
    """Take the reason for changing a decision, and show what the change will mean before it is
    confirmed.
    """
    change = overturn.give_reason(turn.session, turn.actor, turn.account.focus_id, turn.event.text)
    row = [CONFIRM.button(t.CONFIRM, change.draft_id), BACK.button(t.BACK, change.draft_id)]
    return [_message(change.shown, _consequence(change), [row], renew=True)]


def _show(turn: Turn, entry_id: int) -> Answer:
    return _record(overturn.look_up(turn.session, turn.actor, entry_id))


def _ask(turn: Turn, entry_id: int) -> Answer:
    change = overturn.ask(turn.session, turn.actor, entry_id)
    entry = change.shown.entry
    text = t.ASK.format(number=entry.number, before=entry.state.label, after=change.after.label)
    return [_message(change.shown, text, [[BACK.button(t.BACK, change.draft_id)]])]


def _back(turn: Turn, draft_id: int) -> Answer:
    """返回: show the record as it was; the decision stands."""
    entry = overturn.leave_it(turn.session, turn.actor, draft_id)
    return _record(overturn.look_up(turn.session, turn.actor, entry.id), renew=False)


def _confirmed(turn: Turn, draft_id: int) -> Answer:
    session = turn.session
    done = overturn.overturn(session, turn.actor, draft_id)
    shown = overturn.look_up(session, turn.actor, done.entry.id).case
    text = t.DONE.format(
        number=done.entry.number,
        name=shown.author.name.full,
        state=done.entry.state.label,
        at=clock(done.entry.decided_at or session.now),
        reason=done.entry.reason,
    )
    said: list[Any] = [_message(shown, text, ())]
    if note := locked.note(session, Quarter.of(done.entry.day)):
        text += f"\n{note}"
    if done.fresh:
        errands.cancel(session, TELL, done.entry.id)
        said.append(Toast(text))
        said += verdict.to_author(session, done.entry, done.how)
        by = turn.actor.person_id
        said += verdict.to_liaison(session, done.before, done.entry, done.how, by)
    return said


def _record(record: Record, *, renew: bool = True) -> list[Say]:
    """Return the sheet, facts, decision and history of an entry. A text too long for the caption of
    the sheet is a message after it.
    """
    shown = record.case
    text = "\n".join([_head(shown), *case_text(shown).splitlines()[1:], *_decision(shown)])
    history = "\n".join([t.HISTORY, *_steps(record)])
    rows: Rows = [[ASK.button(t.OVERTURN, shown.entry.id)]] if record.can_overturn else ()
    if not shown.sheet or len(text) + len(history) < _CAPTION:
        return [_message(shown, f"{text}\n\n{history}", rows, renew=renew)]
    return [
        Say(_head(shown), kind="photo", file=shown.sheet),
        Say(f"{text}\n\n{history}", rows, handle=(RECORD, shown.entry.id), renew=renew),
    ]


def _head(shown: Case) -> str:
    entry = shown.entry
    return t.STATE.format(
        mark=t.MARKS[entry.state.value],
        number=entry.number,
        kind=shown.form.title,
        state=entry.state.label,
    )


def _decision(shown: Case) -> list[str]:
    entry = shown.entry
    if entry.state in WAITING:
        return [t.WHO_WAITS]
    lines = []
    if entry.decided_at is not None and shown.decided_by is not None:
        at = moment_label(entry.decided_at, shown.work.today)
        lines.append(t.DECIDED.format(state=entry.state.label, who=shown.decided_by, at=at))
    if entry.reason:
        lines.append(t.REASON.format(reason=entry.reason))
    if entry.appeal:
        lines.append(t.APPEALED_WITH.format(words=entry.appeal))
    return lines


def _steps(record: Record) -> list[str]:
    steps = []
    for step in record.history:
        what = t.ACTS[step.act] + (t.OWN_REJECTION if step.is_own else "")
        what += f"：{step.reason}" if step.reason else ""
        at = moment_label(step.at, record.case.work.today)
        steps.append(t.STEP.format(at=at, who=step.who or "", what=what))
    return steps


def _consequence(change: Change) -> str:
    entry, preview = change.shown.entry, change.shown.preview
    points = t.NO_POINTS
    if preview is not None and preview.is_locked:
        points = preview.phrase
    elif preview is not None and preview.before != preview.after:
        before, after = preview.before, preview.after
        if change.after.value != "approved":
            before, after = after, before
        points = t.POINTS.format(before=before, after=after, cap=preview.cap)
    return t.CONSEQUENCE.format(
        number=entry.number,
        before=entry.state.label,
        after=change.after.label,
        reason=change.reason,
        name=change.shown.author.name.full,
        kind=change.shown.form.title,
        quarter=Quarter.of(entry.day).label,
        points=points,
    )


def _message(shown: Case, text: str, rows: Rows, *, renew: bool = False) -> Say:
    """Return the record's message: it is one message through all stages of 改判."""
    return Say(
        text,
        rows,
        handle=(RECORD, shown.entry.id),
        kind="photo" if shown.sheet else "text",
        file=shown.sheet,
        renew=renew,
    )


CONVERSATION: Final = Conversation(
    name=conversations.OVERTURNING,
    presses={SHOW: _show, ASK: _ask, CONFIRM: _confirmed, BACK: _back},
    questions={overturn.OVERTURN: Question(typed)},
    names=number,
)
