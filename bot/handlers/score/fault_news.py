"""How people hear of a fault: the person, whoever registered it, and the bureau."""

from typing import Final

from bot.actions.score import fault_cases
from bot.actions.score.fault_cases import FIRST, Verdict
from bot.actions.score.faults import consequences, impact
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Button, Rows, Say
from bot.rules.faults import FaultState
from bot.rules.quarters import Quarter
from bot.rules.quiet import is_quiet
from bot.storage import errands, handles, outbox
from bot.storage.outbox import Priority
from bot.storage.people import accounts, persons
from bot.storage.score import versions
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.texts.score import faults as t
from bot.texts.times import day_label

NEWS: Final = "fault"
"""Purpose of the message by which the person hears of a fault; its subject is the fault."""
QUEUE: Final = ("faults", 0)
ANSWER: Final = Press("fl", "answer", NUMBER)
GO: Final = Press("fl", "queue")
DROP: Final = Press("fl", "drop", NUMBER)


def facts_of(session: Session, fault: Fault) -> dict[str, str]:
    """Return what the sentences about a fault name."""
    return {
        "number": fault.number,
        "name": persons.get(session, fault.person_id).name.full,
        "day": day_label(fault.day, session.today),
        "impact": impact(fault),
        "until": day_label(fault.answer_until, session.today),
        "reason": fault.reason,
    }


def answer_button(fault: Fault) -> Button:
    return ANSWER.button(t.ANSWER, fault.id)


def registered(session: Session, fault: Fault) -> list[Say]:
    """Tell the person of a fault that was registered, with what it may bring and until when they
    can answer; [] for who has not joined or has left.
    """
    chat = _chat_of_person(session, fault)
    if chat is None:
        return []
    lines = consequences(session, fault.person_id, fault.day, large=fault.large, fault_id=fault.id)
    facts = facts_of(session, fault)
    text = "\n".join(
        [
            t.NEWS.format(**facts, facts=fault.account),
            t.IF_CONFIRMED,
            *lines,
            t.UNTIL.format(**facts),
        ]
    )
    rows = [[answer_button(fault)]]
    return [_to_person(session, chat, fault, text, rows)]


def decided(session: Session, verdict: Verdict) -> list[Say]:
    """Tell the person and whoever registered the fault what the bureau has decided."""
    fault, how = verdict.fault, verdict.how
    if how == FIRST:
        return []
    facts = facts_of(session, fault)
    quarter = Quarter.of(fault.day)
    by = fault.seconded_by if how == "confirm" and fault.seconded_by else fault.decided_by
    told = {
        "confirm": t.TOLD_CONFIRMED,
        "return": t.TOLD_RETURNED,
        "withdraw": t.TOLD_WITHDRAWN,
    }[how].format(**facts, quarter=quarter.label, points=verdict.points)
    quiet, said = is_quiet(session.now), list[Say]()
    registrant = accounts.chat_of(session, fault.registered_by)
    for chat in fault_cases.to_tell(session, fault, by or 0):
        is_theirs = how == "return" and chat == registrant
        rows = [[DROP.button(t.DROP, fault.id)]] if is_theirs else None
        handle = (RETURNED, fault.id) if is_theirs else None
        priority = Priority.NEWS
        said.append(
            Say(
                told, rows, handle=handle, to=chat, priority=priority, silent=quiet, renew=is_theirs
            )
        )
    own = _chat_of_person(session, fault)
    if own is not None:
        said.append(_to_person(session, own, fault, _for_person(session, verdict), ()))
    return said


RETURNED: Final = "fault returned"
"""Purpose of the message that a fault came back, under which it may be given up."""


def dropped(session: Session, fault: Fault) -> list[Say]:
    """Tell the person that a fault registered against them was given up."""
    chat = _chat_of_person(session, fault)
    if chat is None:
        return []
    text = t.NEWS_DROPPED.format(**facts_of(session, fault))
    return [_to_person(session, chat, fault, text, ())]


def announce(session: Session, *, is_new: bool) -> list[Say]:
    """Tell every officer how many faults wait for them, in one message each that comes anew with
    each new fault and otherwise only counts, and have their digests corrected.
    """
    said: list[Say] = []
    for chat, n in fault_cases.officers(session).items():
        if not is_new:
            errands.ask(session, errands.SETTLE, chat)
        known = handles.is_shown(session, chat, *QUEUE)
        known = outbox.drop(session, chat, *QUEUE) or known
        if n and (is_new or known):
            rows = [[GO.button(t.GO)]]
            quiet = is_quiet(session.now)
            said.append(
                Say(
                    t.ANNOUNCE.format(n=n),
                    rows,
                    handle=QUEUE,
                    to=chat,
                    priority=Priority.NEWS,
                    silent=quiet or not is_new,
                    renew=is_new,
                )
            )
        elif known:
            said.append(Say(t.NONE_LEFT, (), handle=QUEUE, to=chat, silent=True))
    return said


def settle_person(session: Session, fault: Fault) -> None:
    """Have the digest of the person say that there is nothing to be answered any more."""
    chat = _chat_of_person(session, fault)
    if chat is not None:
        errands.ask(session, errands.SETTLE, chat)


def _for_person(session: Session, verdict: Verdict) -> str:
    fault, facts = verdict.fault, facts_of(session, verdict.fault)
    quarter = Quarter.of(fault.day)
    if fault.state is FaultState.CONFIRMED:
        lines = consequences(
            session, fault.person_id, fault.day, large=fault.large, fault_id=fault.id
        )
        return t.NEWS_CONFIRMED.format(**facts, lines="\n".join(lines))
    if fault.state is FaultState.RETURNED:
        return t.NEWS_RETURNED.format(**facts)
    is_locked = versions.is_closed_for(session, fault.person_id, quarter)
    locked = t.WITHDRAWN_LOCKED.format(quarter=quarter.label) if is_locked else ""
    return t.NEWS_WITHDRAWN.format(**facts, locked=locked)


def _chat_of_person(session: Session, fault: Fault) -> int | None:
    return accounts.chat_of(session, fault.person_id)


def _to_person(session: Session, chat: int, fault: Fault, text: str, rows: Rows) -> Say:
    """Return the one message by which a person knows of a fault, at the end of their chat."""
    return Say(
        text,
        rows,
        handle=(NEWS, fault.id),
        to=chat,
        priority=Priority.NEWS,
        silent=is_quiet(session.now),
        renew=True,
    )
