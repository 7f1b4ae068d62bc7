"""The sentences and headings of the stage pack, section by section."""

FORCE = "专班"
ALL = "合计"
NOBODY_YET = "未定"
SEPARATOR = "、"

COVERED = "人员与覆盖"
COVERED_HEAD = (
    "截至{day}，在册劳动关系协调员 {people} 人，分布在 {forces} 个专班，"
    "其中 {joined} 人已加入协调通。"
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

COUNTY = "全县"

TRAINED = "培训与以干代训"
TRAINED_HEAD = "举办培训 {trainings} 场、{times} 人次，以干代训 {placements} 人次。"
TRAINED_BEFORE = "另有阶段开始以前已在进行的以干代训 {n} 人次，一并列在表中。"
TRAINED_SHORT = "以干代训不足{least}天的 {n} 人次。"
TRAINED_LACKING = "以干代训已结束还没有评价的 {n} 人次。"
TRAINED_AS_OF = "{year}年培训覆盖按{day}的台账统计。"
TRAININGS_TABLE = "培训"
TRAININGS_HEADINGS = ("主题", "日期", FORCE, "到场人数")
PLACEMENTS_TABLE = "以干代训"
PLACEMENTS_HEADINGS = ("姓名", FORCE, "接收单位", "层级", "起止", "时长", "评价")
SPAN = "{first}至{last}"
SHORT = "不足{least}天"
NOT_EVALUATED, RUNNING, HAS_LEFT = "未评价", "进行中", "已离开"
TRAINED_TABLE = "{year}年培训覆盖"
TRAINED_REACHED = (FORCE, "协调员人数", "已培训", "还没培训")
TRAINED_CHART = "{year}年各专班已培训人数"

PLACED = "服务站点"
PLACED_HEAD = "现有公共服务站、工作室 {n} 个，本阶段新开 {opened} 个、关闭 {closed} 个。"
PLACED_TABLE = "服务站点"
PLACED_PHOTO = "{name}（{force}）"
PLACED_HEADINGS = (FORCE, "类别", "现有", "本阶段新开", "本阶段关闭")

ALARMED = "紧急上报"
ALARMED_HEAD = "紧急上报 {n} 起，演练 {drills} 次。"
ALARMED_MEDIAN = "从上报到有人知悉，中位数 {n} 分钟。"
ALARMED_OPEN = "还有 {n} 起没有办结。"
ALARMED_TABLE = "紧急上报"
ALARMED_HEADINGS = ("编号", "日期", FORCE, "性质", "知悉用时（分钟）", "进展")
REAL, DRILL = "实情", "演练"

RAISED = "问题与建议"
RAISED_HEAD = (
    "收到问题和建议 {asked} 件，答复 {answered} 件，解决 {closed} 件；还没有解决的 {open} 件。"
)
RAISED_DAYS = "平均 {n:.1f} 天答复。"
RAISED_TABLE = "还没有解决的问题"
RAISED_HEADINGS = ("编号", "类别", FORCE, "已过天数", "进展")
ANSWERED, UNANSWERED = "已答复，待本人确认", "待答复"
