"""Appealing: the author asks the bureau to look at a rejection again; what comes of it."""

APPEAL = "申请复核"
BACK = "返回"

ASK = (
    "⚖️ {number} 申请县局复核\n"
    "请打字写一段说明：为什么应当认定，例如：活动是自发开展的，照片第2张可以看到现场"
)
EMPTY = "说明不能为空，请写一句话，例如：活动是自发开展的，照片第2张可以看到现场"
LONG = "说明写了 {n} 个字，请控制在 {most} 字以内，例如：活动是自发开展的，照片第2张可以看到现场"
NOT_ASKED = "没有申请复核，{number} 仍为未认定：{reason}"
NOT_NEEDED = "没有申请复核，{number} 现在是“{state}”"
DONE = "⚖️ {number} 已申请复核，由县局办理，结果会通知您\n您的说明：{words}"

NOT_YOURS = "只有本人可以申请复核，请点 📂 我的记录 查看您自己的"
STANDS = "{number} 未认定：{reason}"
WAITS = "{number} 正在复核，由县局办理，结果会通知您，不用再申请"
ONLY_ONCE = "{number} 已经复核过一次，维持未认定，不能再次申请；有新的工作请点 📝 上报工作"
NOT_REJECTED = "{number} 现在是“{state}”，不需要复核，例如未认定的才可以申请"
GONE = "这次申请已经结束，请在未认定的通知下重新点 申请复核"

NEWS_GRANTED = "✅ {number} {kind}（{day}）复核通过：{reason}\n{worth}"
NEWS_UPHELD = "❌ {number} {kind}（{day}）复核后维持未认定：{reason}"
TOLD_GRANTED = "⚖️ {number} {name} 的复核：县局{who}认定为通过，理由：{reason}"
TOLD_UPHELD = "⚖️ {number} {name} 的复核：县局{who}维持驳回，理由：{reason}"
