"""Emergency plans: steps and contacts, looked over once a year."""

ROOM = "📋 应急预案"
COUNTY = "全县"
CHOOSE = "📋 应急预案：看哪个专班的？全县的那份用于没有预案的专班"
HEAD = "📋 应急预案：{whose}"
LOOKED_OVER = "最近核对：{at} {name}"
STEPS, CONTACTS = "处置步骤：", "联系人："
NO_STEPS = "处置步骤：还没有写"
NO_CONTACTS = "联系人：还没有写"
FALLS_BACK = "没有写的时候，紧急上报附全县的预案"
EDIT_STEPS, EDIT_CONTACTS, CHECK, BACK = "写步骤", "写联系人", "已核对", "返回"
MARK, MARK_NONE = "✅ {force}", "⬜ {force}"

ASK_STEPS = (
    "📋 {whose}：请一次写完处置步骤，替换原来的，例如：\n"
    "1. 五分钟内电话报告联络员\n2. 到现场稳住人员，问清人数和诉求\n3. 约厂方负责人当面谈"
)
ASK_CONTACTS = (
    "📋 {whose}：请写联系人，一行一人：姓名 职务 电话，替换原来的，例如：\n"
    "王强 专班联络员 13800001234"
)
NOW = "现在的（可以复制后改）："
SAVED = "✅ 已保存，紧急上报时会附上"
CHECKED = "✅ {whose}的应急预案已核对，一年后再提醒"
STEPS_EMPTY = "步骤不能为空，请写一段话，例如：1. 电话报告联络员 2. 到现场稳住人员"
STEPS_LONG = "步骤写了 {n} 个字，请控制在 {most} 字以内，例如只写最要紧的几步"
NOTHING_TO_CHECK = "{whose}还没有应急预案，请先点 写步骤 或 写联系人"
NOT_YOURS = "应急预案由联络员管理本专班的、县局管理全县的，例如请点 🏫 培训与站点"
GONE = "请从 🏫 培训与站点 重新打开 📋 应急预案"

DUE_NONE = "📋 {whose}还没有应急预案，紧急上报时没有步骤和联系人可看。"
DUE_OLD = "📋 {whose}的应急预案上次核对是 {at}，请看一遍，没有变化就点 已核对。"
DUE_SEVERAL = "📋 有 {n} 份应急预案还没有写、或一年没有核对，请先看：{names}"
DUE_DONE = "✅ 应急预案已核对。"
OPEN = "看预案"
