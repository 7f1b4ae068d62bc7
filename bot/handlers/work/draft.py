"""A draft in its author's chat: its card, what material of unknown kind could belong to, and who
decides on an entry.
"""

from bot.actions.work import add_to, attach, submit
from bot.actions.work.card import SUBMITTED, Card, card_of
from bot.forms.fields import short
from bot.forms.kinds import FORMS
from bot.handlers.say import Rows, Say, in_rows
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import INTO, KIND, PARK, button
from bot.handlers.work.card import HANDLE, card
from bot.rules.states import WAITING, State
from bot.storage import handles
from bot.storage.people import accounts, persons, roles
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.storage.work.entries import Entry
from bot.texts.times import day_label, moment_label
from bot.texts.work import behalf
from bot.texts.work import report as t


def card_in(
    turn: Turn, shown: Card, note: str = "", *, settle: bool = False, renew: bool = False
) -> Say:
    """Return the card as a message to the chat whose turn it is."""
    kinds = kinds_for(turn.session, shown) if shown.work is None else ()
    if shown.entry is not None and shown.draft.state == SUBMITTED:
        note = waits_for(turn.session, shown.entry)
    return card(shown, turn.session.today, note, kinds, settle=settle, renew=renew)


def author_card(session: Session, entry: Entry, *, renew: bool = False) -> list[Say]:
    """Return the card of an entry, as it stands now, as a message to its author's chat; [] when the
    author has left.
    """
    chat, draft = accounts.chat_of(session, entry.author_id), drafts.get(session, entry.draft_id)
    if chat is None or draft is None:
        return []
    return [card(card_of(session, draft), session.today, to=chat, silent=True, renew=renew)]


def is_above_its_material(session: Session, shown: Card) -> bool:
    """Whether photos and files have been sent after the card was: it then belongs below them."""
    message = handles.message(session, shown.draft.chat_id, HANDLE, shown.draft.id)
    last = max((piece.message_id for piece in shown.pieces), default=0)
    return message is not None and message < last


def kinds_for(session: Session, shown: Card) -> Rows:
    """Return the buttons for material whose kind of work is undecided: the kinds, and what it may
    be added to instead.
    """
    begun = add_to.targets(session, shown.draft.person_id, shown.draft.id)
    label = "{}" if not begun else t.NEW + " · {}"
    return [
        *in_rows([button(shown, KIND, label.format(FORMS[form].title), form) for form in FORMS]),
        *([button(shown, INTO, _add_to_label(card), card.draft.id)] for card in begun),
        [button(shown, PARK, t.CANCEL)],
    ]


def _add_to_label(target: Card) -> str:
    """Return a label such as `补充到X1042 ××服装厂`. It leaves the kind of work out, since the
    buttons beside it are named by kinds.
    """
    what = target.entry.number if target.entry else t.A_DRAFT
    what += behalf.FOR.format(name=target.about.full) if target.about else ""
    called = target.work.form.called(target.draft.facts) if target.work else ""
    return short(t.ADD_TO.format(what=f"{what} {called}".strip()), 24)


def told(shown: Card, *, with_kind: bool = True) -> str:
    """Return a draft in a few words: `开展宣传 ××服装厂 3 份材料`."""
    kind = shown.work.form.title if shown.work else t.UNDECIDED
    kind += behalf.FOR.format(name=shown.about.full) if shown.about else ""
    place = shown.work.form.called(shown.draft.facts) if shown.work else ""
    files = t.MANY.format(n=len(shown.pieces), what=t.MATERIALS) if shown.pieces else ""
    what = " ".join(part for part in (kind if with_kind else "", place, files) if part)
    return what or t.NOTHING_YET


def waits_for(session: Session, entry: Entry) -> str:
    """Say who is to decide on an entry and by when; once decided, who has decided and when. "" when
    it neither waits nor was decided.
    """
    if entry.state is State.APPEALED:
        return t.WAITS_FOR_BUREAU
    if entry.decided_by is not None and entry.decided_at is not None:
        decider = persons.get(session, entry.decided_by).name
        at = moment_label(entry.decided_at, session.today)
        return t.DECIDED_BY.format(who=decider, at=at, state=entry.state.label)
    if entry.state not in WAITING:
        return ""
    who = t.BY_BUREAU
    if entry.reviewer == submit.LIAISON and entry.task_force_id is not None:
        liaison = roles.liaison(session, entry.task_force_id)
        if liaison is not None:
            who = str(persons.get(session, liaison).name)
    by = day_label(submit.review_by(session), session.today)
    return t.WAITS.format(who=who, by=by) + "\n" + t.LATE_FILES


def answering(turn: Turn) -> int | None:
    """Return the id of the draft whose card, or one of whose photos, the message replies to; None
    otherwise.
    """
    return card_answered(turn) or photo_answered(turn)


def photo_answered(turn: Turn) -> int | None:
    """Return the id of the draft that has the photo the message replies to; None when it replies to
    no such photo.
    """
    if turn.event.reply_to is None:
        return None
    return attach.of_message(turn.session, turn.event.chat_id, turn.event.reply_to)


def card_answered(turn: Turn) -> int | None:
    """Return the id of the draft whose card the message replies to; None when it replies to no
    card.
    """
    if turn.event.reply_to is None:
        return None
    of = handles.of_message(turn.session, turn.event.chat_id, turn.event.reply_to)
    return of[1] if of is not None and of[0] == HANDLE else None
