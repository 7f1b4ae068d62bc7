"""Sentences of `xietiao verify`: what it goes through and what it finds wrong."""

from collections.abc import Mapping
from typing import Final

WHOLE = "完好：审计链、记录、佐证文件、引用关系均无异常"
OLDER = "其中 {rows:,} 条在 {day} 纳入审计链，此前的改动无从核对"
CHAIN_BROKEN = "审计记录第 {row} 行与前一行对不上，此处被改动或删除过"
NUMBERING = "审计记录的末行是第 {last} 行，数据库记下的编号却是 {given}，编号被改动过"
NOT_BEGUN = (
    "审计链里没有接管已有记录的那一行，已有的记录无从核对：审计记录可能被清空或截去过，请先查明原因"
)
NOTED_REPLACED = "审计记录第 {row} 行与记下的不一致，此前的审计记录被替换过"
NOTED_GONE = "没有审计记录第 {row} 行，记下之后的审计记录被截去或替换过"
HEAD_OR_NOTED = "--head 与 --noted 不能同时用：先用 --noted 核对以前记下的，再用 --head 记下现在的"
NOTED_ODD = (
    "看不懂记下的“{said}”，请照 xietiao verify --head 显示的填写，例如：--noted 1042:3f9c…（64 位）"
)
CHANGED = "{row}的{column}与审计记录不符：应为 {told}，现为 {found}"
CHANGED_UNSEEN = "{row}的{column}与审计记录不符，被改动过"
UNTOLD = "{row}没有审计记录，不是通过本系统添加的"
GONE = "{row}在审计记录里有，现在不见了"
FILE_BROKEN = "佐证文件 {sha256} 缺失或内容已变"
REFERENCE_BROKEN = "{table} 第 {row} 行引用的 {parent} 不存在"
DATABASE_BROKEN = "数据库结构异常：{trouble}"
PART_GONE = "数据库缺少{kind} {name}，被删除过"
PART_ADDED = "数据库多出{kind} {name}，不是本程序建立的"
PART_CHANGED = "数据库里的{kind}与本程序建立的不同，被改动过：{name}"
PART_OF = "{name}（在 {of} 上）"
KINDS: Final[Mapping[str, str]] = {
    "table": "表",
    "index": "索引",
    "trigger": "触发器",
    "view": "视图",
    "constraint": "约束",
    "rule": "规则",
}
DRAFT_STRANGE = "{number} 的草稿属于另一个人，被改动过"
DRAFT_UNFIT = "{number} 的草稿状态是“{state}”，与记录的状态不合，被改动过"
NOT_ADDING_UP = "{quarter}第{number}版：人员{person} 的得分与其所列各条之和不符"
DECISION_MISSING = "{number} 的审核决定没有审计记录"

NOTHING = "空"
DRAFT = "草稿 {id}"
# A person by number, for names are not unique: with the masked name, where that can be read.
PERSON, SOMEBODY, NOBODY = "人员 {id}（{name}）", "人员 {id} ", "不属于任何人"
# How a value is shown that has no place where it stands; and a character that has no shape.
ODD: Final[Mapping[str, str]] = {"bytes": "二进制内容 {0}", "no text": "乱码 {0}"}
UNPRINTABLE = "‹{0:X}›"

# What is being gone through, for whoever waits.
LINES, ROWS, FILES, REFERENCES = "审计记录", "记录", "佐证文件", "引用关系"
VERIFYING = "正在核对"
PROGRESS = "{doing}{what} {done:,}"
PROGRESS_OF = "{doing}{what} {done:,}/{total:,}"

# What a row is called: `person`, `force` and `entry` are looked up, the rest are its columns.
ROW: Final[Mapping[str, str]] = {
    "task_force": "专班“{name}”（{id}）",
    "person": "{person}",
    "role": "{person}的身份 {id} ",
    "invite": "{person}的加入链接 {id} ",
    "account": "{person}的账号",
    "entry": "X{id} ",
    "evidence": "{entry} 的佐证 {id} ",
    "base_score": "{person}{quarter} 的基本得分",
    "exemplar": "{force} {month} 的典型 {id} ",
    "deputy": "{force}的代理 {id} ",
    "move": "{person}的调整 {id} ",
    "unchanged": "{force} {quarter} 的“没有变化”",
    "fault": "S{id} ",
    "version": "{quarter} 的第 {number} 版",
    "reported": "{person}在版本 {version_id} 中的得分",
    "award": "{person}{year} 年的金牌",
    "feedback": "意见反馈 F{id} ",
    "feedback_word": "意见反馈 F{feedback_id} 第 {nth} 段话",
    "alert": "A{id} ",
    "alert_note": "紧急上报的进展 {id} ",
    "emergency_plan": "{force}的应急预案 {id} ",
    "training": "P{id} ",
    "attendance": "{person}在 P{training_id} 的签到",
    "placement": "G{id} ",
    "station": "站点 {id} ",
    "opening": "站点 {station_id} 的开放时间 {id} ",
}

