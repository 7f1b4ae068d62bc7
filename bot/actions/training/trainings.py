"""Trainings (三(四)一): set down by a task force's liaison or the bureau, changed, called off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.actions.work import report
from bot.actions.work.card import BESIDES, DROPPED, SUBMITTED, Besides, Card, card_of
from bot.errors import Forbidden, Refused, Stale
from bot.forms.training import FORCE, NAME
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.roles import Role
from bot.rules.trainings import number
from bot.storage import audit
from bot.storage.people import accounts, persons, task_forces
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.storage.training import attendance, trainings
from bot.storage.training.attendance import Present
from bot.storage.training.trainings import Training
from bot.storage.work import drafts, evidence
from bot.texts.times import day_label, moment_label
from bot.texts.training import trainings as t

OFF: Final = "training off"
"""What a chat is in the middle of while it is asked why a training is called off."""
MOST: Final = 100
"""How many characters a reason may have."""


@dataclass(frozen=True, slots=True)
class Year:
    """The trainings of a year that the reader may see, the latest first, and how many were at each
    of them.
    """

    trainings: Sequence[Training]
    present: dict[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A training as its reader sees it: whose it is, who of those the reader may see was `present`,
    how many of them are `gone` from the ledger since, `of` how many there are now; whether the
    reader keeps it, and how many papers there are.
    """

    training: Training
    whose: str
    present: Sequence[Present]
    gone: int
    of: int
    is_keeper: bool
    papers: int


def check(actor: Actor) -> None:
    """Raise Forbidden for who keeps no trainings."""
    if not (actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)):
        raise Forbidden(t.ONLY_KEEPERS)


def whose(session: Session, task_force_id: int | None) -> str:
    """Return what stands for a training's task force: `服装制造专班`, `全县`."""
    force = force_of(session, task_force_id)
    return t.COUNTY if force is None else t.FORCE.format(force=force.name)


def force_of(session: Session, task_force_id: int | None) -> TaskForce | None:
    return next((f for f in task_forces.every(session) if f.id == task_force_id), None)


def year(session: Session, actor: Actor, of: int) -> Year:
    """Return the trainings of a year: the bureau's all, a liaison's own and the county's."""
    check(actor)
    days = date(of, 1, 1), date(of + 1, 1, 1)
    own = None if actor.is_(Role.BUREAU) else actor.task_force_id
    counts = attendance.counts(session, *days)
    found = trainings.between(session, *days, own)
    return Year(
        found,
        {
            each.id: sum(n for force, n in counts.get(each.id, {}).items() if own in (None, force))
            for each in found
        },
    )


def begun(session: Session, actor: Actor) -> list[Card]:
    """Return what the actor has begun to set down, or to change, and not handed in."""
    mine = drafts.unfinished(session, actor.person_id)
    cards = [card_of(session, draft) for draft in mine if draft.form == NAME]
    return [card for card in cards if not _is_empty(card)]


def start(session: Session, actor: Actor, force_id: int, *, anew: bool) -> tuple[Card, bool]:
    """Begin to set down a training of a task force, or of the whole county (0). Where one was begun
    before, its card is returned with False, for the actor to say whether to go on with it; `anew`
    begins another all the same.
    """
    _authorise(session, actor, force_id or None)
    known = force_id == 0 or force_of(session, force_id) is not None
    if not known:
        raise Stale(t.NO_SUCH_FORCE)
    for draft in () if anew else drafts.unfinished(session, actor.person_id):
        card = card_of(session, draft)
        is_its = draft.form == NAME and draft.facts.get(FORCE) == force_id
        if is_its and trainings.of_draft(session, draft.id) is None:
            if not _is_empty(card):
                return card, False
            accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
            return card, True
    draft = drafts.add(session, actor.person_id, actor.chat_id, NAME, {FORCE: force_id})
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft), True


