"""🗂 阶段汇报: asking for it, its progress, and the words of workbook and document."""

LABEL = "🗂 阶段汇报"
ABOUT = "阶段汇报材料"
SAID = (
    "阶段",
    "会议材料",
    "开会用",
    "汇报材料",
    "例会",
    "工作总结",
    "阶段小结",
)
HELP = "🗂 阶段汇报：会议用的工作簿和 Word 材料，任意时段。"

ONLY_BUREAU = "阶段汇报由县局汇总，您的身份不用办理，例如查看自己的得分请点 📊 我的得分"
ASK = "🗂 阶段汇报：汇总哪个阶段？也可以直接打字，例如：9月1日到11月20日"
CHOSEN = "🗂 阶段汇报：{stage}"
PROGRESS = "🗂 正在汇总{stage}：{done}/{total} {what}…"
WRITING = "制图成文"
DONE = "✅ {stage}阶段汇报：工作簿和 Word 材料如下，数据截至 {at}"
CANCEL = "取消"
CANCELLED = "已取消阶段汇报"
BUTTONS = ("本月", "上月", "本季", "上季", "今年", "去年")

TITLE = "{county}劳动关系协调员工作阶段汇报"
META = "{stage}　数据截至{day}"
WORKBOOK_NAME = "阶段汇报-{stage}.xlsx"
DOCUMENT_NAME = "阶段汇报-{stage}.docx"
OVERVIEW = "总体情况"
OVERVIEW_HEADINGS = ("方面", "情况")
NUMERALS = "一二三四五六七八九十"
HEADING = "{n}、{title}"
FIGURE = "图{n}　{title}"
TABLE = "表{n}　{name}"
IN_SHORT = "（表中列出前 {shown} 行，共 {n} 行，全部见工作簿“{name}”表。）"
NOTHING = "（无）"
AND_OTHERS = "其余 {n} 个"
