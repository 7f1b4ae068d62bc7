"""Registering a station or studio, and changing what is registered (三(六)).

It is set down in a draft, as work is, so that it survives everything and its photo is kept. Other
than the lines of the card, the draft knows the task force (`force`), whom the name of who is in
charge means (`person`), and the station it changes (`station`) as it was seen (`seen`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from bot.actions.work.card import BESIDES, DROPPED, SUBMITTED, Besides, Card, card_of
from bot.actions.work.report import resume
from bot.errors import Forbidden, Refused, Stale
from bot.forms.station import STATION
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.roles import Role
from bot.rules.stations import Kind, name_and_tail
from bot.storage import audit
from bot.storage.people import accounts, persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.training import stations
from bot.storage.training.stations import Known
from bot.storage.work import drafts, evidence
from bot.texts.times import day_label
from bot.texts.training import stations as t

FORM: Final = STATION.name
FORCE, WHOM, CHANGES, SEEN = "force", "person", "station", "seen"
_LINES: Final = tuple(step.key for step in STATION.steps)


@dataclass(frozen=True, slots=True)
class Registered:
    """A station that was handed in; `fresh` is False when an earlier tap did it, `is_new` where it
    was registered and not changed.
    """

    station: Known
    card: Card
    fresh: bool
    is_new: bool


def check(actor: Actor, force_id: int | None) -> None:
    """Check that the actor may register and change a task force's stations. Raises Forbidden."""
    if not may(actor, Act.STATION, Subject(task_force_id=force_id)):
        keeps_any = actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)
        raise Forbidden(t.NOT_THEIRS if keeps_any else t.ONLY_KEEPERS)


def check_any(actor: Actor) -> None:
    """Check that the actor may register stations at all. Raises Forbidden."""
    if not (actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)):
        raise Forbidden(t.ONLY_KEEPERS)


def begun(session: Session, actor: Actor) -> list[Card]:
    """Return what the actor has begun to register or change and not handed in."""
    mine = drafts.unfinished(session, actor.person_id)
    cards = [card_of(session, draft) for draft in mine if draft.form == FORM]
    return [card for card in cards if not _is_empty(card)]


def start(session: Session, actor: Actor, force_id: int) -> Card:
    """Begin to register a station of a task force. One begun before and left untouched is taken up:
    it is as good as new.
    """
    check(actor, force_id)
    for draft in drafts.unfinished(session, actor.person_id):
        if draft.form == FORM and draft.facts == {FORCE: force_id}:
            card = card_of(session, draft)
            if not card.pieces:
                return resume(session, actor, draft.id)
    return _begin(session, actor, {FORCE: force_id})


def edit(session: Session, actor: Actor, station_id: int, asking: str = "") -> Card:
    """修改: open a card of what is registered, `asking` for one of its lines. One begun before goes
    on, unless somebody else has changed the station since.
    """
    station = stations.get(session, station_id)
    if station is None:
        raise Stale(t.GONE)
    check(actor, station.task_force_id)
    if station.closing is not None:
        raise Stale(t.EDIT_CLOSED.format(name=station.name))
    for draft in drafts.unfinished(session, actor.person_id):
        if draft.form != FORM or draft.facts.get(CHANGES) != station_id:
            continue
        if draft.facts.get(SEEN) == station.version:
            resume(session, actor, draft.id)
            again = drafts.get(session, draft.id) or draft
            return card_of(session, drafts.save(session, replace(again, asking=asking)))
        drafts.save(session, replace(draft, state=DROPPED))
    return _begin(session, actor, _as_registered(session, station), asking)


def meant(session: Session, actor: Actor, draft_id: int) -> list[Person]:
    """Return whom the name of who is in charge may mean, where that has still to be said: [] for
    one person of that name or none.
    """
    draft = _own(session, actor, draft_id)
    if draft.state in (SUBMITTED, DROPPED) or _is_said(draft):
        return []
    people = _called(session, str(draft.facts.get("keeper", "")))
    return people if len(people) > 1 else []


