"""What papers of other layouts made the bot tell wrong, once: it is asked now, or told right."""

import pytest

from bot.forms.papers.understanding import Who
from tests.forms.papers.written import WHO, facts, understood

AGREED = "调解协议书\n申请人：陈素芬\n用人单位：顺达汽车修理厂\n经调解，双方自愿达成协议。\n{}"
RECORDED = "劳动争议调解记录\n{}\n申请人：陈素芬\n被申请人：顺达汽车修理厂"


@pytest.mark.parametrize(
    "foot",
    [
        "入职日期：2026年3月1日",
        "乙方付清工资，须于\n2026年10月31日前付清。",
        "乙方付清工资，须于\n2026年10月31日\n前付清。",
        "申请人　2026年11月1O日",
        "2026年11月1\n2日",
        "调解时间：2026年11月9日至12日",
        "调解时间：2026年11月9日至11月12日",
    ],
)
def test_a_day_that_may_be_another_is_not_the_closing_day(foot: str) -> None:
    assert "day" not in facts(understood(AGREED.format(foot)))


@pytest.mark.parametrize(
    "foot",
    [
        "2026年11月12日",
        "日期：2026年11月12日",
        "申请人（签字）：陈素芬　2026年11月12日",
        "云山县人社局　2026年11月12日",
    ],
)
def test_the_day_at_the_foot_is_the_closing_day(foot: str) -> None:
    assert facts(understood(AGREED.format(foot)))["day"] == "2026-11-12"


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("案件来源：□排查发现 ☑当事人反映", "party"),
        ("案件来源：☑排查发现 □当事人反映", "check"),
        ("案件来源：口排查发现 回当事人反映", None),
        ("案件来源：□排查发现 □当事人反映", None),
        ("案件来源：排查发现□ 当事人反映☑", None),
        ("案件来源：☑排查发现 ☑当事人反映", None),
        ("被投诉单位：顺达汽车修理厂\n来源：工作站主动排查", "check"),
        ("经协调员日常走访得知，李梅上门了解情况。", "check"),
        ("李梅上门了解情况。", None),
        ("走访中职工投诉工资未发。", None),
    ],
)
def test_how_a_case_came_about_is_what_was_ticked_or_said_once(
    line: str, origin: str | None
) -> None:
    assert facts(understood(RECORDED.format(line))).get("origin") == origin


def test_a_ticked_way_is_the_way() -> None:
    plan = "劳动合同法宣传活动方案\n活动方式：{}"

    assert facts(understood(plan.format("□实地走访 ☑线上发布")))["way"] == "online"
    assert "way" not in facts(understood(plan.format("实地走访、线上发布")))


def test_what_is_hardly_legible_tells_nothing() -> None:
    told = understood(RECORDED.format("调解员：李梅\n反映拖欠工资"), sure=0.4)

    assert facts(told) == {}


@pytest.mark.parametrize("title", ["劳动关系风险处置记录", "劳动用工建议书"])
def test_a_title_that_is_hardly_legible_tells_no_way(title: str) -> None:
    assert "way" not in facts(understood(f"{title}\n处置时间：2026年9月3日", sure=0.5))


def test_laws_that_are_cited_are_no_dispute() -> None:
    record = RECORDED.format(
        "答：八月份工资没发。\n根据《中华人民共和国劳动合同法》第三十条\n依照《劳动合同法》第八十五条\n宣读劳动合同法有关规定"
    )

    assert facts(understood(record))["dispute"] == "pay"


@pytest.mark.parametrize(
    ("line", "part"),
    [("调解员：李梅芳", None), ("调解员：李梅", "main"), ("由调解员李梅主持调解", "main")],
)
def test_a_longer_name_is_another_persons(line: str, part: str | None) -> None:
    assert facts(understood(RECORDED.format(line))).get("part") == part


@pytest.mark.parametrize(
    ("unit", "own", "side"),
    [
        ("华云集团第三建筑公司", "华云集团", None),
        ("锦裳服饰有限公司", "锦裳服饰", "own"),
        ("云山县锦裳服饰有限公司", "锦裳服饰有限公司", "own"),
        ("恒信商贸有限公司", "锦裳服饰", "other"),
    ],
)
def test_a_part_of_ones_own_unit_is_asked_about(unit: str, own: str, side: str | None) -> None:
    told = understood(f"调解笔录\n申请人：陈素芬\n被申请人：{unit}", who=Who("李梅", own))

    assert facts(told).get("side") == side


