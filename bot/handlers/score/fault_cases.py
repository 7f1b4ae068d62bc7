"""➖ 失误核准: the bureau's list of faults, one card each, and what is decided on it."""

from typing import Final

from bot.actions.score import fault_cases
from bot.actions.score.fault_cases import RETURN, WITHDRAW, Case, Verdict
from bot.actions.score.faults import impact, points
from bot.actions.work.card import card_of
from bot.handlers.conversation import At, Conversation, Entrance, Matter, Question
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Rows, Say, Toast
from bot.handlers.score.fault_news import (
    GO,
    QUEUE,
    announce,
    answer_button,
    decided,
    facts_of,
    settle_person,
)
from bot.handlers.score.news import FaultDecided
from bot.handlers.turn import Turn
from bot.handlers.work.card import card
from bot.handlers.work.copies import copies_of, pieces_of
from bot.rules.faults import FaultState
from bot.rules.permissions import Act
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import errands, handles, outbox
from bot.storage.errands import Due
from bot.storage.people import accounts, persons
from bot.storage.score import faults
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.storage.work.evidence import Piece
from bot.texts.score import faults as t
from bot.texts.times import day_label, moment_label, month_day
from bot.texts.work.originals import LINK

LIST: Final = ("fault list", 0)
CARD: Final = "fault case"
ORIGINALS: Final = "fault originals"
OPEN: Final = Press("fl", "open", NUMBER)
OK: Final = Press("fl", "ok", NUMBER, NUMBER)
BACK_TO: Final = Press("fl", "ret", NUMBER, NUMBER)
TAKE_AWAY: Final = Press("fl", "take", NUMBER, NUMBER)
PAPERS: Final = Press("fl", "orig", NUMBER)
LEAVE: Final = Press("fl", "back", NUMBER)
# A caption holds 1024 characters.
_CAPTION: Final = 900
_MOST: Final = 40
"""The most faults that the list has a button for; the rest follow as these are decided."""


def begin(turn: Turn) -> Answer:
    """➖ 失误核准: list what waits, the first registered first, and what was confirmed last."""
    session, chat = turn.session, turn.event.chat_id
    waiting = fault_cases.queue(session, turn.actor)
    latest = fault_cases.latest(session, turn.actor)
    outbox.drop(session, chat, *QUEUE)
    handles.forget(session, chat, *QUEUE)
    accounts.focus(session, chat, None)
    text = t.LIST.format(n=len(waiting)) if waiting else t.NONE
    if latest:
        text += f"\n{t.LATEST}"
    rows = [[_open_button(session, fault)] for fault in [*waiting[:_MOST], *latest]]
    return [Say(text, rows, handle=LIST, renew=True)]


def number(turn: Turn) -> Answer:
    """Show the fault whose number was typed while nothing was asked, to whoever may see it; [] for
    any other text.
    """
    fault_id = fault_cases.number_in(turn.event.text)
    return [] if fault_id is None else _open(turn, fault_id)


def typed(turn: Turn) -> Answer:
    """Take the reason, by which the fault is sent back or withdrawn."""
    done = fault_cases.give_reason(turn.session, turn.actor, turn.account.focus_id, turn.event.text)
    return _done(turn, done)


def _open(turn: Turn, fault_id: int) -> Answer:
    return [_card(turn, fault_cases.case(turn.session, turn.actor, fault_id), renew=True)]


def _confirm(turn: Turn, fault_id: int, stamp: int) -> Answer:
    return _done(turn, fault_cases.confirm(turn.session, turn.actor, fault_id, stamp))


def _ask_return(turn: Turn, fault_id: int, stamp: int) -> Answer:
    return [_ask(turn, fault_id, RETURN, stamp)]


def _ask_withdraw(turn: Turn, fault_id: int, stamp: int) -> Answer:
    return [_ask(turn, fault_id, WITHDRAW, stamp)]


def _ask(turn: Turn, fault_id: int, how: str, stamp: int) -> Say:
    shown = fault_cases.ask_reason(turn.session, turn.actor, fault_id, how, stamp)
    question = t.ASK_RETURN if how == RETURN else t.ASK_WITHDRAW
    text = question.format(number=shown.fault.number)
    return _show(shown, text, [[LEAVE.button(t.BACK, fault_id)]])