def hand_in(
    session: Session, actor: Actor, draft_id: int, person_id: int | None = None
) -> Registered:
    """登记, 保存修改: register the station that a draft tells of, or change it; `person_id` is who
    of several namesakes is in charge, 0 for none of them. Pressed twice it is done once. Raises
    Refused while something is missing and for another's name, Stale where somebody else was faster.
    """
    draft = _own(session, actor, draft_id)
    card, station = card_of(session, draft), _station_of(session, draft)
    if draft.state == SUBMITTED and station is not None:
        return Registered(station, card, fresh=False, is_new=SEEN not in draft.facts)
    if draft.state in (DROPPED, SUBMITTED) or card.work is None:
        raise Stale(t.NOT_DRAFT)
    check(actor, draft.facts[FORCE])
    if not card.work.is_complete():
        raise Refused(t.INCOMPLETE)
    if person_id is not None:
        draft = _with_whom(session, draft, person_id)
    _check_name(session, str(draft.facts["name"]), station)
    columns, keeper = _columns(session, draft)
    opened = date.fromisoformat(draft.facts["opened"])
    subject = Subject(task_force_id=draft.facts[FORCE])
    if station is None:
        station_id = stations.add(
            session, keeper, opened, registered_by=actor.person_id,
            task_force_id=subject.task_force_id, draft_id=draft.id, **columns,
        )  # fmt: skip
        act = "register station"
    else:
        station_id, act = station.id, "change station"
        _change(session, station, draft, columns, keeper, opened)
    facts = {**draft.facts, CHANGES: station_id}
    saved = drafts.save(session, replace(draft, facts=facts, state=SUBMITTED, asking=""))
    accounts.focus(session, actor.chat_id, None)
    audit.record(session, actor.person_id, act, f"station:{station_id}", opened=opened)
    known = stations.get(session, station_id)
    if known is None:
        raise LookupError(station_id)
    return Registered(known, card_of(session, saved), fresh=True, is_new=station is None)


def _with_whom(session: Session, draft: drafts.Draft, person_id: int) -> drafts.Draft:
    """Return the draft with who of several namesakes is in charge."""
    keeper = str(draft.facts["keeper"])
    if person_id and person_id not in {person.id for person in _called(session, keeper)}:
        raise Stale(t.NOT_DRAFT)
    return replace(draft, facts={**draft.facts, WHOM: [keeper, person_id]})


def _change(
    session: Session, station: Known, draft: drafts.Draft, columns: dict[str, Any], keeper: str,
    opened: date,
) -> None:  # fmt: skip
    """Write down what a draft changes. A new photo takes the place of those there were."""
    last = station.times[0].last
    if last is not None and opened > last:
        raise Refused(
            t.OPENED_LATE.format(day=day_label(last, session.today), example=day_label(last))
        )
    if station.closing is not None:
        raise Stale(t.EDIT_CLOSED.format(name=station.name))
    if station.version != draft.facts[SEEN]:
        raise Stale(t.CHANGED.format(name=station.name))
    photos = draft.id if evidence.of_draft(session, draft.id) else station.draft_id
    seen = draft.facts[SEEN]
    if not stations.change(session, station, seen, keeper, opened, draft_id=photos, **columns):
        raise RuntimeError("changed since it was read")


def _columns(session: Session, draft: drafts.Draft) -> tuple[dict[str, Any], str]:
    """Return the columns that a draft gives, and the name of who is in charge where that is nobody
    on record. Raises Refused for a name that several bear.
    """
    facts = draft.facts
    keeper_id = _keeper(session, draft)
    columns = {
        "kind": facts["kind"],
        "name": facts["name"],
        "within": facts["where"],
        "address": facts["address"],
        "keeper_id": keeper_id,
    }
    return columns, "" if keeper_id else facts["keeper"]


def _keeper(session: Session, draft: drafts.Draft) -> int | None:
    """Return who is in charge, None for a name of nobody on record."""
    keeper = str(draft.facts["keeper"])
    if _is_said(draft):
        return draft.facts[WHOM][1] or None
    people = _called(session, keeper)
    if len(people) > 1:
        raise Refused(t.NAMESAKES.format(name=people[0].name.full, n=len(people)))
    return people[0].id if people else None


def _is_said(draft: drafts.Draft) -> bool:
    """Whether it was said whom the name of who is in charge means, and the name is still that."""
    said = draft.facts.get(WHOM)
    return said is not None and said[0] == draft.facts.get("keeper")


def _called(session: Session, keeper: str) -> list[Person]:
    """Return those on record whom a name means, however it is spaced; the end of a telephone number
    after it tells namesakes apart.
    """
    name, tail = name_and_tail(keeper)
    people = persons.named(session, name) or persons.named(session, "".join(name.split()))
    people = [person for person in people if person.task_force_id is not None]
    return [p for p in people if p.phone.full.endswith(tail)] if tail else people


