"""👥 人员台账: who there is, and what can be done about them."""

LABEL = "👥 人员台账"
ABOUT = "人员台账"
WORDS = (
    "换手机",
    "换号",
    "加入链接",
    "邀请链接",
    "离职",
    "有人走了",
    "调走",
    "调整专班",
    "换专班",
    "交接联络员",
    "名单",
    "没有变化",
    "覆盖情况",
    "谁在台账里",
)
HELP = "👥 人员台账：换手机发新链接、离开、交接联络员、请假代理，例如：/roster"
HELP_BUREAU = "👥 人员台账：各专班的人员、调整专班、覆盖情况，例如：/roster"

FORCES = "人员台账：点一个专班，或直接发姓名，例如：张三"
FORCE_BUTTON = "{force} {n}人"
HEAD = "{force}专班 人员台账：{n}人，已加入{joined}人"
LIAISON = "联络员：{name}"
NO_LIAISON = "联络员：未定"
DEPUTY = "代理：{name}（{days}）"
ROW = "{place}. {name} · {what}"
NOT_JOINED = "未加入"
ASK = "点姓名看能办什么，或直接发姓名，例如：张三"
EMPTY = "台账里还没有人，请先导入台账，或请协调员点 申请加入"
EARLIER = "◀ 上一页"
LATER = "下一页 ▶"
BACK = "返回"
CONFIRM = "确认"
UNCHANGED = "没有变化"
COVERAGE = "覆盖情况"
HAND_OVER = "交接联络员"
APPLICATIONS = "加入申请 {n}"
NO_APPLICATIONS = "现在没有待处理的加入申请"
END_DEPUTY = "提前结束代理：{name}"

NEW_LINK = "换手机/新链接"
MOVE = "调整专班"
LEAVE = "离开"
CARD = "{name}\n专班：{force}\n{lines}"
LINE = "{label}：{value}"
ROLES = "身份"
PHONE = "联系方式"
JOINED = "加入"
HAS_JOINED = "已加入"
WHO = "有 {n} 位“{name}”，请点是哪一位："
NAMESAKE = "{name} {phone} {employer}"
WHO_BUTTON = "{name} {phone} {force} {employer}"

NOT_YOURS = "这里只能看本专班的台账，请找对应的联络员或县局，例如：请县局查看"
ONLY_REVIEWERS = "人员台账由联络员和县局管理，您自己的记录请点 📂 我的记录"
HAS_LEFT = "{name} 已不在台账里，不用再点，例如点 👥 人员台账 看现在的名单"
LINK_BY_BUREAU = "{name} 的新链接由县局发，请转告县局，例如：请县局点 换手机/新链接"
LINK_MAKING = "正在生成 {name} 的新链接……"
LINK = (
    "{name} 的加入链接（7天内有效，只能用一次），请转发给本人：\n{link}\n"
    "旧链接已作废；用新链接加入后，原来的账号即时停用。"
)

ASK_LEAVE = (
    "{name} 离开{force}专班：\n"
    "• 链接和账号即时停用，台账不再列出。\n"
    "• 已报的记录和得分都保留{waiting}。\n确认吗？"
)
STILL_WAITING = "，待审核 {n} 条照常审核"
LEFT = "{name} 已离开{force}专班"
FAREWELL = "您已不在{force}专班的台账里，这个账号不能再用；如有疑问请联系联络员，例如打电话"
HANDED_ON = (
    "{name} 已离开，原由其代报的 {n} 条记录转由您接着办：退回的请补充后重新提交，见 📂 我的记录"
)
NOT_TO_LEAVE = "{name} 不能从这里办理离开：本人不能办自己的，联络员要先交接，例如点 交接联络员"

NO_LEDGER = "{name} 不在任何专班的台账里，请先导入台账，例如：xietiao roster import 台账.xlsx"
ONLY_BUREAU = "调整专班由县局办理，请转告县局，例如：请县局点 调整专班"
TO_WHICH = "{name} 调到哪个专班？"
ASK_MOVE = (
    "{name} 从{before}专班调到{after}专班：\n"
    "• 已报的记录仍按原来的日期和专班计，由原专班审完。\n"
    "• 以后上报由{after}专班审核；季末在哪个专班，基本得分就由哪个专班评。\n确认吗？"
)
MOVED = "{name} 已从{before}专班调到{after}专班"
ALREADY_THERE = "{name} 已在{after}专班，不用再调，例如点 返回"
LIAISON_STAYS = "{name} 是{force}专班的联络员，请先交接联络员再调整，例如点 交接联络员"
MOVED_YOU = "您已由县局从{before}专班调到{after}专班，以后上报由{after}专班审核，原来的记录不变"

SAID = "已记录：{force}专班 {quarter}台账没有变化"
DUE = "{quarter}快结束了，请核对{force}专班的人员台账；没有变化点一下就行"
DONE = "✓ 本季台账已确认"

COVERED = "覆盖情况（{day}）"
NOBODY_IN = "• 还没有人的专班：{forces}"
NO_LIAISON_IN = "• 没有联络员的专班：{forces}"
KINDS = "• {force}（{n}人）没有：{kinds}"
ALL_KINDS = "• {force}（{n}人）：本领域各类协调员都有"
WAITING_TO_JOIN = "• {force}还没有加入机器人的 {n} 人：{names}"
AND_MORE = "等"
LIMITS = (
    "说明：这里只能看出台账里有谁。企业、园区、商圈、楼宇、社区的名册不在机器人里，"
    "哪一家还没有协调员，请对照本地名册核对。"
)

# Hand-over
WHO_NEXT = "交接联络员：{force}专班，交给谁？点姓名，或直接发姓名，例如：张三"
WHO_NEXT_OF_ANY = "交接联络员：请发接任人的姓名，例如：张三"
ONLY_LIAISON = "只有本专班联络员本人或县局可以交接，请转告他们，例如：请县局点 交接联络员"
IS_LIAISON = "{name} 已经是{force}专班的联络员，请选另一位，例如发姓名"
ASK_HAND_OVER = "把{force}专班的联络员交给 {name}：\n{lines}\n确认后马上生效。"
PASSES_ON = "• {what}，转给{name}，一条不少"
OWN_WAITING = "• {name} 本人待审核 {n} 条，转由县局审核"
FORMER = "• {name} 不再有审核、评分的权限，本人的记录不变"
DEPUTIES_END = "• 已安排的请假代理一并结束"
NEXT_NOT_JOINED = "• ⚠️ {name} 还没有加入，请另发链接；在那之前没有人审核"
HANDED_OVER = "{force}专班的联络员已交给 {name}"
CHANGED_SINCE = "{force}专班的联络员已经是 {name}，请重新看一下再定，例如点 👥 人员台账"
