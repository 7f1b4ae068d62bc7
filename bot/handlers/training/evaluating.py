"""Evaluating a placement: a grade, then words; the person hears of it, and who has to be reminded
is.
"""

from typing import Final

from bot.actions.training import evaluate, placements
from bot.errors import Stale
from bot.handlers.conversation import Conversation, Matter, Question
from bot.handlers.press import KEY, NUMBER, Press
from bot.handlers.say import Answer, Rows, Say
from bot.handlers.training.buttons import EVALUATE, PLACED, PLACEMENT
from bot.handlers.training.placement_card import back, card, facts_of, tell
from bot.handlers.turn import Turn
from bot.rules.placements import Grade
from bot.storage import errands
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.texts import common, conversations
from bot.texts.times import day_label
from bot.texts.training import placements as t

GRADE: Final = Press("pl", "grade", NUMBER, KEY)
_MOST: Final = 5


def _ask(turn: Turn, placement_id: int) -> Answer:
    """评价: ask for the grade."""
    placement = evaluate.ask_grade(turn.session, turn.actor, placement_id)
    text = t.ASK_GRADE.format(**facts_of(turn.session, placement))
    row = [GRADE.button(grade.label, placement_id, grade.value) for grade in Grade]
    return [Say(text, [row, [back(placement_id)]], handle=(PLACEMENT, placement_id), renew=True)]


def _grade(turn: Turn, placement_id: int, code: str) -> Answer:
    if code not in [*Grade]:
        raise Stale(common.UNKNOWN_BUTTON)
    grade = Grade(code)
    placement = evaluate.ask_words(turn.session, turn.actor, placement_id, grade)
    facts = facts_of(turn.session, placement) | {"grade": grade.label}
    text = t.ASK_WORDS.format(**facts)
    rows = [[EVALUATE.button(t.BACK, placement_id)]]
    return [Say(text, rows, handle=(PLACEMENT, placement_id))]


def typed(turn: Turn) -> Answer:
    """Take the words: the person sees the evaluation, the reminder says that it is done."""
    session = turn.session
    placement = evaluate.evaluate(session, turn.actor, turn.account.focus_id, turn.event.text)
    for who in evaluate.evaluators(session, placement):
        if (chat := accounts.chat_of(session, who)) is not None:
            errands.ask(session, errands.SETTLE, chat)
    grade = placement.grade.label if placement.grade else ""
    said = t.EVALUATED.format(number=placement.number, grade=grade)
    shown = card(session, turn.actor, placement, said, renew=True)
    return [shown, *tell(session, placement, t.NEWS_EVALUATED)]


def _remind(session: Session, person_id: int) -> tuple[str, Rows]:
    due = evaluate.due(session, person_id)
    ones = "、".join(
        t.REMIND_ONE.format(
            number=each.number,
            name=persons.get(session, each.person_id).name.full,
            day=day_label(each.told.last, session.today),
        )
        for each in due
    )
    rows = [[PLACED.button(f"{t.EVALUATE} {each.number}", each.id)] for each in due[:_MOST]]
    return t.REMIND.format(ones=ones), rows


def _left(session: Session, task_force_id: int) -> str:
    n = evaluate.left(session, task_force_id)
    return t.LEAVES.format(n=n) if n else ""


CONVERSATION: Final = Conversation(
    name=conversations.PLACEMENT,
    presses={EVALUATE: _ask, GRADE: _grade},
    questions={placements.WORDS: Question(typed)},
    matters=(Matter("placements", evaluate.whom, _remind, t.REMIND_DONE),),
    leaves=_left,
)
