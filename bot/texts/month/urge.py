"""🔔 催办: what is outstanding today, and what liaisons are told when the bureau asks for it."""

LABEL = "🔔 催办"
ABOUT = "催办"
SAID = (
    "催一催",
    "催办",
    "谁还没办",
    "督促",
    "欠账",
    "提醒联络员",
)
HELP = "🔔 催办：今天还有哪些没办，一键提醒联络员，例如：/remind"

HEAD = "🔔 催办　截至 {at}"
REVIEW = "📥 未审核 {n} 条，{forces} 个专班"
BASE = "🧮 {quarter}基本得分未评 {n} 人，{forces} 个专班"
EXEMPLAR = "🌟 {month}典型未报，{forces} 个专班"
REVIEW_ROW = "· {force} {n} 条{waited}{note}"
WAITED = "，最久 {days} 个工作日"
BASE_ROW = "· {force} {n} 人{note}"
EXEMPLAR_ROW = "· {force}{note}"
MORE = "· 另有 {n} 个专班"
TOLD = "（{names} {at} 已催）"
NO_LIAISON = "（没有联络员）"
NOT_REACHED = "（联络员还没有加入或联系不上）"
OWN = "🏛 县局自己要办的：{what}"
OWN_REVIEWS = "待审核 {n} 条"
OWN_FAULTS = "失误待核准 {n} 条"
OWN_BASE = "联络员基本得分 {n} 人"
NOTHING = "✅ 没有要催办的：审核、基本得分、典型各专班都办完了"

GO = {"review": "催审核（{n} 位）", "base": "催基本得分（{n} 位）", "exemplar": "催典型（{n} 位）"}
ALL = "全部催办"
REVIEWS = "去审核"
FAULTS = "去核准"
SCORES = "去评联络员"

REMINDED = "📣 已催 {n} 位联络员：{names}"
REMINDED_LATER = "📣 已安排催 {n} 位联络员：{names}。现在是休息时间，8:00 送达"
NOBODY = "📣 这次没有新催的：同一件事每位联络员一天只催一次，明天可以再催"

ASKED = "📣 县局提醒"
ASKED_REVIEW = "📥 截至 {at}，有 {n} 条等您审核{waited}。"
ASKED_BASE = "🧮 截至 {at}，{quarter}还有 {n} 人没有基本得分，本季{day}结束。"
ASKED_BASE_OVER = "🧮 截至 {at}，{quarter}还有 {n} 人没有基本得分，本季已经结束，请在锁定前评完。"
DO_REVIEW = "去审核"
DO_BASE = "填写基本得分（{quarter}）"

ONLY_BUREAU = "催办由县局使用，您可以点 ❓ 帮助 看自己能办的，例如：✅ 待审核"
