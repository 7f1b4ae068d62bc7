"""🏅 金牌评选: year, number of places, the ranking to pick from, and 生成通报."""

from collections.abc import Sequence
from typing import Final

from bot.actions.score import gold, ranking
from bot.actions.score.gold import Board, Outcome
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.press import NUMBER, YEAR, Press
from bot.handlers.say import Answer, Button, Rows, Say, Toast, in_rows, write
from bot.handlers.score import gold_news, titles
from bot.handlers.score.titles import AGAIN, CARD, PAPERS
from bot.handlers.turn import Turn
from bot.reports.notices import notice_files
from bot.reports.ranking import YearRanking, flags
from bot.rules.awards import Ranked, Year, parse_year
from bot.rules.permissions import Act, Subject
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work.drafts import Draft
from bot.texts import ranking as labels
from bot.texts.score import gold as t

MAKING: Final = ("gold papers", 0)
SHOW: Final = "gold ranking"
MAKE: Final = "gold papers"
OF: Final = Press("au", "of", YEAR)
PLACES: Final = Press("au", "n", NUMBER, NUMBER)
OTHER: Final = Press("au", "other", NUMBER)
PICK: Final = Press("au", "pick", NUMBER, NUMBER)
PAGE: Final = Press("au", "page", NUMBER, NUMBER)
OUT: Final = Press("au", "out", NUMBER, NUMBER)
GO: Final = Press("au", "go", NUMBER, NUMBER)
CANCEL: Final = Press("au", "no", NUMBER)
WHICH: Final = Press("au", "which")
_OFFERED: Final = (3, 5, 10, 20)
_ON_A_PAGE: Final = 10
_INLINE: Final = 5
"""So many who are barred stand under the ranking; more are on pages of their own."""


