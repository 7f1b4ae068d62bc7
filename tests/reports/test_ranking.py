"""The ranking's workbook: who stands where and why, texts as texts, figures as figures."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.reports.ranking import YearPerson, YearRanking, ranking_workbook
from bot.rules.awards import Year, ranking
from bot.rules.quarters import Quarter
from bot.rules.scoring import Fault

AT = datetime(2027, 1, 20, 9)  # noqa: DTZ001 - a workbook's dates know no zone
FAULT = Fault(3, date(2026, 5, 6), large=True)
PEOPLE = {
    1: YearPerson("=李梅", "服装制造", "+宏达服装有限公司 人事"),
    2: YearPerson("@王强", "服装制造", "-商会"),
    3: YearPerson("𠮷野<&>", "服务行业", "商会"),
    4: YearPerson("周杰", "服务行业", "商会"),
    5: YearPerson("钱进", "服务行业", "商会"),
}
YEARS = (
    Year(1, (80, 75, 90, 61), on_paper=(1, 2)),
    Year(2, (None, 76, 80, 90), unrated=(4,)),
    Year(3, (None, 90, 90, 66)),
    Year(4, (90, 90, 90, 90), (FAULT,)),
    Year(5, (9, 9, 9, 9), has_left=True),
)


def shown(**more: Any) -> YearRanking:
    known = ranking(YEARS)
    return YearRanking("汶上县", "县人社局", 2026, AT, PEOPLE, known, **{"still_open": (), **more})


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def test_the_ranking_has_ranks_sums_means_and_what_is_to_be_known() -> None:
    first, second, third = sheets(ranking_workbook(shown(), places=2))["排名"]
    assert (first["名次"], first["姓名"], first["年度合计"], first["季度平均"]) == (
        1,
        "=李梅",
        306,
        76.5,
    )
    assert first["备注"] == "第一、二季度据台账"
    assert (second["名次"], second["第一季度"], second["评选"]) == (2, "", "同分待定")
    assert second["备注"] == "同分；缺第一季度；第四季度基本得分未评"
    assert (third["名次"], third["姓名"], third["工作单位及职务"]) == (2, "𠮷野<&>", "商会")
    assert first["评选"] == "拟评"


def test_who_has_no_claim_stands_apart_with_the_reason() -> None:
    barred, left = sheets(ranking_workbook(shown()))["不具资格"]
    assert (barred["姓名"], barred["年度合计"]) == ("周杰", 360)
    assert "S3（2026年5月6日，影响较大）" in barred["原因"]
    assert "建议所在单位调整其岗位" in barred["调整岗位建议"]
    assert (left["姓名"], left["原因"], left["调整岗位建议"]) == ("钱进", "已离开台账", "")


def test_who_has_the_title_is_marked() -> None:
    rows = sheets(ranking_workbook(shown(gold=frozenset({3})), places=1))["排名"]
    assert [row["评选"] for row in rows] == ["拟评", "", "金牌"]


@pytest.mark.parametrize("still_open", [(), (Quarter(2026, 4),)])
def test_a_workbook_of_nobody_has_its_headings(still_open: tuple[Quarter, ...]) -> None:
    nobody = YearRanking("汶上县", "", 2026, AT, {}, ranking([]), still_open)
    assert sheets(ranking_workbook(nobody, 3)) == {"排名": [], "不具资格": []}
