"""典型推广: what officers read of the month's exemplars, and what others are told of their
decisions.
"""

LABEL = "🌟 典型推广"
ABOUT = "典型推广"
WORDS = (
    "推广典型",
    "择优推广",
    "看典型",
    "汇编",
    "下载汇编",
)
HELP = "🌟 典型推广：各专班的典型，择优推广或存档，例如：/exemplars 本月"

HEAD = "🌟 {month}典型推广\n已报 {reported} 个专班，无 {nothing}，未报 {owing}"
REPORTED = "✅ {force}  已报 {n}{late}{picked}"
NOTHING = "➖ {force}  无{late}"
OWING = "⬜ {force}  未报{late}"
LATE = "（迟报）"
OVERDUE = "（已过{day}日）"
PICKED = "，择优推广 {n}"
LEGEND = "点一份典型查看："
MORE = "还有 {n} 份没有列出，先办理上面的。"
TITLE = "{mark} {force}《{title}》"
MARKS = {"reported": "🆕", "promoted": "🌟", "archived": "🗂"}
REMIND = "一键催办"
BEFORE = "‹ {month}"
AFTER = "{month} ›"

ONE = "🌟《{title}》\n{force} · {month}{late}\n{story}\n\n{who}由{by}于 {at} 报送\n{entry}{fate}"
WHO = "人物：{name}（{unit}），"
ENTRY = "记录 {number} 现在：{state}\n"
WAITS = "请决定：择优推广，或存档"
WAITS_UNAPPROVED = "请决定：记录通过后才能择优推广，现在只能存档"
DECIDED = "已由{who}于 {at} {fate}"
PROMOTE = "择优推广"
ARCHIVE = "存档"
UNDO = "撤销"

REMINDED = "📣 {month}：已提醒 {n} 位联络员"
REMINDED_LATER = "📣 {month}：已安排提醒 {n} 位联络员，现在是休息时间，8:00 送达"
NOBODY_REMINDED = "📣 {month}：这次没有新提醒的联络员"
TODAY_ALREADY = "今天已催办过：{forces}"
NO_LIAISON = "没有联络员：{forces}"
NOT_REACHED = "联络员还没有加入或联系不上：{forces}"
NOBODY_OWES = "{month}各专班都已报送，不用催办"

TOLD = {
    "promoted": "🌟《{title}》（{month}）已被县局择优推广",
    "archived": "🗂《{title}》（{month}）县局已存档，感谢报送",
}
ONLY_BUREAU = "典型推广由县局办理，您的身份不用办理，例如报送典型请点 🌟 本月典型"
GONE = "这份典型已由专班撤回，请点 🌟 典型推广 查看最新的"
SINCE = "《{title}》已由{who}于 {at} {fate}"
NOT_APPROVED = "{number} 现在{state}，不能择优推广，请先核对记录，例如点 存档"
NOT_YOURS = "《{title}》不是您刚才决定的，不能撤销，请与{who}商量"
TOO_LATE = "已超过 60 秒，不能撤销，确需更改请在县局内部商量"
PUT_BACK = "已撤销，《{title}》等待决定"

PROMOTED_WHERE = "\n推广到：{place}"
ASK_WHERE = "\n推广到哪里？可以点选，也可以不填"
CHANGE_WHERE = "改推广去向"
CHANNELS = ("县局公众号", "县融媒体中心", "市局简报")
OWN_WORDS = "自己写"
WRITE_WHERE = "《{title}》推广到了哪里？请发一句，例如：济宁日报 11月25日第3版"
NO_PLACE = "推广去向请写 1 到 {most} 个字，例如：县局公众号 11月25日"
NOT_PROMOTED = "《{title}》现在没有择优推广，例如先点 择优推广，再填去向"
SAID_WHERE = "已记下，《{title}》推广到：{place}"
TOLD_WHERE = "，推广到：{place}"
COMPILE = "📄 下载汇编"
COMPILING = "📄 正在编{month}典型汇编…"
COMPILED = "✅ {month}典型汇编：{n} 份典型，{promoted} 份择优推广"
CANCELLED = "已取消典型汇编"
CANCEL = "取消"

DOCUMENT = "{county}劳动关系协调员典型汇编"
DOCUMENT_META = "{month}　{day}"
FILE_NAME = "典型汇编-{month}.docx"
STATE = "报送情况"
STATE_HEADINGS = ("专班", "情况", "择优推广")
STATES = {"reported": "已报 {n} 份", "nothing": "本月无", "owing": "未报"}
EXEMPLAR_HEAD = "{n}.《{title}》"
EXEMPLAR_WHO = "{force}　{name}（{unit}）"
EXEMPLAR_OF_FORCE = "{force}"
EXEMPLAR_FATE = "{fate}{where}"
PICTURE = "图{n}　{title}"
NO_EXEMPLARS = "本月各专班没有报送典型。"
