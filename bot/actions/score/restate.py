"""Restating a locked quarter: what stands beside what is alive, and the question for a reason."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from bot.actions.score import figures, lock, summarise
from bot.actions.work.card import ASIDE
from bot.errors import Refused, Stale
from bot.reports.differences import Changed, Differences
from bot.reports.marks import LINES
from bot.reports.summary import QuarterSummary
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.words import read_words
from bot.storage.people import accounts, task_forces
from bot.storage.score import versions
from bot.storage.score.versions import FIGURES, Reported, Version
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts import locked as locked_texts
from bot.texts import reports as reports_texts
from bot.texts.score import lock as t
from bot.texts.times import local

RESTATE: Final = "restate"
LABELS: Final = dict(zip(FIGURES, (*LINES, reports_texts.TOTAL), strict=True))
"""What each figure of a version is called."""
_TOTAL: Final = FIGURES[-1]


class _Told(NamedTuple):
    """Somebody's figures: who, of which task force, and how much."""

    person_id: int
    task_force_id: int
    name: str
    figures: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Compared:
    """What stands beside what is alive. `stamp` is another one when anything of that changes."""

    version: Version
    differences: Differences
    stamp: str


def compare(session: Session, quarter: Quarter) -> Compared:
    """Compare what a quarter stands as with what it comes to now, by the rules of the version.
    Raises Refused for a quarter that is not locked.
    """
    return compare_with(session, stands(session, quarter))


def compare_with(session: Session, version: Version) -> Compared:
    """Compare what a quarter stands as with what it comes to now, by the rules of a version: of the
    one it stands as, or of the one that is being made.
    """
    quarter = version.quarter
    stood = versions.standing(session, quarter)
    known = figures.alive(session, quarter, rubric=version.rubric)
    alive = [
        _Told(each.person_id, each.task_force_id, each.name, lock.figures_of(each.marks))
        for each in known.people
    ]
    changed = _changed(session, stood, alive)
    stamp = hashlib.sha256(repr(changed).encode()).hexdigest()[:16]
    return Compared(version, _differences(session, quarter, changed), stamp)


def differences(session: Session, version_id: int) -> Differences | None:
    """Return what a version changed in what stood before it; None where there is no such
    version.
    """
    version = versions.get(session, version_id)
    if version is None:
        return None
    told = [
        _Told(each.person_id, each.task_force_id, each.who["name"], each.figures)
        for each in versions.of_version(session, version_id)
    ]
    changed = _changed(session, versions.before(session, version), told)
    return _differences(session, version.quarter, changed)


def summary(session: Session, version_id: int) -> tuple[Version, QuarterSummary] | None:
    """Return a quarter as a version told it; None where there is no such version."""
    version = versions.get(session, version_id)
    if version is None:
        return None
    people = [figures.as_reported(each) for each in versions.of_version(session, version_id)]
    known = figures.Figures(version.quarter, version.rubric, version, people)
    return version, summarise.of_figures(session, known)


def stands(session: Session, quarter: Quarter) -> Version:
    """Return what a quarter stands as. Raises Refused for one that is not locked, Stale while
    another version of it is being made.
    """
    version = versions.locked(session, quarter)
    if version is None:
        raise Refused(t.NOT_LOCKED.format(quarter=quarter.label))
    if versions.stage(session, quarter).is_making and not lock.is_left(session, quarter):
        raise Stale(locked_texts.MAKING.format(quarter=quarter.label))
    return version


def ask(session: Session, actor: Actor, quarter: Quarter) -> drafts.Draft:
    """Begin to restate a quarter: the next text this officer types is the reason."""
    lock.authorise(actor)
    version = stands(session, quarter)
    facts = {"quarter": str(quarter), "version": version.id}
    draft = drafts.add(session, actor.person_id, actor.chat_id, RESTATE, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, RESTATE, draft.id)
    return draft


def compared(session: Session, draft_id: int, found: Compared) -> drafts.Draft | None:
    """Keep with the question what the comparison came to; None when nobody asks any more. Where
    nothing differs the question is closed.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or "over" in draft.facts:
        return None
    if not found.differences.people:
        return close(session, draft)
    facts = {**draft.facts, "stamp": found.stamp, "people": len(found.differences.people)}
    return drafts.save(session, replace(draft, facts=facts))


def give_reason(session: Session, actor: Actor, draft_id: int | None, text: str) -> drafts.Draft:
    """Keep the reason, which is still to be confirmed. Raises Refused for none, an essay, or before
    the differences were shown.
    """
    draft = own(session, actor, draft_id)
    if "over" in draft.facts or "done" in draft.facts:
        raise Stale(t.GONE)
    if "stamp" not in draft.facts:
        raise Refused(t.STILL_COMPARING)
    reason = read_words(text, t.REASON_EMPTY, t.REASON_LONG)
    return drafts.save(session, replace(draft, facts={**draft.facts, "reason": reason}))


def leave_it(session: Session, actor: Actor, draft_id: int) -> Quarter:
    """返回: end the question; the quarter stands as it did."""
    draft = close(session, own(session, actor, draft_id))
    return Quarter.read(draft.facts["quarter"])


def confirm(session: Session, actor: Actor, draft_id: int) -> tuple[Version, str] | None:
    """Begin the restatement that was confirmed; return its version and what the differences were
    stamped with, None when an earlier tap has begun it.
    """
    draft = own(session, actor, draft_id)
    if "done" in draft.facts:
        return None
    if "over" in draft.facts or "stamp" not in draft.facts:
        raise Stale(t.GONE)
    if "reason" not in draft.facts:
        raise Refused(t.REASON_EMPTY)
    quarter = Quarter.read(draft.facts["quarter"])
    known = versions.get(session, draft.facts["version"])
    if known is None:
        raise Stale(t.GONE)
    version = lock.begin_restatement(
        session, actor.person_id, quarter, draft.facts["reason"], known
    )
    close(session, replace(draft, facts={**draft.facts, "done": version.id}))
    return version, draft.facts["stamp"]


def own(session: Session, actor: Actor, draft_id: int | None) -> drafts.Draft:
    """Return the question that this officer was asked. Raises Stale for any other."""
    lock.authorise(actor)
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != RESTATE:
        raise Stale(t.GONE)
    return draft


def close(session: Session, draft: drafts.Draft) -> drafts.Draft:
    """Close the question; one about something else stays open."""
    account = accounts.load(session, draft.chat_id)
    if (account.focus, account.focus_id) == (RESTATE, draft.id):
        accounts.focus(session, draft.chat_id, None)
    return drafts.save(session, replace(draft, facts={**draft.facts, "over": True}))


def _changed(
    session: Session,
    stood: Mapping[int, Reported],
    people: Iterable[_Told],
) -> list[Changed]:
    forces = {force.id: force.name for force in task_forces.every(session)}
    found = []
    for each in people:
        known, after = stood.get(each.person_id), each.figures
        force_id = known.task_force_id if known else each.task_force_id
        name = known.who["name"] if known else each.name
        before = known.figures if known else dict.fromkeys(FIGURES)
        shown = [n for n in FIGURES if before[n] != after[n] and (known or after[n] or n == _TOTAL)]
        if shown:
            lines = [(LABELS[n], before[n], after[n]) for n in shown]
            found.append((force_id, Changed(each.person_id, forces.get(force_id, ""), name, lines)))
    found.sort(key=lambda pair: pair[0])
    return [changed for _, changed in found]


def _differences(session: Session, quarter: Quarter, changed: list[Changed]) -> Differences:
    return Differences(session.county.name, quarter, local(session.now), changed)
