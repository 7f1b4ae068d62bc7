"""An entry looked up by its number, its history, and a decision changed by the bureau."""

OVERTURN = "改判"
CONFIRM = "确认"
BACK = "返回"
APPEAL = "申请复核"

STATE = "{mark} {number} {kind}  {state}"
MARKS = {
    "pending": "📨",
    "approved": "✅",
    "returned": "↩️",
    "rejected": "❌",
    "withdrawn": "📝",
    "appealed": "⚖️",
}
DECIDED = "{state}：{who}，{at}"
REASON = "理由：{reason}"
APPEALED_WITH = "本人申请复核：{words}"
HISTORY = "经过："
STEP = "{at} {who} {what}"
ACTS = {
    "submit": "提交",
    "withdraw": "撤回",
    "evidence joined": "补充材料",
    "approve": "通过",
    "return": "退回",
    "reject": "驳回",
    "undo": "撤销通过",
    "hand on": "代报人离开，转交",
    "appeal": "申请复核",
    "grant": "复核通过",
    "uphold": "复核维持驳回",
    "recognise": "改判为通过",
    "revoke": "改判为未认定",
}
OWN_REJECTION = "（没有其他县局人员，由原驳回人复核）"
WHO_WAITS = "正在等待审核，办理请点 ✅ 待审核"

NO_SUCH = "没有 {number} 这一条，请核对号码，例如：X1042"
NOT_YOURS = "{number} 不在您可以查看的范围，请核对号码，例如：X1042"
ONLY_BUREAU = "改判由县局办理，如有不同意见请联系县局，例如附上号码 X1042"
STILL_WAITS = "{number} 还在等待审核，不用改判，请点 ✅ 待审核 办理"
NOT_DECIDED = "{number} 现在是“{state}”，不能改判，例如已通过或未认定的才可以"
CHANGED_SINCE = "{number} 刚刚有变化，现在是“{state}”，请重新打号码查看"
GONE = "这次改判已经结束，要再看请打号码，例如：X1042"

ASK = "改判 {number}：{before} → {after}\n请打字写理由，例如：经核实活动属统一组织，不应加分"
REASON_EMPTY = "理由不能为空，请写一句话，例如：经核实活动属统一组织，不应加分"
REASON_LONG = "理由写了 {n} 个字，请控制在 {most} 字以内，例如：经核实活动属统一组织，不应加分"
CONSEQUENCE = (
    "改判 {number}：{before} → {after}\n理由：{reason}\n{name} {kind}{quarter}：{points}\n"
    "确认后本人和联络员会收到理由"
)
POINTS = "{before}/{cap} → {after}/{cap}"
NO_POINTS = "得分不变"
KEPT = "没有改判，{number} 仍为{state}"
DONE = "⚖️ {number} {name} 已改判为{state} {at}：{reason}"

NEWS_RECOGNISED = "✅ {number} {kind}（{day}）县局改判为通过：{reason}\n{worth}"
NEWS_REVOKED = "❌ {number} {kind}（{day}）县局改判为未认定：{reason}\n{worth}"
TOLD_RECOGNISED = "⚖️ {number} {name}：县局{who}改判为通过，理由：{reason}"
TOLD_REVOKED = "⚖️ {number} {name}：县局{who}改判为未认定，理由：{reason}"
