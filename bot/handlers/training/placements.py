"""以干代训: the year's placements, arranging one, changing it, calling it off."""

from typing import Final

from bot.actions.training import held, own, placements
from bot.actions.work.card import Card
from bot.errors import Refused
from bot.forms.fields import short
from bot.forms.placement import NAME
from bot.handlers.conversation import Conversation, Question, Room
from bot.handlers.people import naming
from bot.handlers.press import NUMBER, YEAR, Press, one_of
from bot.handlers.say import Answer, Button, Rows, Say, Toast, in_rows
from bot.handlers.training.buttons import PLACED, PLACEMENT, PLACEMENTS
from bot.handlers.training.placement_card import (
    ALL,
    AMEND,
    LAST,
    OFF,
    RESTORE,
    back,
    card,
    facts_of,
    tell,
)
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import HAND_INS, RESUME
from bot.handlers.work.card import HANDLE
from bot.handlers.work.draft import card_in
from bot.rules.roles import Role
from bot.rules.trainings import number_in
from bot.storage import handles, outbox
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.training import placements as stored
from bot.storage.training.placements import Placement
from bot.texts.times import day_label
from bot.texts.training import placements as t

LIST: Final = Press("pl", "of", YEAR, NUMBER)
NEW: Final = Press("pl", "new")
WHOSE: Final = Press("pl", "who", NUMBER, one_of("ask", "new"))
CANCEL: Final = Press("pl", "no")
HAND_IN: Final = Press("pl", "in", NUMBER, NUMBER)
UNPLACED: Final = Press("pl", "none")
UNPLACED_OF: Final = Press("pl", "none", NUMBER)
_PAGE: Final = 10
_FIRST_YEAR: Final = 2024
_CHARACTERS: Final = 1800


def begin(turn: Turn) -> Answer:
    """以干代训: the placements of this year."""
    return [_list(turn, turn.session.today.year, 0, renew=not turn.event.data)]


def number(turn: Turn) -> Answer:
    """Show the placement whose number was typed while nothing was asked; [] for any other text."""
    placement_id = number_in(turn.event.text, "G")
    is_keeper = turn.actor.is_(Role.LIAISON) or turn.actor.is_(Role.BUREAU)
    if placement_id is None or not is_keeper:
        return []
    placement = placements.own(turn.session, turn.actor, placement_id)
    return [card(turn.session, turn.actor, placement, renew=True)]


