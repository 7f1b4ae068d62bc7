"""When people are asked again about an alert, and the lines of whom to call."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Refused
from bot.rules.alerts import LAST, place_in, round_at, round_begins, sounds_urgent
from bot.rules.contacts import read_contacts

RAISED = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
WAIT = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("minutes", "which"), [(0, 1), (14.9, 1), (15, 2), (29.9, 2), (30, 3), (105, 8), (6000, 8)]
)
def test_a_round_is_counted_from_when_it_was_raised(minutes: float, which: int) -> None:
    assert round_at(RAISED, RAISED + timedelta(minutes=minutes), WAIT) == which


def test_a_clock_that_was_set_back_asks_nobody_again() -> None:
    assert round_at(RAISED, RAISED - timedelta(hours=2), WAIT) == 1


def test_each_round_begins_when_it_is_due() -> None:
    for which in range(1, LAST + 1):
        assert round_at(RAISED, round_begins(RAISED, which, WAIT), WAIT) == which


@pytest.mark.parametrize(
    "line",
    [
        "周正 所长 110",
        "周正，派出所，0537-110110",
        "周正\t所长\t+86-138-0000-1234",
        "周正|所长|110",
    ],
)
def test_a_contact_is_read_however_it_is_parted(line: str) -> None:
    (contact,) = read_contacts(line)
    assert contact.name == "周正"
    assert contact.phone.endswith(("110", "1234"))


@pytest.mark.parametrize(
    "line", ["周正", "周正 110", "周正 所长 12", "周正 所长 138a0000", "1 2 3"]
)
def test_a_line_that_is_no_contact_is_named(line: str) -> None:
    with pytest.raises(Refused, match=r"第2行.*例如"):
        read_contacts(f"吴律 援助 110\n{line}")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("××服装厂门口约30人聚集讨薪", "××服装厂"),
        ("锦裳服饰公司，工资两个月没发", "锦裳服饰公司"),
        ("滨河小区工地 40人堵门", "滨河小区工地"),
        ("三十人聚集讨薪", ""),
        ("有人聚集，在××厂", ""),
        ("", ""),
    ],
)
def test_a_place_is_read_where_an_account_begins_with_it(words: str, place: str) -> None:
    assert place_in(words) == place


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("某厂30人聚集讨薪", True),
        ("工 地 打 起 来 了", True),
        ("来了好几十人堵门", True),
        ("聚集", False),
        ("打起来了怎么办", False),
        ("讨薪的途径", False),
        ("工资两个月没发", False),
        ("", False),
    ],
)
def test_who_tells_of_an_emergency_is_told_from_who_looks_one_up(
    words: str, *, tells: bool
) -> None:
    assert sounds_urgent(words) is tells