def begin(turn: Turn) -> Answer:
    """🏅 金牌评选: ask for the year; /gold with a year does not ask."""
    if turn.event.text.startswith("/") and turn.event.rest:
        gold.authorise(turn.actor)
        return _year(turn, parse_year(turn.event.rest, turn.session.today), renew=True)
    draft = gold.begin(turn.session, turn.actor)
    this = turn.session.today.year
    row = [OF.button(t.YEAR.format(year=year), year) for year in (this, this - 1)]
    return [Say(t.WHICH, [row, [CANCEL.button(t.CANCEL, draft.id)]], handle=CARD, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take what was asked for last: the year, the number of places, or the reason."""
    session, actor, text = turn.session, turn.actor, turn.event.text
    draft = gold.own(session, actor, turn.account.focus_id)
    if "year" not in draft.facts:
        return _year(turn, parse_year(text, session.today), renew=True)
    if "places" not in draft.facts:
        return _rank(turn, gold.take_places(session, actor, draft.id, text), renew=True)
    return _rank(turn, gold.take_reason(session, actor, draft.id, text), renew=True)


def _of(turn: Turn, year: int) -> Answer:
    return _year(turn, year)


def _year(turn: Turn, year: int, *, renew: bool = False) -> Answer:
    ranking.check(turn.session, year)
    if gold.has_result(turn.session, year):
        accounts.focus(turn.session, turn.event.chat_id, None)
        return titles.result(turn, year, renew=renew)
    return [_ask_places(gold.begin(turn.session, turn.actor, year), renew=renew)]


def _again(turn: Turn, year: int) -> Answer:
    """重新评选: the titles that stand end once others are given."""
    return [_ask_places(gold.begin(turn.session, turn.actor, year, again=True))]


def _ask_places(draft: Draft, *, renew: bool = False) -> Say:
    row = [PLACES.button(t.PLACE.format(n=n), draft.id, n) for n in _OFFERED]
    rows = [row, [WHICH.button(t.BACK), CANCEL.button(t.CANCEL, draft.id)]]
    text = t.PLACES.format(year=draft.facts["year"])
    return Say(text, rows, handle=CARD, renew=renew)


def _places(turn: Turn, draft_id: int, places: int) -> Answer:
    return _rank(turn, gold.take_places(turn.session, turn.actor, draft_id, str(places)))


def _other(turn: Turn, draft_id: int) -> Answer:
    """改名额: ask for the number of places anew."""
    draft = gold.own(turn.session, turn.actor, draft_id)
    year = int(draft.facts["year"])
    return _again(turn, year) if draft.facts["ends"] else _year(turn, year)


def _rank(turn: Turn, draft: Draft, *, renew: bool = False) -> Answer:
    """Have the ranking shown; it is worked out after the commit."""
    _ask_for(turn, draft.id)
    text = t.RANKING.format(year=draft.facts["year"])
    rows = [[CANCEL.button(t.CANCEL, draft.id)]]
    return [Say(text, rows, handle=CARD, renew=renew)]


def _ask_for(turn: Turn, draft_id: int, note: str = "") -> None:
    """Ask for the ranking as an errand; there is one a chat, and only the last is shown."""
    errands.ask(turn.session, SHOW, turn.event.chat_id, draft=draft_id, note=note)


def _pick(turn: Turn, draft_id: int, person_id: int) -> Answer:
    person, is_picked = gold.toggle(turn.session, turn.actor, draft_id, person_id)
    _ask_for(turn, draft_id)
    return [Toast(t.TOGGLED[is_picked].format(name=person.name.full))]


def _page(turn: Turn, draft_id: int, page: int) -> Answer:
    gold.turn_page(turn.session, turn.actor, draft_id, page, out=False)
    _ask_for(turn, draft_id)
    return []


def _out(turn: Turn, draft_id: int, page: int) -> Answer:
    gold.turn_page(turn.session, turn.actor, draft_id, page, out=True)
    _ask_for(turn, draft_id)
    return []


def _cancel(turn: Turn, draft_id: int) -> Answer:
    gold.own(turn.session, turn.actor, draft_id)
    errands.cancel(turn.session, SHOW, turn.event.chat_id)
    if turn.account.focus == gold.FORM:
        accounts.focus(turn.session, turn.event.chat_id, None)
    return [Say(t.CANCELLED, (), handle=CARD)]


def _go(turn: Turn, draft_id: int, version: int) -> Answer:
    """生成通报: give the titles and tell whom it concerns; the documents follow the commit."""
    session, chat = turn.session, turn.event.chat_id
    done = gold.award(session, turn.actor, draft_id, version)
    if done.stale:
        _ask_for(turn, draft_id, t.NEWER)
        return [Toast(t.NEWER)]
    if done.sample:
        errands.ask(session, MAKE, chat, year=done.year, sample=list(done.picked))
        return [Toast(t.SAMPLED.format(year=done.year)), _making(done.year)]
    if not done.fresh:
        return titles.result(turn, done.year)
    errands.ask(session, MAKE, chat, year=done.year)
    return [*_given(turn, done), _making(done.year)]


def _given(turn: Turn, done: Outcome) -> Answer:
    line = t.GIVEN.format(year=done.year, n=len(done.given))
    shown = titles.result(turn, done.year)
    return [Toast(line), *shown, *gold_news.given(turn.session, done.given, done.ended)]


def _papers(turn: Turn, year: int) -> Answer:
    """再发一次通报: make the documents of the titles that stand."""
    gold.authorise(turn.actor)
    errands.ask(turn.session, MAKE, turn.event.chat_id, year=year)
    return [_making(year)]


def _making(year: int) -> Say:
    return Say(t.MAKING.format(year=year), (), handle=MAKING, renew=True)


async def show(desk: Desk, errand: Due) -> None:
    """Work the ranking out and show it."""
    board = await desk.reader.do(gold.board, errand.asked["draft"])
    await desk.writer.do(_show, errand, board)


def _show(session: Session, errand: Due, board: Board | None) -> None:
    if not errands.done(session, errand) or board is None:
        return
    if may_have(session, errand.subject, Act.GOLD, Subject()):
        write(session, errand.subject, [_card(gold.shown(session, board), errand.asked["note"])])


async def make(desk: Desk, errand: Due) -> None:
    """Make the documents of a year and deliver them."""
    year, sample = errand.asked["year"], errand.asked.get("sample")
    papers = await desk.reader.do(ranking.papers, year, sample)
    n, files = await desk.run(notice_files, papers)
    text = t.MADE.format(year=year, n=n, draft=t.IS_SAMPLE if papers.draft else "")
    said = [Say(text if n else t.NO_PAPERS.format(year=year), (), handle=MAKING)]
    for name, content in files:
        said.append(Say("", kind="document", file=await desk.keep(content), filename=name))
    await desk.writer.do(_deliver, errand, said)


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = may_have(session, errand.subject, Act.GOLD, Subject())
    deliver(session, errand, errand.subject, said if is_theirs else [])


def _card(board: Board, note: str) -> Say:
    lines = _head(board) + ([note] if note else [])
    if board.draft.facts.get("out"):
        more, rows = _outside(board)
        return Say("\n".join([*lines[:1], *more]), rows, handle=CARD)
    more, rows = _ranked(board)
    return Say("\n".join([*lines, *more, *_doubts(board)]), rows, handle=CARD)


def _head(board: Board) -> list[str]:
    year = board.year
    head = t.HEAD.format(year=year.year, places=board.places, picked=len(board.picked))
    lines = [head]
    if year.is_draft:
        quarters = labels.quarters(quarter.number for quarter in year.still_open)
        lines.append(t.DRAFT.format(quarters=quarters))
    if board.is_again:
        lines.append(t.AGAIN)
    if board.dropped:
        lines.append(t.DROPPED.format(n=len(board.dropped)))
    return lines


def _ranked(board: Board) -> tuple[list[str], list[list[Button]]]:
    """Return a page of the ranking with its buttons, and who is not in it."""
    draft, year = board.draft, board.year
    ranked, picked = year.ranking.ranked, {each.year.person_id for each in board.picked}
    page, of = _page_of(board, len(ranked))
    here = ranked[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    lines = [_row(year, each, is_picked=each.year.person_id in picked) for each in here]
    lines = lines or [t.NOBODY]
    buttons = []
    for each in here:
        label = t.UNPICK if each.year.person_id in picked else t.PICK
        name = short(year.name(each.year.person_id), 8)
        told = label.format(rank=each.rank, name=name)
        buttons.append(PICK.button(told, draft.id, each.year.person_id))
    rows = in_rows(buttons, 30)
    if of > 1:
        lines.append(t.PAGE.format(page=page + 1, of=of))
        rows.append(_turning(PAGE, draft.id, page, of))
    barred, left = year.ranking.barred, year.ranking.left
    if barred:
        lines.append(t.OUT_COUNT.format(n=len(barred)))
        if len(barred) <= _INLINE and not page:
            lines += [_out_row(year, each) for each in barred]
    if left:
        lines.append(t.LEFT_COUNT.format(n=len(left)))
    if barred or left:
        rows.append([OUT.button(t.OUT_BUTTON.format(n=len(barred) + len(left)), draft.id, 0)])
    if board.may_go:
        rows.append([GO.button(t.GO, draft.id, draft.version)])
    rows.append([OTHER.button(t.OTHER_PLACES, draft.id), CANCEL.button(t.CANCEL, draft.id)])
    return lines, rows


def _outside(board: Board) -> tuple[list[str], Rows]:
    """Return a page of who is barred, with the reasons, and of who has left."""
    draft, year = board.draft, board.year
    everybody = [*year.ranking.barred, *year.ranking.left]
    page, of = _page_of(board, len(everybody))
    here = everybody[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    lines = [t.OUT_HEAD.format(year=year.year), *(_out_row(year, each) for each in here)]
    rows = []
    if of > 1:
        lines.append(t.PAGE.format(page=page + 1, of=of))
        rows.append(_turning(OUT, draft.id, page, of))
    return lines, [*rows, [PAGE.button(t.BACK_TO_RANKING, draft.id, 0)]]


def _doubts(board: Board) -> list[str]:
    """Return what the officer has yet to say, the question last."""
    year = board.year
    lines = []
    if board.is_tie_open:
        names = "、".join(short(year.name(each.year.person_id), 8) for each in board.tied[:20])
        total = board.tied[0].year.total
        lines.append(t.TIE.format(names=names, total=total, free=board.free))
    elif not board.picked and year.ranking.ranked:
        lines.append(t.NONE_PICKED)
    if board.ahead:
        ahead, passed_over = _named(year, board.ahead), _named(year, board.passed_over)
        lines.append(t.AHEAD.format(ahead=ahead, passed_over=passed_over))
    if board.needs_reason:
        example = t.EXAMPLE_AGAIN if board.is_again else t.EXAMPLE
        lines.append(t.ASK_REASON.format(example=example))
    elif board.reason:
        lines.append(t.REASON.format(reason=board.reason))
    return lines


def _named(year: YearRanking, some: Sequence[Ranked]) -> str:
    """Name a few with their ranks; of more it says how many."""
    first = [f"{each.rank} {short(year.name(each.year.person_id), 8)}" for each in some[:_INLINE]]
    return "、".join(first) + (t.AND_MORE.format(n=len(some)) if len(some) > _INLINE else "")


def _row(year: YearRanking, each: Ranked, *, is_picked: bool) -> str:
    who = year.people[each.year.person_id]
    noted = "；".join(flags(year, each.year))
    return t.ROW.format(
        mark=t.PICKED if is_picked else t.NOT_PICKED,
        rank=each.rank,
        shared=t.SHARED if each.shared else "",
        name=short(who.name, 20),
        force=short(who.task_force, 12),
        total=each.year.total,
        mean=each.year.mean,
        flags=f"；{noted}" if noted else "",
    )


def _out_row(year: YearRanking, each: Year) -> str:
    who = year.people[each.person_id]
    return t.OUT_ROW.format(
        name=short(who.name, 20),
        force=short(who.task_force, 12),
        total=each.total,
        why=short(labels.HAS_LEFT if each.has_left else each.barred, 120),
    )


def _page_of(board: Board, n: int) -> tuple[int, int]:
    """Return the page that is shown, counted from 0, and how many there are."""
    of = max(1, -(-n // _ON_A_PAGE))
    return min(int(board.draft.facts.get("page", 0)), of - 1), of


def _turning(press: Press, draft_id: int, page: int, of: int) -> list[Button]:
    row = [press.button(t.BEFORE, draft_id, page - 1)] if page else []
    return row + ([press.button(t.AFTER, draft_id, page + 1)] if page + 1 < of else [])


CONVERSATION: Final = Conversation(
    entrances=(Entrance("gold", begin, t.ABOUT, t.LABEL, {Role.BUREAU: At(4, t.HELP)}, t.WORDS),),
    presses={
        WHICH: begin,
        OF: _of,
        AGAIN: _again,
        PLACES: _places,
        OTHER: _other,
        PICK: _pick,
        PAGE: _page,
        OUT: _out,
        GO: _go,
        CANCEL: _cancel,
        PAPERS: _papers,
    },
    questions={gold.FORM: Question(typed)},
    errands={SHOW: show, MAKE: make},
)
