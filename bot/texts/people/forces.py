"""🧭 专班通讯录: the task forces, who leads them, who is who."""

LABEL = "🧭 专班通讯录"
ABOUT = "专班通讯录"
SAID = (
    "通讯录",
    "联系方式",
    "找谁",
    "专班是谁",
    "牵头单位",
    "配合单位",
    "联络员电话",
)
HELP = "🧭 专班通讯录：各专班的牵头、配合单位和联络员，例如：/forces 快递"
BACK = "返回"

LIST = "🧭 专班通讯录：点一个专班，看牵头单位、联络员和人数"
OWN = "⭐ {force}"
HEAD = "🧭 {force}"
FIELD = "领域：{field}"
LEAD = "牵头：{unit}"
COOPERATING = "配合：{units}"
LIAISON = "联络员：{name}"
NO_LIAISON = "联络员：未定"
DEPUTY = "代理联络员：{name}（到{day}）"
PEOPLE = "人员：{n} 人"
NOBODY = "人员：台账里还没有人"
KIND = "• {kind} {n}"
NO_KIND = "未填类别"
CONTACT = "联系方式"
CONTACT_DEPUTY = "代理的联系方式"
SENT = "{name} 的联系方式已发到下面"
CARD = "{name}（{force}{what}）"
IS_LIAISON, IS_DEPUTY = "联络员", "代理联络员"

GONE = "没有这个专班，请从名单里选，例如：服装制造"
NOT_YOURS = "您能看本专班联络员的联系方式，其他专班的请找本专班联络员或县局，例如请县局转告"
NO_PHONE = "台账里没有 {name} 的电话，请当面问，或请县局补登，例如：请县局查台账"
CHANGED = "{force}的联络员刚才有变动，请看现在的卡片，再点 联系方式"
