"""Papers of each kind fill in the lines of the card, and their places."""

from datetime import date

import pytest

from bot.forms.papers.understanding import Who
from tests.forms.papers.written import CONCLUSION, RECORD, SIGNED, facts, understood
from tests.papers.corpus import IN_VIEW, Entry, entries
from tests.papers.drawing import as_read
from tests.papers.judging import RIGHT, judged
from tests.papers.stories import TODAY

ONE_OF_EACH = [e for e in entries() if e.layout == IN_VIEW and e.seed.endswith((" 1", " 2"))]


def test_a_mediation_is_told_by_its_three_papers_in_any_order() -> None:
    told = understood(SIGNED, CONCLUSION, RECORD)

    assert told.form == "mediation"
    assert told.slots == {0: "signed", 1: "conclusion", 2: "record"}
    known = facts(told)
    account = known.pop("account")
    assert known == {
        "side": "other",
        "part": "main",
        "origin": "party",
        "dispute": "contract",
        "day": "2026-11-12",
        "unit": "恒信商贸有限公司",
    }
    assert account == "入职四个月，单位一直没有签订书面劳动合同；双方三日内补签两年期劳动合同"


@pytest.mark.parametrize("entry", ONE_OF_EACH, ids=lambda entry: entry.seed)
def test_what_a_perfect_recogniser_reads_is_understood_without_a_fault(entry: Entry) -> None:
    found = judged(entry, {n: as_read(piece.sheet) for n, piece in enumerate(entry.pieces)})

    assert [each for each in found.verdicts if each.outcome != RIGHT] == []


def test_a_case_of_ones_own_unit_is_told_by_the_units_name() -> None:
    own = understood(RECORD, CONCLUSION, who=Who("李梅", "恒信商贸有限公司"))

    assert facts(own)["side"] == "own"


def test_a_unit_that_is_ones_own_but_for_a_character_is_asked_about() -> None:
    almost = understood(RECORD, CONCLUSION, who=Who("李梅", "恒信商货有限公司"))

    assert "side" not in facts(almost)


def test_who_is_not_named_as_a_mediator_is_asked_for_their_part() -> None:
    assert "part" not in understood(RECORD, who=Who("王敏", "锦裳服饰有限公司")).told


def test_the_conclusions_day_is_the_closing_day_when_the_others_lie_around_it() -> None:
    assert facts(understood(RECORD, CONCLUSION, SIGNED))["day"] == "2026-11-12"


@pytest.mark.parametrize(
    ("paper", "other"),
    [(SIGNED, SIGNED.replace("13日", "10日")), (RECORD, RECORD.replace("9日", "15日"))],
)
def test_a_paper_whose_day_does_not_fit_makes_the_day_a_question(paper: str, other: str) -> None:
    told = understood(other, CONCLUSION).told["day"]

    assert told.fact is None
    assert "2026-11-12" in told.readings
    assert len(told.readings) == 2


def test_without_a_conclusion_the_closing_day_is_a_question() -> None:
    told = understood(RECORD, SIGNED).told["day"]

    assert told.fact is None
    assert set(told.readings) == {"2026-11-09", "2026-11-13"}


def test_two_units_on_the_papers_of_one_case_make_the_unit_a_question() -> None:
    told = understood(RECORD, CONCLUSION.replace("恒信", "佳信")).told["unit"]

    assert told.fact is None
    assert set(told.readings) == {"恒信商贸有限公司", "佳信商贸有限公司"}


def test_two_cases_in_one_album_are_told_apart() -> None:
    other = [text.replace("恒信商贸", "云河食品") for text in (RECORD, CONCLUSION)]

    cases = understood(RECORD, *other, CONCLUSION).cases

    assert sorted(map(sorted, cases)) == [[0, 3], [1, 2]]


def test_the_papers_of_one_case_are_one_case() -> None:
    assert understood(RECORD, CONCLUSION, SIGNED).cases == []


def test_a_headline_about_risks_and_rules_is_still_an_articles() -> None:
    shot = (
        "大众日报\n协调员帮企业找办法防风险\n2026年11月3日\n"
        "近日，南站镇的协调员走进车间。\n话说开了，气也就顺了。"
    )

    told = understood(shot)

    assert told.form == "publication"
    assert facts(told) == {
        "medium": "大众日报",
        "headline": "协调员帮企业找办法防风险",
        "day": "2026-11-03",
    }


def test_a_law_is_no_other_law_that_its_name_begins_like() -> None:
    plan = "劳动法律法规宣传实施方案\n宣传主题：工伤保险条例\n宣传时间：2026年11月3日"

    assert facts(understood(plan))["theme"] == "工伤保险条例"


def test_how_management_was_changed_is_asked_where_no_paper_says_it() -> None:
    rule = "清源物流有限公司考勤管理制度\n第一条 漏打卡的当日补登。\n施行日期：2026年9月2日"

    assert "way" not in understood(rule).told
    assert facts(understood(rule + "\n采纳协调员建议"))["way"] == "advised"


def test_a_day_without_a_year_is_the_latest_that_was() -> None:
    record = RECORD.replace("2026年11月9日", "12月9日")

    assert "2025-12-09" in understood(record, today=date(2026, 1, 5)).told["day"].readings


def test_reading_day_is_a_day_like_any_other() -> None:
    today = CONCLUSION.replace("2026年11月12日", f"{TODAY.year}年{TODAY.month}月{TODAY.day}日")

    assert facts(understood(today))["day"] == TODAY.isoformat()
