"""Reporting: the only adapter from forms to Telegram. Buttons, typed answers, files, commands."""

from collections.abc import Callable
from typing import Any, Final

from bot.actions.score import score
from bot.actions.work import add_to, alike, attach, report, sort, submit
from bot.actions.work.attach import Finished
from bot.actions.work.card import PAGE, SUBMITTED, Card
from bot.actions.work.submit import Submitted
from bot.errors import Refused, Stale
from bot.forms.fields import short
from bot.forms.kinds import FORMS
from bot.handlers.review import reviewing, supplements
from bot.handlers.say import Answer, Button, Rows, Say, Toast
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import button
from bot.handlers.work.card import HANDLE, card
from bot.rules.states import WAITING, State
from bot.storage import outbox
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from bot.texts import common
from bot.texts.times import local, month_day
from bot.texts.work import report as t

MENU: Final = ("report", 0)


def begin(turn: Turn) -> Answer:
    """📝 上报工作: which kind?"""
    report.authorise(turn.actor)
    kinds = [[_kind_button(turn, form)] for form in FORMS]
    return [Say(t.WHAT, kinds, handle=MENU, renew=True)]


def choose_kind(turn: Turn) -> Answer:
    """A kind from the menu. One begun before is offered first."""
    _, form, how = turn.event.data.split(":")
    if form not in FORMS:
        raise Stale(common.UNKNOWN_BUTTON)
    begun = report.begun(turn.session, turn.actor, form)
    if begun is not None and how != "new":
        told = t.ALREADY_BEGUN.format(kind=FORMS[form].title, what=_told(begun, with_kind=False))
        choice = [
            (t.CONTINUE, f"d:resume:{begun.draft.id}:0"),
            (t.NEW, f"kind:{form}:new"),
        ]
        return [Say(told, [choice], handle=MENU)]
    shown = report.start(turn.session, turn.actor, form)
    # The question which kind becomes the card: one message less to scroll past.
    outbox.rename(turn.session, turn.event.chat_id, MENU, (HANDLE, shown.draft.id))
    return [_card(turn, shown)]


def press(turn: Turn) -> Answer:
    """A button of a draft's card."""
    _, op, draft_id, version, *rest = turn.event.data.split(":")
    return _OPS[op](turn, int(draft_id), int(version), *rest)


def typed(turn: Turn) -> Answer:
    """A typed answer to the line the card asks for."""
    draft_id = _answering(turn) or turn.account.focus_id
    if draft_id is None:
        raise Refused(t.NOTHING_ASKED)
    text, message_id = turn.event.text, turn.event.message_id
    shown = attach.answer(turn.session, turn.actor, draft_id, text, message_id)
    return [_card(turn, shown)]


def answers_a_card(turn: Turn) -> bool:
    """Whether a message replies to a draft's card."""
    return _answering(turn) is not None


def open_entry(turn: Turn) -> Answer:
    """An entry by its number: from the score, every point leads to its entry."""
    entry_id = int(turn.event.data.partition(":")[2])
    return [_card(turn, report.look_at_entry(turn.session, turn.actor, entry_id), renew=True)]


def cancel(turn: Turn) -> Answer:
    """/cancel: the current draft is laid aside; any other conversation is over."""
    busy = turn.account.focus if turn.actor else None
    if busy != accounts.DRAFT or turn.account.focus_id is None:
        accounts.focus(turn.session, turn.event.chat_id, None)
        return [Say(common.CANCELLED if busy else common.NOTHING_TO_CANCEL)]
    return _park(turn, turn.account.focus_id, 0)


def material(turn: Turn) -> Answer:
    """A photo, video or file. The first changes the card at once, the rest of an album settles."""
    sent = turn.event.sent
    if sent is None:
        raise Refused(common.UNSUPPORTED)
    session, actor = turn.session, turn.actor
    attached = attach.attach(
        session, actor, turn.account, sent, caption=turn.event.text, answering=_answering(turn)
    )
    if attached.joined is not None:
        said = [_card(turn, attached.card, settle=True)]
        if attached.is_supplement:
            return [*said, *supplements.told(session, actor, attached.joined, attached.card)]
        return [*said, *reviewing.refresh(session, attached.joined.id)]
    # The card is edited at once for the first of an album, and in the end follows the material
    # down the chat: ten photos would have pushed it out of sight.
    moves = attached.follows or not (attached.is_new or sent.album)
    note = t.NOT_READ.format(example=t.CAPTION_EXAMPLE) if attached.unread else ""
    return [_card(turn, attached.card, note, settle=attached.follows, renew=moves)]


