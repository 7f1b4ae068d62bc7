"""An alert's card: as whoever raised it sees it, and as those do who are told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.actions.alert import into_risk, plans, raise_alert, reached
from bot.actions.alert.course import mark
from bot.actions.alert.reached import CARD, Follower
from bot.forms.fields import short
from bot.handlers.alert import buttons as b
from bot.handlers.say import Button, Rows, Say
from bot.rules.alerts import LAST, TAKE_BACK, AlertState
from bot.rules.permissions import Act, Actor, may
from bot.storage.alert import notes
from bot.storage.alert.alerts import Alert
from bot.storage.outbox import Priority
from bot.storage.people import persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.texts.alert import alerts as t
from bot.texts.times import day_label, local, moment_label

WORDS: Final = 700
"""As many characters of what happened stand on a card; the whole text is a message of its own."""
WHOLE: Final = "alert words"
"""Purpose of that message; the subject is the alert."""
_STEPS: Final = 600
_NOTES: Final = 3
_OUTCOME: Final = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """What the cards of one alert share: when it was raised (`at`), and written where that was
    earlier, the `raiser`, how many `files`, the lines on its course, and those of its plan, of
    which `is_cut` tells that they are not all.
    """

    alert: Alert
    at: str
    raiser: Person
    files: int
    course: Sequence[str]
    plan: Sequence[str]
    is_cut: bool


def look(session: Session, alert: Alert) -> Shown:
    """Read once what every card of an alert shows."""
    files = len(evidence.of_draft(session, alert.draft_id))
    plan, is_cut = plan_lines(session, alert, _STEPS) if alert.goes_on else ([], False)
    at = moment_label(alert.raised_at, session.today)
    if (written := raise_alert.written_at(session, alert)) is not None:
        is_same_day = local(written).date() == local(alert.raised_at).date()
        then = f"{local(written):%H:%M}" if is_same_day else moment_label(written, session.today)
        at = t.WRITTEN.format(at=at, written=then)
    return Shown(
        alert,
        at,
        persons.get(session, alert.raised_by),
        files,
        _course(session, alert),
        plan,
        is_cut,
    )


def for_told(session: Session, shown: Shown, actor: Actor | None = None, **how: Any) -> Say:
    """Return the card of somebody who is told of an alert; `actor` says what they may do, None for
    who has just been chosen to be told.
    """
    alert, raiser = shown.alert, shown.raiser
    forces = {force.id: force.name for force in task_forces.every(session)}
    what = "，".join(filter(None, (raiser.employer, forces.get(alert.task_force_id or 0, ""))))
    again = alert.state is AlertState.RAISED and alert.round > 1
    lines = [
        t.HEAD.format(mark=mark(alert), number=alert.number),
        _state(session, alert),
        t.BY.format(
            name=raiser.name.full,
            what=t.BY_WHAT.format(what=what) if what else "",
            phone=raiser.phone.full,
        ).strip(),
        (t.AT_AGAIN if again else t.AT).format(at=shown.at, n=alert.round),
        _words(alert),
        *_files(shown),
        *shown.course,
        *([""] if shown.plan else []),
        *shown.plan,
    ]
    text = "\n".join(line for line in lines if line is not None)
    return Say(text, _told_rows(shown, actor), handle=(CARD, alert.id), **how)


def for_raiser(
    session: Session, shown: Shown, actor: Actor, names: Sequence[str], **how: Any
) -> Say:
    """Return the card of who raised an alert; `names` are those who were told of it."""
    alert = shown.alert
    head = t.HEAD.format(mark=mark(alert), number=alert.number)
    sent = t.SENT.format(at=shown.at, names="、".join(names)) if names else t.SENT_NOBODY
    lines = [head, sent, _state_for_raiser(session, alert, names), _words(alert), *_files(shown)]
    if alert.goes_on and not alert.words:
        lines.append(t.NO_WORDS)
    lines += shown.course
    if alert.goes_on:
        people = reached.to_call(session, alert)
        calls = "\n".join(_calls(people))
        lines += ["", t.CALL.format(lines=calls) if calls else t.CALL_FIRST, t.JOIN_IN]
    if shown.plan:
        lines += ["", *shown.plan]
    if into_risk.is_offered(actor, alert):
        lines += ["", t.OFFER]
    rows = _raiser_rows(session, shown, actor)
    return Say("\n".join(lines), rows, handle=(CARD, alert.id), **how)


def everyone(
    session: Session,
    alert: Alert,
    *,
    told: dict[str, Any] | None = None,
    raiser: dict[str, Any] | None = None,
) -> list[Say]:
    """Return the card anew in every chat that has one; `told` and `raiser` say how, as `Say` takes
    it.
    """
    shown, following = look(session, alert), reached.followers(session, alert)
    names = names_of(alert, following)
    return [
        for_raiser(session, shown, each.actor, names, to=each.chat_id, **(raiser or {}))
        if each.actor.person_id == alert.raised_by
        else for_told(session, shown, each.actor, to=each.chat_id, **(told or {}))
        for each in following
    ]


def card_for(session: Session, alert: Alert, actor: Actor, **how: Any) -> Say:
    """Return an alert's card as one person sees it."""
    shown = look(session, alert)
    if actor.person_id != alert.raised_by:
        return for_told(session, shown, actor, **how)
    names = names_of(alert, reached.followers(session, alert))
    return for_raiser(session, shown, actor, names, **how)


def names_of(alert: Alert, following: Sequence[Follower]) -> list[str]:
    """Return the names of those who follow an alert, without whoever raised it."""
    return [each.actor.name.full for each in following if each.actor.person_id != alert.raised_by]


