"""Faults: registering one, answering it, and what the bureau makes of it."""

LABEL = "➖ 登记失误"
ABOUT = "登记失误"
WORDS = (
    "失误",
    "扣分",
    "减分",
    "登记扣分",
    "记失误",
    "工作失误",
)
HELP = "➖ 登记失误：登记本专班人员的工作失误，县局核准后减分。"
BUREAU_LABEL = "➖ 失误核准"
BUREAU_ABOUT = "失误核准"
BUREAU_WORDS = (
    "失误",
    "扣分",
    "减分",
    "核准扣分",
    "核准失误",
)
BUREAU_HELP = "➖ 失误核准：看事实、佐证和本人说明，核准或退回。"

CANCEL, BACK = "取消", "返回"

# Registering

WHO = "➖ 登记失误：请打字发姓名，例如：张三"
GO_ON = "没有登记完的，点开接着填："
BEGUN = "↩️ {what}"
NAMESAKES = "叫“{name}”的有 {n} 人，是哪一位？"
LEFT = "没有登记"
ALREADY_BEGUN = "{name}的失误您登记过一份还没有提交，接着填，还是另起一份？"
CONTINUE, NEW = "继续", "新建"
TITLE = "➖ 登记失误：{name}（{force}）"
AGAIN = "↩️ {number} 县局退回：{reason}"
SMALL_BUTTON, LARGE_BUTTON = "影响较小 −{points}", "影响较大 −{points}"
HAND_IN, HAND_IN_AGAIN = "提交县局", "重新提交县局"
DROP = "放弃登记"
PARKED = "📥 已放下，内容和材料都留着。要接着填，点 ➖ 登记失误"

CONSEQUENCES = "核准后："
MINUS = "• {quarter}减 {points} 分"
BARS = "• {year}年不能评金牌劳动关系协调员"
TRANSFER = "• {advice}"
TOLD = "• 本人马上收到通知，可在 {until} 前说明情况"
NOT_TOLD = "• 本人没有加入协调通，收不到通知，请当面告知；{until}后县局可核准"
HAS_LEFT = "• 本人已离开台账，系统不再通知；{until}后县局可核准"
LOCKED = "• {quarter}已锁定，核准后在下次更正时计入，现在的分数不变"
SECOND = "• 联络员的失误，须由另一位县局人员核准"

ONLY_REGISTRARS = "登记失误由联络员办理，您可以点 📊 我的得分 看自己的得分"
NOT_THEIRS = "不能登记这个人的失误：联络员登记本专班的人，联络员本人的由县局登记"
NOT_DRAFT = "这份登记已经不在了，请点 ➖ 登记失误 重新开始"
INCOMPLETE = "还有没填的项，请先补齐卡片上带 ⬜ 的，例如：日期；没有佐证的点 暂缺并说明"

REGISTERED = "➖ {number} 已提交县局：{name}，{day}，{impact}"
DROPPED = "➖ {number} 已放弃登记：{name}，{day}，{impact}"

# The person

NEWS = "➖ 登记了您的一次工作失误 {number}\n{day}，{impact}\n经过：{facts}"
IF_CONFIRMED = "县局核准后："
ANSWER = "说明情况"
UNTIL = "您可以在 {until} 前点 说明情况，写一段话，县局看了再决定"
ASK_ANSWER = (
    "➖ {number}（{day}，{impact}）\n"
    "请打字写说明：当时的情况和您的理由，例如：当天在外地调解，已电话报告"
)
EMPTY = "说明不能为空，请写一句话，例如：当天在外地调解，已电话报告"
LONG = "说明写了 {n} 个字，请控制在 {most} 字以内，例如：当天在外地调解，已电话报告"
ANSWERED = "✅ {number} 已收到您的说明，县局决定后通知您\n您的说明：{words}"
NOT_ANSWERED = "还没有说明，{until} 前都可以点 说明情况"
ANSWERED_BEFORE = "{number} 您已经说明过，县局决定后通知您，例如需要补充请直接联系县局"
TOO_LATE = "{number} 说明的期限 {until} 已过，如有情况请直接联系县局，例如打电话"
DECIDED_SINCE = "{number} 现在是“{state}”，不用再说明，例如有异议请直接联系县局"
NOT_YOURS = "只有本人可以说明情况，请点 📊 我的得分 看您自己的"
GONE = "这次说明已经结束，请在失误的通知下重新点 说明情况"
NEWS_CONFIRMED = "➖ {number}（{day}，{impact}）县局已核准\n{lines}"
NEWS_RETURNED = "↩️ {number}（{day}，{impact}）县局退回了登记，现在不减分"
NEWS_DROPPED = "✅ {number}（{day}，{impact}）已放弃登记，不减分"
NEWS_WITHDRAWN = "✅ {number}（{day}，{impact}）县局已撤销，不再减分：{reason}{locked}"
WITHDRAWN_LOCKED = "\n{quarter}已锁定，下次更正时恢复"
REMIND = "➖ {number}（{day}，{impact}）说明情况的期限是 {until}，过期就不能在这里说明了。"
REMIND_DONE = "✅ 失误的说明已办结。"

