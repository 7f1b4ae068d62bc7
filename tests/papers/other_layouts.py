"""Papers of publicity, risk, publication and management in the layouts the rules are written for."""

from typing import Final

from tests.papers import words
from tests.papers.drawing import PHONE, WIDE, Sheet, block
from tests.papers.stories import Article, Campaign, Change, Threat


def plan_of_heads(of: Campaign) -> Sheet:
    return Sheet((
        block("title", f"《{of.law}》宣传活动方案"),
        block("head", "活动主题", f"学习{of.law}，维护职工权益"),
        block("head", "活动时间", f"{words.printed(of.day)}上午"),
        block("head", "活动地点", of.place),
        block("head", "活动方式", of.way_said),
        block("head", "参加人数", f"{of.turnout}人"),
        block("gap"),
        block("section", "工作安排"),
        block("para", "活动前三天通知职工，准备资料和横幅；活动中做好讲解和登记；结束后汇总问题。"),
        block("right", of.unit, words.printed(of.day)),
    ), "Song", 32)  # fmt: skip


def plan_of_sections(of: Campaign) -> Sheet:
    return Sheet((
        block("letterhead", f"{of.town}人民政府", f"{of.town[:2]}发〔2026〕21号"),
        block("title", "劳动法律法规宣传实施方案"),
        block("section", f"一、宣传主题：{of.law}"),
        block("section", f"二、宣传时间：{words.printed(of.day)}"),
        block("section", f"三、宣传地点：{of.place}"),
        block("section", f"四、宣传形式：{of.way_said}"),
        block("section", "五、工作要求"),
        block("para", "加强组织，明确分工，注意安全，及时总结。"),
    ), "Song", 34, f"{of.town}人民政府")  # fmt: skip


def plan_in_cells(of: Campaign) -> Sheet:
    return Sheet((
        block("title", "普法宣传计划表"),
        block("cells", "宣传主题", of.law),
        block("cells", "宣传时间", words.printed(of.day), "预计人数", f"{of.turnout}人"),
        block("cells", "宣传地点", of.place),
        block("cells", "宣传方式", of.way_said),
        block("cells", "负责人", of.reporter),
    ), "Hei", 32)  # fmt: skip


PLANS: Final = (plan_of_heads, plan_of_sections, plan_in_cells)


def banner(of: Campaign) -> Sheet:
    return Sheet((block("banner", f"《{of.law}》宣传活动"),), "Hei", 40, "", WIDE)


def handled_in_cells(of: Threat) -> Sheet:
    return Sheet((
        block("title", "劳动关系风险处置记录"),
        block("cells", "涉及单位", of.unit, "发现时间", words.printed(of.found)),
        block("cells", "风险情况", of.said(of.risk.seen) + "。"),
        block("cells", "处置措施", of.said(of.risk.done) + "。"),
        block("cells", "处置结果", of.said(of.risk.effect) + "。"),
        block("cells", "处置时间", words.printed(of.done), "处置人", of.reporter),
    ), "Song", 29)  # fmt: skip


def handled_in_sections(of: Threat) -> Sheet:
    return Sheet((
        block("letterhead", f"{of.town}劳动关系协调办公室", f"{of.town[:2]}协〔2026〕7号"),
        block("title", "劳动用工风险处置报告"),
        block("plain", f"涉事单位：{of.unit}"),
        block("plain", f"发现时间：{words.printed(of.found)}"),
        block("section", "一、风险情况"), block("para", of.said(of.risk.seen) + "。"),
        block("section", "二、采取措施"), block("para", of.said(of.risk.done) + "。"),
        block("section", "三、处置结果"), block("para", of.said(of.risk.effect) + "。"),
        block("right", f"报告人：{of.reporter}", words.printed(of.done)),
    ), "Song", 32, f"{of.town}协调办")  # fmt: skip


def advised_by_letter(of: Threat) -> Sheet:
    points = [f"{n}、{text}。" for n, text in zip("12", of.risk.advice, strict=True)]
    return Sheet((
        block("letterhead", f"{of.town}劳动关系协调工作室"),
        block("title", "劳动用工建议书"),
        block("plain", f"{of.unit}："),
        block("head", "发现时间", words.printed(of.found)),
        block("para", f"我们了解到，你单位{of.said(of.risk.seen)}。"),
        block("section", "措施建议："), block("plain", *points),
        block("section", "取得成效："), block("para", of.said(of.risk.effect) + "。"),
        block("right", f"协调员：{of.reporter}", words.printed(of.done)),
    ), "Song", 32, f"{of.town}协调室")  # fmt: skip


