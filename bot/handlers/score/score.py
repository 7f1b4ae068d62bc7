"""📊 我的得分: one's own quarter, in words at once, and as a picture as soon as it is drawn."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.actions.score import score
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.desk import Desk, deliver
from bot.handlers.lines import cut, packed
from bot.handlers.say import Answer, Say, in_rows
from bot.handlers.score.fault_cases import OPEN as FAULT
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import ENTRY
from bot.reports.score_card import score_card
from bot.rules.faults import number
from bot.rules.quarters import Quarter, parse_quarter
from bot.rules.roles import Role
from bot.rules.scoring import Credit, Fault, LineScore
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import faults
from bot.texts.rules import BY_LEDGER
from bot.texts.score import quarter as t
from bot.texts.times import month_day

SCORE: Final = "score"
# Telegram takes a hundred buttons; beyond that /records leads to the rest.
MOST_ROWS: Final = 25
FEW: Final = 4
"""With at most so many entries the text tells of each; with more, only the picture does."""


def show_score(turn: Turn) -> Answer:
    """📊 我的得分: answer with the text at once; an errand draws the picture."""
    today = turn.session.today
    asked = turn.event.rest if turn.event.text.startswith("/") else ""
    quarter = parse_quarter(asked, today) if asked else Quarter.of(today)
    own = score.own(turn.session, turn.actor, quarter)
    chat = turn.event.chat_id
    errands.ask(turn.session, SCORE, chat, person=turn.actor.person_id, quarter=str(quarter))
    counted = [credit.entry.number for line in own.score.lines for credit in line.credits]
    buttons = [ENTRY.button(f"X{each}", each) for each in counted]
    buttons += [FAULT.button(number(each.number), each.number) for each in own.score.faults]
    buttons += [ENTRY.button(f"⏳ {entry.number}", entry.id) for entry in own.pending]
    paper = t.SCORE_ON_PAPER if BY_LEDGER in own.score.remarks else ""
    return [Say(_score_text(own) + paper, in_rows(buttons)[:MOST_ROWS])]


async def draw(desk: Desk, errand: Due) -> None:
    """Draw a coordinator's own quarter as a picture and send it."""
    quarter = Quarter.read(str(errand.asked["quarter"]))
    card = await desk.reader.do(score.picture_of, errand.asked["person"], quarter)
    picture = await desk.keep(await desk.run(score_card, card))
    mark = t.SCORE_DRAFT if card.draft else t.SCORE_LOCKED
    caption = t.SCORE_HEAD.format(quarter=quarter.label) + mark
    said = [Say(caption, kind="photo", file=picture, filename="score.png")]
    await desk.writer.do(_deliver, errand, said)


def _deliver(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = accounts.chat_of(session, errand.asked["person"]) == errand.subject
    deliver(session, errand, errand.subject, said if is_theirs else [])


def _score_text(own: score.Own) -> str:
    """Return the score in words. Few entries are told one by one; of many only those that brought
    less than they could, since the picture shows all.
    """
    whole = own.score
    base = t.SCORE_NO_BASE if whole.base is None else t.SCORE_BASE.format(value=whole.base)
    deducted = [t.SCORE_FAULT.format(points=whole.deduction)] if whole.deduction else []
    fault = [*deducted, *(_fault(own, each) for each in whole.faults)]
    counted = [credit for line in whole.lines for credit in line.credits]
    if len(counted) > FEW:
        heads = [base, *map(_line, whole.lines), *deducted]
        lines = [*packed(heads), *_brought_less(counted), *fault[1:]]
    else:
        lines = [base]
        for line in whole.lines:
            lines += [_line(line), *(_entry(credit, own.reviewers) for credit in line.credits)]
        lines += fault
    mark = t.SCORE_DRAFT if own.is_draft else t.SCORE_LOCKED
    lines = [t.SCORE_HEAD.format(quarter=own.quarter.label) + mark, "", *lines]
    lines.append(t.SCORE_TOTAL.format(total=whole.total))
    if own.pending:
        numbers = "、".join(entry.number for entry in own.pending[:FEW])
        more = t.AND_MORE if len(own.pending) > FEW else ""
        said = t.SCORE_PENDING if own.is_draft else t.SCORE_PENDING_LOCKED
        lines += ["", said.format(n=len(own.pending), numbers=numbers + more)]
    elif not (counted or whole.faults):
        lines += ["", t.SCORE_EMPTY]
    if own.pending or counted or whole.faults:
        lines.append(t.SCORE_OPEN)
    return "\n".join(lines)


def _fault(own: score.Own, fault: Fault) -> str:
    return t.SCORE_FAULT_ONE.format(
        number=number(fault.number),
        day=month_day(fault.day),
        points=own.rubric.fault(large=fault.large),
        impact=faults.LARGE if fault.large else faults.SMALL,
    )


def _line(line: LineScore) -> str:
    return t.SCORE_LINE.format(label=line.line.label, points=line.points, cap=line.cap)


def _brought_less(counted: Sequence[Credit]) -> list[str]:
    """Return a line for each of the first few entries that brought less than they could, then how
    many more there are.
    """
    less = [credit for credit in counted if credit.why]
    lines = [
        cut(
            t.SCORE_LESS.format(
                number=f"X{credit.entry.number}", points=credit.points, why=credit.why
            )
        )
        for credit in less[:FEW]
    ]
    left = len(less) - len(lines)
    return [*lines, t.SCORE_MORE_LESS.format(n=left)] if left else lines


def _entry(credit: Credit, reviewers: Mapping[int, str]) -> str:
    return t.SCORE_ENTRY.format(
        number=f"X{credit.entry.number}",
        day=month_day(credit.entry.day),
        points=credit.points,
        why=_why(credit, reviewers),
    )


def _why(credit: Credit, reviewers: Mapping[int, str]) -> str:
    """Return why an entry brought no more, and who reviewed it: `已满20分；王*审核`."""
    who = t.REVIEWED_BY.format(who=reviewers.get(credit.entry.number, ""))
    return "；".join(part for part in (credit.why, who) if part)


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "score",
            show_score,
            t.SCORE_ABOUT,
            t.SCORE_LABEL,
            {Role.COORDINATOR: At(3, t.SCORE_HELP), Role.LIAISON: At(20)},
            t.SCORE_WORDS,
        ),
    ),
    errands={SCORE: draw},
)