def _list(turn: Turn, year: int, page: int, *, renew: bool = False) -> Say:
    session, actor = turn.session, turn.actor
    found = placements.year(session, actor, year)
    begun = placements.begun(session, actor) if page == 0 else []
    page = min(page, max(0, len(found) - 1) // _PAGE)
    here = found[page * _PAGE : (page + 1) * _PAGE]
    text = t.EMPTY.format(year=year)
    if found:
        lacking = len(placements.lacking(session, actor))
        text = t.LIST.format(
            year=year,
            n=sum(each.stands for each in found),
            lacking=t.LACKING.format(n=lacking) if lacking else "",
        )
    text += f"\n{t.BEGUN_ONES}" if begun else ""
    rows: list[list[Button]] = [[NEW.button(t.NEW), UNPLACED.button(t.UNPLACED)]]
    rows += [[_begun(session, each)] for each in begun]
    rows += [[_row(session, each)] for each in here]
    turns = []
    if page:
        turns.append(LIST.button(t.NEWER, year, page - 1))
    if (page + 1) * _PAGE < len(found):
        turns.append(LIST.button(t.OLDER, year, page + 1))
    if year > _FIRST_YEAR:
        turns.append(LIST.button(t.EARLIER.format(year=year - 1), year - 1, 0))
    if year < session.today.year + 1:
        turns.append(LIST.button(t.LATER.format(year=year + 1), year + 1, 0))
    return Say(text, [*rows, turns], handle=PLACEMENTS, renew=renew)


def _begun(session: Session, each: Card) -> Button:
    name = persons.get(session, each.draft.about_id or 0).name.full
    host = each.work.form.called(each.draft.facts) if each.work else ""
    label = t.BEGUN.format(what=f"{name} {host}".strip())
    return RESUME.button(short(label, 24), each.draft.id, 0)


def _row(session: Session, placement: Placement) -> Button:
    marks = {
        t.STATE_OFF: t.MARK_OFF,
        t.STATE_AHEAD: t.MARK_AHEAD,
        t.STATE_RUNS: t.MARK_RUNS,
        t.STATE_LACKS: t.MARK_LACKS,
        t.STATE_DONE: t.MARK_DONE,
    }
    told = placement.told
    first, last = (f"{day.month}.{day.day}" for day in (told.first, told.last))
    label = t.ROW.format(
        mark=marks[placements.state(placement, session.today)],
        number=placement.number,
        name=persons.get(session, placement.person_id).name.full,
        host=short(told.host, 8),
        days=t.DAYS.format(first=first, last=last),
    )
    return PLACED.button(label, placement.id)


def _all(turn: Turn) -> Answer:
    return _paged(turn, turn.session.today.year, 0)


def _paged(turn: Turn, year: int, page: int) -> Answer:
    return [_list(turn, year, page, renew=_pressed_on(turn) != PLACEMENTS)]


def _pressed_on(turn: Turn) -> tuple[str, int] | None:
    """Return what the message is for whose button was pressed."""
    return handles.of_message(turn.session, turn.event.chat_id, turn.event.message_id)


def _new(turn: Turn) -> Answer:
    """安排: ask whom."""
    placements.ask_whom(turn.session, turn.actor)
    return [Say(t.WHO, [[CANCEL.button(t.CANCEL)]], handle=PLACEMENTS)]


def typed_name(turn: Turn) -> Answer:
    """Take the name; namesakes become buttons."""
    found = placements.named(turn.session, turn.actor, turn.event.text)
    if len(found) == 1:
        return _start(turn, found[0].id)
    rows: Rows = [
        *([WHOSE.button(naming.called(person), person.id, "ask")] for person in found),
        [CANCEL.button(t.CANCEL)],
    ]
    text = t.NAMESAKES.format(name=found[0].name.full, n=len(found))
    return [Say(text, rows, handle=PLACEMENTS, renew=True)]


def _who(turn: Turn, person_id: int, how: str) -> Answer:
    return _start(turn, person_id, anew=how == "new")


def _start(turn: Turn, person_id: int, *, anew: bool = False) -> Answer:
    """Show the card; the question whose placement becomes it: one message less to scroll past."""
    shown, is_ready = placements.start(turn.session, turn.actor, person_id, anew=anew)
    if not is_ready:
        name = persons.get(turn.session, person_id).name.full
        row = [
            RESUME.button(t.CONTINUE, shown.draft.id, 0),
            WHOSE.button(t.FRESH, person_id, "new"),
        ]
        text = t.GO_ON.format(name=name)
        return [Say(text, [row, [CANCEL.button(t.CANCEL)]], handle=PLACEMENTS, renew=True)]
    outbox.rename(turn.session, turn.event.chat_id, PLACEMENTS, (HANDLE, shown.draft.id))
    return [card_in(turn, shown, renew=not turn.event.data)]


def _cancel(turn: Turn) -> Answer:
    """取消: no name is asked for any more; the list is there again."""
    placements.leave_it(turn.session, turn.actor)
    return _all(turn)


def _hand_in(turn: Turn, draft_id: int, _version: int) -> Answer:
    """提交安排, 提交修改: the draft's card becomes the placement's, and the person is told."""
    session = turn.session
    is_new = stored.of_draft(session, draft_id) is None
    placement, is_fresh = placements.hand_in(session, turn.actor, draft_id)
    said = (t.SET_DOWN if is_new else t.CHANGED).format(number=placement.number)
    said += t.ANEW if placement.lost_evaluation else ""
    outbox.rename(session, turn.event.chat_id, (HANDLE, draft_id), (PLACEMENT, placement.id))
    shown = card(session, turn.actor, placement, said if is_fresh else "")
    if not is_fresh:
        return [shown]
    news = t.NEWS_NEW if is_new else t.NEWS_CHANGED
    return [Toast(said), shown, *tell(session, placement, news)]


def _open(turn: Turn, placement_id: int) -> Answer:
    """A placement's button: the list stays where it is, the card comes below it; on the card itself
    it is 返回.
    """
    placements.leave_it(turn.session, turn.actor)
    placement = placements.own(turn.session, turn.actor, placement_id)
    is_list = _pressed_on(turn) != (PLACEMENT, placement_id)
    return [card(turn.session, turn.actor, placement, renew=is_list)]


def _amend(turn: Turn, placement_id: int) -> Answer:
    shown = placements.amend(turn.session, turn.actor, placement_id)
    return [card_in(turn, shown, renew=True)]


def _ask_last(turn: Turn, placement_id: int) -> Answer:
    """改结束日: prolong it, or end it early."""
    placement = placements.ask(turn.session, turn.actor, placement_id, placements.LAST)
    last = placement.told.last
    text = t.ASK_LAST.format(
        **facts_of(turn.session, placement), example=f"{last.month}.{last.day}"
    )
    return [Say(text, [[back(placement_id)]], handle=(PLACEMENT, placement_id))]


def typed_last(turn: Turn) -> Answer:
    """Take the last day."""
    session = turn.session
    placement, is_fresh = placements.set_last(
        session, turn.actor, turn.account.focus_id, turn.event.text
    )
    day = day_label(placement.told.last, session.today)
    said = t.LAST_DONE.format(number=placement.number, day=day)
    said += t.ANEW if placement.lost_evaluation else ""
    shown = card(session, turn.actor, placement, said, renew=True)
    return [shown, *(tell(session, placement, t.NEWS_CHANGED) if is_fresh else [])]


def _ask_off(turn: Turn, placement_id: int) -> Answer:
    placement = placements.ask(turn.session, turn.actor, placement_id, placements.OFF)
    text = t.ASK_OFF.format(**facts_of(turn.session, placement))
    return [Say(text, [[back(placement_id)]], handle=(PLACEMENT, placement_id))]


def typed_reason(turn: Turn) -> Answer:
    """Take the reason, by which the placement is called off; the person is told."""
    session = turn.session
    placement = placements.call_off(session, turn.actor, turn.account.focus_id, turn.event.text)
    said = t.OFF_DONE.format(number=placement.number, reason=placement.why_off)
    shown = card(session, turn.actor, placement, said, renew=True)
    return [shown, *tell(session, placement, t.NEWS_OFF)]


def _restore(turn: Turn, placement_id: int) -> Answer:
    session = turn.session
    placement, is_fresh = placements.restore(session, turn.actor, placement_id)
    said = t.RESTORED.format(number=placement.number)
    shown = card(session, turn.actor, placement, said)
    told = tell(session, placement, t.NEWS_RESTORED) if is_fresh else []
    return [Toast(said), shown, *told]


def _unplaced(turn: Turn, force_id: int = 0) -> Answer:
    """还没去过的: of a task force with names; of all, how many in each."""
    actor = turn.actor
    placements.check(actor)
    if not actor.is_(Role.BUREAU):
        force_id = actor.task_force_id or 0
    found = held.unplaced(turn.session, actor)
    if not found:
        raise Refused(t.EMPTY_LEDGER)
    back_to = [ALL.button(t.BACK)]
    if force_id == 0:
        return [Say(*_by_force(found, back_to), handle=PLACEMENTS)]
    one = next((each for each in found if each.force.id == force_id), None)
    if one is None:
        raise Refused(t.EMPTY_LEDGER)
    n, of = len(one.names), one.people
    text = f"{t.UNPLACED_HEAD.format(n=n, of=of)}\n{_cut('、'.join(one.names))}"
    text = text if n else t.ALL_PLACED
    if actor.is_(Role.BUREAU):
        back_to = [UNPLACED.button(t.BACK)]
        text = f"{t.FORCE.format(force=one.force.name)}\n{text}"
    return [Say(text, [back_to], handle=PLACEMENTS)]


def _by_force(found: list[held.Lacking], back_to: list[Button]) -> tuple[str, Rows]:
    n, of = sum(len(each.names) for each in found), sum(each.people for each in found)
    if n == 0:
        return t.ALL_PLACED, [back_to]
    facts = [{"force": each.force.name, "n": len(each.names), "of": each.people} for each in found]
    buttons = [
        UNPLACED_OF.button(
            t.FORCE_BUTTON.format(force=short(each.force.name, 12), n=len(each.names)),
            each.force.id,
        )
        for each in found
        if each.names
    ]
    lines = [t.FORCE_LINE.format(**each) for each in facts]
    text = "\n".join([t.UNPLACED_HEAD.format(n=n, of=of), *lines, t.WHICH_FORCE])
    return text, [*in_rows(buttons), back_to]


def _cut(text: str) -> str:
    return text if len(text) <= _CHARACTERS else text[:_CHARACTERS] + t.MORE


HAND_INS[NAME] = HAND_IN

CONVERSATION: Final = Conversation(
    rooms=(Room(2, t.LABEL, begin, frozenset({Role.LIAISON, Role.BUREAU})),),
    presses={
        LIST: _paged,
        ALL: _all,
        PLACED: _open,
        NEW: _new,
        WHOSE: _who,
        CANCEL: _cancel,
        HAND_IN: _hand_in,
        AMEND: _amend,
        LAST: _ask_last,
        OFF: _ask_off,
        RESTORE: _restore,
        UNPLACED: _unplaced,
        UNPLACED_OF: _unplaced,
    },
    questions={
        placements.WHOSE: Question(typed_name, is_aside=False),
        placements.LAST: Question(typed_last),
        placements.OFF: Question(typed_reason),
    },
    names=number,
    mine=own.placements_lines,
)
