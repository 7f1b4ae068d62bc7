"""🏅 金牌评选: the year's ranking, and who the bureau picks from it (三(五), §8.3).

What an officer is choosing stands in a draft of their chat. The ranking is worked out by a reader,
for a county's year is too much for a step; what was shown goes into the draft, and a title is given
only for what was shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.actions.score.ranking import check, ranking, stamp
from bot.actions.work.card import ASIDE
from bot.errors import Forbidden, Refused, Stale
from bot.reports.ranking import YearRanking
from bot.rules import awards as rules
from bot.rules.awards import Ranked
from bot.rules.faults import bars
from bot.rules.permissions import Act, Actor, may
from bot.rules.words import read_words
from bot.storage import audit
from bot.storage.people import accounts, persons
from bot.storage.people.persons import Person
from bot.storage.score import awards, faults
from bot.storage.score.awards import Award
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.storage.work.drafts import Draft
from bot.texts.score import gold as t
from bot.texts.times import moment_label

FORM: Final = "gold"
"""The form of the draft, and what a chat is in the middle of while something is to be typed."""


@dataclass(frozen=True, slots=True)
class Board:
    """The ranking with what is picked from it so far, in the ranking's order. `tied` share the last
    places and are `free` places too many; `dropped` were picked and may be no more; `ahead` and
    `passed_over` are who is picked before somebody better, and who that is.
    """

    draft: Draft
    year: YearRanking
    picked: Sequence[Ranked]
    tied: Sequence[Ranked]
    free: int
    dropped: Sequence[int]
    ahead: Sequence[Ranked]
    passed_over: Sequence[Ranked]
    stamp: int

    @property
    def places(self) -> int:
        return int(self.draft.facts["places"])

    @property
    def is_again(self) -> bool:
        """Whether titles of the year stand, which this choice would take the place of."""
        return bool(self.draft.facts["ends"])

    @property
    def reason(self) -> str:
        """The reason that was written for this very choice, "" without one."""
        facts = self.draft.facts
        return str(facts["reason"]) if facts.get("for") == self._deviates else ""

    @property
    def needs_reason(self) -> bool:
        wanted = bool(self.ahead) or self.is_again
        return bool(self.picked) and wanted and not self.reason

    @property
    def may_go(self) -> bool:
        """Whether the notices may be made: somebody is picked, and nothing is left to be said."""
        return bool(self.picked) and not self.needs_reason and not self.is_tie_open

    @property
    def is_tie_open(self) -> bool:
        """Whether the officer has not yet chosen among equals at the border."""
        return bool(self.tied) and not self.draft.facts.get("adjusted")

    @property
    def _deviates(self) -> list[list[int]]:
        return [_ids(self.ahead), _ids(self.passed_over)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What 生成通报 came to. `given` and `ended` are the titles that came and went, `picked` who is
    commended. A `sample` of a year that is a draft gives nobody anything; `stale` is True when the
    ranking is no longer what was shown, `fresh` is False when an earlier tap has done it.
    """

    year: int
    picked: Sequence[int] = ()
    given: Sequence[Award] = ()
    ended: Sequence[Award] = ()
    sample: bool = False
    stale: bool = False
    fresh: bool = True


def authorise(actor: Actor) -> None:
    """Check that the actor may see the ranking and pick from it. Raises Forbidden."""
    if not may(actor, Act.GOLD):
        raise Forbidden(t.ONLY_BUREAU)


def begin(session: Session, actor: Actor, year: int | None = None, *, again: bool = False) -> Draft:
    """Begin to choose: the next text typed is the year, or the number of places once that is known.
    `again` is for a year whose titles stand: they end when the new ones are given. Raises Refused
    for a year without rules.
    """
    authorise(actor)
    facts: dict[str, Any] = {"ends": []}
    if year is not None:
        check(session, year)
        facts["year"] = year
        if again:
            facts["ends"] = [award.id for award in awards.standing(session, year)]
    draft = drafts.add(session, actor.person_id, actor.chat_id, FORM, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, FORM, draft.id)
    return draft