def _leave(turn: Turn, fault_id: int) -> Answer:
    return [_card(turn, fault_cases.leave_it(turn.session, turn.actor, fault_id))]


def _papers(turn: Turn, fault_id: int) -> Answer:
    shown = fault_cases.case(turn.session, turn.actor, fault_id)
    chat = turn.event.chat_id
    errands.ask(turn.session, ORIGINALS, turn.event.inbox_id, fault=fault_id, chat=chat)
    return [Toast(t.ORIGINALS_SENT.format(number=shown.fault.number))]


def _done(turn: Turn, verdict: Verdict) -> Answer:
    """Say what was decided, on every officer's phone, and tell whom it concerns."""
    session, fault = turn.session, verdict.fault
    facts = facts_of(session, fault)
    line = t.DONE[verdict.how].format(
        **facts, quarter=Quarter.of(fault.day).label, points=verdict.points
    )
    said: list[Say | Toast] = [Toast(line)]
    said += [
        Say(line, _next(fault), handle=(CARD, fault.id), to=chat)
        for chat in fault_cases.officers(session)
        if chat == turn.event.chat_id or handles.is_shown(session, chat, CARD, fault.id)
    ]
    if verdict.how != WITHDRAW:
        settle_person(session, fault)
    said += decided(session, verdict)
    if verdict.how == RETURN:
        said += _returned(session, fault)
    return [*said, *announce(session, is_new=False), FaultDecided(fault)]


def _next(fault: Fault) -> Rows:
    """Return the way on from a fault just decided: its card, and the list of the others."""
    return [[OPEN.button(fault.number, fault.id), GO.button(t.BUREAU_LABEL)]]


def _returned(session: Session, fault: Fault) -> list[Say]:
    """Return the card of whoever registered the fault, open again."""
    chat, draft = (
        accounts.chat_of(session, fault.registered_by),
        drafts.get(session, fault.draft_id),
    )
    if chat is None or draft is None:
        return []
    return [card(card_of(session, draft), session.today, to=chat, renew=True, silent=True)]


def _open_button(session: Session, fault: Fault) -> Button:
    label = t.OPEN_ONE.format(
        mark=t.MARKS.get(fault.state.value, ""),
        number=fault.number,
        name=persons.get(session, fault.person_id).name.full,
        day=month_day(fault.day),
        points=points(session, fault),
    )
    return OPEN.button(label, fault.id)


def _card(turn: Turn, shown: Case, *, renew: bool = False) -> Say:
    """Return the card of a fault, with the buttons that its reader may press."""
    fault, actor = shown.fault, turn.actor
    rows: list[list[Button]] = []
    if fault_cases.may_decide(actor, fault):
        if fault.is_undecided:
            rows.append(
                [
                    OK.button(t.CONFIRM, fault.id, shown.stamp),
                    BACK_TO.button(t.RETURN, fault.id, shown.stamp),
                ]
            )
        elif fault.state is FaultState.CONFIRMED:
            rows.append([TAKE_AWAY.button(t.WITHDRAW, fault.id, shown.stamp)])
    if fault.person_id == actor.person_id and fault.may_be_answered(turn.session.today):
        rows.append([answer_button(fault)])
    further = [PAPERS.button(t.SHOW_ORIGINALS, fault.id)] if shown.pieces else []
    if actor.is_(Role.BUREAU):
        further.append(GO.button(t.ALL))
    return _show(shown, "\n".join(_lines(turn.session, shown)), [*rows, further], renew=renew)


def _lines(session: Session, shown: Case) -> list[str]:
    fault, today = shown.fault, session.today
    state = fault.state.label
    person = t.PERSON.format(
        name=shown.person.name.full, employer=shown.person.employer, force=shown.task_force
    )
    what = t.WHAT.format(day=day_label(fault.day, today), impact=impact(fault), points=shown.points)
    by = t.BY.format(
        who=persons.get(session, fault.registered_by).name,
        at=moment_label(fault.registered_at, today),
    )
    lines = [t.HEAD.format(number=fault.number, state=state), person, what]
    lines += [t.FACTS.format(facts=fault.account), *_proof(shown), by]
    lines += [*_said(fault, session), *_decisions(session, fault), *shown.lines]
    return lines


