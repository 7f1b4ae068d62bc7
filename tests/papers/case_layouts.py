"""A case's papers in the layouts the rules are written for."""

from typing import Final

from tests.papers import words
from tests.papers.drawing import Block, Sheet, block
from tests.papers.stories import Case

_ORIGINS: Final = {
    "party": "申请人上门反映，请求调解",
    "check": "协调员在日常排查中发现该争议",
    "": "双方当事人到场",
}


def _parties(of: Case) -> tuple[Block, ...]:
    """The parties as an agreement begins with them, with numbers that must not travel."""
    return (
        block("plain", f"申请人：{of.party}，男，汉族，身份证号{of.number}，联系电话{of.mobile}。"),
        block("plain", f"被申请人：{of.unit}，地址：{of.town}工业路18号，法定代表人：{of.clerk}。"),
    )


def asked(of: Case) -> Sheet:
    """A record of questions and answers under printed heads."""
    first = of.days[0]
    came = {
        "party": "问：您今天来反映什么问题？", "check": "问：我们在排查中了解到您有争议，请说一说。",
        "": "问：请说一说您的请求。",
    }[of.origin]  # fmt: skip
    return Sheet((
        block("title", "调解笔录"),
        block("head", "时间", f"{words.printed(first)}上午9时", "Pen"),
        block("head", "地点", f"{of.town}劳动争议调解室", "Pen"),
        block("head", "调解员", of.mediator, "Pen"),
        block("head", "申请人", of.party, "Pen"),
        block("head", "被申请人", of.unit, "Pen"),
        block("gap"),
        block("plain", came, f"答：{of.claim}。", "问：单位一方有什么意见？",
              "答：情况属实，我们愿意协商解决。", "问：双方是否愿意调解？", "答：愿意。"),
        block("plain", "以上笔录我看过，和我说的一样。"),
        block("sign", "申请人签名", "被申请人签名", "调解员", "记录人"),
    ), "Song", 32)  # fmt: skip


def in_cells(of: Case) -> Sheet:
    """A record as a form of ruled cells."""
    return Sheet((
        block("title", "劳动争议调解记录表"),
        block("cells", "申请人", of.party, "联系电话", of.mobile),
        block("cells", "被申请人", of.unit),
        block("cells", "案由", of.dispute.cause, "调解员", of.mediator),
        block("cells", "调解时间", words.printed(of.days[0])),
        block("cells", "案件来源", _ORIGINS[of.origin]),
        block("cells", "争议经过", f"{of.claim}。"),
        block("cells", "调解意见", "双方同意调解，具体办法另签协议。"),
        block("sign", "申请人", "被申请人"),
    ), "Hei", 30)  # fmt: skip


def inquired(of: Case) -> Sheet:
    """An inquiry under a letterhead, in running text."""
    return Sheet((
        block("letterhead", f"{of.town}劳动争议调解委员会"),
        block("title", "调查笔录"),
        block("line", f"时间：{words.printed(of.days[0])}", f"地点：{of.town}调解室"),
        block("line", f"调解员：{of.mediator}", f"记录人：{of.town[:2]}办"),
        block("plain", f"被调查人：{of.party}，身份证号：{of.number}"),
        block("plain", f"工作单位：{of.unit}"),
        block("para", f"{_ORIGINS[of.origin]}。{of.party}陈述：{of.claim}。"),
        block("para", "以上情况属实，本人愿意接受调解。"),
        block("sign", "被调查人", "调查人"),
    ), "Song", 32)  # fmt: skip


def agreed(of: Case) -> Sheet:
    """An agreement in running text with numbered points."""
    points = [f"{n}、{text}。" for n, text in zip("一二三", of.agreed, strict=False)]
    return Sheet((
        block("title", "调解协议书"),
        block("small", f"（2026）{of.town[:2]}调字第{int(of.mobile[-2:]) + 1}号"),
        *_parties(of),
        block("para", f"申请人{of.party}与被申请人{of.unit}因{of.dispute.cause}一事发生争议，"
              f"申请人称：{of.claim}。"),
        block("para", "经调解，双方自愿达成如下协议："),
        block("para", *points),
        block("para", "本协议自双方签字之日起生效，一式三份。"),
        block("sign", "申请人", "被申请人", "调解员"),
        block("right", words.printed(of.days[1])),
    ), "Song", 32, f"{of.town}调解委员会")  # fmt: skip


def reported(of: Case) -> Sheet:
    """A report on the end of a case, under a letterhead with a number, in sections."""
    return Sheet((
        block("letterhead", f"{of.town}劳动争议调解中心", f"{of.town[:2]}调结〔2026〕{of.mobile[-2:]}号"),
        block("title", "劳动争议案件办结报告"),
        block("section", "一、当事人情况"),
        block("plain", f"申请人：{of.party}，联系电话：{of.mobile}"),
        block("plain", f"被申请人：{of.unit}"),
        block("section", "二、基本情况"),
        block("para", f"{of.claim}。"),
        block("section", "三、调解结果"),
        block("para", "；".join(of.agreed) + "。"),
        block("section", "四、办结时间"),
        block("para", f"{words.printed(of.days[1])}"),
        block("right", f"承办人：{of.mediator}", words.printed(of.days[1])),
    ), "Song", 32, f"{of.town}调解中心")  # fmt: skip


def closed(of: Case) -> Sheet:
    """The form on which a case is closed: ruled cells, two heads on a row."""
    return Sheet((
        block("title", "调解案件结案登记表"),
        block("cells", "申请人", of.party, "性别", "女"),
        block("cells", "身份证号", of.number),
        block("cells", "用人单位", of.unit),
        block("cells", "案由", of.dispute.cause, "承办人", of.mediator),
        block("cells", "基本案情", f"{of.claim}。"),
        block("cells", "调解结果", "；".join(of.agreed) + "。"),
        block("cells", "结案日期", words.printed(of.days[1]), "结案方式", "调解"),
        block("sign", "申请人", "单位代表"),
    ), "Song", 30)  # fmt: skip


def served(of: Case) -> Sheet:
    return Sheet((
        block("title", "送达回证"),
        block("cells", "送达文书", "调解协议书一份"),
        block("cells", "受送达人", of.party),
        block("cells", "送达地点", f"{of.town}劳动争议调解室"),
        block("cells", "送达方式", "直接送达", "送达日期", words.printed(of.days[2])),
        block("cells", "备注", "文书内容已看过，没有异议。"),
        block("sign", "收件人", "送达人"),
    ), "Song", 32, f"{of.town}调解室")  # fmt: skip


def received(of: Case) -> Sheet:
    return Sheet((
        block("title", "收　条"),
        block("para", f"今收到{of.unit}按协议履行的内容：{of.agreed[0]}。已当面点清。"),
        block("right", f"收款人：{of.party}", f"身份证号：{of.number}", words.printed(of.days[2])),
    ), "Pen", 38)  # fmt: skip


def promised(of: Case) -> Sheet:
    return Sheet((
        block("title", "履行承诺书"),
        block("plain", f"承诺人：{of.unit}"),
        block("para", f"我单位与{of.party}已经达成调解协议，现承诺：{of.agreed[0]}，逾期愿承担相应责任。"),
        block("sign", "承诺人（盖章）"),
        block("right", words.printed(of.days[2])),
    ), "Song", 34, of.unit[:10])  # fmt: skip


RECORDS: Final = (asked, in_cells, inquired)
CONCLUSIONS: Final = (agreed, reported, closed)
SIGNED: Final = (served, received, promised)
