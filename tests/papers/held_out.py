"""Two layouts that the rules were not tuned against: continuous prose, and forms with heads set
wide and cells of several lines. Whoever works on the rules looks at the figures alone.
"""

from tests.papers import words
from tests.papers.drawing import PHONE, Sheet, block
from tests.papers.stories import Article, Campaign, Case, Change, Threat


def prose_case(of: Case) -> dict[str, Sheet]:
    first, closed, last = of.days
    origin = {
        "party": f"职工{of.party}来到{of.town}劳动争议调解室反映",
        "check": f"工作人员在用工排查中了解到，职工{of.party}称",
        "": f"职工{of.party}称",
    }[of.origin]
    record = Sheet((
        block("title", "谈话记录"),
        block("para", f"{words.printed(first)}上午，{origin}：{of.claim}。"
              f"{of.unit}的负责人也到场说明了情况，表示愿意协商解决。"),
        block("para", f"经调解员{of.mediator}耐心劝解，双方愿意进一步协商。"),
        block("gap"), block("sign", "谈话人", "记录人"), block("right", words.printed(first)),
    ), "Song", 34)  # fmt: skip
    agreed = "；".join(of.agreed)
    conclusion = Sheet((
        block("title", "和解协议书"),
        block("para", f"{of.party}（以下称甲方）与{of.unit}（以下称乙方）因{of.dispute.cause}发生争议。"
              f"在{of.town}劳动争议调解室，由调解员{of.mediator}主持，双方本着互谅互让的原则，"
              f"达成如下协议：{agreed}。"),
        block("para", "本协议一式三份，双方各执一份，调解室留存一份，自双方签字之日起生效。"),
        block("gap"), block("sign", "甲方", "乙方"), block("right", words.written(closed)),
    ), "Song", 34, f"{of.town}劳动争议调解室")  # fmt: skip
    signed = Sheet((
        block("title", "收 条"),
        block("para", f"今收到{of.unit}按照协议履行的全部内容，{of.agreed[0]}，核对无误。"),
        block("para", "特此证明。"),
        block("right", f"收款人：{of.party}", words.printed(last)),
    ), "Pen", 38)  # fmt: skip
    return {"record": record, "conclusion": conclusion, "signed": signed}


def spaced_case(of: Case) -> dict[str, Sheet]:
    first, closed, last = of.days
    origin = {"party": "职工来访反映", "check": "日常排查发现", "": "其他"}[of.origin]
    record = Sheet((
        block("title", "劳动争议调解记录表"),
        block("cells", "申 请 人", of.party, "被申请人", of.unit),
        block("cells", "案 由", of.dispute.cause, "案件来源", origin),
        block("cells", "时 间", words.dotted(first), "调 解 员", of.mediator),
        block("cells", "申请人诉求", f"{of.claim}。"),
        block("cells", "单位意见", "情况属实，愿意在调解室主持下协商。"),
        block("gap"), block("sign", "申请人签字", "单位代表签字"),
    ), "Hei", 28)  # fmt: skip
    conclusion = Sheet((
        block("title", "劳动争议案件结案审批表"),
        block("cells", "当 事 人", of.party, "性 别", "男"),
        block("cells", "用人单位", of.unit),
        block("cells", "案 由", of.dispute.cause, "承 办 人", of.mediator),
        block("cells", "基本案情", f"申请人{of.party}称，{of.claim}。"),
        block("cells", "处理结果", "；".join(of.agreed) + "。"),
        block("cells", "结案日期", words.printed(closed), "结案方式", "调解"),
    ), "Song", 28, f"{of.town}调解中心")  # fmt: skip
    signed = Sheet((
        block("title", "文 书 送 达 回 证"),
        block("cells", "受送达人", of.party, "案 由", of.dispute.cause),
        block("cells", "送达文书", "结案通知一份"),
        block("cells", "送达地点", f"{of.town}劳动争议调解室", "送达时间", words.dotted(last)),
        block("cells", "受送达人签名", "", "送 达 人", of.mediator),
    ), "Hei", 28)  # fmt: skip
    return {"record": record, "conclusion": conclusion, "signed": signed}


def prose_plan(of: Campaign) -> Sheet:
    return Sheet((
        block("letterhead", f"{of.town}劳动关系协调工作站"),
        block("title", f"关于开展《{of.law}》宣传活动的实施方案"),
        block("para", f"为帮助职工了解《{of.law}》，维护自身权益，定于{words.printed(of.day)}在{of.place}"
              f"开展一次宣传活动，采取{of.way_said}的方式进行，预计{of.turnout}人参加。"),
        block("para", "请各组提前做好物料准备，注意现场秩序，活动结束后整理照片存档。"),
        block("right", f"{of.town}劳动关系协调工作站"),
    ), "Song", 34)  # fmt: skip


def spaced_plan(of: Campaign) -> Sheet:
    return Sheet((
        block("title", "普法宣传活动计划表"),
        block("cells", "主 题", f"《{of.law}》进基层"),
        block("cells", "时 间", words.dotted(of.day), "地 点", of.place),
        block("cells", "形 式", of.way_said, "人 数", f"{of.turnout}人"),
        block("cells", "工作安排", "提前两天张贴通知；当天九点前布置完毕；结束后整理照片。"),
        block("cells", "责 任 人", of.reporter, "备 注", "无"),
    ), "Hei", 28)  # fmt: skip


