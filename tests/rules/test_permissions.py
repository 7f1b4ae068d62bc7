"""Whose word is enough that an account is somebody's: it can do what they may."""

import pytest

from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name
from bot.rules.roles import Role

OURS, OTHERS = 1, 2
LIAISON = Actor(1, 1, Name("王强"), frozenset({Role.COORDINATOR, Role.LIAISON}), OURS)
DEPUTY = Actor(2, 2, Name("李梅"), frozenset({Role.COORDINATOR, Role.DEPUTY}), OURS)
OFFICER = Actor(3, 3, Name("赵敏"), frozenset({Role.BUREAU}), None)
LETS_IN = (Act.VOUCH, Act.ADMIT, Act.INVITE)


@pytest.mark.parametrize("act", LETS_IN)
@pytest.mark.parametrize("actor", [LIAISON, DEPUTY, OFFICER])
def test_who_keeps_a_ledger_lets_its_coordinators_in(actor: Actor, act: Act) -> None:
    assert may(actor, act, Subject(9, OURS))
    assert may(actor, act, Subject(9, OTHERS)) is (actor is OFFICER)


@pytest.mark.parametrize("act", LETS_IN)
@pytest.mark.parametrize(
    "known", [Subject(9, OURS, is_liaison=True), Subject(9, OURS, is_officer=True)]
)
def test_the_bureau_alone_lets_a_liaison_or_an_officer_in(act: Act, known: Subject) -> None:
    assert [may(actor, act, known) for actor in (LIAISON, DEPUTY, OFFICER)] == [False, False, True]


def test_a_liaison_has_a_new_link_for_themselves_and_no_more() -> None:
    own = Subject(LIAISON.person_id, OURS, is_liaison=True)
    assert may(LIAISON, Act.INVITE, own)
    assert not may(LIAISON, Act.VOUCH, own)
    assert not may(LIAISON, Act.ADMIT, own)


def test_an_officer_of_no_ledger_is_vouched_for_by_another() -> None:
    assert may(OFFICER, Act.VOUCH, Subject(9, None, is_officer=True))
    assert not may(OFFICER, Act.VOUCH, Subject(OFFICER.person_id, None, is_officer=True))
