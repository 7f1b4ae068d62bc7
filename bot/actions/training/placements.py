"""Placements (以干代训, 三(四)二): arranged for somebody of a ledger, changed, called off."""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.actions.people import find
from bot.actions.training.trainings import a_reason, force_of
from bot.actions.work import report
from bot.actions.work.card import BESIDES, DROPPED, SUBMITTED, Besides, Card, card_of
from bot.errors import Forbidden, Refused, Stale
from bot.forms.placement import NAME, SEVERED, days_of, flagged
from bot.rules.calendar import ONE_DAY, local_day
from bot.rules.days import read_planned_day
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.placements import Level, Stage, is_short, length, number
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.people import accounts, persons
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.training import placements
from bot.storage.training.placements import Placement, Told
from bot.storage.work import drafts
from bot.texts.times import day_label, moment_label
from bot.texts.training import placements as t

WHOSE: Final = "placement who"
"""What a chat is in the middle of while a name is to be typed."""
OFF: Final = "placement off"
LAST: Final = "placement last"
WORDS: Final = "placement words"


def check(actor: Actor) -> None:
    """Raise Forbidden for who arranges no placements."""
    if not (actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)):
        raise Forbidden(t.ONLY_KEEPERS)


def year(session: Session, actor: Actor, of: int) -> list[Placement]:
    """Return the placements that have a day in a year, the latest first: the bureau's all, a
    liaison's of their own task force.
    """
    check(actor)
    found = placements.between(session, date(of, 1, 1), date(of + 1, 1, 1))
    return [each for each in found if may(actor, Act.PLACEMENT, each.subject)]


def lacking(session: Session, actor: Actor) -> list[Placement]:
    """Return the placements that are over and that the actor should evaluate."""
    found = placements.unevaluated(session)
    return [each for each in found if may(actor, Act.EVALUATE, each.subject)]


def begun(session: Session, actor: Actor) -> list[Card]:
    """Return what the actor has begun to arrange, or to change, and not handed in."""
    mine = drafts.unfinished(session, actor.person_id)
    cards = [card_of(session, draft) for draft in mine if draft.form == NAME]
    return [card for card in cards if not _is_empty(card)]


def ask_whom(session: Session, actor: Actor) -> None:
    """安排: ask for the name; the next text typed is it."""
    check(actor)
    accounts.focus(session, actor.chat_id, WHOSE)


def named(session: Session, actor: Actor, typed: str) -> list[Person]:
    """Return those whom a typed name may mean. Raises Refused for nobody's."""
    check(actor)
    return find.named(session, actor, Act.PLACEMENT, typed)


def start(session: Session, actor: Actor, person_id: int, *, anew: bool) -> tuple[Card, bool]:
    """Begin to arrange a placement of a person. Where one was begun before, its card is returned
    with False, for the actor to say whether to go on with it; `anew` begins another all the same.
    """
    person = _whose(session, actor, person_id)
    for draft in () if anew else drafts.unfinished(session, actor.person_id):
        is_theirs = draft.form == NAME and draft.about_id == person.id
        if is_theirs and placements.of_draft(session, draft.id) is None:
            card = card_of(session, draft)
            if not _is_empty(card):
                return card, False
            accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
            return card, True
    draft = drafts.add(session, actor.person_id, actor.chat_id, NAME, {}, about_id=person.id)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft), True


