"""Evaluating a placement (综合评价, 三(四)二): a grade and words, which the person sees; and who is
reminded that one has ended without.
"""

from datetime import date, timedelta
from typing import Final

from bot.actions.training.placements import WORDS, check_stands, own
from bot.errors import Forbidden, Refused, Stale
from bot.rules.permissions import Act, Actor, may
from bot.rules.placements import Grade
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.people import accounts, roles
from bot.storage.session import Session
from bot.storage.training import placements
from bot.storage.training.placements import Placement
from bot.storage.work import drafts
from bot.texts.times import day_label
from bot.texts.training import placements as t

MOST: Final = 300
"""How many characters the words may have."""


def ask_grade(session: Session, actor: Actor, placement_id: int) -> Placement:
    """评价: return a placement that the actor may evaluate. Raises Refused for one that goes on."""
    return _evaluable(session, actor, placement_id)


def ask_words(session: Session, actor: Actor, placement_id: int, grade: Grade) -> Placement:
    """Take the grade and ask for the words; the next text typed is them."""
    placement = _evaluable(session, actor, placement_id)
    said = {"placement": placement.id, "grade": grade.value}
    draft = drafts.add(session, actor.person_id, actor.chat_id, WORDS, said, state="aside")
    accounts.focus(session, actor.chat_id, WORDS, draft.id)
    return placement


def evaluate(session: Session, actor: Actor, draft_id: int | None, typed: str) -> Placement:
    """Write the evaluation down with the words that were typed, in place of an earlier one. Raises
    Refused for none, and for too many.
    """
    asked = None if draft_id is None else drafts.get(session, draft_id)
    if asked is None or asked.person_id != actor.person_id or asked.form != WORDS:
        raise Stale(t.GONE)
    placement = _evaluable(session, actor, int(asked.facts["placement"]))
    words = " ".join(typed.split())
    if not words:
        raise Refused(t.WORDS_EMPTY)
    if len(words) > MOST:
        raise Refused(t.WORDS_LONG.format(n=len(words), most=MOST))
    grade = Grade(asked.facts["grade"])
    if not placements.evaluate(session, placement.id, grade, words, actor.person_id):
        raise Stale(t.GONE)
    accounts.focus(session, actor.chat_id, None)
    audit.record(
        session, actor.person_id, "evaluate placement", f"placement:{placement.id}", grade=grade
    )
    return placements.get(session, placement.id) or placement


def whom(session: Session) -> dict[int, str]:
    """Return person → period of who has to be reminded of an evaluation: whoever acts as the
    liaison of the task force, for their own placement the bureau. A new period begins with each
    week, and on the day after another has ended.
    """
    since = session.today - timedelta(days=session.today.weekday())
    latest: dict[int, date] = {}
    for placement in placements.unevaluated(session):
        for who in evaluators(session, placement):
            latest[who] = max(latest.get(who, since), placement.told.last)
    return {who: day.isoformat() for who, day in latest.items()}


def evaluators(session: Session, placement: Placement) -> list[int]:
    """Return who is to evaluate a placement."""
    force = placement.task_force_id
    acting = roles.acting(session, force) if force is not None else []
    others = [who for who in acting if who != placement.person_id]
    if others and not placement.is_liaison:
        return others
    bureau = roles.with_role(session, Role.BUREAU)
    return [who for who in bureau if who != placement.person_id]


def due(session: Session, person_id: int) -> list[Placement]:
    """Return the ended placements that somebody is to evaluate, the first ended first."""
    found = placements.unevaluated(session)
    return [each for each in found if person_id in evaluators(session, each)]


def left(session: Session, task_force_id: int) -> int:
    """Return how many ended placements of a task force wait for its liaison's evaluation."""
    found = placements.unevaluated(session)
    return sum(each.task_force_id == task_force_id and not each.is_liaison for each in found)


def _evaluable(session: Session, actor: Actor, placement_id: int) -> Placement:
    placement = own(session, actor, placement_id)
    check_stands(session, placement)
    if not may(actor, Act.EVALUATE, placement.subject):
        is_own = placement.person_id == actor.person_id
        said = t.NOT_ONESELF if is_own else t.NOT_A_LIAISONS
        raise Forbidden(said.format(number=placement.number))
    if not placement.has_ended(session.today):
        day = day_label(placement.told.last, session.today)
        raise Refused(t.NOT_OVER.format(number=placement.number, day=day))
    return placement
