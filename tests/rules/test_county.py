"""The county's rules file: what ours says, and what is said of a wrong one."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot import rules
from bot.errors import Misconfigured, Refused
from bot.rules.county import Field, TaskForceSpec, load_county
from bot.rules.quarters import Quarter
from bot.rules.rubric import Line, Rubric
from bot.rules.rubric_file import figures, read_rubric
from bot.rules.tables import Table

SHIPPED = (Path(rules.__path__[0]) / "county.toml").read_text(encoding="utf-8")
SECOND_RUBRIC = """
[[rubric]]
since = 2026-10-01
base_max = 40
total_max = 100
filing_days = 10
publicity = { each = 4, cap = 20 }
mediation = { each = 5, cap = 15, own = 10, other = 10 }
management = { each = 5, cap = 10 }
risk = { each = 5, cap = 10 }
publication = { each = 5, cap = 5 }
fault = { small = 5, large = 10 }
"""
TWO_RUBRICS = SHIPPED.replace("# ── 期限。", SECOND_RUBRIC)


def test_the_shipped_file_has_the_seven_fields_and_who_leads_them() -> None:
    forces = load_county(SHIPPED).task_forces
    assert [(force.name, force.lead) for force in forces] == [
        ("工程建设领域", "县住房和城乡建设局"),
        ("服装制造", "县服装商会"),
        ("高端装备", "县经济开发区"),
        ("绿色化工", "汶上化工园区"),
        ("服务行业", "县妇联"),
        ("快递行业", "汶上邮政管理局"),
        ("法治建设", "县司法局"),
    ]
    assert [len(force.cooperating) for force in forces] == [2, 1, 1, 1, 3, 0, 6 - 1]


def test_the_shipped_file_names_no_township() -> None:
    assert Field.TOWNSHIP not in {force.field for force in load_county(SHIPPED).task_forces}


def test_a_county_adds_its_townships_to_the_file() -> None:
    text = SHIPPED + '\n[[task_force]]\nname = "甲镇"\nfield = "township"\nlead = "甲镇人民政府"\n'
    assert load_county(text).task_forces[-1] == TaskForceSpec(
        "甲镇", Field.TOWNSHIP, "甲镇人民政府"
    )


def test_the_shipped_figures_are_those_of_the_standard() -> None:
    assert load_county(SHIPPED).rubrics == (Rubric(),)


def test_the_shipped_deadlines_are_those_of_the_plan_and_our_readings() -> None:
    deadlines = load_county(SHIPPED).deadlines
    assert (deadlines.exemplar_target, deadlines.exemplar_last) == (19, 20)
    assert (deadlines.placement_days, deadlines.fault_answer_working_days) == (14, 5)
    assert deadlines.review_reminder_working_days == 3
    assert deadlines.review_escalation_working_days == 7
    assert deadlines.alert_minutes == 15


def test_a_reviewer_finds_reasons_ready_for_every_kind_of_work() -> None:
    reasons = load_county(SHIPPED).reasons
    assert all(of.returning and of.rejecting for of in reasons.values())
    assert "照片看不清" in reasons[Line.PUBLICITY].returning


def test_reasons_may_be_left_out() -> None:
    text = SHIPPED[: SHIPPED.index("[reasons.publicity]")]
    assert load_county(text).reasons[Line.RISK].returning == ()


def test_a_quarter_is_scored_by_the_rubric_then_in_force() -> None:
    county = load_county(TWO_RUBRICS)
    assert county.rubric_on(Quarter(2026, 3)).base_max == 30
    assert county.rubric_on(Quarter(2026, 4)).base_max == 40
    assert county.rubric_on(Quarter(2030, 1)).since == date(2026, 10, 1)


def test_the_quarter_in_which_the_plan_was_issued_has_its_rubric() -> None:
    assert load_county(SHIPPED).rubric_on(Quarter(2024, 3)) == Rubric()


def test_a_quarter_before_the_first_rubric_is_refused_naming_the_first() -> None:
    with pytest.raises(Refused, match="2024年第二季度还没有计分规则，最早是2024年第三季度"):
        load_county(SHIPPED).rubric_on(Quarter(2024, 2))


@pytest.mark.parametrize("rubric", load_county(TWO_RUBRICS).rubrics)
def test_a_rubric_kept_with_a_locked_quarter_is_read_back_the_same(rubric: Rubric) -> None:
    assert read_rubric(Table(json.loads(json.dumps(figures(rubric))))) == rubric


@pytest.mark.parametrize(
    ("right", "wrong", "named", "example"),
    [
        ('name = "汶上县"\n', "", "缺少 name", 'name = "汶上县"'),
        ('bureau = "县人力', 'bureau = ""\nx = "县人力', "bureau 应为不空的文字", "bureau ="),
        ("filing_days = 15", "filling_days = 15", "缺少 rubric[1].filing_days", "filing_days = 15"),
        (
            "filing_days = 15",
            "filing_days = 15\nfilling = 1",
            "不认识 rubric[1].filling",
            "filing_days",
        ),
        (
            "base_max = 30",
            "base_max = -1",
            "rubric[1].base_max 应为不小于 1 的整数",
            "base_max = 30",
        ),
        ("base_max = 30", 'base_max = "30"', '现在是 "30"', "base_max = 30"),
        ("base_max = 30", "base_max = true", "现在是 true", "base_max = 30"),
        ("base_max = 30", "base_max = 29.5", "现在是 29.5", "base_max = 30"),
        ("base_max = 30", "base_max = 101", "base_max 不能大于 100", "base_max = 30"),
        ("own = 10", "own = 25", "rubric[1].mediation.own 不能大于 20", "own = 10"),
        ("own = 10, ", "", "缺少 rubric[1].mediation.own", "own = 10"),
        ("risk = { each = 5, cap = 10 }", "risk = { each = 5, cap = 4 }", "risk.cap", "cap = 10"),
        ("risk = { each = 5, cap = 10 }", "risk = 5", "risk 应为一组键值", "risk = { each = 5"),
        (
            "risk = { each = 5, ",
            "risk = { own = 5, each = 5, ",
            "不认识 rubric[1].risk.own",
            "each",
        ),
        ("large = 10", "large = 3", "fault.large 应为不小于 5", "large = 10"),
        (
            "since = 2024-07-29",
            "since = 2024-07-29T08:00:00",
            "since 应为日期",
            "since = 2024-07-29",
        ),
        ("since = 2024-07-29", 'since = "七月"', "since 应为日期", "since = 2024-07-29"),
        ('field = "law"', 'field = "legal"', "task_force[7].field", "township"),
        ('name = "高端装备"', 'name = "服装制造"', "task_force[3].name 与前面的专班重名", "name ="),
        (
            '["县交通运输局", "县水务局"]',
            '["县水务局", "县水务局"]',
            "cooperating 有重复",
            "县总工会",
        ),
        ('["县交通运输局", "县水务局"]', '"县水务局"', "cooperating 应为文字的列表", "县总工会"),
        ('"县交通运输局"', '"县住房和城乡建设局"', "cooperating 列入了牵头单位", "县总工会"),
        (
            "exemplar_last = 20",
            "exemplar_last = 18",
            "deadlines.exemplar_last 应为不小于 19",
            "= 20",
        ),
        ("exemplar_last = 20", "exemplar_last = 31", "exemplar_last 不能大于 28", "= 20"),
        ("[deadlines]", "[deadline]", "缺少 deadlines", "exemplar_target = 19"),
        ("[reasons.risk]", "[reasons.risks]", "不认识 reasons.risks", "risk"),
        (
            "since = 2026-10-01",
            "since = 2026-10-02",
            "rubric[2].since 应为季度的第一天",
            "2027-01-01",
        ),
        ("since = 2026-10-01", "since = 2024-07-29", "rubric[2].since 应晚于", "2024-10-01"),
        ("since = 2026-10-01", "since = 2023-01-01", "rubric[2].since 应晚于", "2024-10-01"),
    ],
)
def test_a_wrong_key_is_named_with_an_example(
    right: str, wrong: str, named: str, example: str
) -> None:
    assert right in TWO_RUBRICS
    with pytest.raises(Misconfigured) as error:
        load_county(TWO_RUBRICS.replace(right, wrong, 1))
    sentence = str(error.value)
    assert named in sentence
    assert example in sentence[sentence.index("例如") :]


def test_a_file_without_task_forces_is_refused() -> None:
    text = (
        SHIPPED[: SHIPPED.index("[[task_force]]\nname")] + SHIPPED[SHIPPED.index("[[rubric]]\ns") :]
    )
    with pytest.raises(Misconfigured, match=r"\[\[task_force\]\].*例如"):
        load_county(text)


def test_a_file_that_is_no_toml_is_refused_with_the_line() -> None:
    with pytest.raises(Misconfigured, match=r"TOML.*line 2"):
        load_county('name = "甲县"\nbureau 县局\n')
