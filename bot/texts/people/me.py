"""👤 我的信息: what the ledger holds of somebody, shown to themselves."""

LABEL = "👤 我的信息"
ABOUT = "我的信息"
SAID = (
    "我的资料",
    "个人信息",
    "我是哪个专班",
    "我的培训",
    "我的联络员",
    "登记信息",
)
HELP = "👤 我的信息：台账里登记的您的情况、本专班联络员，例如：/me"

HEAD = "👤 {name}（{roles}）"
FORCE = "专班：{force}"
LINE = "{label}：{value}"
KIND, EMPLOYER, EDUCATION, YEARS = "类别", "单位及职务", "学历", "从事年限"
ID_NUMBER, PHONE, TAIL = "身份证号", "手机", "尾号 {tail}"
NOT_GIVEN = "未登记"
LIAISON = "联络员：{name}"
LIAISON_SELF = "联络员：您本人"
NO_LIAISON = "联络员：未定"
CONTACT = "联系联络员"
WRONG = "哪一项不对，请告诉本专班联络员，或发 /feedback 写明，例如：手机换成尾号 5678"
WRONG_LIAISON = "哪一项不对，请告诉县局，或发 /feedback 写明，例如：手机换成尾号 5678"
OFFICER = "您不在台账里，姓名和身份由县局管理员登记；不对的请告诉管理员，例如打电话"