# The bureau

LIST = "➖ 失误核准：待核准 {n}"
NONE = "➖ 失误核准：没有待核准"
LATEST = "最近核准的在下面，点开可以 撤销失误"
OPEN_ONE = "{mark}{number} {name} {day} −{points}"
MARKS = {"seconding": "② ", "confirmed": "✅ "}
CONFIRM, RETURN, WITHDRAW = "核准", "退回", "撤销失误"
SHOW_ORIGINALS = "原图"
ALL = "全部"
HEAD = "➖ {number} {state}"
PERSON = "{name}（{employer}）· {force}"
WHAT = "{day} · {impact} −{points}"
FACTS = "经过：{facts}"
PROOF = "佐证 {n} 份"
NO_PROOF = "⚠️ 没有佐证：{why}"
COMING = "⏳ 材料还在收取，收齐后才能核准"
BY = "{who}于 {at} 登记"
FIRST = "{who}已先行{how}，还须另一位县局人员核准"
FIRST_REGISTERED, FIRST_CONFIRMED = "登记", "核准"
SAID = "本人说明（{at}）：{words}"
SAID_BEFORE = "上次登记时本人说明：{words}"
SILENT = "尚未说明，期限到{until}"
SILENT_OVER = "到期没有说明（{until}）"
DECIDED = "{who}于 {at} {how}"
REASON = "理由：{reason}"
HOW = {"confirmed": "核准", "returned": "退回", "withdrawn": "撤销"}
SECONDED = "{who}复核"

ONLY_BUREAU = "失误由县局核准，您可以点 📊 我的得分 看自己的得分"
NOT_OWN = "本人的失误由其他县局人员决定，例如请另一位打开 ➖ 失误核准"
NO_SUCH = "没有 {number} 这条失误，例如 S1；请点 ➖ 失误核准 看清单"
NOT_TO_SEE = "{number} 您看不到，您可以点 📊 我的得分 看自己的得分"
WAIT = "{number} 本人还没有说明，期限到{until}，请等说明或过期后再核准"
SECOND_NEEDED = "{number} 是联络员的失误，您已经{how}，须由另一位县局人员核准"
NOT_READY = "{number} 材料还在收取，请稍后再核准，例如一分钟后"
CHANGED = "{number} 刚才有变化，请看更新后的卡片再决定"
SINCE = "{number} 已由{who}于 {at} {how}"
REASON_EMPTY = "理由不能为空，请写一句话，例如：经过不清楚，请补充时间"
REASON_LONG = "理由写了 {n} 个字，请控制在 {most} 字以内，例如：经过不清楚，请补充时间"
REASON_GONE = "这次操作已经结束，请重新打开 ➖ 失误核准"
ASK_RETURN = "退回 {number} 给登记人，请打字写理由，例如：经过不清楚，请补充时间"
ASK_WITHDRAW = "撤销 {number}，请打字写理由，例如：查明不是本人责任"
DONE = {
    "confirm": "✅ {number} {name} 已核准，{quarter}减 {points} 分",
    "first": "② {number} {name} 已核准，联络员的失误还须另一位县局人员核准",
    "return": "↩️ {number} {name} 已退回：{reason}",
    "withdraw": "↩️ {number} {name} 已撤销：{reason}",
}
ANNOUNCE = "➖ 有 {n} 条失误待核准"
NONE_LEFT = "➖ 刚才的失误已办结，现在没有待核准"
GO = "去核准"
DIGEST = "➖ 有 {n} 条失误可以核准了：{numbers}"
DIGEST_DONE = "✅ 待核准的失误都处理了。"
ORIGINALS_SENT = "{number} 的佐证（已去除位置信息）："

TOLD_CONFIRMED = "✅ {number} {name} 的失误县局已核准，{quarter}减 {points} 分"
TOLD_RETURNED = "↩️ {number} {name} 的失误县局退回：{reason}\n改好后点 重新提交县局，或点 放弃登记"
TOLD_WITHDRAWN = "↩️ {number} {name} 的失误县局已撤销：{reason}"