def hand_in(session: Session, actor: Actor, draft_id: int) -> tuple[Placement, bool]:
    """提交安排 or 提交修改: write down the placement that a draft tells of; return it, and whether
    this tap did it. Raises Refused while something is missing, and where the person is at another
    host on one of the days.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != NAME:
        raise Stale(t.NOT_DRAFT)
    known = placements.of_draft(session, draft.id)
    if draft.state == SUBMITTED and known is not None:
        return known, False
    card = card_of(session, draft)
    if draft.state == DROPPED or card.work is None:
        raise Stale(t.NOT_DRAFT)
    person = _whose(session, actor, draft.about_id, known)
    if not card.work.is_complete():
        raise Refused(t.INCOMPLETE)
    told = told_in(draft)
    _check_free(session, person, told, known)
    if known is None:
        force_id = person.task_force_id
        done = placements.set_down(session, draft.id, person.id, force_id, told, actor.person_id)
    else:
        done = _changed(session, known, told)
    drafts.save(session, replace(draft, state=SUBMITTED, asking=""))
    accounts.focus(session, actor.chat_id, None)
    act = "arrange placement" if known is None else "change placement"
    audit.record(
        session, actor.person_id, act, f"placement:{done.id}", first=told.first, last=told.last
    )
    return done, True


def amend(session: Session, actor: Actor, placement_id: int) -> Card:
    """修改: open the placement's draft again, for whoever changes it now. The placement stands as
    it was until that is handed in.
    """
    placement = own(session, actor, placement_id)
    check_stands(session, placement)
    card = report.take_over(session, actor, placement.draft_id)
    if card is None:
        raise Stale(t.NOT_DRAFT)
    return card


def ask(session: Session, actor: Actor, placement_id: int, what: str) -> Placement:
    """取消安排 or 改结束日: the next text typed is the reason, or the day."""
    placement = own(session, actor, placement_id)
    check_stands(session, placement)
    accounts.focus(session, actor.chat_id, what, placement.id)
    return placement


def set_last(
    session: Session, actor: Actor, placement_id: int | None, typed: str
) -> tuple[Placement, bool]:
    """Let a placement end on the day that was typed; return it, and whether that is another day
    than before. Raises Refused for a day before it begins, or on which the person is elsewhere.
    """
    placement = own(session, actor, placement_id or 0)
    check_stands(session, placement)
    told, last = placement.told, read_planned_day(typed, session.said_on)
    if last < told.first:
        days_ = {"first": day_label(told.first, session.today), "last": day_label(last)}
        raise Refused(t.BACKWARD.format(**days_, example=_dotted(told.first)))
    person = persons.get(session, placement.person_id)
    to = replace(told, last=last)
    _check_free(session, person, to, placement)
    _forget(session, actor)
    if last == told.last:
        return placement, False
    done = _changed(session, placement, to)
    draft = drafts.get(session, placement.draft_id)
    if draft is not None:
        fact = f"{told.first}{SEVERED}{last}"
        drafts.save(session, replace(draft, facts={**draft.facts, "days": fact}))
    audit.record(session, actor.person_id, "change placement", f"placement:{done.id}", last=last)
    return done, True


def call_off(session: Session, actor: Actor, placement_id: int | None, typed: str) -> Placement:
    """Call a placement off with the reason that was typed."""
    placement = own(session, actor, placement_id or 0)
    check_stands(session, placement)
    reason = a_reason(typed, t.REASON_EMPTY, t.REASON_LONG)
    if not placements.call_off(session, placement.id, actor.person_id, reason):
        raise Stale(t.GONE)
    _forget(session, actor)
    audit.record(
        session, actor.person_id, "call off placement", f"placement:{placement.id}", reason=reason
    )
    return placements.get(session, placement.id) or placement


def restore(session: Session, actor: Actor, placement_id: int) -> tuple[Placement, bool]:
    """恢复: let a placement stand again; return it, and whether this tap did it. Raises Refused
    where the person is elsewhere on its days by now.
    """
    placement = own(session, actor, placement_id)
    if placement.stands:
        return placement, False
    person = _whose(session, actor, placement.person_id, placement)
    _check_free(session, person, placement.told, placement)
    placements.restore(session, placement.id)
    audit.record(session, actor.person_id, "restore placement", f"placement:{placement.id}")
    return placements.get(session, placement.id) or placement, True


def leave_it(session: Session, actor: Actor) -> None:
    """返回: whatever was asked about a placement is asked no more."""
    if accounts.load(session, actor.chat_id).focus in (OFF, LAST, WHOSE, WORDS):
        _forget(session, actor)


def own(session: Session, actor: Actor, placement_id: int) -> Placement:
    """Return a placement that the actor keeps. Raises Forbidden for any other."""
    check(actor)
    placement = placements.get(session, placement_id)
    if placement is None:
        raise Forbidden(t.NO_SUCH.format(number=number(placement_id)))
    if not may(actor, Act.PLACEMENT, placement.subject):
        raise Forbidden(t.NOT_YOURS.format(number=placement.number))
    return placement


def check_stands(session: Session, placement: Placement) -> None:
    """Raise Stale, saying who did it and when, for a placement that was called off."""
    if placement.stands:
        return
    who = persons.get(session, placement.called_off_by or 0).name
    at = moment_label(placement.called_off_at or session.now, session.today)
    raise Stale(t.IS_OFF.format(number=placement.number, who=who, at=at))


def told_in(draft: drafts.Draft) -> Told:
    """Return what a complete draft says of a placement. Raises Stale for days that are none."""
    days_ = days_of(str(draft.facts["days"]))
    if days_ is None:
        raise Stale(t.NOT_DRAFT)
    host, level, stage = (str(draft.facts[key]) for key in ("host", "level", "stage"))
    return Told(host, Level(level), Stage(stage), *days_)


def days(session: Session, placement: Placement) -> str:
    """Return the days of a placement: `11月5日—11月20日，16天`."""
    told, least = placement.told, session.county.deadlines.placement_days
    return flagged(told.first, told.last, session.today, least)


def state(placement: Placement, today: date) -> str:
    """Return in a word where a placement stands."""
    told = placement.told
    if not placement.stands:
        return t.STATE_OFF
    if placement.grade is not None:
        return t.STATE_DONE
    if today < told.first:
        return t.STATE_AHEAD
    return t.STATE_RUNS if today <= told.last else t.STATE_LACKS


def _changed(session: Session, known: Placement, told: Told) -> Placement:
    """Write down what a placement is by now. An evaluation is of the whole of it: one from before a
    later last day counts no more.
    """
    check_stands(session, known)
    if not placements.change(session, known.id, told):
        raise Stale(t.NOT_DRAFT)
    if known.evaluated_at is not None and local_day(known.evaluated_at) < told.last:
        placements.unevaluate(session, known)
    return placements.get(session, known.id) or known


def _check_free(session: Session, person: Person, told: Told, known: Placement | None) -> None:
    """Raise Refused where the person is at another host on one of the days."""
    for other in placements.of_person(session, person.id):
        is_other = other.stands and (known is None or other.id != known.id)
        if is_other and other.told.first <= told.last and told.first <= other.told.last:
            raise Refused(
                t.OVERLAPS.format(
                    name=person.name.full,
                    days=days(session, other),
                    host=other.told.host,
                    number=other.number,
                    example=day_label(other.told.last + ONE_DAY, session.today),
                )
            )


def _whose(
    session: Session, actor: Actor, person_id: int | None, known: Placement | None = None
) -> Person:
    """Return the person of a placement. Raises Forbidden where the actor may not arrange theirs,
    Refused for who has left.
    """
    check(actor)
    try:
        person = persons.get(session, person_id or 0)
    except LookupError:
        raise Forbidden(t.NOT_THEIRS) from None
    subject = known.subject if known else Subject(person.id, person.task_force_id)
    if person.task_force_id is None or not may(actor, Act.PLACEMENT, subject):
        raise Forbidden(t.NOT_THEIRS)
    if person.left and known is None:
        raise Refused(t.HAS_LEFT.format(name=person.name.full))
    return person


def _forget(session: Session, actor: Actor) -> None:
    accounts.focus(session, actor.chat_id, None)


def _dotted(day: date) -> str:
    return f"{day.month}.{day.day}"


def stands(session: Session, placement: Placement) -> str:
    """Say in a line what a placement is."""
    return t.STANDS.format(
        number=placement.number,
        name=persons.get(session, placement.person_id).name.full,
        host=placement.told.host,
        days=days(session, placement),
    )


def _besides(session: Session, card: Card) -> Besides:
    """Return what the card of a placement's draft says that others' do not."""
    draft, known = card.draft, placements.of_draft(session, card.draft.id)
    person = persons.get(session, draft.about_id or 0)
    force = force_of(session, person.task_force_id)
    who = {"name": person.name.full, "force": force.name if force else ""}
    title = t.TITLE.format(**who)
    if known is not None:
        title = t.AGAIN.format(number=known.number, **who)
    return Besides(
        title,
        _foretold(session, card, person, known),
        stands(session, known) if known is not None else "",
        t.HAND_IN if known is None else t.HAND_IN_AGAIN,
        t.PARKED,
    )


def _foretold(session: Session, card: Card, person: Person, known: Placement | None) -> list[str]:
    """Return what handing the draft in will bring, or why it cannot be handed in."""
    if card.work is None or not card.work.is_complete():
        return []
    told = told_in(card.draft)
    try:
        _check_free(session, person, told, known)
    except Refused as refusal:
        return [refusal.sentence]
    n, least = length(told.first, told.last), session.county.deadlines.placement_days
    is_flagged = is_short(told.first, told.last, least)
    short = [t.SHORT_LINE.format(n=n, least=least)] if is_flagged else []
    has_joined = accounts.chat_of(session, person.id) is not None
    return [*short, t.TOLD if has_joined else t.NOT_TOLD]


def _is_empty(card: Card) -> bool:
    return not card.draft.facts and not card.pieces and card.draft.state != DROPPED


BESIDES[NAME] = _besides