def has_result(session: Session, year: int) -> bool:
    """Whether the bureau has picked for a year."""
    return bool(awards.of_year(session, year))


def take_places(session: Session, actor: Actor, draft_id: int | None, typed: str) -> Draft:
    """Take how many are to be picked; what was picked before is forgotten."""
    draft = own(session, actor, draft_id)
    places = rules.parse_places(typed)
    _unfinished(draft)
    accounts.focus(session, actor.chat_id, None)
    kept = {key: draft.facts[key] for key in ("year", "ends")}
    return drafts.save(session, replace(draft, facts={**kept, "places": places}))


def take_reason(session: Session, actor: Actor, draft_id: int | None, typed: str) -> Draft:
    """Take the reason why the choice is not what the ranking says. Raises Refused for none and for
    an essay.
    """
    draft = own(session, actor, draft_id)
    _unfinished(draft)
    reason = read_words(typed, t.REASON_EMPTY, t.REASON_LONG)
    accounts.focus(session, actor.chat_id, None)
    asked = draft.facts.get("shown", {}).get("deviates")
    return drafts.save(
        session, replace(draft, facts={**draft.facts, "reason": reason, "for": asked})
    )


def toggle(session: Session, actor: Actor, draft_id: int, person_id: int) -> tuple[Person, bool]:
    """Pick somebody, or no longer; return them, and whether they are picked now. Raises Refused for
    who is barred or has left, and where no place is free.
    """
    draft = own(session, actor, draft_id)
    _unfinished(draft)
    facts = draft.facts
    if "picked" not in facts:
        raise Stale(t.GONE)
    try:
        person = persons.get(session, person_id)
    except LookupError:
        raise Stale(t.GONE) from None
    picked = list(facts["picked"])
    is_picked = person_id not in picked
    if is_picked:
        if person.left:
            raise Refused(t.HAS_LEFT.format(name=person.name.full))
        if why := bars(faults.of_year(session, person_id, facts["year"])):
            raise Refused(t.IS_BARRED.format(name=person.name.full, why=why))
        if len(picked) >= facts["places"]:
            raise Refused(t.FULL.format(places=facts["places"]))
        picked.append(person_id)
    else:
        picked.remove(person_id)
    changed = {**facts, "picked": picked, "adjusted": True, "shown": {}}
    drafts.save(session, replace(draft, facts=changed))
    return person, is_picked


def turn_page(session: Session, actor: Actor, draft_id: int, page: int, *, out: bool) -> Draft:
    """Turn to a page of the ranking, or (`out`) of who is not in it."""
    draft = own(session, actor, draft_id)
    _unfinished(draft)
    return drafts.save(session, replace(draft, facts={**draft.facts, "page": page, "out": out}))


def own(session: Session, actor: Actor, draft_id: int | None) -> Draft:
    """Return what the actor is choosing. Raises Forbidden, and Stale for what is not theirs."""
    authorise(actor)
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != FORM:
        raise Stale(t.GONE)
    return draft


