"""The bureau's quarter and a person's score."""

LABEL = "📈 季度汇总"
ABOUT = "季度汇总"
WORDS = (
    "汇总",
    "汇总表",
    "季度报表",
    "全县得分",
    "总表",
    "统计",
)
HELP = "📈 季度汇总：图和工作簿，例如：/summary 本季"
SCORE_LABEL = "📊 我的得分"
SCORE_ABOUT = "我的得分"
SCORE_WORDS = (
    "得分",
    "多少分",
    "分数",
    "积分",
    "查分",
    "成绩",
    "得了几分",
    "还差多少分",
)
SCORE_HELP = "📊 我的得分：看本季每一分从哪里来。"

WHICH = "📈 季度汇总：哪个季度？"
THIS = "本季（{q}）"
LAST = "上季（{q}）"
WHOSE = "{quarter}：全县，还是一个专班？"
COUNTY = "全县"
NOT_BEGUN = "{quarter}还没有开始，请选已开始的季度，例如：{q}"
MAKING = "⏳ 正在汇总{quarter}{scope}…"
DONE = "✅ {quarter}{scope}汇总已生成{mark}"
CANCELLED = "已取消汇总"
CANCEL = "取消"
BACK = "返回"
DRAFT = "（草稿：本季未锁定）"
LOCKED = "（已锁定）"
URGE, URGE_LABEL = "催办", "🔔 催办"
CAPTION = "{quarter}{scope}汇总{mark}\n协调员 {people} 人，基本得分已评 {scored} 人\n{outstanding}"
NOTHING_OWED = "没有未办事项"
ONLY_BUREAU = "季度汇总由县局查看，您可以点 📊 我的得分 看自己的得分"
MISSING_FORCE = "没有叫“{name}”的专班，现有：{known}"

SCORE_HEAD = "📊 {quarter}得分"
SCORE_DRAFT = "（草稿）"
SCORE_LOCKED = "（已锁定）"
SCORE_LINE = "{label} {points}/{cap}"
SCORE_BASE = "基本得分 {value}"
SCORE_NO_BASE = "基本得分 未评"
SCORE_FAULT = "减分 −{points}"
SCORE_FAULT_ONE = "  {number} {day} −{points}（{impact}）"
SCORE_TOTAL = "合计 {total}"
SCORE_ENTRY = "  {number} {day} +{points}（{why}）"
SCORE_LESS = "{number} +{points}：{why}"
SCORE_MORE_LESS = "另有 {n} 条没有加满，见图"
AND_MORE = "等"
REVIEWED_BY = "{who}审核"
SCORE_PENDING = "另有 {n} 条待审核，通过后计入：{numbers}"
SCORE_PENDING_LOCKED = "另有 {n} 条由县局办理，办理结果计入下一次更正：{numbers}"
SCORE_ON_PAPER = "\n其中有据台账的得分：由导入的台账带来，没有逐条记录"
SCORE_OPEN = "点编号看这一条和它的照片、审核人"
SCORE_EMPTY = "本季还没有加分记录。做完一件工作，把现场照片发过来就开始了"
NOT_IN_LEDGER = "得分只记台账内的协调员，您的身份没有得分，例如县局人员请看 📈 季度汇总"
