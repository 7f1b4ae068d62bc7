"""📒 台账导出: the ledger in the form of Annex 2."""

LABEL = "📒 台账导出"
ABOUT = "台账导出"
WORDS = (
    "台账",
    "导出台账",
    "台账表",
    "打印台账",
    "附件2",
)
HELP = "📒 台账导出：附件2样式的台账，证件号遮盖，例如：/ledger 本季"
HELP_OWN = "📒 台账导出：本专班附件2样式的台账，例如：/ledger 本季"

WHICH = "📒 台账导出：哪个季度，还是全年？"
THIS = "本季（{period}）"
LAST = "上季（{period}）"
THIS_YEAR = "今年（{period}）"
LAST_YEAR = "去年（{period}）"
WHOSE = "{period}台账：全县，还是一个专班？"
COUNTY = "全县"
BACK = "返回"
CANCEL = "取消"
MAKING = "⏳ 正在整理{scope}{period}台账…"
DONE = "✅ {scope}{period}台账已生成{mark}"
CANCELLED = "已取消导出台账"
CAPTION = "{scope}{period}台账{mark}\n协调员 {people} 人，证件号已遮盖"
ARCHIVE = "\n人数较多，一个专班一个工作簿，放在同一个压缩包里"
DRAFT = "（草稿：有季度未锁定）"
ONLY_OFFICERS = "台账由县局和本专班联络员导出，您可以点 📊 我的得分 看自己的得分"
NOT_BEGUN = "{period}还没有开始，请选已开始的，例如：/ledger {example}"