def settled(session: Session, finished: Finished) -> Answer:
    """A file was fetched and inspected: the card changes if that shows, the reviewers' cards
    too; a refusal is told in a sentence.
    """
    said: list[Any] = []
    shown = finished.card
    chat = accounts.chat_of(session, shown.draft.person_id)
    if finished.refusal and chat is not None:
        said.append(Say(t.FILE_REFUSED.format(why=finished.refusal), to=chat))
    if (finished.refusal or finished.used_day) and chat is not None:
        kinds = _kinds_for(session, shown) if shown.work is None else ()
        note = _waits(session, shown.entry) if shown.entry else ""
        said.append(card(shown, session.today, note, kinds, settle=True, to=chat))
    if shown.entry is not None and shown.entry.state in WAITING:
        said += reviewing.refresh(session, shown.entry.id)
    return said


def _card(
    turn: Turn, shown: Card, note: str = "", *, settle: bool = False, renew: bool = False
) -> Say:
    kinds = _kinds_for(turn.session, shown) if shown.work is None else ()
    if shown.entry is not None and shown.draft.state == SUBMITTED:
        note = _waits(turn.session, shown.entry)
    return card(shown, turn.session.today, note, kinds, settle=settle, renew=renew)


def _kinds_for(session: Session, shown: Card) -> Rows:
    """For material whose kind is undecided: the kinds, and what it may be added to."""
    begun = add_to.targets(session, shown.draft.person_id, shown.draft.id)
    label = "{}" if not begun else t.NEW + " · {}"
    return [
        *([button(shown, "kind", label.format(FORMS[form].title), form)] for form in FORMS),
        *([button(shown, "into", _add_to_label(card), card.draft.id)] for card in begun),
        [button(shown, "park", t.CANCEL)],
    ]


def _add_to_label(target: Card) -> str:
    """补充到X1042 ××服装厂: without the kind, which is what the buttons beside it are called by."""
    what = target.entry.number if target.entry else t.A_DRAFT
    called = target.work.form.called(target.draft.facts) if target.work else ""
    return short(t.ADD_TO.format(what=f"{what} {called}".strip()), 24)


def _into(turn: Turn, draft_id: int, _version: int, target_id: str) -> Answer:
    """补充到X: the material belongs to something begun or submitted before."""
    target = add_to.add_to(turn.session, turn.actor, draft_id, int(target_id))
    told = t.ADDED_TO.format(what=target.entry.number if target.entry else _told(target))
    said: list[Any] = [Say(told, (), handle=(HANDLE, draft_id)), _card(turn, target, renew=True)]
    if target.entry is not None and target.entry.state in WAITING:
        said += reviewing.refresh(turn.session, target.entry.id)
    elif target.entry is not None and target.draft.state == SUBMITTED:
        said += supplements.told(turn.session, turn.actor, target.entry, target)
    return said


def _kind_button(turn: Turn, form: str) -> Button:
    line = score.line_of(turn.session, turn.actor.person_id, form)
    label = t.KIND_BUTTON.format(kind=FORMS[form].title, before=line.points, cap=line.cap)
    return label, f"kind:{form}:ask"


def _told(shown: Card, *, with_kind: bool = True) -> str:
    kind = shown.work.form.title if shown.work else t.UNDECIDED
    place = shown.work.form.called(shown.draft.facts) if shown.work else ""
    files = f"{len(shown.pieces)} 份材料" if shown.pieces else ""
    what = " ".join(part for part in (kind if with_kind else "", place, files) if part)
    return what or t.NOTHING_YET


def _waits(session: Session, entry: Entry) -> str:
    """Who is to decide and by when; afterwards, who has decided and when."""
    if entry.state is State.APPEALED:
        return t.WAITS_FOR_BUREAU
    if entry.decided_by is not None and entry.decided_at is not None:
        decider, at = persons.get(session, entry.decided_by).name, local(entry.decided_at)
        return t.DECIDED_BY.format(who=decider, at=f"{at:%Y-%m-%d %H:%M}", state=entry.state.label)
    if entry.state not in WAITING:
        return ""
    who = t.BY_BUREAU
    if entry.reviewer == submit.LIAISON and entry.task_force_id is not None:
        liaison = persons.liaison(session, entry.task_force_id)
        if liaison is not None:
            who = str(persons.get(session, liaison).name)
    by = month_day(submit.review_by(session))
    return t.WAITS.format(who=who, by=by) + "\n" + t.LATE_FILES


def _answering(turn: Turn) -> int | None:
    """The draft whose card the message replies to."""
    if turn.event.reply_to is None:
        return None
    of = outbox.handle_of(turn.session, turn.event.chat_id, turn.event.reply_to)
    return of[1] if of is not None and of[0] == HANDLE else None


