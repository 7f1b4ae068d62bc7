"""One's own records, and the material behind them."""

LABEL = "📂 我的记录"
ABOUT = "我的记录"
WORDS = (
    "补材料",
    "补充材料",
    "补照片",
    "撤回",
    "申诉",
    "申请复核",
    "不服",
    "草稿",
    "改记录",
    "审核进度",
    "审到哪了",
    "被退回",
    "被驳回",
    "重新提交",
)
HELP = "📂 我的记录：草稿、待审核、已退回的都在里面。"

DRAFTS = "草稿"

EMPTY = "还没有记录。做完一件工作，把现场照片发过来就开始了，或点 📝 上报工作"
NEWEST = "📂 我的记录，最近的在前。点一条看详情，点上面的分类只看这一类"
OF_GROUP = "📂 我的记录 · {group} {n} 条"
OF_QUARTER = "📂 我的记录 · {quarter}"
NONE_IN_QUARTER = "📂 {quarter}没有记录，要看其他季度可以发 /records {other}"
NOT_BEGUN = "{quarter}还没有开始，请选已开始的季度，例如：/records {q}"

COUNT = "{group} {n}"
DRAFT = "✏️ {what}"
ENTRY = "{mark} {number} {state} {kind} {place} {day}"
UNDECIDED = "未选种类"
OLDER = "更早"
BACK = "返回"

SEE_MATERIAL = "看材料"
MATERIAL = "{number} {kind} {day}的材料，共 {n} 份"
NO_MATERIAL = "{number} 没有附材料，暂缺的原因写在记录里"
NOT_DRAWN = "{number} 的材料还在整理，请过几秒再点 看材料"
THE_ENTRY = "看记录"
