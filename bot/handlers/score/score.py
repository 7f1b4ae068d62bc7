"""📊 我的得分: one's own quarter, in words at once and as a picture when it is drawn."""

from collections.abc import Mapping
from typing import Final

from bot.actions.score import score
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.desk import Desk, deliver
from bot.handlers.say import Answer, Say, in_rows
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import ENTRY
from bot.reports.score_card import score_card
from bot.rules.quarters import Quarter, parse_quarter
from bot.rules.roles import Role
from bot.rules.scoring import Credit, LineScore
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts.score import quarter as t
from bot.texts.times import month_day

SCORE: Final = "score"
# Telegram takes a hundred buttons; beyond that /records leads to the rest.
MOST_ROWS: Final = 25


def show_score(turn: Turn) -> Answer:
    """📊 我的得分: the text at once, the picture when it is drawn."""
    today = turn.session.today
    asked = turn.event.rest if turn.event.text.startswith("/") else ""
    quarter = parse_quarter(asked, today) if asked else Quarter.of(today)
    own = score.own(turn.session, turn.actor, quarter)
    chat = turn.event.chat_id
    errands.ask(turn.session, SCORE, chat, person=turn.actor.person_id, quarter=str(quarter))
    counted = [credit.entry.number for line in own.score.lines for credit in line.credits]
    buttons = [ENTRY.button(f"X{number}", number) for number in counted]
    buttons += [ENTRY.button(f"⏳ {entry.number}", entry.id) for entry in own.pending]
    return [Say(_score_text(own), in_rows(buttons)[:MOST_ROWS])]


async def draw(desk: Desk, errand: Due) -> None:
    """A coordinator's own quarter as a picture."""
    quarter = Quarter.read(str(errand.asked["quarter"]))
    card = await desk.reader.do(score.picture_of, errand.asked["person"], quarter)
    picture = await desk.keep(await desk.run(score_card, card))
    caption = t.SCORE_HEAD.format(quarter=quarter.label)
    said = [Say(caption, kind="photo", file=picture, filename="score.png")]
    await desk.writer.do(_deliver, errand, said)


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = accounts.chat_of(session, errand.asked["person"]) == errand.subject
    deliver(session, errand, errand.subject, said if is_theirs else [])


def _score_text(own: score.Own) -> str:
    whole = own.score
    lines = [t.SCORE_HEAD.format(quarter=own.quarter.label), ""]
    base = t.SCORE_NO_BASE if whole.base is None else t.SCORE_BASE.format(value=whole.base)
    lines.append(base)
    for line in whole.lines:
        lines += _line(line, own.reviewers)
    if whole.deduction:
        lines.append(t.SCORE_FAULT.format(points=whole.deduction))
    lines.append(t.SCORE_TOTAL.format(total=whole.total))
    if own.pending:
        numbers = "、".join(entry.number for entry in own.pending)
        lines += ["", t.SCORE_PENDING.format(n=len(own.pending), numbers=numbers)]
    elif not any(line.credits for line in whole.lines):
        lines += ["", t.SCORE_EMPTY]
    if own.pending or any(line.credits for line in whole.lines):
        lines.append(t.SCORE_OPEN)
    return "\n".join(lines)


def _line(line: LineScore, reviewers: Mapping[int, str]) -> list[str]:
    head = t.SCORE_LINE.format(label=line.line.label, points=line.points, cap=line.cap)
    return [
        head,
        *(
            t.SCORE_ENTRY.format(
                number=f"X{credit.entry.number}",
                day=month_day(credit.entry.day),
                points=credit.points,
                why=_why(credit, reviewers),
            )
            for credit in line.credits
        ),
    ]


def _why(credit: Credit, reviewers: Mapping[int, str]) -> str:
    """Why not more, and by whom: `已满20分；王*审核`."""
    who = t.REVIEWED_BY.format(who=reviewers.get(credit.entry.number, ""))
    return "；".join(part for part in (credit.why, who) if part)


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "score",
            show_score,
            t.SCORE_ABOUT,
            t.SCORE_LABEL,
            {Role.COORDINATOR: At(2, t.SCORE_HELP), Role.LIAISON: At(6)},
        ),
    ),
    errands={SCORE: draw},
)