def advised_in_cells(of: Threat) -> Sheet:
    return Sheet((
        block("title", "风险预警提示函"),
        block("cells", "企业名称", of.unit),
        block("cells", "排查时间", words.printed(of.found), "建议日期", words.printed(of.done)),
        block("cells", "风险情况", of.said(of.risk.seen) + "。"),
        block("cells", "建议内容", "；".join(of.risk.advice) + "。"),
        block("cells", "成效", of.said(of.risk.effect) + "。"),
    ), "Hei", 30)  # fmt: skip


HANDLED: Final = (handled_in_cells, handled_in_sections)
ADVISED: Final = (advised_by_letter, advised_in_cells)


def _text(of: Article) -> tuple[str, ...]:
    return (
        f"近日，{of.town}的一家企业里，劳动关系协调员正在和工人面对面交谈，把问题一条一条记在本子上。",
        "今年以来，当地把协调员派到车间和工地，做到小事不出班组，大事不出企业，争议越来越少。",
        "“遇到难处先找协调员。”一名工人说，“话说开了，气也就顺了。”",
    )


def of_account(of: Article) -> Sheet:
    """An article of a WeChat account on a phone."""
    return Sheet((
        block("bar", "10:26", "中国移动", "72%"),
        block("gap"),
        block("big", of.title),
        block("small", f"原创　{of.author}　{of.medium}　{words.printed(of.day)} 17:20"),
        block("gap"),
        *(block("plain", text) for text in _text(of)),
        block("small", "阅读 1286　赞 35　在看"),
    ), "Hei", 42, "", PHONE)  # fmt: skip


def of_site(of: Article) -> Sheet:
    return Sheet((
        block("masthead", of.medium),
        block("bar", "首页", "新闻", "政务", "专题", "视频"),
        block("title", of.title),
        block("small", f"来源：{of.medium}　发布时间：{words.short(of.day)} 09:12　字号：大 中 小"),
        *(block("para", text) for text in _text(of)),
        block("small", f"编辑：{of.author}"),
    ), "Song", 32)  # fmt: skip


def of_paper(of: Article) -> Sheet:
    return Sheet((
        block("masthead", of.medium),
        block("small", f"{words.printed(of.day)}　A2版"),
        block("gap"),
        block("big", of.title),
        block("small", f"本报记者　{of.author}"),
        *(block("para", text) for text in _text(of)),
    ), "Song", 34)  # fmt: skip


ARTICLES: Final = (of_account, of_site, of_paper)


def rule(of: Change) -> Sheet:
    articles = [f"第{n}条　{text}。" for n, text in zip("一二三", of.reform.says, strict=False)]
    return Sheet((
        block("title", f"{of.unit}{of.reform.name}"),
        block("plain", *articles),
        block("plain", f"第四条　本办法自{words.printed(of.day)}起施行。"),
        block("head", "主要内容", of.reform.changed + "。"),
        block("head", "施行日期", words.printed(of.day)),
    ), "Song", 32, of.unit[:10])  # fmt: skip


def rule_in_cells(of: Change) -> Sheet:
    return Sheet((
        block("title", f"{of.reform.name}修订情况表"),
        block("cells", "企业名称", of.unit),
        block("cells", "修订内容", of.reform.changed + "。"),
        block("cells", "实施日期", words.printed(of.day)),
    ), "Hei", 32)  # fmt: skip


def proof(of: Change) -> Sheet:
    came = f"采纳协调员{of.reporter}的建议后，" if of.advised else "改革以来，"
    return Sheet((
        block("title", "管理成效证明"),
        block("head", "单位名称", of.unit),
        block("section", "实施成效："),
        block("para", of.reform.effect + "。"),
        block("para", f"{came}劳动关系更加和谐。"),
        block("right", of.unit),
    ), "Song", 34, of.unit[:10])  # fmt: skip


def proof_in_cells(of: Change) -> Sheet:
    came = "采纳协调员建议" if of.advised else "企业自主改革"
    return Sheet((
        block("title", "改革前后对比表"),
        block("cells", "单位名称", of.unit),
        block("cells", "改进方式", came),
        block("cells", "取得成效", of.reform.effect + "。"),
    ), "Hei", 32)  # fmt: skip


RULES: Final = (rule, rule_in_cells)
PROOFS: Final = (proof, proof_in_cells)