def hand_in(session: Session, actor: Actor, draft_id: int) -> tuple[Training, bool]:
    """提交登记 or 提交修改: write down the training that a draft tells of; return it, and whether
    this tap did it. Raises Refused while something is missing.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != NAME:
        raise Stale(t.NOT_DRAFT)
    known = trainings.of_draft(session, draft.id)
    if draft.state == SUBMITTED and known is not None:
        return known, False
    force_id = int(draft.facts[FORCE]) or None
    _authorise(session, actor, force_id)
    card = card_of(session, draft)
    if draft.state == DROPPED or card.work is None:
        raise Stale(t.NOT_DRAFT)
    if not card.work.is_complete():
        raise Refused(t.INCOMPLETE)
    day = date.fromisoformat(draft.facts["day"])
    if known is None:
        done = trainings.set_down(session, draft.id, force_id, day, draft.facts, actor.person_id)
    else:
        done = _changed(session, known, day, draft)
    drafts.save(session, replace(draft, state=SUBMITTED, asking=""))
    accounts.focus(session, actor.chat_id, None)
    act = "set down training" if known is None else "change training"
    audit.record(session, actor.person_id, act, f"training:{done.id}", day=day)
    return done, True


def _changed(session: Session, known: Training, day: date, draft: drafts.Draft) -> Training:
    """Write down what a training is about by now. Raises Stale for one called off, Refused for one
    that would lie ahead though people were there.
    """
    check_stands(session, known)
    if day > session.today and attendance.of_training(session, known.id):
        raise Refused(t.HAS_ATTENDANCE.format(number=known.number))
    if not trainings.change(session, known.id, day, draft.facts):
        raise Stale(t.NOT_DRAFT)
    if day != known.day:  # the code is good for the day of the training
        trainings.close_code(session, known.id)
    return trainings.get(session, known.id) or known


def amend(session: Session, actor: Actor, training_id: int) -> Card:
    """修改: open the training's draft again, for whoever changes it now. The training stands as it
    was until that is handed in.
    """
    training = own(session, actor, training_id)
    check_stands(session, training)
    card = report.take_over(session, actor, training.draft_id)
    if card is None:
        raise Stale(t.NOT_DRAFT)
    return card


def see(session: Session, actor: Actor, training_id: int) -> Shown:
    """Return a training as its reader may see it: of the county's a liaison sees their own task
    force's people. Raises Forbidden for another task force's.
    """
    training = _seen(session, actor, training_id)
    is_keeper = may(actor, Act.TRAINING, training.subject)
    own_force = training.task_force_id if is_keeper else actor.task_force_id
    present = attendance.named(session, training.id)
    if not is_keeper:
        present = [each for each in present if each.task_force_id == own_force]
    return Shown(
        training,
        whose(session, training.task_force_id),
        present,
        sum(each.ledger is None or own_force not in (None, each.ledger) for each in present),
        attendance.ledger(session, own_force),
        is_keeper,
        len(evidence.of_draft(session, training.draft_id)),
    )


def ask_why(session: Session, actor: Actor, training_id: int) -> Training:
    """取消培训: ask why; the next text typed is the reason."""
    training = own(session, actor, training_id)
    check_stands(session, training)
    accounts.focus(session, actor.chat_id, OFF, training.id)
    return training


def call_off(session: Session, actor: Actor, training_id: int | None, typed: str) -> Training:
    """Call a training off with the reason that was typed; who was noted stays on record, and counts
    no more.
    """
    if training_id is None:
        raise Stale(t.OFF_GONE)
    training = own(session, actor, training_id)
    check_stands(session, training)
    reason = a_reason(typed, t.REASON_EMPTY, t.REASON_LONG)
    if not trainings.call_off(session, training.id, actor.person_id, reason):
        raise Stale(t.OFF_GONE)
    accounts.focus(session, actor.chat_id, None)
    audit.record(
        session, actor.person_id, "call off training", f"training:{training.id}", reason=reason
    )
    return trainings.get(session, training.id) or training


def restore(session: Session, actor: Actor, training_id: int) -> Training:
    """恢复: let a training stand again that was called off by mistake; pressed twice the same."""
    training = own(session, actor, training_id)
    if trainings.restore(session, training.id):
        audit.record(session, actor.person_id, "restore training", f"training:{training.id}")
    return trainings.get(session, training.id) or training


def leave_it(session: Session, actor: Actor, training_id: int) -> None:
    """返回: whatever was asked about the training is asked no more."""
    account = accounts.load(session, actor.chat_id)
    if account.focus == OFF and account.focus_id == training_id:
        accounts.focus(session, actor.chat_id, None)


def own(session: Session, actor: Actor, training_id: int) -> Training:
    """Return a training that the actor keeps. Raises Forbidden for any other."""
    check(actor)
    training = trainings.get(session, training_id)
    if training is None:
        raise Forbidden(t.NO_SUCH.format(number=number(training_id)))
    if not may(actor, Act.TRAINING, training.subject):
        raise _not_yours(session, training)
    return training


def a_reason(typed: str, empty: str, too_long: str) -> str:
    """Return a typed reason. Raises Refused for none, and for one that is too long."""
    reason = " ".join(typed.split())
    if not reason:
        raise Refused(empty)
    if len(reason) > MOST:
        raise Refused(too_long.format(n=len(reason), most=MOST))
    return reason


def _seen(session: Session, actor: Actor, training_id: int) -> Training:
    check(actor)
    training = trainings.get(session, training_id)
    if training is None:
        raise Forbidden(t.NO_SUCH.format(number=number(training_id)))
    is_countys = training.task_force_id is None
    if not (is_countys or may(actor, Act.TRAINING, training.subject)):
        raise _not_yours(session, training)
    return training


def _not_yours(session: Session, training: Training) -> Forbidden:
    force = whose(session, training.task_force_id)
    return Forbidden(t.NOT_YOURS.format(number=training.number, whose=force))


def _authorise(session: Session, actor: Actor, task_force_id: int | None) -> None:
    check(actor)
    if not may(actor, Act.TRAINING, Subject(task_force_id=task_force_id)):
        said = t.NOT_YOURS.format(number="", whose=whose(session, task_force_id))
        raise Forbidden(said.strip())


def check_stands(session: Session, training: Training) -> None:
    """Raise Stale, saying who did it and when, for a training that was called off."""
    if training.stands:
        return
    who = persons.get(session, training.called_off_by or 0).name
    at = moment_label(training.called_off_at or session.now, session.today)
    raise Stale(t.IS_OFF.format(number=training.number, who=who, at=at))


def stands(session: Session, training: Training) -> str:
    """Say in a line what a training is."""
    day = day_label(training.day, session.today)
    return t.STANDS.format(number=training.number, theme=training.theme, day=day)


def _besides(session: Session, card: Card) -> Besides:
    """Return what the card of a training's draft says that others' do not."""
    draft, known = card.draft, trainings.of_draft(session, card.draft.id)
    force = whose(session, int(draft.facts.get(FORCE, 0)) or None)
    if known is None:
        title, lines, label = t.TITLE.format(whose=force), [t.AFTER], t.HAND_IN
    else:
        title = t.AGAIN.format(number=known.number, whose=force)
        lines, label = [t.IN_PLACE], t.HAND_IN_AGAIN
    is_complete = card.work is not None and card.work.is_complete()
    return Besides(
        title,
        lines if is_complete else (),
        stands(session, known) if known is not None else "",
        label,
        t.PARKED,
    )


def _is_empty(card: Card) -> bool:
    told = card.draft.facts.keys() - {FORCE}
    return not told and not card.pieces and card.draft.state != DROPPED


BESIDES[NAME] = _besides