def _answer(turn: Turn, draft_id: int, version: int, key: str, code: str) -> Answer:
    return [_card(turn, report.tap(turn.session, turn.actor, draft_id, version, key, code))]


def _skip(turn: Turn, draft_id: int, _version: int, key: str) -> Answer:
    return [_card(turn, report.skip(turn.session, turn.actor, draft_id, key))]


def _ask(turn: Turn, draft_id: int, _version: int, key: str) -> Answer:
    return [_card(turn, report.ask(turn.session, turn.actor, draft_id, key))]


def _page(turn: Turn, draft_id: int, _version: int, key: str, month: str = "") -> Answer:
    month = month or f"{turn.session.today:%Y-%m}"
    asked = f"{PAGE}{key}={month}"
    return [_card(turn, report.ask(turn.session, turn.actor, draft_id, asked))]


def _leaf(page: str) -> Callable[..., Answer]:
    def leaf(turn: Turn, draft_id: int, _version: int) -> Answer:
        return [_card(turn, report.ask(turn.session, turn.actor, draft_id, page))]

    return leaf


def _back(turn: Turn, draft_id: int, version: int) -> Answer:
    shown = report.back(turn.session, turn.actor, draft_id, version)
    return begin(turn) if shown is None else [_card(turn, shown)]


def _park(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [_card(turn, report.park(turn.session, turn.actor, draft_id))]


def _resume(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [_card(turn, report.resume(turn.session, turn.actor, draft_id), renew=True)]


def _show(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [_card(turn, report.look(turn.session, turn.actor, draft_id), renew=True)]


def _decide_kind(turn: Turn, draft_id: int, _version: int, form: str) -> Answer:
    return [_card(turn, report.decide_kind(turn.session, turn.actor, draft_id, form))]


def _move(turn: Turn, draft_id: int, _version: int, piece: str, slot: str) -> Answer:
    shown = sort.move_piece(turn.session, turn.actor, draft_id, int(piece), slot)
    return [_card(turn, shown)]


def _remove(turn: Turn, draft_id: int, _version: int, piece: str) -> Answer:
    return [_card(turn, sort.remove_piece(turn.session, turn.actor, draft_id, int(piece)))]


def _file(turn: Turn, draft_id: int, _version: int, piece: str) -> Answer:
    return [_card(turn, report.ask(turn.session, turn.actor, draft_id, f"{PAGE}file={piece}"))]


def _gather(turn: Turn, draft_id: int, _version: int, slot: str) -> Answer:
    return [_card(turn, sort.gather(turn.session, turn.actor, draft_id, slot))]


def _spread(turn: Turn, draft_id: int, _version: int, slot: str) -> Answer:
    return [_card(turn, sort.spread(turn.session, turn.actor, draft_id, slot))]


def _nothing(_turn: Turn, _draft_id: int, _version: int) -> Answer:
    return []


def _submit(turn: Turn, draft_id: int, _version: int) -> Answer:
    done: Submitted = submit.submit(turn.session, turn.actor, draft_id)
    said: list[Any] = [_card(turn, done.card)]
    if done.fresh:
        said += [Toast(t.SUBMITTED.format(number=done.entry.number))]
        said += reviewing.announce(turn.session, done.entry)
        for other in alike.beside(turn.session, draft_id):
            said += reviewing.refresh(turn.session, other)
    return said


def _withdraw(turn: Turn, draft_id: int, _version: int) -> Answer:
    looked_like = alike.beside(turn.session, draft_id)
    shown = submit.withdraw(turn.session, turn.actor, draft_id)
    said: list[Any] = [_card(turn, shown)]
    if shown.entry is not None:
        said += reviewing.announce(turn.session, shown.entry)
        for entry_id in (shown.entry.id, *looked_like):
            said += reviewing.refresh(turn.session, entry_id)
    return said


_OPS: Final[dict[str, Callable[..., Answer]]] = {
    "a": _answer,
    "skip": _skip,
    "ask": _ask,
    "page": _page,
    "change": _leaf(PAGE + "change"),
    "files": _leaf(PAGE + "files"),
    "keep": _leaf(""),
    "back": _back,
    "park": _park,
    "resume": _resume,
    "show": _show,
    "kind": _decide_kind,
    "into": _into,
    "mv": _move,
    "rm": _remove,
    "file": _file,
    "gather": _gather,
    "spread": _spread,
    "submit": _submit,
    "withdraw": _withdraw,
    "nop": _nothing,
}