def loud(**how: Any) -> dict[str, Any]:
    """Return how a card is sent that people are to look at now: anew, and before all else."""
    return {"renew": True, "priority": Priority.ALERT, **how}


def whole_words(alert: Alert, chat_id: int) -> list[Say]:
    """Return what happened in full, where the card has no room for it."""
    if len(alert.words) <= WORDS:
        return []
    text = t.WHOLE.format(mark=mark(alert), number=alert.number, words=alert.words)
    return [Say(text, to=chat_id, handle=(WHOLE, alert.id), priority=Priority.ALERT)]


def plan_lines(session: Session, alert: Alert, most: int) -> tuple[list[str], bool]:
    """Return the lines of the plan for an alert, its steps cut to `most` characters, and whether
    anything was left out.
    """
    found = plans.for_alert(session, alert.task_force_id)
    if found is None:
        calls = "、".join(_calls(reached.bureau_to_call(session)))
        return [t.NO_PLAN.format(lines=calls) if calls else t.NO_PLAN_NO_PHONE], False
    plan = found.plan
    at = "" if plan.looked_over_at is None else day_label(local(plan.looked_over_at).date())
    lines = [t.PLAN.format(whose=found.whose, at=at)]
    is_cut = len(plan.steps) > most
    if plan.steps:
        lines.append(short(plan.steps, most) if is_cut else plan.steps)
    if is_cut:
        lines.append(t.PLAN_CUT)
    if plan.contacts:
        lines += [t.CONTACTS, plan.contacts]
    return lines, is_cut


def _calls(people: Sequence[Person]) -> list[str]:
    return [t.CALL_ONE.format(name=p.name.full, phone=p.phone.full) for p in people]


def _words(alert: Alert) -> str:
    if not alert.words:
        return t.WORDS_MISSING
    words = alert.words
    return t.WORDS.format(words=words if len(words) <= WORDS else words[:WORDS] + "…")


def _files(shown: Shown) -> list[str]:
    return [t.FILES.format(n=shown.files)] if shown.files else []


def _state(session: Session, alert: Alert) -> str:
    """Return the line that says where an alert stands."""
    if alert.ended_by is not None and alert.ended_at is not None:
        name, at = _who_when(session, alert.ended_by, alert.ended_at)
        if alert.state is AlertState.WITHDRAWN:
            return t.WITHDRAWN.format(name=name, at=at)
        outcome = alert.outcome
        outcome = outcome if len(outcome) <= _OUTCOME else outcome[:_OUTCOME] + "…"
        return t.CLOSED.format(name=name, at=at, outcome=outcome)
    if alert.known_by is not None and alert.known_at is not None:
        name, at = _who_when(session, alert.known_by, alert.known_at)
        return t.KNOWN.format(name=name, at=at)
    return t.WAITS


def _state_for_raiser(session: Session, alert: Alert, names: Sequence[str]) -> str:
    if alert.state is not AlertState.RAISED:
        return _state(session, alert)
    wait = session.county.deadlines.alert_minutes
    if alert.round == 1:
        return t.RAISER_WAITS.format(n=wait)
    minutes = (alert.round - 1) * wait
    text = t.RAISER_LAST if alert.round == LAST else t.RAISER_AGAIN
    return text.format(n=minutes, names="、".join(names))


def _who_when(session: Session, person_id: int, moment: Any) -> tuple[str, str]:
    name = persons.get(session, person_id).name.full
    is_today = local(moment).date() == session.today
    return name, f"{local(moment):%H:%M}" if is_today else moment_label(moment, session.today)


def _course(session: Session, alert: Alert) -> list[str]:
    found = notes.of_alert(session, alert.id)
    lines = [
        t.NOTE_LINE.format(
            at=f"{local(note.at):%H:%M}",
            name=persons.get(session, note.person_id).name.full,
            words=short(" ".join(note.words.split()), 80),
        )
        for note in found[-_NOTES:]
    ]
    before = len(found) - len(lines)
    return [t.NOTES_MORE.format(n=before), *lines] if before else lines


def _told_rows(shown: Shown, actor: Actor | None) -> Rows:
    alert = shown.alert
    rows: list[list[Button]] = []
    if alert.state is AlertState.RAISED:
        if actor is None or may(actor, Act.KNOW, alert.subject):
            rows.append([b.KNOW.button(t.KNOW, alert.id)])
    elif alert.goes_on:
        rows.append([b.NOTE_IT.button(t.NOTE, alert.id), b.CLOSE.button(t.CLOSE, alert.id)])
    return [*rows, _further(shown)]


def _raiser_rows(session: Session, shown: Shown, actor: Actor) -> Rows:
    alert = shown.alert
    if not alert.goes_on:
        offered = into_risk.is_offered(actor, alert)
        return [[b.FILL_IN.button(t.FILL_IN, alert.id)]] if offered else []
    first = [b.NOTE_IT.button(t.NOTE, alert.id)]
    if session.now - alert.raised_at < TAKE_BACK:
        first = [b.TAKE_BACK.button(t.TAKE_BACK, alert.id)]
    if may(actor, Act.CLOSE, alert.subject):
        first.append(b.CLOSE.button(t.CLOSE, alert.id))
    return [first, _further(shown)]


def _further(shown: Shown) -> list[Button]:
    row = [b.FILES.button(t.SHOW_FILES, shown.alert.id)] if shown.files else []
    if shown.is_cut:
        row.append(b.WHOLE_PLAN.button(t.SHOW_PLAN, shown.alert.id))
    return row