def _proof(shown: Case) -> list[str]:
    links = [LINK.format(n="", link=p.name).strip() for p in shown.pieces if p.kind == "link"]
    if not shown.pieces:
        return [t.NO_PROOF.format(why=shown.why_no_proof)] if shown.why_no_proof else []
    coming = [] if shown.ready else [t.COMING]
    return [t.PROOF.format(n=len(shown.pieces)), *links, *shown.covering, *coming]


def _said(fault: Fault, session: Session) -> list[str]:
    """Return what the person has said, or until when they may."""
    if fault.answered_at is not None:
        at = moment_label(fault.answered_at, session.today)
        return [t.SAID.format(at=at, words=fault.answer)]
    before = [t.SAID_BEFORE.format(words=fault.answer)] if fault.answer else []
    if not fault.is_undecided:
        return before
    silent = t.SILENT if session.today <= fault.answer_until else t.SILENT_OVER
    return [*before, silent.format(until=day_label(fault.answer_until, session.today))]


def _decisions(session: Session, fault: Fault) -> list[str]:
    if fault.decided_by is None or fault.decided_at is None:
        return []
    who = persons.get(session, fault.decided_by).name
    if fault.state is FaultState.SECONDING:
        return [t.FIRST.format(who=who, how=fault_cases.first_word(fault))]
    how = t.HOW.get(fault.state.value)
    if how is None:
        return []
    at = moment_label(fault.decided_at, session.today)
    lines = [t.DECIDED.format(who=who, at=at, how=how)]
    if fault.seconded_by is not None:
        lines.append(t.SECONDED.format(who=persons.get(session, fault.seconded_by).name))
    if fault.reason:
        lines.append(t.REASON.format(reason=fault.reason))
    return lines


def _show(shown: Case, text: str, rows: Rows, *, renew: bool = False) -> Say:
    """Return the fault's message: with the contact sheet where the text fits under it."""
    is_picture = bool(shown.sheet) and len(text) <= _CAPTION
    return Say(
        text,
        rows,
        handle=(CARD, shown.fault.id),
        kind="photo" if is_picture else "text",
        file=shown.sheet if is_picture else "",
        renew=renew,
    )


async def originals(desk: Desk, errand: Due) -> None:
    """Send the pieces of a fault to the chat that asked."""
    pieces, called = await desk.reader.do(_pieces, errand.asked["fault"])
    said = await copies_of(desk, pieces, called, t.ORIGINALS_SENT.format(number=called))
    await desk.writer.do(_deliver, errand, said)


def _pieces(session: Session, fault_id: int) -> tuple[list[Piece], str]:
    fault = faults.get(session, fault_id)
    if fault is None:
        return [], ""
    return pieces_of(session, fault.draft_id), fault.number


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    chat, fault = errand.asked["chat"], faults.get(session, errand.asked["fault"])
    is_theirs = fault is not None and may_have(session, chat, Act.SEE, fault.subject)
    deliver(session, errand, chat, said if is_theirs else [])


def _remind(session: Session, person_id: int) -> tuple[str, Rows]:
    ripe = fault_cases.ripe(session, person_id)
    numbers = "、".join(fault.number for fault in ripe)
    return t.DIGEST.format(n=len(ripe), numbers=numbers), [[GO.button(t.GO)]]


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "faults",
            begin,
            t.BUREAU_ABOUT,
            t.BUREAU_LABEL,
            {Role.BUREAU: At(11, t.BUREAU_HELP)},
            t.BUREAU_WORDS,
        ),
    ),
    presses={
        GO: begin,
        OPEN: _open,
        OK: _confirm,
        BACK_TO: _ask_return,
        TAKE_AWAY: _ask_withdraw,
        PAPERS: _papers,
        LEAVE: _leave,
    },
    questions={fault_cases.REASON: Question(typed)},
    errands={ORIGINALS: originals},
    matters=(Matter("faults", fault_cases.whom, _remind, t.DIGEST_DONE),),
    names=number,
)
