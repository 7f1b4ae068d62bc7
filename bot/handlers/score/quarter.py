"""The quarter: the bureau's summary, and one's own score."""

from collections.abc import Mapping
from typing import Final

from bot.actions.score import score, summarise
from bot.errors import Stale
from bot.forms.fields import short
from bot.handlers.say import Answer, Button, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.quarters import Quarter, parse_quarter
from bot.rules.scoring import Credit, LineScore
from bot.storage import errands
from bot.storage.people.persons import TaskForce
from bot.texts import common
from bot.texts.score import quarter as t
from bot.texts.times import month_day

ASK: Final = ("summary", 0)
SUMMARY, SCORE = "summary", "score"
MAKING: Final = ("making", 0)
# Telegram takes a hundred buttons; beyond that /records leads to the rest.
MOST_ROWS: Final = 25


def begin(turn: Turn) -> Answer:
    """📈 季度汇总, or /summary with a quarter, which then is not asked for."""
    forces = summarise.ask(turn.session, turn.actor)
    today = turn.session.today
    if turn.event.text.startswith("/") and turn.event.rest:
        return [_whose(turn, parse_quarter(turn.event.rest, today), forces, renew=True)]
    current = Quarter.of(today)
    before = current.previous()
    rows = [
        [
            (t.THIS.format(q=current), f"q:of:{current}"),
            (t.LAST.format(q=before), f"q:of:{before}"),
        ],
        [(str(q), f"q:of:{q}") for q in (before.previous(), before.moved(-2))],
    ]
    return [Say(t.WHICH, rows, handle=ASK, renew=True)]


def press(turn: Turn) -> Answer:
    """`q:of:<quarter>`, `q:go:<quarter>:<task force or 0>`, `q:which`, `q:stop`."""
    _, op, *rest = turn.event.data.split(":")
    forces = summarise.ask(turn.session, turn.actor)
    if op == "which":
        return begin(turn)
    if op == "stop":
        stopped = errands.cancel(turn.session, SUMMARY, turn.event.chat_id)
        return [Say(t.CANCELLED, (), handle=MAKING)] if stopped else []
    quarter = parse_quarter(rest[0], turn.session.today)
    if op == "of":
        return [_whose(turn, quarter, forces)]
    force = next((f for f in forces if f.id == int(rest[1])), None)
    if force is None and rest[1] != "0":
        raise Stale(common.UNKNOWN_BUTTON)
    summarise.check(turn.session, quarter)
    return _make(turn, quarter, force)


def show_score(turn: Turn) -> Answer:
    """📊 我的得分: the text at once, the picture when it is drawn."""
    today = turn.session.today
    asked = turn.event.rest if turn.event.text.startswith("/") else ""
    quarter = parse_quarter(asked, today) if asked else Quarter.of(today)
    own = score.own(turn.session, turn.actor, quarter)
    chat = turn.event.chat_id
    errands.ask(turn.session, SCORE, chat, person=turn.actor.person_id, quarter=str(quarter))
    counted = [credit.entry.number for line in own.score.lines for credit in line.credits]
    buttons = [(f"X{number}", f"e:{number}") for number in counted]
    buttons += [(f"⏳ {entry.number}", f"e:{entry.id}") for entry in own.pending]
    return [Say(_score_text(own), in_rows(buttons)[:MOST_ROWS])]


def scope_of(force: TaskForce | None) -> str:
    return force.name if force else t.COUNTY


def _make(turn: Turn, quarter: Quarter, force: TaskForce | None) -> Answer:
    """One report a chat: the one asked for last."""
    errands.ask(
        turn.session,
        SUMMARY,
        turn.event.chat_id,
        quarter=str(quarter),
        force=force.id if force else None,
    )
    text = t.MAKING.format(quarter=quarter.label, scope=scope_of(force))
    return [
        Say(t.WHOSE.format(quarter=quarter.label), (), handle=ASK),
        Say(text, [[(t.CANCEL, "q:stop")]], handle=MAKING, renew=True),
    ]


def _whose(turn: Turn, quarter: Quarter, forces: list[TaskForce], *, renew: bool = False) -> Say:
    summarise.check(turn.session, quarter)
    buttons: list[Button] = [(t.COUNTY, f"q:go:{quarter}:0")]
    buttons += [(short(force.name, 16), f"q:go:{quarter}:{force.id}") for force in forces]
    rows = [*in_rows(buttons), [(t.BACK, "q:which")]]
    return Say(t.WHOSE.format(quarter=quarter.label), rows, handle=ASK, renew=renew)


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