# What a column is called: of one table, or of any.
COLUMNS: Final[Mapping[str, str]] = {
    "added_at": "加入台账时间",
    "album": "相册",
    "appeal_sealed": "复核申请",
    "chat_id": "账号",
    "cooperating": "配合单位",
    "counts": "是否计分",
    "day": "日期",
    "decided_at": "审核时间",
    "decided_by": "审核人",
    "draft_id": "所属草稿",
    "education": "学历",
    "employer": "工作单位及职务",
    "ended_at": "结束时间",
    "entry_id": "所属记录",
    "expires_at": "有效期",
    "facts_sealed": "内容",
    "field": "领域",
    "file_id": "文件来源",
    "fingerprint": "图像特征",
    "first": "起日",
    "from_id": "原专班",
    "given_at": "评分时间",
    "given_by": "评分人",
    "height": "高度",
    "id_number_hash": "身份证号码索引",
    "id_number_sealed": "身份证号码",
    "invite_id": "加入链接",
    "issued_at": "发出时间",
    "joined_at": "加入时间",
    "kind": "类型",
    "last": "止日",
    "late": "是否为补充材料",
    "lead": "牵头单位",
    "left_at": "离开时间",
    "line": "项",
    "located": "有无定位",
    "message_id": "消息号",
    "mime": "文件格式",
    "mirrored": "镜像特征",
    "month": "月份",
    "moved_by": "调整人",
    "name": "名称",
    "evidence.name": "未加密的文件名",
    "name_hash": "姓名索引",
    "name_sealed": "姓名",
    "evidence.name_sealed": "文件名",
    "named_at": "安排时间",
    "named_by": "安排人",
    "open_slots": "暂缺佐证",
    "person_id": "所属人员",
    "phone_hash": "手机号索引",
    "phone_sealed": "手机号",
    "picked_at": "推广时间",
    "picked_by": "推广人",
    "place": "序号",
    "reason": "理由",
    "received_at": "收到时间",
    "refusal": "拒收原因",
    "remark": "备注",
    "reported_at": "报送时间",
    "reported_by": "报送人",
    "reviewer": "由谁审核",
    "role": "身份",
    "said_at": "确认时间",
    "said_by": "确认人",
    "sha256": "文件",
    "share": "本单位或其他单位",
    "since": "起始时间",
    "size": "文件大小",
    "slot": "佐证类别",
    "state": "状态",
    "story_sealed": "事迹",
    "submitted_at": "提交时间",
    "taken_at": "拍摄时间",
    "task_force_id": "所属专班",
    "thumbnail": "缩略图",
    "title_sealed": "标题",
    "to_id": "新专班",
    "token_hash": "链接内容",
    "unique_id": "文件编号",
    "until": "终止时间",
    "value": "分数",
    "why_not": "不计分的原因",
    "width": "宽度",
    "wrong": "答错次数",
    "years": "从事年限",
    "about_id": "涉及人员",
    "answer_sealed": "本人说明",
    "answer_until": "说明期限",
    "answered_at": "说明时间",
    "addressee": "由谁答复",
    "asked_at": "提出时间",
    "feedback.answered_at": "答复时间",
    "feedback.words": "段数",
    "feedback.passed_at": "转县局时间",
    "feedback.passed_by": "转县局的人",
    "feedback_word.is_answer": "是否为答复",
    "feedback_word.said_at": "说的时间",
    "feedback_word.said_by": "说的人",
    "feedback_word.words_sealed": "内容",
    "placement.words_sealed": "评价内容",
    "base": "基本得分",
    "counted_sealed": "计分明细",
    "ended_by": "取消人",
    "fault": "减分",
    "large": "影响",
    "made_at": "锁定时间",
    "made_by": "锁定人",
    "management": "劳动管理",
    "mediation": "成功调解",
    "number": "版次",
    "promoted_where": "推广去向",
    "publication": "刊发经验",
    "publicity": "开展宣传",
    "quarter": "季度",
    "rank": "名次",
    "recorded_by": "代报人",
    "registered_at": "登记时间",
    "registered_by": "登记人",
    "risk": "预防风险",
    "rules": "计分规则",
    "seconded_by": "复核人",
    "source": "来源",
    "total": "得分合计",
    "version_id": "版本",
    "who_sealed": "台账信息",
    "why_ended": "取消理由",
    "year": "年度",
    "alert_id": "所属紧急上报",
    "drill": "是否演练",
    "known_at": "知悉时间",
    "known_by": "知悉人",
    "outcome_sealed": "办结情况",
    "raised_at": "上报时间",
    "raised_by": "上报人",
    "round": "提醒次数",
    "what": "哪一部分",
    "words_sealed": "文字",
    "called_off_at": "取消时间",
    "called_off_by": "取消人",
    "evaluated_at": "评价时间",
    "evaluated_by": "评价人",
    "grade": "评价等次",
    "host": "锻炼单位",
    "how": "签到方式",
    "level": "层次",
    "noted_at": "签到时间",
    "noted_by": "登记签到的人",
    "present": "是否到场",
    "set_down_at": "登记时间",
    "set_down_by": "登记人",
    "stage": "阶段",
    "training_id": "所属培训",
    "why_off": "取消理由",
    "address": "地址",
    "closed_by": "关闭人",
    "keeper_id": "负责人",
    "keeper_sealed": "负责人姓名",
    "named": "名称索引",
    "opened_by": "开放人",
    "version": "修改次数",
    "why": "关闭原因",
    "within": "所在",
}
