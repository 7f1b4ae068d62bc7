"""What faults of a year bring: the title is barred by one, moving is advised for two or a large."""

from datetime import date

import pytest

from bot.rules.faults import bars, transfer_advice
from bot.rules.scoring import Fault

SMALL = Fault(3, date(2026, 3, 5), large=False)
LATER = Fault(1, date(2026, 11, 22), large=False)
LARGE = Fault(2, date(2026, 5, 1), large=True)


def test_nothing_is_barred_without_a_fault() -> None:
    assert bars([]) == ""
    assert transfer_advice([]) == ""


def test_one_bars_and_each_is_named_in_the_order_of_days() -> None:
    said = "2026年有已核准的工作失误：S3（2026年3月5日，影响较小）、S1（2026年11月22日，影响较小）"
    assert bars([LATER, SMALL]) == said
    assert "S2（2026年5月1日，影响较大）" in bars([LARGE])


@pytest.mark.parametrize(
    ("faults", "advice"),
    [
        ([SMALL], ""),
        ([SMALL, LATER], "2026年有 2 次工作失误，按三(五)建议所在单位调整其岗位"),
        ([LARGE], "2026年有工作失误，影响较大，按三(五)建议所在单位调整其岗位"),
        (
            [SMALL, LARGE, LATER],
            "2026年有 3 次工作失误，其中 1 次影响较大，按三(五)建议所在单位调整其岗位",
        ),
    ],
)
def test_moving_is_advised_for_two_or_a_large_one(faults: list[Fault], advice: str) -> None:
    assert transfer_advice(faults) == advice
