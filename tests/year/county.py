"""What the people of the year do, through the product's own actions, at moved times."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from bot.actions.people import leave, roster, set_up
from bot.actions.review import overturn, review
from bot.actions.review.case import stamp_of
from bot.actions.score import base_scores, fault_cases, faults, gold, lock, restate
from bot.actions.work import fill_in, report, submit
from bot.rules.base_scores import Assignment
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.score import faults as stored_faults
from bot.storage.score.versions import Version
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from tests.storage.conftest import Store

ACCOUNT: Final = "甲某反映被欠两个月工资，核实后双方同意分两次付清"
_GAPS: Final = "材料在街道存档"
_PUBLICITY: Final = {
    "place_kind": "enterprise", "place": "某服装厂", "way": "visit", "theme": "劳动合同法",
    "reach": "unit", "initiative": "self", "gap.photos": _GAPS, "gap.plan": _GAPS,
}  # fmt: skip
_CASE: Final = {
    "part": "main", "origin": "party", "dispute": "pay", "unit": "某服装厂", "account": ACCOUNT,
    "gap.record": _GAPS, "gap.conclusion": _GAPS, "gap.signed": _GAPS, "gap.photos": _GAPS,
    "musts": "all",
}  # fmt: skip
_ARTICLE: Final = {"medium": "某报", "headline": "三招化解欠薪", "gap.shot": _GAPS}
WORK: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "P": ("publicity", _PUBLICITY),
    "p": ("publicity", {**_PUBLICITY, "initiative": "organised"}),
    "O": ("mediation", {"side": "own", "importance": "important", **_CASE}),
    "o": ("mediation", {"side": "own", "importance": "ordinary", **_CASE}),
    "X": ("mediation", {"side": "other", "scope": "field", **_CASE}),
    "R": ("risk", {
        "side": "own", "way": "handled", "measures": "当天约谈双方，垫付工资", "effect": "没有停工",
        "gap.material": _GAPS,
    }),
    "W": ("publication", {**_ARTICLE, "level": "city"}),
    "w": ("publication", {**_ARTICLE, "level": "county"}),
    "G": ("management", {
        "way": "reformed", "unit": "某服装厂", "measures": "改了工时制度", "effect": "离职减少",
        "gap.reform": _GAPS, "gap.proof": _GAPS,
    }),
}  # fmt: skip
"""The letters of the list: a kind of work, and how its card is filled in."""


class County:
    """Thirty people and two officers, known by name; time is moved by hand."""

    def __init__(self, store: Store) -> None:
        self.store, self.ids = store, dict[str, int]()
        self.forces: dict[str, int] = {}

    def at(self, day: date, hour: int = 10) -> None:
        """It is this hour of that day, in the county's time."""
        self.store.clock.move_to(
            datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)
        )

    def do(self, who: str, step: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """One step of somebody's, committed."""

        def acted(session: Session) -> Any:
            return step(session, self._actor(session, who), *args, **more)

        return self.store.do(acted)

    def settle(self) -> None:
        def load(session: Session) -> dict[str, int]:
            set_up.load_county(session)
            return {force.name: force.id for force in task_forces.every(session)}

        self.forces = self.store.do(load)

    def take_in(self, name: str, force: str | None, *held: Role) -> None:
        def step(session: Session) -> int:
            force_id = self.forces[force] if force else None
            person = persons.add(session, force_id, name, phone="13800001234", employer="某厂")
            for role in held:
                roles.give(session, person, role, force_id if role is Role.LIAISON else None)
            accounts.invited(session, 100 + person, None)
            accounts.join(session, 100 + person, person)
            audit.record(session, None, "add person", f"person:{person}")
            return person

        self.ids[name] = self.store.do(step)

    def report(self, name: str, letter: str, day: date) -> Entry:
        form, facts = WORK[letter]

        def step(session: Session, actor: Actor) -> Entry:
            draft = report.start(session, actor, form).draft
            for key, given in {**facts, "day": day.isoformat()}.items():
                fill_in.answer(session, actor, draft.id, given, key)
            return submit.submit(session, actor, draft.id).entry

        entry: Entry = self.do(name, step)
        return entry

    def approve(self, reviewer: str, entry: Entry) -> None:
        self.do(reviewer, review.approve, entry.id, stamp_of(entry), "说明属实")

    def revoke(self, officer: str, entry_id: int) -> None:
        def step(session: Session, actor: Actor) -> None:
            asked = overturn.ask(session, actor, entry_id).draft_id
            overturn.give_reason(session, actor, asked, "照片不是这次活动的")
            overturn.overturn(session, actor, asked)

        self.do(officer, step)

    def score(self, who: str, quarter: Quarter, given: dict[str, int]) -> None:
        assigned = [Assignment(self.ids[name], value, "") for name, value in given.items()]
        self.do(who, base_scores.give, quarter, assigned)

    def register(self, liaison: str, name: str, day: date, *, large: bool) -> int:
        facts = {
            "impact": "large" if large else "small",
            "account": "未按时上报欠薪线索",
            "day": day.isoformat(),
            "gap.proof": _GAPS,
        }

        def step(session: Session, actor: Actor) -> int:
            card, _ = faults.start(session, actor, self.ids[name], anew=True)
            for key, given in facts.items():
                fill_in.answer(session, actor, card.draft.id, given, key)
            return faults.hand_in(session, actor, card.draft.id).fault.id

        number: int = self.do(liaison, step)
        return number

    def confirm(self, officer: str, fault_id: int) -> None:
        """核准, once the days for an answer are over."""

        def step(session: Session, actor: Actor) -> None:
            shown = fault_cases.case(session, actor, fault_id)
            fault_cases.confirm(session, actor, fault_id, shown.stamp)

        self.do(officer, step)

    def withdraw_fault(self, officer: str, fault_id: int) -> None:
        def step(session: Session, actor: Actor) -> None:
            shown = fault_cases.case(session, actor, fault_id)
            fault_cases.ask_reason(session, actor, fault_id, "withdraw", shown.stamp)
            draft = accounts.load(session, actor.chat_id).focus_id
            fault_cases.give_reason(session, actor, draft, "情况不实")

        self.do(officer, step)

    def answered_by(self, fault_id: int) -> date:
        """The last day of the person's answer."""

        def step(session: Session) -> date:
            fault = stored_faults.get(session, fault_id)
            assert fault is not None
            return fault.answer_until

        until: date = self.store.do(step)
        return until

    def lock(self, officer: str, quarter: Quarter) -> Version:
        def begin(session: Session, actor: Actor) -> Version:
            return lock.begin(session, actor.person_id, quarter)

        return self._made(self.do(officer, begin))

    def restate(self, officer: str, quarter: Quarter, reason: str) -> Version:
        def begin(session: Session, actor: Actor) -> Version:
            draft = restate.ask(session, actor, quarter)
            kept = restate.compared(session, draft.id, restate.compare(session, quarter))
            assert kept is not None
            restate.give_reason(session, actor, draft.id, reason)
            begun = restate.confirm(session, actor, draft.id)
            assert begun is not None
            return begun[0]

        return self._made(self.do(officer, begin))

    def gold(self, officer: str, year: int, places: int, taken: str) -> list[str]:
        """金牌评选: the first places, and of those who share the last one the one who is taken."""

        def choose(session: Session, actor: Actor) -> list[int]:
            draft = gold.begin(session, actor, year)
            gold.take_places(session, actor, draft.id, str(places))
            _shown(session, draft.id)
            gold.toggle(session, actor, draft.id, self.ids[taken])
            board = _shown(session, draft.id)
            done = gold.award(session, actor, draft.id, board.draft.version)
            assert (done.fresh, done.sample, done.stale) == (True, False, False)
            return list(done.picked)

        picked: list[int] = self.do(officer, choose)
        return self.names(picked)

    def names(self, people: list[int]) -> list[str]:
        known = {person_id: name for name, person_id in self.ids.items()}
        return [known[each] for each in people]

    def leave(self, name: str) -> None:
        self.store.do(lambda session: leave.leave(session, persons.get(session, self.ids[name])))

    def move(self, officer: str, name: str, force: str) -> None:
        self.do(officer, roster.move, self.ids[name], self.forces[force])

    def _made(self, version: Version) -> Version:
        """A version in the pieces in which the errand makes it."""
        store, known = self.store, self.store.do(lock.basis, version.id)
        assert known is not None
        store.do(lock.hand_over, version, known.waiting)
        for few in lock.in_parts(known.left, 7):
            store.do(lambda session, few=few: lock.write(
                session, version, lock.work_out(session, known, few)))  # fmt: skip
        assert store.do(lock.stand, version)
        return version

    def _actor(self, session: Session, who: str) -> Actor:
        actor = accounts.load(session, 100 + self.ids[who]).actor
        assert actor is not None, who
        return actor


def _shown(session: Session, draft_id: int) -> gold.Board:
    board = gold.board(session, draft_id)
    assert board is not None
    return gold.shown(session, board)
