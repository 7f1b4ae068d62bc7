"""How people hear of titles: whoever has one or loses it, their liaison, and the bureau when a
fault touches one.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from bot.actions.score import titles
from bot.actions.score.titles import Title
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Rows, Say
from bot.handlers.score.news import FaultDecided
from bot.rules.faults import FaultState
from bot.rules.quiet import is_quiet
from bot.storage import handles
from bot.storage.outbox import Priority
from bot.storage.people import accounts, persons
from bot.storage.score.awards import Award
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.texts.score import gold as t

PROPOSAL: Final = "gold fault"
"""Purpose of the message that a fault touches a title; its subject is the fault."""
TAKE: Final = Press("au", "fault", NUMBER, NUMBER)
RESTORE: Final = Press("au", "back", NUMBER, NUMBER)


def given(session: Session, came: Sequence[Award], went: Sequence[Award]) -> list[Say]:
    """Tell people that they have the title now, or no longer, and their liaisons. Who had it and
    has it again hears nothing.
    """
    before, now = {a.person_id for a in went}, {a.person_id for a in came}
    said: list[Say] = []
    of_liaison: dict[int, list[str]] = defaultdict(list)
    for award in came:
        if award.person_id in before:
            continue
        title = titles.title_of(session, award)
        chat = accounts.chat_of(session, award.person_id)
        if chat is not None:
            said.append(_news(session, chat, t.NEWS.format(year=award.year)))
        liaison = titles.liaison_chat(session, title.person)
        if liaison is not None:
            of_liaison[liaison].append(title.person.name.full)
    for liaison, names in of_liaison.items():
        text = t.NEWS_LIAISON.format(names="、".join(names), year=came[0].year)
        said.append(_news(session, liaison, text))
    for award in went:
        if award.person_id not in now:
            said += ended(session, award)
    return said


def ended(session: Session, award: Award) -> list[Say]:
    """Tell somebody that their title was taken away and why, and their liaison."""
    return _both(session, award, t.NEWS_ENDED, t.NEWS_ENDED_LIAISON)


def restored(session: Session, award: Award) -> list[Say]:
    return _both(session, award, t.NEWS_BACK, t.NEWS_BACK_LIAISON)


def on_fault(session: Session, news: FaultDecided) -> list[Say]:
    """Propose to the bureau what a fault that was confirmed or withdrawn does to a title."""
    fault = news.fault
    if fault.state is FaultState.CONFIRMED and (award := titles.lost_by(session, fault)):
        title = titles.title_of(session, award)
        text = t.PROPOSAL.format(**_facts(title), number=fault.number, why=title.against)
        return _to_bureau(session, fault, text, [[TAKE.button(t.TAKE_AWAY, award.id, fault.id)]])
    if fault.state is not FaultState.WITHDRAWN:
        return []
    if award := titles.free_again(session, fault):
        title = titles.title_of(session, award)
        text = t.OFFER_BACK.format(**_facts(title), number=fault.number)
        return _to_bureau(session, fault, text, [[RESTORE.button(t.GIVE_BACK, award.id, fault.id)]])
    return _no_longer(session, fault)


def everywhere(session: Session, fault_id: int, text: str, here: int) -> list[Say]:
    """Return what became of a proposal, for this chat and every officer's phone that shows it."""
    return [
        Say(text, (), handle=(PROPOSAL, fault_id), to=chat)
        for chat in titles.officers(session)
        if chat == here or handles.is_shown(session, chat, PROPOSAL, fault_id)
    ]


def _no_longer(session: Session, fault: Fault) -> list[Say]:
    """Take the proposal back that a fault made which is withdrawn now."""
    award = titles.lost_by(session, fault)
    if award is None or titles.title_of(session, award).against:
        return []
    facts = _facts(titles.title_of(session, award))
    text = t.NO_LONGER.format(**facts, number=fault.number)
    return [
        Say(text, (), handle=(PROPOSAL, fault.id), to=chat)
        for chat in titles.officers(session)
        if handles.is_shown(session, chat, PROPOSAL, fault.id)
    ]


def _to_bureau(session: Session, fault: Fault, text: str, rows: Rows) -> list[Say]:
    return [
        Say(
            text,
            rows,
            handle=(PROPOSAL, fault.id),
            to=chat,
            priority=Priority.NEWS,
            silent=is_quiet(session.now),
            renew=True,
        )
        for chat in titles.officers(session)
    ]


def _both(session: Session, award: Award, own: str, liaisons: str) -> list[Say]:
    person = persons.get(session, award.person_id)
    facts = {"name": person.name.full, "year": award.year, "why": award.why_ended}
    told = (
        (accounts.chat_of(session, person.id), own),
        (titles.liaison_chat(session, person), liaisons),
    )
    return [_news(session, chat, text.format(**facts)) for chat, text in told if chat is not None]


def _news(session: Session, chat: int, text: str) -> Say:
    return Say(text, to=chat, priority=Priority.NEWS, silent=is_quiet(session.now))


def _facts(title: Title) -> dict[str, object]:
    return {"name": title.person.name.full, "year": title.award.year}
