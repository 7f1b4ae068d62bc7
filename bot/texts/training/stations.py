"""服务站点: registering stations and studios, finding them, closing them."""

ROOM = "服务站点"
ABOUT = "服务站点"
HELP = "🏢 服务站点：公共服务站、工作室在哪、谁负责，例如：/stations、/stations 城东"
WORDS = (
    "服务站",
    "公共服务站",
    "服务站点",
    "站点",
    "工作室",
    "附近的服务站",
    "附近有哪些服务站",
)
BACK, CANCEL, ALL = "返回", "取消", "全县站点"

# Registering

NEW, NEW_IN = "登记站点", "登记站点：属于哪个专班？"
TITLE = "🏢 登记站点（{force}）"
TITLE_EDIT = "🏢 修改站点：{name}（{force}）"
HAND_IN, HAND_IN_EDIT = "登记", "保存修改"
PARKED = "📥 已放下，内容和照片都留着。要接着填，点 🏫 培训与站点 → 服务站点"
BEGUN = "↩️ {what}"
STANDS = "🏢 已登记：{name}"
PHOTO_TOO = "📷 有站点照片可以现在发，没有也能登记"
IN_LEDGER = "负责人是台账里的{name}（{what}）"
NOT_IN_LEDGER = "台账里没有叫“{name}”的，按您写的登记"
NO_GOLD = "{name} 目前不是金牌劳动关系协调员，请核对；不影响登记"
WHO = "台账里叫“{name}”的有 {n} 人，负责人是哪一位？"
WHO_BUTTON = "{name} {phone} {force} {employer}"
NONE_OF_THEM = "都不是"
DONE = "✅ 已登记：{name}"
SAVED = "✅ 已保存：{name}"
OPEN_IT = "看站点"

ONLY_KEEPERS = "登记站点由联络员和县局办理，要找站点直接发名称，例如：城东服务站"
NOT_THEIRS = "只能办本专班的站点，其他专班的请找县局，例如请县局修改"
NOT_DRAFT = "这份登记已经不在了，请点 🏫 培训与站点 → 服务站点 重新开始"
INCOMPLETE = "还有没填的项，请先补齐卡片上带 ⬜ 的，例如：地址"
TAKEN = "已有叫“{name}”的站点（{force}{closed}），请换一个名称，例如：{name}（二站）"
TAKEN_CLOSED = "，已关闭，可在那里点 重新开放"
CHANGED = "“{name}”刚才有人改过，请看现在的卡片，再点 修改"
OPENED_LATE = "成立日期要在关闭日期（{day}）之前，请改一下，例如：{example}"
NAMESAKES = "台账里叫“{name}”的有 {n} 人，请在姓名后写手机尾号，例如：{name} 5678"

# Listing

LIST = "🏢 服务站点 {force}：{n} 个"
CLOSED_TOO = "，已关闭 {n} 个"
NONE = "🏢 服务站点 {force}：还没有登记。点 登记站点，发一条消息就能登记"
NONE_COUNTY = "🏢 服务站点 {force}：还没有登记。可点 登记站点，或请联络员登记"
GROUP = "{force} {n}"
LINE = "• {name}"
MARKS = {"station": "🏢", "studio": "🏅"}
CLOSED_MARK = "⛔"
OPEN_ONE = "{mark} {name}"
TYPE_NAME = "点开看详情，也可以直接发名称，例如：{name}"
MORE = "还有 {n} 个没有列出，请直接发名称，例如：{name}"

# The card

KIND = "{kind} · {force}"
WHERE = "{where} · {address}"
KEEPER = "负责人：{name}"
KEEPER_OF = "负责人：{name}（{employer}）"
KEEPER_LEFT = "负责人：{name}（已不在台账，请点 换负责人）"
OPENED = "成立：{day}"
CLOSED = "⛔ 已关闭：{day}，{why}"
REOPENED = "重新开放：{day}"
MAP, PHOTO = "📍 地图", "照片"
EDIT, NEW_KEEPER, CLOSE = "修改", "换负责人", "关闭"
REOPEN, TAKE_BACK = "重新开放", "撤销关闭"
PHOTO_SENT = "{name} 的照片："
NO_PHOTO = "“{name}”还没有照片，可以点 修改 补发，例如发一张门头照片"
PHOTO_COMING = "照片还在收取，请稍后再点，例如一分钟后"
PHOTO_REFUSED = "照片没能发出，需要时请点 修改 再发一张，例如门头照片"

MINE = "负责站点：{names}"

# Finding

LOOK_FOR = "找"
KINDS_SPOKEN = ("站", "工作室")
WHICH = "找到 {n} 个相近的站点，是哪一个？"
NOT_FOUND = "没有找到“{name}”，请换个说法，例如：城东服务站；全部站点见 /stations"
GONE = "这个站点已经不在了，请直接发名称，例如：城东服务站"

# Closing

ASK_CLOSE = "关闭“{name}”：请写日期和原因，一条消息，例如：昨天 场地到期\n只写原因的，按今天关闭"
LEFT_OPEN = "没有关闭"
CLOSED_NOW = "⛔ “{name}”已关闭（{day}）：{why}"
REOPENED_NOW = "✅ “{name}”从{day}起重新开放"
TAKEN_BACK = "✅ “{name}”的关闭已撤销"
WHY_EMPTY = "请写关闭的原因，例如：昨天 场地到期"
WHY_LONG = "原因写了 {n} 个字，请控制在 {most} 字以内，例如：场地到期"
BEFORE_OPENING = "关闭日期不能早于开放日期（{day}），请重新写，例如：今天 场地到期"
CLOSED_SINCE = "“{name}”已经关闭（{day}），请看现在的卡片，例如可点 重新开放"
OPEN_SINCE = "“{name}”现在是开放的，请看现在的卡片，例如可点 关闭"
EDIT_CLOSED = "“{name}”已关闭，请先点 重新开放 或 撤销关闭，再修改"
CLOSE_OVER = "这次关闭已经结束，请在站点卡片上重新点 关闭"
