"""A placement's card: whose, where, when, its evaluation, and what its keeper can do; and what the
person is told.
"""

from datetime import date
from typing import Final

from bot.actions.training import placements
from bot.actions.training.trainings import force_of
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Button, Rows, Say, in_rows
from bot.handlers.training.buttons import EVALUATE, PLACED, PLACEMENT
from bot.rules.permissions import Act, Actor, may
from bot.rules.quiet import is_quiet
from bot.storage.outbox import Priority
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.training.placements import Placement
from bot.storage.work import evidence
from bot.texts.times import moment_label
from bot.texts.training import placements as t

AMEND: Final = Press("pl", "edit", NUMBER)
LAST: Final = Press("pl", "last", NUMBER)
PAPERS: Final = Press("pl", "orig", NUMBER)
OFF: Final = Press("pl", "off", NUMBER)
RESTORE: Final = Press("pl", "on", NUMBER)
ALL: Final = Press("pl", "all")
NEWS: Final = "placement news"
"""Purpose of the message by which the person knows of a placement; its subject is the placement."""


def card(
    session: Session, actor: Actor, placement: Placement, note: str = "", *, renew: bool = False
) -> Say:
    """Return a placement's card for who keeps it, with a note above it."""
    papers = len(evidence.of_draft(session, placement.draft_id))
    lines = [*([note, ""] if note else []), *_lines(session, placement, papers)]
    buttons = _buttons(actor, placement, papers, session.today)
    return Say("\n".join(lines), buttons, handle=(PLACEMENT, placement.id), renew=renew)


def back(placement_id: int) -> Button:
    """Return 返回, to a placement's card."""
    return PLACED.button(t.BACK, placement_id)


def facts_of(session: Session, placement: Placement) -> dict[str, str]:
    """Return what the sentences about a placement name."""
    told = placement.told
    return {
        "number": placement.number,
        "name": persons.get(session, placement.person_id).name.full,
        "host": told.host,
        "level": told.level.label,
        "stage": told.stage.label,
        "days": placements.days(session, placement),
        "reason": placement.why_off,
        "grade": placement.grade.label if placement.grade else "",
        "words": placement.words,
    }


def tell(session: Session, placement: Placement, text: str, but: int = 0) -> list[Say]:
    """Tell the person what became of their placement, in one message at the end of their chat; []
    for who has not joined, and for who has just done it.
    """
    chat = accounts.chat_of(session, placement.person_id)
    if chat is None or chat == but:
        return []
    said = text.format(**facts_of(session, placement))
    quiet = is_quiet(session.now)
    handle = (NEWS, placement.id)
    return [Say(said, (), handle=handle, to=chat, priority=Priority.NEWS, silent=quiet, renew=True)]


def _lines(session: Session, placement: Placement, papers: int) -> list[str]:
    told, today = placement.told, session.today
    force = force_of(session, placement.task_force_id)
    lines = [
        t.HEAD.format(
            number=placement.number,
            name=persons.get(session, placement.person_id).name.full,
            force=force.name if force else "",
            state=placements.state(placement, today),
        ),
        t.HOST.format(host=told.host),
        t.LEVEL.format(level=told.level.label, stage=told.stage.label),
        t.SPAN.format(days=placements.days(session, placement)),
    ]
    if papers:
        lines.append(t.PAPERS.format(n=papers))
    if placement.grade is not None:
        lines.append(t.EVALUATION.format(grade=placement.grade.label, words=placement.words))
    elif placement.lost_evaluation:
        lines.append(t.EVALUATED_BEFORE.format(words=placement.words))
    return [*lines, *_history(session, placement)]


def _history(session: Session, placement: Placement) -> list[str]:
    told = (
        (t.BY, placement.set_down_by, placement.set_down_at),
        (t.EVALUATED_BY, placement.evaluated_by, placement.evaluated_at),
        (t.OFF_BY, placement.called_off_by, placement.called_off_at),
    )
    return [
        text.format(
            who=persons.get(session, by).name,
            at=moment_label(at, session.today),
            reason=placement.why_off,
        )
        for text, by, at in told
        if by is not None and at is not None
    ]


def _buttons(actor: Actor, placement: Placement, papers: int, today: date) -> Rows:
    buttons: list[Button] = []
    if placement.stands:
        if placement.has_ended(today) and may(actor, Act.EVALUATE, placement.subject):
            label = t.EVALUATE if placement.grade is None else t.EVALUATE_AGAIN
            buttons.append(EVALUATE.button(label, placement.id))
        buttons.append(LAST.button(t.LAST_DAY, placement.id))
        buttons.append(AMEND.button(t.AMEND, placement.id))
    if papers:
        buttons.append(PAPERS.button(t.PAPERS_OF, placement.id))
    press, label = (OFF, t.OFF) if placement.stands else (RESTORE, t.RESTORE)
    return in_rows([*buttons, press.button(label, placement.id), ALL.button(t.ALL)])