def prose_risk(of: Threat) -> Sheet:
    if of.advised:
        first, second = of.risk.advice
        return Sheet((
            block("title", "劳动用工风险提示函"),
            block("plain", f"{of.unit}："),
            block("para", f"{words.printed(of.found)}走访时了解到，你单位{of.said(of.risk.seen)}。"
                  f"为避免矛盾扩大，建议你单位{first}，并且{second}。"),
            block("para", f"此后，{of.said(of.risk.effect)}。"),
            block("right", f"{of.town}劳动关系协调工作站", words.printed(of.done)),
        ), "Song", 34, f"{of.town}工作站")  # fmt: skip
    return Sheet((
        block("title", f"关于{of.unit}用工风险处置情况的报告"),
        block("para", f"{words.printed(of.found)}，协调员{of.reporter}在巡查中发现，"
              f"{of.unit}{of.said(of.risk.seen)}。"),
        block("para", f"了解情况后，{of.said(of.risk.done)}。"),
        block("para", f"截至{words.printed(of.done)}，{of.said(of.risk.effect)}。"),
        block("right", f"{of.town}劳动关系协调工作站", words.printed(of.done)),
    ), "Song", 34)  # fmt: skip


def spaced_risk(of: Threat) -> Sheet:
    if of.advised:
        return Sheet((
            block("title", "风 险 防 范 建 议 书"),
            block("cells", "企业名称", of.unit, "发现时间", words.dotted(of.found)),
            block("cells", "风险情况", of.said(of.risk.seen) + "。"),
            block("cells", "建 议", "；".join(of.risk.advice) + "。"),
            block("cells", "成 效", of.said(of.risk.effect) + "。"),
            block("cells", "建议日期", words.dotted(of.done), "协 调 员", of.reporter),
        ), "Hei", 28)  # fmt: skip
    return Sheet((
        block("title", "劳动关系风险处置登记表"),
        block("cells", "涉事单位", of.unit, "发现日期", words.dotted(of.found)),
        block("cells", "风险情况", of.said(of.risk.seen) + "。"),
        block("cells", "处置措施", of.said(of.risk.done) + "。"),
        block("cells", "处置结果", of.said(of.risk.effect) + "。"),
        block("cells", "处置日期", words.dotted(of.done), "处 置 人", of.reporter),
    ), "Song", 28, f"{of.town}工作站")  # fmt: skip


def prose_article(of: Article) -> Sheet:
    """A newspaper's page: its name is larger than any title, the text stands in columns."""
    text = (
        f"本报讯（通讯员 {of.author}）连日来，{of.town}的劳动关系协调员走进企业车间，听职工说困难，帮企业找办法。",
        "在一家企业的调解室里，一起持续两个月的争议当天就有了结果，双方握手言和。",
        "“有话坐下来慢慢说，办法总比困难多。”协调员这样说。当地今年已有数十起争议在企业内部得到解决。",
    )
    return Sheet((
        block("masthead", of.medium),
        block("small", f"{words.printed(of.day)}　星期四　第3版　要闻"),
        block("title", of.title),
        block("columns", *text),
    ), "Song", 32)  # fmt: skip


def spaced_article(of: Article) -> Sheet:
    """A site on a phone: a menu above, the title, time and origin in grey."""
    return Sheet((
        block("bar", "9:41", "5G", "86%"),
        block("bar", "首页", "要闻", "民生", "视频", "更多"),
        block("gap"),
        block("big", of.title),
        block("small", f"{words.short(of.day)} 08:30　{of.medium}"),
        block("para", f"近日，{of.town}的劳动关系协调员走进企业，为职工解答疑问，帮助企业规范用工。"),
        block("para", "当地建立了三级协调网络，争议在企业内部就能得到化解，职工和企业都说好。"),
        block("small", f"责任编辑：{of.author}"),
    ), "Hei", 42, "", PHONE)  # fmt: skip


def prose_change(of: Change) -> dict[str, Sheet]:
    reform = Sheet((
        block("title", f"关于印发《{of.unit}{of.reform.name}》的通知"),
        block("plain", "各部门、各班组："),
        block("para", f"经职工代表大会讨论通过，现将《{of.reform.name}》印发给你们，"
              f"自{words.printed(of.day)}起施行。主要变化是：{of.reform.changed}。"),
        block("right", of.unit, words.printed(of.day)),
    ), "Song", 34, of.unit[:10])  # fmt: skip
    told = f"采纳劳动关系协调员{of.reporter}的建议，" if of.advised else ""
    proof = Sheet((
        block("title", "情况说明"),
        block("para", f"我单位{told}施行新的{of.reform.name}以来，{of.reform.effect}。特此说明。"),
        block("right", of.unit),
    ), "Song", 34, of.unit[:10])  # fmt: skip
    return {"reform": reform, "proof": proof}


def spaced_change(of: Change) -> dict[str, Sheet]:
    reform = Sheet((
        block("title", f"{of.reform.name}修订说明"),
        block("cells", "单位名称", of.unit, "施行日期", words.dotted(of.day)),
        block("cells", "主要内容", of.reform.changed + "。"),
        block("cells", "征求意见", "已经职工代表大会讨论通过。"),
    ), "Hei", 28)  # fmt: skip
    origin = f"采纳劳动关系协调员{of.reporter}的建议" if of.advised else "企业自行改革"
    proof = Sheet((
        block("title", "管理改进成效对照表"),
        block("cells", "单 位", of.unit),
        block("cells", "由 来", origin),
        block("cells", "取得成效", of.reform.effect + "。"),
    ), "Hei", 28)  # fmt: skip
    return {"reform": reform, "proof": proof}