def board(session: Session, draft_id: int) -> Board | None:
    """Return the ranking with what is picked, by the first places as long as nobody has adjusted
    it; None when the question was left meanwhile.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or "places" not in draft.facts or draft.facts.get("done"):
        return None
    year, places = ranking(session, draft.facts["year"]), draft.facts["places"]
    by_id = {each.year.person_id: each for each in year.ranking.ranked}
    chosen = draft.facts.get("picked")
    wanted = year.ranking.first(places) if chosen is None else chosen
    picked = {person_id for person_id in wanted if person_id in by_id}
    tied = year.ranking.tied(places)
    ahead, passed_over = rules.deviations(year.ranking, picked)

    def ranked(some: set[int]) -> list[Ranked]:
        return [each for each in year.ranking.ranked if each.year.person_id in some]

    return Board(
        draft,
        year,
        ranked(picked),
        ranked(set(tied)),
        places - len(picked),
        [person_id for person_id in wanted if person_id not in by_id],
        ranked(ahead),
        ranked(passed_over),
        stamp(session, draft.facts["year"]),
    )


def shown(session: Session, board: Board) -> Board:
    """Write down what is being shown, from which the titles are given; return the board with the
    draft as it is stored. A reason that is wanted is what the chat is asked for.
    """
    draft = board.draft
    facts = {
        **draft.facts,
        "picked": _ids(board.picked),
        "shown": {
            "stamp": board.stamp,
            "sample": board.year.is_draft,
            "ready": board.may_go,
            "picks": [[e.year.person_id, e.rank, e.year.total] for e in board.picked],
            "deviates": [_ids(board.ahead), _ids(board.passed_over)],
        },
    }
    account = accounts.load(session, draft.chat_id)
    if board.needs_reason and account.focus in (None, FORM):
        accounts.focus(session, draft.chat_id, FORM, draft.id)
    elif not board.needs_reason and account.focus == FORM:
        accounts.focus(session, draft.chat_id, None)
    return replace(board, draft=drafts.save(session, replace(draft, facts=facts)))


def award(session: Session, actor: Actor, draft_id: int, version: int) -> Outcome:
    """生成通报: give the titles as they are shown, those of before ending where they are given
    again. Of a year that is a draft only a sample is made. Raises Stale when the choice has changed
    since, or another officer was faster.
    """
    draft = own(session, actor, draft_id)
    facts, seen = draft.facts, draft.facts.get("shown")
    year = int(facts.get("year", 0))
    if facts.get("done"):
        return Outcome(year, fresh=False)
    if draft.version != version or not seen or not seen["ready"]:
        raise Stale(t.CHANGED)
    picked = [person_id for person_id, _, _ in seen["picks"]]
    if seen["sample"]:
        return Outcome(year, picked, sample=True)
    standing = awards.standing(session, year)
    if [each.id for each in standing] != facts["ends"]:
        raise Stale(since(session, year))
    if seen["stamp"] != stamp(session, year) or _somebody_left(session, picked):
        return Outcome(year, stale=True)
    reason = str(facts.get("reason", "")) if facts.get("for") == seen["deviates"] else ""
    ahead, passed_over = seen["deviates"]
    for each in standing:
        awards.end(session, each.id, actor.person_id, t.PICKED_AGAIN.format(reason=reason))
    for person_id, rank, total in seen["picks"]:
        why = reason if person_id in ahead else ""
        awards.give(session, year, person_id, rank, total, why, actor.person_id)
    drafts.save(session, replace(draft, facts={"year": year, "ends": [], "done": True}))
    accounts.focus(session, actor.chat_id, None)
    audit.record(
        session,
        actor.person_id,
        "award",
        f"year:{year}",
        places=facts["places"],
        picked=picked,
        passed_over=passed_over,
        reason=reason,
    )
    known = awards.of_year(session, year)
    ended = [each for each in known if each.id in facts["ends"]]
    return Outcome(year, picked, [each for each in known if each.stands], ended)


def since(session: Session, year: int) -> str:
    """Say who has picked for a year, for whoever comes second."""
    given = awards.standing(session, year)
    if not given:
        return t.CHANGED
    last = max(given, key=lambda each: each.id)
    who = persons.get(session, last.picked_by).name
    return t.SINCE.format(year=year, who=who, at=moment_label(last.picked_at, session.today))


def _somebody_left(session: Session, picked: Sequence[int]) -> bool:
    return any(persons.get(session, person_id).left for person_id in picked)


def _unfinished(draft: Draft) -> None:
    if draft.facts.get("done"):
        raise Stale(t.DONE_ALREADY)


def _ids(some: Sequence[Ranked]) -> list[int]:
    return [each.year.person_id for each in some]
