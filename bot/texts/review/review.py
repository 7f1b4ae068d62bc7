"""Reviewing: the card, its buttons, the reasons, and what is said to whoever comes second."""

LABEL = "✅ 待审核"
ABOUT = "待审核"
WORDS = (
    "审核",
    "审批",
    "批量通过",
    "退回",
    "驳回",
    "要审的",
)
HELP = "✅ 待审核：一条条看照片，通过、退回或驳回。"
HELP_BUREAU = "✅ 待审核：联络员本人上报的工作由县局审核。"

APPROVE = "通过"
RETURN = "退回"
REJECT = "驳回"
ORIGINALS = "原图"
NEXT = "下一条"
DETAILS = "详情"
UNDO = "撤销"
OWN_WORDS = "自己写"
BACK = "返回"
CONFIRM = "确认"
GO = "去审核"
BATCH = "批量通过"

EMPTY = "没有待审核"
ALL_DONE = "都审完了，没有待审核"
ANNOUNCE = "📥 有 {n} 条待审核"
NONE_LEFT = "刚才的待审核已办结或撤回，现在没有待审核"
PLACE = "第{place}/{total}条"
HEAD = "{number} {kind}"
AUTHOR = "{name}（{employer}）"
WORTH_NOTHING = "通过后不加分：{why}"
WAITED = "已等 {n} 个工作日"
ALIKE = "🔍 {what}"
REJECTED_BY = "❌ {who}于 {at} 驳回：{reason}"
APPEAL = "⚖️ 本人申请复核：{words}"
REJECTED_IN_SHORT = "❌ {who}驳回：{reason}"
COUNTED = "✅ {slots} 项材料齐全，共 {n} 份"
COUNTED_PARTLY = "✅ 有 {slots} 项材料，共 {n} 份"
ALL_LACKING = "⚠️ 暂缺：{slots}"
MANY_LACKING = "⚠️ {n} 项材料暂缺，说明见 详情"
LINKS = "🔗 有 {n} 个链接，在 详情 里"
COMPARING = "⏳ 正在比对照片，相似的会注明"
NOT_READY_LINE = "⏳ 材料还在收取，收齐后出按钮"

ASK_RETURN = "退回 {number}：选一个理由，或自己写"
ASK_REJECT = "驳回 {number}：选一个理由，或自己写"
ASK_APPROVE = "{number} 有材料暂缺。请写通过的理由，例如：说明属实，现场照片可以证明"
ASK_GRANT = "{number} 复核通过，原来的驳回就不算了。请写理由，例如：补充说明属实，应予认定"
ASK_UPHOLD = "{number} 维持驳回：选一个理由，或自己写"
CONFIRM_UPHOLD = "维持驳回 {number}\n理由：{reason}\n依据：{rule}\n确认后作者和联络员会收到理由"
NO_RETURN = "{number} 正在复核，只能通过或驳回，请点 返回 看卡片"
ASK_WORDS = "请直接打字写理由，例如：照片看不清，请重拍"
CONFIRM_REJECT = "驳回 {number}\n理由：{reason}\n依据：{rule}\n确认后作者会收到理由"
REASON_EMPTY = "理由不能为空，请写一句话，例如：照片看不清，请重拍"
REASON_LONG = "理由写了 {n} 个字，请控制在 {most} 字以内，例如：照片看不清，请重拍"
LACKING = "缺{slot}"
WHY_WITH_GAP = "这一条缺{slots}，通过需要写明理由"

DONE = {
    "approve": "✅ {number} {name} 已通过 {at}",
    "return": "↩️ {number} {name} 已退回 {at}：{reason}",
    "reject": "❌ {number} {name} 已驳回 {at}：{reason}",
    "undo": "{number} 已撤销，回到待审核",
    "grant": "✅ {number} {name} 复核通过 {at}：{reason}",
    "uphold": "❌ {number} {name} 维持驳回 {at}：{reason}",
}
DECIDED = "{number} 已由{who}于 {at} 处理：{how}"
WITHDRAWN = "{number} 作者已撤回修改，不用审核了"
CHANGED_SINCE = "{number} 作者刚改过，请看更新后的卡片再决定"
REASON_GONE = "这个理由已经不需要了，请点 ✅ 待审核 继续"
NOT_READY = "材料还在收取，收齐后再审核，请稍等几秒"
HANDED_OVER = "这里待审核的已交给接手的人处理"
LEFT_TO_REVIEW = "待审核 {n} 条"
NOT_YOURS_TO_REVIEW = "这一条不由您审核，请点 ✅ 待审核 查看您的"
NOT_YOURS_TO_UNDO = "只有刚才办理的人可以撤销，如有不同意见请联系县局"
TOO_LATE_TO_UNDO = "已超过 60 秒，不能撤销；确需更改请联系县局"
ONLY_REVIEWERS = "审核由联络员和县局办理，您的身份不需要审核，例如查看得分请点 📊 我的得分"
ORIGINALS_SENT = "{number} 的材料（已去除位置信息）："
