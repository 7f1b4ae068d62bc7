"""➖ 登记失误: whose fault, then one card that is filled in as one of work is, and 提交县局."""

from typing import Any, Final

from bot.actions.score import faults
from bot.actions.work.card import Card
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.people import naming
from bot.handlers.press import NUMBER, Press, one_of
from bot.handlers.say import Answer, Button, Rows, Say, Toast
from bot.handlers.score.fault_news import (
    DROP,
    RETURNED,
    announce,
    dropped,
    facts_of,
    registered,
    settle_person,
)
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import HAND_IN, RESUME
from bot.handlers.work.card import HANDLE
from bot.handlers.work.draft import card_in
from bot.rules.faults import FaultState
from bot.rules.roles import Role
from bot.storage import outbox
from bot.storage.people import accounts, persons
from bot.storage.score import faults as stored
from bot.storage.session import Session
from bot.texts.score import faults as t
from bot.texts.work import report

ASK: Final = ("fault who", 0)
WHOSE: Final = Press("fl", "who", NUMBER, one_of("ask", "new"))
CANCEL: Final = Press("fl", "no")


def begin(turn: Turn) -> Answer:
    """➖ 登记失误: ask whose; `/fault 张三` does not ask."""
    begun = faults.ask_whom(turn.session, turn.actor)
    if turn.event.text.startswith("/") and turn.event.rest:
        return _named(turn, turn.event.rest, renew=True)
    rows = [_begun(turn.session, card) for card in begun]
    text = "\n".join([t.WHO, *([t.GO_ON] if rows else [])])
    return [Say(text, [*rows, [CANCEL.button(t.CANCEL)]], handle=ASK, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take the name; namesakes become buttons."""
    return _named(turn, turn.event.text)


def _begun(session: Session, card: Card) -> list[Button]:
    """Return the row of a draft that was begun, with 放弃登记 where it came back."""
    fault = stored.of_draft(session, card.draft.id)
    name = persons.get(session, card.draft.about_id or 0).name.full
    account = str(card.draft.facts.get("account", ""))
    said = f"{fault.number} {name}" if fault else name
    label = short(t.BEGUN.format(what=f"{said} {account}".strip()), 24)
    row = [RESUME.button(label, card.draft.id, 0)]
    if fault is not None and fault.state is FaultState.RETURNED:
        row.append(DROP.button(t.DROP, fault.id))
    return row


def _named(turn: Turn, name: str, *, renew: bool = False) -> Answer:
    found = faults.named(turn.session, turn.actor, name)
    if len(found) == 1:
        return _start(turn, found[0].id, renew=renew)
    rows: Rows = [
        *([WHOSE.button(naming.called(person), person.id, "ask")] for person in found),
        [CANCEL.button(t.CANCEL)],
    ]
    text = t.NAMESAKES.format(name=found[0].name.full, n=len(found))
    return [Say(text, rows, handle=ASK, renew=True)]


def _who(turn: Turn, person_id: int, how: str) -> Answer:
    return _start(turn, person_id, anew=how == "new")


def _start(turn: Turn, person_id: int, *, anew: bool = False, renew: bool = False) -> Answer:
    """Show the card; the question whose fault becomes it: one message less to scroll past."""
    shown, is_ready = faults.start(turn.session, turn.actor, person_id, anew=anew)
    if not is_ready:
        name = persons.get(turn.session, person_id).name.full
        row = [
            RESUME.button(t.CONTINUE, shown.draft.id, 0),
            WHOSE.button(t.NEW, person_id, "new"),
        ]
        return [Say(t.ALREADY_BEGUN.format(name=name), [row], handle=ASK, renew=True)]
    outbox.rename(turn.session, turn.event.chat_id, ASK, (HANDLE, shown.draft.id))
    return [card_in(turn, shown, renew=renew or not turn.event.data)]


def _cancel(turn: Turn) -> Answer:
    if turn.account.focus == faults.NAME:
        accounts.focus(turn.session, turn.event.chat_id, None)
    return [Say(t.LEFT, (), handle=ASK)]


def _hand_in(turn: Turn, draft_id: int, _version: int) -> Answer:
    """提交县局: the person is told at once, and the bureau that something waits."""
    done = faults.hand_in(turn.session, turn.actor, draft_id)
    said: list[Any] = [card_in(turn, done.card)]
    if done.fresh:
        text = t.REGISTERED.format(**facts_of(turn.session, done.fault))
        said += [Toast(text), *registered(turn.session, done.fault)]
        said += announce(turn.session, is_new=True)
        outbox.rename(
            turn.session,
            turn.event.chat_id,
            (RETURNED, done.fault.id),
            ("fault again", done.fault.id),
        )
    return said


def _drop(turn: Turn, fault_id: int) -> Answer:
    """放弃登记: give a returned fault up; the person is told."""
    fault, is_fresh = faults.drop(turn.session, turn.actor, fault_id)
    text = t.DROPPED.format(**facts_of(turn.session, fault))
    if not is_fresh:
        return [Toast(text), Say(text, (), handle=(RETURNED, fault.id))]
    settle_person(turn.session, fault)
    return [
        Toast(text),
        Say(text, (), handle=(RETURNED, fault.id)),
        Say(report.DROPPED_CARD, (), handle=(HANDLE, fault.draft_id)),
        *dropped(turn.session, fault),
    ]


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "fault",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.LIAISON: At(10, t.HELP), Role.BUREAU: At(91, on_menu=False)},
            t.WORDS,
        ),
    ),
    presses={WHOSE: _who, CANCEL: _cancel, HAND_IN: _hand_in, DROP: _drop},
    questions={faults.NAME: Question(typed, is_aside=False)},
)
