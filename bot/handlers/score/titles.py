"""评选结果: who has the year's title, taking one away and giving it back."""

from typing import Final

from bot.actions.score import titles
from bot.actions.score.titles import Title
from bot.forms.fields import short
from bot.handlers.conversation import Conversation, Question
from bot.handlers.press import NUMBER, YEAR, Press
from bot.handlers.say import Answer, Button, Say, Toast
from bot.handlers.score import gold_news
from bot.handlers.score.news import FaultDecided
from bot.handlers.turn import Turn
from bot.storage.people import persons
from bot.texts import conversations
from bot.texts.score import gold as t
from bot.texts.times import moment_label

CARD: Final = ("gold", 0)
RESULT: Final = Press("au", "result", YEAR, NUMBER)
AGAIN: Final = Press("au", "again", YEAR)
PAPERS: Final = Press("au", "papers", YEAR)
_END: Final = Press("au", "end", NUMBER)
_LEAVE: Final = Press("au", "leave", YEAR)
_ON_A_PAGE: Final = 10
"""Titles on a page: with more their lines would not fit into a message."""
_LONGEST: Final = 120


def result(turn: Turn, year: int, page: int = 0, *, renew: bool = False) -> Answer:
    """Show the titles of a year: who picked them and when, what was written, which have ended."""
    known = titles.of_year(turn.session, turn.actor, year)
    pages = max(1, -(-len(known) // _ON_A_PAGE))
    page = min(page, pages - 1)
    here = known[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    n = sum(title.award.stands for title in known)
    lines = [t.RESULT.format(year=year, n=n) if n else t.RESULT_NONE.format(year=year)]
    for title in here:
        if title.award.stands:
            lines += _stands(turn, title)
    if ended := [title for title in here if not title.award.stands]:
        told = (titles.how_ended(turn.session, title.award) for title in ended)
        lines += [t.ENDED_HEAD, *(short(one, _LONGEST) for one in told)]
    rows: list[list[Button]] = [
        [_END.button(t.TAKE_FROM.format(name=title.person.name.full), title.award.id)]
        for title in here
        if title.award.stands
    ]
    if pages > 1:
        lines.append(t.PAGE.format(page=page + 1, of=pages))
        turning = [RESULT.button(t.BEFORE, year, page - 1)] if page else []
        turning += [RESULT.button(t.AFTER, year, page + 1)] if page + 1 < pages else []
        rows.append(turning)
    rows.append([PAPERS.button(t.PAPERS_AGAIN, year), AGAIN.button(t.CHOOSE_AGAIN, year)])
    return [Say("\n".join(lines), rows, handle=CARD, renew=renew)]


def _stands(turn: Turn, title: Title) -> list[str]:
    award, session = title.award, turn.session
    line = t.ONE.format(
        name=title.person.name.full,
        force=title.task_force,
        total=award.total,
        rank=award.rank,
        who=persons.get(session, award.picked_by).name,
        at=moment_label(award.picked_at, session.today),
    )
    reason = [t.ONE_REASON.format(reason=short(award.reason, _LONGEST))] if award.reason else []
    against = [t.AGAINST.format(why=short(title.against, _LONGEST))] if title.against else []
    return [line, *reason, *against]


def _by_hand(turn: Turn, award_id: int) -> Answer:
    """取消金牌 in the result: for the faults of that year at once, else for a typed reason."""
    session, actor = turn.session, turn.actor
    if titles.standing(session, actor, award_id).against:
        return _ended(turn, titles.end_for_faults(session, actor, award_id))
    title = titles.ask_why(session, actor, award_id)
    text = t.ASK_WHY.format(name=title.person.name.full, year=title.award.year)
    return [Say(text, [[_LEAVE.button(t.BACK, title.award.year)]], handle=CARD)]


def typed(turn: Turn) -> Answer:
    """Take the reason for which a title ends."""
    session, account = turn.session, turn.account
    title = titles.give_reason(session, turn.actor, account.focus_id, turn.event.text)
    return _ended(turn, title, renew=True)


def _leave(turn: Turn, year: int) -> Answer:
    titles.leave_it(turn.session, turn.actor)
    return result(turn, year)


def _ended(turn: Turn, title: Title, *, renew: bool = False) -> Answer:
    award = title.award
    return [
        Toast(titles.how_ended(turn.session, award)),
        *result(turn, award.year, renew=renew),
        *gold_news.ended(turn.session, award),
    ]


def _for_fault(turn: Turn, award_id: int, fault_id: int) -> Answer:
    """取消金牌 under a proposal."""
    title = titles.end_for_faults(turn.session, turn.actor, award_id)
    text = titles.how_ended(turn.session, title.award)
    return [
        Toast(text),
        *gold_news.everywhere(turn.session, fault_id, text, turn.event.chat_id),
        *gold_news.ended(turn.session, title.award),
    ]


def _restore(turn: Turn, award_id: int, fault_id: int) -> Answer:
    title = titles.give_back(turn.session, turn.actor, award_id, fault_id)
    text = t.GIVEN_BACK.format(
        who=turn.actor.name, name=title.person.name.full, year=title.award.year
    )
    return [
        Toast(text),
        *gold_news.everywhere(turn.session, fault_id, text, turn.event.chat_id),
        *gold_news.restored(turn.session, title.award),
    ]


CONVERSATION: Final = Conversation(
    name=conversations.TITLES,
    presses={
        RESULT: result,
        _END: _by_hand,
        _LEAVE: _leave,
        gold_news.TAKE: _for_fault,
        gold_news.RESTORE: _restore,
    },
    questions={titles.WHY: Question(typed)},
    hears={FaultDecided: gold_news.on_fault},
)
