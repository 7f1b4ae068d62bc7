"""What no phone shows: that a state changes once, whoever comes first, and that it is on record."""

from datetime import date
from typing import Any

import pytest

from bot.actions.people import roster, set_up
from bot.actions.review import review
from bot.actions.review.case import stamp_of
from bot.actions.score import base_scores
from bot.actions.work import report, submit
from bot.errors import Forbidden, Stale
from bot.rules.base_scores import Assignment
from bot.rules.quarters import Quarter
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.storage import audit
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import entries
from tests.conftest import Town
from tests.handlers.playing import actor_of, counted, filed


async def test_an_entry_is_decided_once(town: Town, mei: Phone, wang: Phone, zhao: Phone) -> None:
    entry = filed(town, mei, "今天")
    stamp = stamp_of(entry)

    def decide(session: Session, who: Phone, how: Any, *reason: str) -> State:
        return how(session, actor_of(session, who), entry.id, stamp, *reason).entry.state  # type: ignore[no-any-return]

    assert town.do(decide, wang, review.approve, "属实") is State.APPROVED
    for who, how in ((zhao, review.reject), (wang, review.send_back), (zhao, review.approve)):
        with pytest.raises(Stale, match=r"已由王\*"):
            town.do(decide, who, how, "别的")


async def test_nobody_decides_on_their_own(town: Town, wang: Phone) -> None:
    entry = filed(town, wang, "今天")

    def own(session: Session) -> None:
        review.approve(session, actor_of(session, wang), entry.id, stamp_of(entry), "属实")

    with pytest.raises(Forbidden, match="不由您审核"):
        town.do(own)


async def test_an_entry_belongs_to_the_quarter_of_the_day_it_happened(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = counted(town, mei, wang, "2026-10-01")

    def of(session: Session, quarter: Quarter) -> list[int]:
        person = actor_of(session, mei).person_id
        return [each.id for each in entries.approved(session, person, quarter)]

    assert town.do(of, Quarter.of(date(2026, 10, 1))) == [entry.id]
    assert town.do(of, Quarter(2026, 3)) == []


async def test_nobody_gives_a_base_score_to_themselves_or_to_another_task_force(
    town: Town, mei: Phone, wang: Phone
) -> None:
    outsider = town.add("孙丽", force="快递行业")

    def give(session: Session, person_id: int) -> int:
        asked = [Assignment(person_id, 30)]
        return base_scores.give(session, actor_of(session, wang), Quarter(2026, 4), asked)

    def own_id(session: Session) -> int:
        return actor_of(session, wang).person_id

    for person_id in (outsider, town.do(own_id)):
        with pytest.raises(Forbidden):
            town.do(give, person_id)


async def test_submitting_twice_is_one_entry_with_one_number(town: Town, mei: Phone) -> None:
    entry = filed(town, mei, "今天")

    def again(session: Session) -> submit.Submitted:
        return submit.submit(session, actor_of(session, mei), entry.draft_id)

    second = town.do(again)
    assert (second.entry.number, second.fresh) == (entry.number, False)
    assert filed(town, mei, "昨天").id == entry.id + 1


async def test_what_is_submitted_again_after_a_move_stays_where_it_was_filed(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")

    def again(session: Session) -> entries.Entry:
        submit.withdraw(session, actor_of(session, mei), entry.draft_id)
        person = persons.get(session, entry.person_id)
        roster.go(session, person, set_up.force_named(session, "快递行业"))
        return submit.submit(session, actor_of(session, mei), entry.draft_id).entry

    second = town.do(again)
    assert (second.id, second.task_force_id) == (entry.id, entry.task_force_id)
    assert second.reviewer == "liaison"
    assert town.do(submit.reviewers, second) == [town.do(actor_of, wang).person_id]


async def test_a_form_begun_twice_and_left_untouched_is_one_draft(town: Town, mei: Phone) -> None:
    def start(session: Session) -> int:
        return report.start(session, actor_of(session, mei), "publicity").draft.id

    assert town.do(start) == town.do(start)


async def test_every_decision_is_on_record(town: Town, mei: Phone, wang: Phone) -> None:
    entry = counted(town, mei, wang, "今天")

    def acts(session: Session) -> list[str]:
        return [act for _, _, act, _ in audit.history(session, f"entry:{entry.id}")]

    assert sorted(town.do(acts)) == ["approve", "submit"]
    assert town.do(lambda session: list(audit.broken(session))) == []
