"""申请加入: what a stranger is asked, and what the liaison decides by."""

SUBMIT = "提交"
ADMIT = "通过"
REFUSE = "驳回"
BACK = "返回"
CANCEL = "取消"
RENEW = "改专班"

WHICH_FORCE = "申请加入台账。您属于哪个专班？请点一个："
HEAD = "申请加入：{force}"
KNOWN = "✅ {label}：{value}"
MISSING = "⬜ {label}"
ALL_AT_ONCE = (
    "也可以一条消息发完，每行一项，例如：\n姓名 张三\n协调员类型 劳动监察网格员\n学历 大专……"
)
NO_ID = "身份证号码不要发在这里"
ASK = {
    "name": "请发您的姓名，例如：张三",
    "kind": "您是哪一类协调员？请点一个：",
    "education": "请发您的学历，例如：大专",
    "employer": "请发您的工作单位及职务，例如：××服装厂 人事主管",
    "years": "请发您从事协调劳动关系工作的年限，例如：5年",
    "phone": "请发您的联系方式（手机号），例如：13800001234",
}
READY = "都齐了。要改哪一项，直接发“姓名 李四”这样一行。\n{notice}\n\n点 提交 即表示同意。"
SENT = "已交 {force}专班处理，有结果会在这里告诉您。"
WAITS = "您的申请已在 {force}专班处理中，请等候；急的话请直接联系联络员，例如打电话"
DROPPED = "好的，没有申请。要申请时再点 申请加入"
TOO_MANY = "今天已经申请过 {n} 次，请明天再试，或请联络员发专用链接，例如打电话说明"
FULL = "{force}专班待处理的申请较多，暂时收不下，请直接联系联络员要专用链接，例如打电话说明"
NO_FORCE = "这个专班现在没有，请重新选一个，例如点 改专班"
ALREADY_IN = "您已经加入，直接用下方菜单即可，例如：❓ 帮助"
GONE = "这份申请已经结束，要申请请再点 申请加入"
INCOMPLETE = "还缺 {missing}，请先补上，例如：{example}"
NAME_SHAPE = "姓名请写 2 到 20 个字，不带数字和标点，例如：张三"
TEXT_EMPTY = "{label}不能空着，例如：{example}"
TEXT_LONG = "{label}太长（{n}字，最多{most}字），请写短些，例如：{example}"
EXAMPLES = {
    "name": "姓名 张三",
    "kind": "协调员类型 劳动监察网格员",
    "education": "学历 大专",
    "employer": "工作单位 ××服装厂 人事主管",
    "years": "年限 5年",
    "phone": "联系方式 13800001234",
}

ASKED = "🙋 有人申请加入{force}专班：\n{lines}"
LINE = "{label}：{value}"
IN_LEDGER = "⚠️ 台账里已有同名同号的 {name}，通过后账号归到此人名下，不另加一人。"
IN_LEDGER_JOINED = "此人已有账号，通过后原账号停用，请先打电话核实。"
ELSEWHERE = "⚠️ 台账里已有同名同号的 {name}，在 {force}专班：请由该专班发链接，或请县局先调整专班。"
NAMESAKE = "台账里另有 {n} 位同名、号码不同的人。"
CHECK = "请核实是本人再通过。"
CANNOT_ADMIT = "{name} 已在 {force}专班的台账里，不能通过；请驳回，或请县局先调整专班，例如打电话"
ASK_REASON = "为什么驳回？请点一个："
REASONS = ("不属于本专班", "信息不实或有误", "已在其他专班的台账", "核实不到本人")
NOT_YOURS = "只有该专班联络员或县局可以处理，请转告他们，例如：请联络员点 通过"
BY_BUREAU = "{name} 是联络员或县局人员，本人的账号只由县局确认，请转告县局，例如：请县局点 通过"
DECIDED = "{name} 的申请已由{who}于 {at} {how}"
HOW = {"taken": "通过", "refused": "驳回"}
WITHDRAWN = "{name} 的申请已经撤回或已用链接加入，不用处理了"
REASON = "{text}：{reason}"
REFUSED = "{force}专班没有通过您的申请：{reason}。如有出入请联系联络员；改好后可以再点 申请加入"
ADMITTED = "🎉 {force}专班已通过您的申请。"
