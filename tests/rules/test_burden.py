"""The burden meter's figures, and that nobody can be told apart in them."""

from bot.rules.burden import Row, by_conversation, by_role, most_laborious
from bot.rules.roles import Role

COORDINATOR, LIAISON, BUREAU = Role.COORDINATOR, Role.LIAISON, Role.BUREAU


def rows(conversation: str, role: Role, *costs: tuple[int, int, int]) -> list[Row]:
    return [Row(person, conversation, role, taps, sent) for person, taps, sent in costs]


def test_means_and_medians_are_of_those_who_used_it_over_all_conversations() -> None:
    month = [
        *rows("上报工作", COORDINATOR, (1, 10, 5), (2, 20, 7), (3, 3, 3)),
        *rows("我的得分", COORDINATOR, (1, 2, 2)),
    ]
    (cost,) = by_role(month)
    assert (cost.names, cost.people) == (("coordinator",), 3)
    assert (round(cost.taps, 2), cost.taps_median) == (11.67, 12)
    assert (round(cost.messages, 2), cost.messages_median) == (5.67, 7)


def test_groups_of_fewer_than_three_are_folded_until_they_are_three() -> None:
    month = [
        *rows("待审核", LIAISON, (1, 4, 4), (2, 6, 6)),
        *rows("季度汇总", BUREAU, (3, 8, 8)),
        *rows("上报工作", COORDINATOR, (4, 1, 1), (5, 1, 1), (6, 1, 1)),
    ]
    folded, coordinators = by_role(month)
    assert (folded.names, folded.people, folded.taps) == (("bureau", "liaison"), 3, 6)
    assert coordinators.names == ("coordinator",)
    known, others = by_conversation(month)
    assert known.names == ("上报工作",)
    assert (others.is_folded, others.people) == (True, 3)


def test_what_is_still_too_small_takes_the_next_smallest_in_and_two_people_are_not_shown() -> None:
    few = rows("待审核", LIAISON, (1, 4, 4))
    many = rows("上报工作", COORDINATOR, (4, 1, 1), (5, 1, 1), (6, 1, 1))
    (all_of_them,) = by_role([*few, *many])
    assert (all_of_them.names, all_of_them.people) == (("liaison", "coordinator"), 4)
    assert by_role([*few, *many[:1]]) == []
    assert by_conversation(few) == []
    assert by_role([]) == []


def test_whose_role_changed_is_counted_once_with_what_can_do_more() -> None:
    month = [
        *rows("上报工作", COORDINATOR, (1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1)),
        *rows("待审核", LIAISON, (1, 5, 5), (5, 5, 5), (6, 5, 5)),
    ]
    assert [(cost.names, cost.people) for cost in by_role(month)] == [
        (("liaison",), 3),
        (("coordinator",), 3),
    ]


def test_the_most_laborious_are_those_with_the_most_actions_a_person() -> None:
    month = [
        *rows("甲", COORDINATOR, (1, 9, 0), (2, 9, 0), (3, 9, 0)),
        *rows("乙", COORDINATOR, (1, 2, 0), (2, 2, 0), (3, 2, 0), (4, 2, 0)),
        *rows("丙", COORDINATOR, (1, 30, 0), (2, 30, 0)),
        *rows("丁", COORDINATOR, (1, 0, 9), (2, 0, 9), (3, 0, 9)),
        *rows("", COORDINATOR, (1, 50, 9), (2, 50, 9), (3, 50, 9)),
    ]
    assert [cost.names[0] for cost in most_laborious(by_conversation(month))] == ["甲", "乙"]