@pytest.mark.parametrize(
    ("banner", "kind"),
    [
        ("防范化解劳动关系风险\n普法宣传进企业", "publicity"),
        ("签订集体合同 构建和谐劳动关系\n法律宣传进企业活动", "publicity"),
        ("农民工工资保证金制度宣传", "publicity"),
        ("学习劳动争议调解协议司法确认 宣传日", "publicity"),
        ("规范用工制度 守护职工权益\n近日，云山县的协调员来到车间。", ""),
        ("员工手册签收表\n序号 姓名", ""),
        ("一份特殊的调解协议书\n近日，云山县的协调员来到车间。", ""),
    ],
)
def test_a_word_of_a_title_is_no_title(banner: str, kind: str) -> None:
    assert understood(banner).form == kind


def test_two_workers_of_one_unit_are_two_cases() -> None:
    pages = [
        f"{title}\n申请人：{name}\n被申请人：顺达汽车修理厂\n{day}"
        for name, day in (("陈素芬", "2026年11月2日"), ("王桂香", "2026年11月3日"))
        for title in ("调解笔录", "调解协议书")
    ]

    assert understood(*pages).cases == [[0, 1], [2, 3]]
    assert understood(*pages[:2]).cases == []


def test_an_agreement_of_others_is_another_case() -> None:
    record = "调解笔录\n申请人：陈素芬\n用人单位：顺达汽车修理厂"
    other = "调解协议书\n甲方：王桂香\n乙方：恒信商贸有限公司\n2026年11月12日"

    assert understood(record, other).cases == [[0], [1]]


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("云山县顺达汽车修理厂（经营者：李建国）", "云山县顺达汽车修理厂"),
        ("李建国（顺达汽修厂业主）", None),
        ("顺达汽车修理厂：案由：拖欠工资", "顺达汽车修理厂"),
        ("恒信商贸公司：职务：缝纫工", "恒信商贸公司"),
        ("恒信（云山）商贸有限公司", "恒信（云山）商贸有限公司"),
    ],
)
def test_a_unit_ends_where_its_name_ends(unit: str, told: str | None) -> None:
    assert facts(understood(f"调解笔录\n申请人：陈素芬\n被申请人：{unit}")).get("unit") == told


@pytest.mark.parametrize(
    "answer",
    [
        "我和同车间的王桂香七月工资都没拿到。",
        "七月工资没拿到，找厂长赵大海也没用。",
        "阿布都拉的工资没有发。",
    ],
)
def test_an_account_that_names_somebody_else_is_none(answer: str) -> None:
    record = (
        f"调解笔录\n申请人：陈素芬、阿布都拉\n被申请人：顺达汽车修理厂\n问：什么事？\n答：{answer}"
    )

    assert "account" not in understood(record).told
    assert "account" in understood(record.replace(answer, "七月工资没有拿到。")).told


def test_of_many_applicants_each_has_an_alias() -> None:
    ten = "陈素芬、王桂香、李秀兰、张玉梅、刘红霞、赵春花、孙立军、周建军、吴海燕、郑国强"
    paper = (
        f"调解协议书\n申请人：{ten}、冯立新、杨桂花\n被申请人：顺达汽车修理厂\n"
        "一、单位同意支付冯立新、杨桂花工资各三千元。"
    )

    assert "支付甲1某、乙1某工资" in str(facts(understood(paper))["account"])


@pytest.mark.parametrize("name", ["亓建国", "訾海涛", "仝丽", "古丽·买买提"])
def test_names_that_are_rare_are_names(name: str) -> None:
    paper = (
        f"调解协议书\n申请人：{name}\n被申请人：顺达汽车修理厂\n一、单位同意支付{name}工资四千元。"
    )

    assert "支付甲某工资" in str(facts(understood(paper, who=WHO))["account"])


def test_a_head_beside_a_head_is_none_that_was_filled_in() -> None:
    told = understood("劳动用工风险排查表\n处置措施：处置结果\n约谈负责人　已补签")

    assert not {"measures", "effect"} & set(told.told)


def test_an_effect_that_was_cut_off_is_asked_about() -> None:
    risk = "劳动关系风险处置记录\n处置结果：企业补缴社会保险60400元，\n处置人：李梅"

    assert "effect" not in facts(understood(risk))
