"""📉 使用负担: what the bot costs people, for the bureau."""

LABEL = "📉 使用负担"
ABOUT = "使用负担"
SAID = (
    "负担",
    "使用量",
    "消息多不多",
    "减负",
    "形式主义",
)
HELP = "📉 使用负担：各类人员本月点多少次、收多少条，例如：/burden 上月"
MAKING = "📉 正在统计 {month}…"
TITLE = "📉 使用负担 {month}"
SO_FAR = "（截至{day}）"
HOW = "人均（中位数），只算用过的人；不列姓名，不足 3 人的并在一起。"
ROLES = "按身份"
CONVERSATIONS = "按事项"
LINE = "• {name}（{n} 人）\n  操作 {taps}，消息 {messages}"
BEFORE = "  上月 操作 {taps}，消息 {messages}"
FIGURE = "{mean}（{median}）"
FOLDED = "其余 {n} 项"
OTHER = "其他"
LABORIOUS = "最费事的 {n} 项（用过的人平均操作次数）"
RANK = "{place}. {name}：{taps} 次，{n} 人共 {all} 次"
WHAT = "操作：点一次按钮、发一条消息或一个相册。消息：新发来的一条，改动旧消息不算。"
NOTHING = "{month} 用过的人不足 3 人，没有可以显示的"
EARLIER, LATER = "◀ {month}", "{month} ▶"
ONLY_BUREAU = "使用负担由县局查看，您可以点 📮 意见反馈 提建议，例如少发几条提醒"
TO_COME = "{month} 还没有到，例如：/burden 本月"
AND = "、"
