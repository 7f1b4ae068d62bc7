"""Where the clock can be moved with one tap: to when the nudges really go out."""

from datetime import date, datetime

import pytest

from bot.sandbox.moments import kind_of, moments

NOVEMBER = datetime.fromisoformat("2026-11-23T17:40:00+08:00")


def shown(now: datetime) -> dict[str, tuple[str, str]]:
    return {each.label: (f"{each.at:%m-%d %H:%M}", each.note) for each in moments(now)}


def test_what_is_past_this_month_is_next_months_and_rest_days_are_named() -> None:
    assert shown(NOVEMBER) == {
        "次日 09:00": ("11-24 09:00", ""),
        "到13日 09:00": ("12-11 09:00", "13日是休息日，提醒提前到11日（周五）"),
        "到17日 09:00": ("12-17 09:00", ""),
        "到19日 15:00": (
            "12-18 09:00",
            "19日是休息日，提醒提前到18日（周五），与20日的合为一次",
        ),
        "到20日 09:00": ("12-18 09:00", "20日是休息日，提醒提前到18日（周五）"),
        "季度末": ("12-25 09:00", ""),
    }


def test_what_lies_ahead_this_month_is_this_months() -> None:
    found = shown(datetime.fromisoformat("2026-10-13T08:59:00+08:00"))
    assert found["到13日 09:00"] == ("10-13 09:00", "")
    assert found["到17日 09:00"] == ("10-16 09:00", "17日是休息日，提醒提前到16日（周五）")
    assert found["到19日 15:00"] == ("10-19 15:00", "")


def test_at_the_very_moment_the_next_one_is_meant() -> None:
    now = datetime.fromisoformat("2026-10-13T09:00:00+08:00")
    assert shown(now)["到13日 09:00"][0] == "11-13 09:00"


@pytest.mark.parametrize("month", range(1, 13))
def test_all_lie_ahead_soonest_first(month: int) -> None:
    now = datetime.fromisoformat(f"2026-{month:02}-19T15:00:00+08:00")
    ahead = [each.at for each in moments(now)]
    assert len(ahead) == 6
    assert ahead == sorted(ahead)
    assert now < ahead[0]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-11-23", "工作日"),
        ("2026-11-22", "休息日"),
        ("2026-10-01", "放假"),
        ("2026-10-10", "调休上班"),
    ],
)
def test_a_day_is_called_what_it_is(day: str, kind: str) -> None:
    assert kind_of(date.fromisoformat(day)) == kind
