"""The sentences and headings of the stage pack, section by section."""

FORCE = "专班"
ALL = "合计"
NOBODY_YET = "未定"
SEPARATOR = "、"

COVERED = "人员与覆盖"
COVERED_HEAD = (
    "在册劳动关系协调员 {people} 人，分布在 {forces} 个专班，其中 {joined} 人已加入协调通。"
)
COVERED_LIAISONS = "{n} 个专班还没有联络员：{names}。"
COVERED_LACKING = "{n} 个专班有应设而未设的协调员类型，详见下表。"
COVERED_WHOLE = "各专班应设的协调员类型都已有人。"
COVERED_HEADINGS = (FORCE, "联络员", "协调员人数", "已加入", "缺少的类型")
COVERED_CHART = "各专班协调员人数"
PEOPLE = "人"

WORKED = "工作开展"
WORKED_HEAD = "各专班共上报工作 {all} 条，已通过 {approved} 条，待审核 {pending} 条。"
WORKED_KINDS = "按类别（已通过）：{kinds}。"
WORKED_KIND = "{label} {n} 条"
WORKED_NONE = "本阶段还没有上报的工作。"
WORKED_SILENT = "{n} 个专班本阶段没有上报工作：{names}。"
WORKED_HEADINGS = ("上报", "已通过", "待审核", "已退回", "未认定")
WORKED_TABLE = "各专班工作"
WORKED_CHART = "各专班已通过的工作"
MONTHS_TABLE = "各月工作"
MONTHS_CHART = "各月已通过的工作"
MONTH = "月份"
ENTRIES = "条"

SCORED = "量化得分"
SCORED_HEAD = "{quarter}（{mark}）全县平均 {mean} 分"
SCORED_NONE = "本阶段没有可计分的季度。"
SCORED_UNRATED = "{quarter}基本得分已评 {scored}/{people} 人。"
SCORED_OWED = "{quarter}待办：{owed}。"
SCORED_TABLE = "各专班得分"
SCORED_CHART = "各专班平均得分（{quarter}）"
SCORED_HEADINGS = ("人数", "平均得分", "最高得分", "最低得分", "基本得分已评")
PERSON_TABLE = "个人得分"
PERSON_HEADINGS = ("姓名", FORCE, "协调员类型", "工作单位及职务")
FAULTS = "{quarter}核准工作失误 {n} 件。"
POINTS = "分"
QUARTER_FIRST = "{force} {quarter}"

REWARDED = "典型选树"
REWARDED_HEAD = "各专班报送典型 {n} 份，择优推广 {promoted} 份。"
REWARDED_OWING = "{month}未报送的专班：{names}。"
REWARDED_TABLE = "报送的典型"
REWARDED_HEADINGS = ("标题", FORCE, "姓名", "月份", "情况", "推广到")
REWARDED_PHOTO = "{title}（{force}）"
