"""Papers in words and layouts of other hands than the corpus's, as lines of text, each with what it
says: kind of work and slot of each, and the answers that are right. What is said to no line there
must not be told to it.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

_PAY, _LEFT = "pay", "departure"


class Told(NamedTuple):
    """An entry's papers, slot and text of each; `truth` is line → the answer that is right; `marks`
    are what an account has to keep one of, `hidden` what nothing told may hold. `kind` is "" where
    the papers alone do not tell it.
    """

    name: str
    kind: str
    papers: tuple[tuple[str, str], ...]
    truth: Mapping[str, object]
    marks: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


ALL: Final = (
    Told("an application with a box for its origin, and an agreement", "mediation", (
        ("", "人民调解申请书\n申请人：陈素芬，女，43岁，住云山县白石镇\n被申请人：云山县顺达汽车修理厂（经营者：李建国）\n"
             "纠纷简要情况：2026年6月至8月工资共计9600元至今未发。\n当事人申请事项：支付拖欠的工资9600元。\n"
             "申请人（签名）：陈素芬\n2026年10月8日"),
        ("conclusion", "人民调解协议书\n编号：云人调〔2026〕第31号\n申请人：陈素芬\n被申请人：云山县顺达汽车修理厂\n"
             "纠纷主要事实、争议事项：双方因2026年6月至8月工资发放发生纠纷。\n"
             "经调解，自愿达成如下协议：\n一、顺达汽车修理厂于2026年10月31日前付清工资9600元。\n二、双方再无其他争议。\n"
             "当事人签名：陈素芬\n人民调解员签名：李梅\n2026年10月12日"),
    ), {"unit": "云山县顺达汽车修理厂", "day": "2026-10-12", "dispute": _PAY, "side": "other", "part": "main"},
       ("9600",), ("陈素芬", "李建国")),
    Told("a form with ticked boxes", "mediation", (
        ("record", "劳动人事争议调解记录表\n案件来源：□排查发现　☑当事人来访　□部门转办\n当事人：郭立新　性别：男\n"
             "用人单位：宏达包装有限公司\n争议类型：□确认劳动关系　☑劳动报酬　□社会保险\n调解员：李梅\n"
             "争议经过：连续四个月没有发放夜班补贴。\n调解时间：2026年9月14日"),
        ("conclusion", "调解终结报告\n用人单位：宏达包装有限公司\n办结日期：2026年9月16日\n"
             "调解结果：宏达包装有限公司补发夜班补贴2400元。\n承办人：李梅"),
    ), {"unit": "宏达包装有限公司", "day": "2026-09-16", "dispute": _PAY, "side": "other", "part": "main",
        "origin": "party"}, ("补贴",), ("郭立新",)),
    Told("minutes of a mediation in running text", "mediation", (
        ("record", "调解会议记录\n时间：2026年8月3日下午2时\n地点：白石镇调解室\n主持人：李梅　记录：周强\n参加人：职工何春生、金穗纺织有限公司代表\n"
             "何春生反映：7月15日被车间口头辞退，没有书面通知。\n公司代表称：系班组误会，愿意让其返岗。\n"
             "主持人就《劳动合同法》有关规定作了说明。"),
        ("conclusion", "调解协议书\n甲方：何春生\n乙方：金穗纺织有限公司\n甲、乙双方就辞退争议一事，在调解员李梅主持下达成协议：\n"
             "1、乙方撤回辞退决定，甲方8月6日返岗。\n2、停工期间按出勤计算。\n甲方（签字）：何春生　乙方（盖章）\n二〇二六年八月四日"),
    ), {"unit": "金穗纺织有限公司", "day": "2026-08-04", "dispute": _LEFT, "side": "other", "part": "main",
        "origin": "party"}, ("辞退", "返岗"), ("何春生",)),
    Told("a notice that a case is closed, letter style", "mediation", (
        ("conclusion", "关于吕芳与明珠餐饮管理有限公司争议的处理决定\n申请人吕芳于2026年9月1日来我站投诉，称明珠餐饮管理有限公司不予办理离职手续。\n"
             "经协调员李梅主持调解，明珠餐饮管理有限公司已于9月5日为其办理离职手续，本案终结。\n"
             "云山县劳动争议调解中心\n2026年9月6日"),
    ), {"unit": "明珠餐饮管理有限公司", "day": "2026-09-06", "dispute": _LEFT, "side": "other", "part": "main",
        "origin": "party"}, ("离职",), ("吕芳",)),
    Told("one's own unit under its full legal name", "mediation", (
        ("record", "谈话记录\n谈话时间：2026年7月2日\n谈话人：李梅\n调解员：李梅\n被谈话人：职工邓丽\n用人单位：云山县锦裳服饰有限公司\n"
             "问：有什么诉求？\n答：入职半年没有签订劳动合同。"),
        ("conclusion", "和解协议\n当事人：邓丽\n用人单位：云山县锦裳服饰有限公司\n双方同意于本周内补签劳动合同，期限三年。\n日期：2026年7月3日"),
        ("signed", "收　条\n今收到锦裳服饰有限公司劳动合同文本一份。\n领取人：邓丽\n2026年7月5日"),
    ), {"unit": "云山县锦裳服饰有限公司", "day": "2026-07-03", "dispute": "contract", "side": "own", "part": "main"},
       ("合同",), ("邓丽",)),
    Told("a found case, a visit afterwards, and a colleague by name", "mediation", (
        ("record", "调查笔录\n时间：2026年10月20日\n调解员：李梅\n案件来源：工作站日常排查\n被调查人：蒋文博\n工作单位：东岳物流有限公司\n"
             "问：说一下情况。\n答：我和同事王桂香的加班费都没有发，找过经理赵大海也没用。"),
        ("conclusion", "结案登记表\n申请人：蒋文博\n用人单位：东岳物流有限公司\n案由：追索加班费\n结案时间：2026年10月22日\n处理结果：补发加班费1800元。"),
        ("", "回访记录\n回访对象：蒋文博\n回访时间：2026年11月2日\n回访人：李梅\n回访情况：加班费已到账，本人表示满意。"),
    ), {"unit": "东岳物流有限公司", "day": "2026-10-22", "dispute": _PAY, "side": "other", "part": "main",
        "origin": "check"}, ("加班费",), ("蒋文博", "王桂香", "赵大海")),
    Told("a surname of no list", "mediation", (
        ("conclusion", "调解书\n申请人：亓建国\n被申请人：泰和机械厂\n亓建国称：在泰和机械厂受伤，医疗费3200元无人承担。\n"
             "经调解，双方达成协议：泰和机械厂支付医疗费3200元给亓建国。\n首席调解员：李梅\n2026年11月9日"),
    ), {"unit": "泰和机械厂", "day": "2026-11-09", "dispute": _PAY, "side": "other", "part": "main"},
       ("医疗费",), ("亓建国",)),
    Told("a name of several parts", "mediation", (
        ("conclusion", "劳动争议调解协议书\n甲方：古丽·买买提\n乙方：佳美食品厂\n因乙方未支付工资，古丽·买买提申请调解。\n"
             "双方达成协议：佳美食品厂三日内支付工资2600元。\n调解员：李梅\n签订日期：2026年10月9日"),
    ), {"unit": "佳美食品厂", "day": "2026-10-09", "dispute": _PAY, "side": "other", "part": "main"},
       ("工资",), ("古丽", "买买提")),
    Told("a plan in one paragraph", "publicity", (
        ("plan", "关于组织开展社会保险法集中宣传活动的工作方案\n各村（社区）：\n"
             "为提高群众参保意识，经研究，计划于2026年10月16日在中都街道幸福社区举办社会保险法宣传活动，"
             "通过设置咨询台的方式面向居民答疑，预计80人参加。\n中都街道办事处\n2026年10月9日"),
    ), {"day": "2026-10-16", "place": "中都街道幸福社区", "place_kind": "community", "theme": "社会保险法",
        "way": "stand", "turnout": 80}),
    Told("a summary of what was done", "publicity", (
        ("", "劳动法宣传活动小结\n2026年9月18日，白石镇协调员走进瑞丰家具厂开展劳动法宣传，采取入企走访的形式，"
             "给职工讲解加班和休假的规定，共有45名职工参加。\n白石镇劳动关系协调站\n2026年9月19日"),
    ), {"day": "2026-09-18", "place": "瑞丰家具厂", "place_kind": "enterprise", "theme": "劳动法", "way": "visit",
        "turnout": 45}),
    Told("a notice to everybody", "publicity", (
        ("", "普法宣传通知\n广大职工：\n定于2026年8月21日上午9时在高新产业园举办工伤保险条例宣讲，请踊跃参加。\n"
             "宣传形式：现场摆放展板\n高新产业园工会\n2026年8月17日"),
    ), {"day": "2026-08-21", "place": "高新产业园", "place_kind": "park", "theme": "工伤保险条例", "way": "stand"}),
    Told("a sign-in sheet of a lecture", "publicity", (
        ("photos", "女职工劳动保护特别规定宣讲\n学法用法 人人受益"),
        ("", "普法宣讲活动签到表\n活动时间：2026年9月25日\n活动地点：时代大厦三楼\n姓名　单位　签名\n陈素芬　顺达汽修\n王桂香　瑞丰家具"),
    ), {"day": "2026-09-25", "place": "时代大厦三楼", "place_kind": "building", "theme": "女职工劳动保护特别规定"}),
    Told("a plan over several days with two ways", "publicity", (
        ("plan", "就业促进法宣传计划\n宣传时间：2026年11月2日至11月6日\n宣传地点：苑庄镇工业园区\n宣传方式：发放宣传单、微信群推送\n参加人数：200余人"),
    ), {"place": "苑庄镇工业园区", "place_kind": "park", "theme": "就业促进法"}),
    Told("a banner about risks", "publicity", (
        ("photos", "防范化解劳动关系风险　普法宣传进企业"),
    ), {}),
    Told("a banner about contracts", "publicity", (
        ("photos", "签订集体合同　构建和谐劳动关系\n法治宣传走进车间"),
    ), {}),
    Told("a risk report in paragraphs", "risk", (
        ("material", "关于圣元化工有限公司欠薪隐患的处置报告\n县人社局：\n"
             "2026年9月7日，我镇协调员在走访中发现，圣元化工有限公司因货款未回，拖欠21名工人一个月工资，工人情绪不稳。\n"
             "了解情况后，协调员当日约谈企业负责人，督促其制定支付计划，并安排专人每日跟进。\n"
             "经多方协调，21名工人工资于9月15日全部发放，未发生上访。\n白石镇劳动关系协调站\n2026年9月16日"),
    ), {"way": "handled", "unit": "圣元化工有限公司", "day": "2026-09-16", "found": "2026-09-07",
        "measures": "协调员当日约谈企业负责人，督促其制定支付计划，并安排专人每日跟进",
        "effect": "21名工人工资于9月15日全部发放，未发生上访"}),
    Told("advice by letter with a short deadline", "risk", (
        ("material", "劳动用工提示函\n永盛电子有限公司：\n2026年10月13日，我站在巡查时了解到，你公司有6名职工试用期未签合同。\n"
             "建议你公司自收函之日起十五日内逐人签订书面合同，并补办参保手续。\n"
             "此后，你公司与6名职工全部签订合同。\n苑庄镇协调工作站\n2026年10月30日"),
    ), {"way": "advised", "unit": "永盛电子有限公司", "day": "2026-10-30", "found": "2026-10-13",
        "measures": "自收函之日起十五日内逐人签订书面合同，并补办参保手续", "effect": "你公司与6名职工全部签订合同"}),
    Told("a check list of risks, rows of several cells", "risk", (
        ("material", "企业用工风险排查表\n企业名称：天翼建材厂　排查时间：2026年8月10日\n风险情况：高温天气露天作业\n"
             "处置措施：调整作息，发放防暑药品\n处置结果：无人中暑\n处置时间：2026年8月12日　处置人：李梅"),
    ), {"way": "handled", "unit": "天翼建材厂", "day": "2026-08-12", "found": "2026-08-10",
        "measures": "调整作息，发放防暑药品", "effect": "无人中暑"}),
    Told("a record of a warning", "risk", (
        ("material", "劳动关系预警处置单\n涉及单位：华隆纺织有限公司\n发现日期：2026.7.6\n主要做法：与企业、职工代表三方会商，公布搬迁班车时刻。\n"
             "化解结果：去留意愿全部登记，生产平稳。\n化解日期：2026.7.9"),
    ), {"way": "handled", "unit": "华隆纺织有限公司", "day": "2026-07-09", "found": "2026-07-06",
        "measures": "与企业、职工代表三方会商，公布搬迁班车时刻", "effect": "去留意愿全部登记，生产平稳"}),
    Told("an article of an official account", "publication", (
        ("shot", "15:42\n云山发布\n车间里的“老娘舅”\n云山发布 2026年10月11日 18:02 山东\n"
             "近日，记者在云山县一家企业见到了劳动关系协调员。\n“有事先坐下来谈。”她说。\n阅读 2031　赞 12"),
    ), {"medium": "云山发布", "headline": "车间里的“老娘舅”", "day": "2026-10-11"}),
    Told("a site's page with its path", "publication", (
        ("shot", "首页 > 要闻 > 民生\n一起欠薪纠纷一天化解\n2026-11-05 10:22　来源：云山县融媒体中心　编辑：王五\n"
             "本报讯，近日，一起欠薪纠纷在调解室得到化解。\n职工当场拿到工资。\n分享到"),
    ), {"medium": "云山县融媒体中心", "headline": "一起欠薪纠纷一天化解", "day": "2026-11-05"}),
    Told("a clipping", "publication", (
        ("shot", "山东工人报\n2026年9月24日　星期四　第2版\n调解桌上握住的手\n通讯员　郭明\n"
             "“没想到一个上午就解决了。”职工说。\n在协调员的劝说下，双方签下调解协议书。"),
    ), {"medium": "山东工人报", "headline": "调解桌上握住的手", "day": "2026-09-24"}),
    Told("an article with a word of forms in its headline", "publication", (
        ("shot", "齐鲁晚报\n规范用工制度 守护职工权益\n2026-08-30 09:15\n近日，多家企业在协调员帮助下修订了考勤办法。\n迟到罚款成为历史。"),
    ), {"medium": "齐鲁晚报", "headline": "规范用工制度 守护职工权益", "day": "2026-08-30"}),
    Told("a notice that brings a rule into force", "management", (
        ("reform", "关于印发《清源服饰有限公司夜班管理规定》的通知\n各车间：\n现将《夜班管理规定》印发给你们，自2026年9月1日起施行。\n"
             "主要变化是：夜班每周不超过三次，由班组长提前两天公布排班。\n清源服饰有限公司\n2026年8月28日"),
        ("proof", "情况说明\n我公司采纳劳动关系协调员李梅的建议，施行夜班管理规定以来，夜班请假减少一半，产量提高一成。特此说明。\n"
             "清源服饰有限公司"),
    ), {"way": "advised", "unit": "清源服饰有限公司", "measures": "夜班每周不超过三次，由班组长提前两天公布排班",
        "effect": "夜班请假减少一半，产量提高一成"}),
    Told("advice on management and its adoption", "management", (
        ("reform", "宏达机械厂考勤管理办法\n第一条　上下班打卡。\n第二条　迟到不罚款，累计三次由班组长谈话。\n修订内容：取消迟到罚款，改为累计谈话\n实施日期：2026年10月1日"),
        ("proof", "采纳证明\n李梅同志提出的取消迟到罚款的建议已被我厂采纳。\n取得成效：考勤纠纷降为零，离职减少。\n宏达机械厂"),
    ), {"way": "advised", "unit": "宏达机械厂", "day": "2026-10-01", "measures": "取消迟到罚款，改为累计谈话",
        "effect": "考勤纠纷降为零，离职减少"}),
    Told("a list that is signed for", "", (("", "员工手册签收表\n序号　姓名　签收日期\n1　陈素芬　11.2\n2　王桂香　11.2"),), {}),
    Told("a promise to pay wages in time", "", (
        ("", "企业不拖欠工资承诺书\n顺达汽车修理厂郑重承诺：\n按月足额支付工资。\n2026年11月2日"),), {}),
    Told("a plan of another matter", "", (
        ("", "顺达汽车修理厂改制职工安置工作方案\n一、总体要求\n二、安置办法\n2026年11月2日"),), {}),
    Told("minutes of a meeting on a rule", "", (
        ("", "关于修订考勤办法的会议纪要\n时间：2026年11月5日\n地点：二楼会议室\n会议讨论了迟到处罚的标准，尚未形成一致意见。"),), {}),
    Told("a training's sign-in sheet", "", (
        ("", "培训签到表\n时间：2026年11月5日\n地点：顺达汽车修理厂\n姓名　单位　电话\n陈素芬　顺达汽修　13900001111"),), {}),
)  # fmt: skip