def _check_name(session: Session, name: str, own: Known | None) -> None:
    """Raises Refused where another station has this public-facing name."""
    other = stations.named(session, name)
    if other is None or (own is not None and other.id == own.id):
        return
    force = next(f.name for f in task_forces.every(session) if f.id == other.task_force_id)
    closed = t.TAKEN_CLOSED if other.closing else ""
    raise Refused(t.TAKEN.format(name=other.name, force=force, closed=closed))


def _begin(session: Session, actor: Actor, facts: dict[str, Any], asking: str = "") -> Card:
    draft = drafts.add(session, actor.person_id, actor.chat_id, FORM, facts)
    if asking:
        draft = drafts.save(session, replace(draft, asking=asking))
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft)


def _as_registered(session: Session, station: Known) -> dict[str, Any]:
    """Return what is registered as the facts of a draft that changes it."""
    keeper = station.keeper
    if station.keeper_id is not None:
        keeper = persons.get(session, station.keeper_id).name.full
    return {
        FORCE: station.task_force_id,
        CHANGES: station.id,
        SEEN: station.version,
        WHOM: [keeper, station.keeper_id or 0],
        "name": station.name,
        "kind": station.kind.value,
        "where": station.within.value,
        "address": station.address,
        "keeper": keeper,
        "opened": station.opened.isoformat(),
    }


def _station_of(session: Session, draft: drafts.Draft) -> Known | None:
    station_id = draft.facts.get(CHANGES)
    return None if station_id is None else stations.get(session, station_id)


def _own(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != FORM:
        raise Stale(t.NOT_DRAFT)
    return draft


def _is_empty(card: Card) -> bool:
    return not card.pieces and not any(key in card.draft.facts for key in _LINES)


def _besides(session: Session, card: Card) -> Besides:
    """Return what the card of a station's draft says that others' do not."""
    facts = card.draft.facts
    forces = {force.id: force.name for force in task_forces.every(session)}
    force, station = forces.get(facts.get(FORCE, 0), ""), _station_of(session, card.draft)
    is_change = SEEN in facts and station is not None
    title = t.TITLE.format(force=force)
    if is_change and station is not None:
        title = t.TITLE_EDIT.format(name=station.name, force=force)
    name = station.name if station is not None else facts.get("name", "")
    return Besides(
        title,
        _foretold(session, card, station) if card.is_open else (),
        t.STANDS.format(name=name),
        t.HAND_IN_EDIT if is_change else t.HAND_IN,
        t.PARKED,
    )


def _foretold(session: Session, card: Card, station: Known | None) -> Sequence[str]:
    """Return what is worth knowing before it is handed in: whom the name means, a studio whose head
    has no title, another station of this name, that a photo may still come.
    """
    facts, lines = card.draft.facts, list[str]()
    if "name" in facts:
        try:
            _check_name(session, str(facts["name"]), station)
        except Refused as refusal:
            lines.append(refusal.sentence)
    if "keeper" in facts:
        lines += _about_keeper(session, card.draft)
    has_photo = bool(card.pieces) or (
        station is not None and bool(evidence.of_draft(session, station.draft_id))
    )
    is_complete = card.work is not None and card.work.is_complete()
    return [*lines, *([t.PHOTO_TOO] if is_complete and not has_photo else [])]


def _about_keeper(session: Session, draft: drafts.Draft) -> list[str]:
    keeper = str(draft.facts["keeper"])
    people = _called(session, keeper)
    if _is_said(draft):
        people = [person for person in people if person.id == draft.facts[WHOM][1]]
    if len(people) > 1:
        return [t.WHO.format(name=people[0].name.full, n=len(people))]
    is_studio = draft.facts.get("kind") == Kind.STUDIO.value
    if not people:
        lines = [t.NOT_IN_LEDGER.format(name=keeper)]
        return [*lines, *([t.NO_GOLD.format(name=keeper)] if is_studio else [])]
    person = people[0]
    what = person.employer
    if person.task_force_id != draft.facts[FORCE]:  # another ledger's columns are not theirs to see
        names = {force.id: force.name for force in task_forces.every(session)}
        what = names.get(person.task_force_id or 0, "")
    lines = [t.IN_LEDGER.format(name=person.name.full, what=what)]
    if is_studio and not stations.is_gold(session, person.id):
        lines.append(t.NO_GOLD.format(name=person.name.full))
    return lines


BESIDES[FORM] = _besides
