"""Somebody of a ledger is found by the name that is typed, within what the actor may do."""

import pytest

from bot.actions.people import find
from bot.errors import Refused
from bot.rules.permissions import Act
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import accounts
from bot.storage.session import Session
from tests.conftest import Town

ELSEWHERE = "快递行业"


def found(town: Town, who: Phone, typed: str) -> list[str]:
    def step(session: Session) -> list[str]:
        actor = accounts.load(session, who.user.id).actor
        assert actor is not None
        people = find.named(session, actor, Act.BASE_SCORE, typed)
        return [f"{person.name.full} {person.task_force_id}" for person in people]

    read: list[str] = town.do(step)
    return read


async def test_a_liaison_finds_those_of_the_own_task_force_namesakes_together(
    town: Town, mei: Phone, wang: Phone
) -> None:
    town.add("李梅", Role.COORDINATOR, phone="13800005678")
    town.add("李梅", Role.COORDINATOR, force=ELSEWHERE, phone="13800009999")
    assert len(found(town, wang, "李 梅")) == 2
    with pytest.raises(Refused, match="您要找的是不是：李梅"):
        found(town, wang, "李每")
    with pytest.raises(Refused, match="没有叫“王强”的人"):  # the liaison's own is not theirs
        found(town, wang, "王强")


async def test_an_officer_finds_everybody_and_nobody_who_is_in_no_ledger(
    town: Town, mei: Phone, zhao: Phone
) -> None:
    town.add("李梅", Role.COORDINATOR, force=ELSEWHERE, phone="13800009999")
    assert len(found(town, zhao, "李梅")) == 2
    with pytest.raises(Refused, match="请发全名，例如：张三"):
        found(town, zhao, "赵敏")
