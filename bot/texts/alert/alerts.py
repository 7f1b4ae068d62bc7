"""Alerts: raising one, who knows of it, its course and its end."""

LABEL = "🚨 紧急上报"
ABOUT = "紧急上报"
SAID = (
    "紧急",
    "突发",
    "聚集",
    "群体性事件",
    "闹事",
    "出事了",
    "报警",
    "讨薪",
    "紧急情况",
    "应急",
    "跳楼",
    "打起来",
    "堵门",
    "起火",
    "火灾",
    "着火",
    "爆炸",
)
HELP = "🚨 紧急上报：一条消息马上送联络员和县局，不分昼夜，例如：/alert 某厂30人聚集讨薪"
DRILL_MARK = "【演练】"

# Raising

ASK = (
    "🚨 紧急上报：请写经过，什么事、在哪里、多少人；可以附照片。"
    "发出就马上送联络员和县局。\n例如：××服装厂门口约30人聚集讨薪"
)
ASK_DRILL = (
    "【演练】🚨 请写演练的经过，发出后和真的一样送到并催办，不计分。\n例如：某厂30人聚集讨薪"
)
GOING_ON = "没有办结的，点开查看："
ONE = "{mark}{number} {at} {name} {state}"
MORE = "还有 {n} 件没有列出，发编号可以打开，例如：{number}"
OFFERED = "🚨 还没有送出：{words}\n像是紧急情况，要马上送联络员和县局请点下面"
SEND = "马上作为紧急上报送出"
DRILL, REAL, CANCEL = "演练", "不是演练", "取消"
LEFT = "没有上报。有紧急情况随时点 🚨 紧急上报"
WANTS = "还没有送出：语音、位置收不了，请打字或发照片，例如：××服装厂门口约30人聚集讨薪"
LAPSED = (
    "没有上报：问经过已是一刻钟以前的事，这条没有当作紧急上报送出。"
    "有紧急情况请重新点 🚨 紧急上报，例如再发一次"
)
EMPTY = "请写明什么事、在哪里、多少人，例如：××服装厂门口约30人聚集讨薪"
ONLY_DRILLERS = "演练由联络员或县局发起；真有情况请直接写经过，例如：××服装厂门口约30人聚集讨薪"
NO_WORDS = "只收到照片，请马上补一句话：什么事、在哪里、多少人，例如：××服装厂门口约30人聚集讨薪"

# Who raised it

HEAD = "{mark}🚨 {number} 紧急上报"
SENT = "{at} 已送给 {names}"
SENT_NOBODY = "⚠️ 现在没有能收到的人，请马上打电话"
CALL_FIRST = "有人身危险先打 110、120"
CALL = CALL_FIRST + "；也请打电话：\n{lines}"
CALL_ONE = "{name} {phone}"
JOIN_IN = "接着发照片和文字，会一并转去"
TAKE_BACK = "误报，撤回"
RAISER_WAITS = "⏳ 还没有人知悉，{n}分钟没有人知悉会再催"
RAISER_AGAIN = "⏳ {n}分钟还没有人知悉，已催 {names}，请打电话"
RAISER_LAST = "⏳ {n}分钟还没有人知悉，不再催了，请一定打电话"

# Who is told

BY = "{name}{what} {phone}"
BY_WHAT = "（{what}）"
WRITTEN = "{at}（写于 {written}）"
AT = "{at} 上报"
AT_AGAIN = "{at} 上报，第{n}次提醒"
WORDS = "经过：{words}"
WORDS_MISSING = "经过：还没有文字，已请上报人补写"
WHOLE = "{mark}{number} 经过全文：\n{words}"
FILES = "📎 材料 {n} 份"
WAITS = "⏳ 还没有人知悉"
KNOW = "已知悉"
KNOWN = "✅ 已由 {name} 于 {at} 知悉"
KNOWN_BEFORE = "{mark}{number} 已由 {name} 于 {at} 知悉"
NOW_KNOWN = "{mark}✅ {number} 您已知悉，上报人马上收到"
NOTE, CLOSE, SHOW_FILES, SHOW_PLAN = "处置进展", "办结", "看材料", "全部预案"
NOTE_LINE = "📝 {at} {name}：{words}"
NOTES_MORE = "📝 前面还有 {n} 条进展"

# Its plan

PLAN = "📋 {whose}应急预案（{at}核对）"

PLAN_CUT = "（点 全部预案 看完整的）"
CONTACTS = "联系："
NO_PLAN = "📋 还没有应急预案。县局：{lines}"
NO_PLAN_NO_PHONE = "📋 还没有应急预案"

# Its course

ASK_NOTE = "{mark}📝 {number} 请写处置进展，也可以发照片，例如：已到现场，正在约谈厂方"
NOTED = "{mark}📝 {number} 已转给 {names}"
NOTED_NOBODY = "{mark}📝 {number} 已记下"
NEWS_NOTE = "{mark}📝 {number} 进展，{name} {at}：\n{words}"
FILES_COMING = "{mark}📎 {number} 材料已收到，收齐就转给 {names}"
FILES_NEWS = "{mark}📎 {number} 的材料（已去除位置信息）："
FILE_REFUSED = "{mark}📎 {number} 有一份材料没有收下：{why}"
FILE_NOT_SENT = "第{n}份没能发出，请联系上报人，例如打电话"
NO_FILES = "{number} 还没有材料，可以请上报人补发，例如现场照片"

GO_BACK = "{number} 已过两小时没有动静，要接着说请点 🚨 紧急上报 打开，例如点 处置进展"

# Its end

NOT_CLOSED_LATE = (
    "{number} 没有办结：问结果已过两小时，这条没有记成结果。要办结请发编号打开，例如：{number}"
)
ASK_CLOSE = "{mark}{number} 办结：请写结果，例如：工资当场结清，人员已散"
BACK = "返回"
NOT_CLOSED = "{mark}{number} 没有办结，接着处置"
CLOSED = "✅ {name} 于 {at} 办结：{outcome}"
CLOSED_YOU = "{mark}✅ {number} 已办结，相关的人都会收到"
WITHDRAWN = "↩️ {name} 于 {at} 撤回：误报"
NEWS_WITHDRAWN = "{mark}↩️ {number} 已撤回，是{name}误报，不用处置"
WITHDRAWN_YOU = "{mark}↩️ {number} 已撤回，收到的人都会知道"
TOO_LATE = (
    "{mark}{number} 已过一分钟，不能撤回，请直接打字说明，例如：是误会，没有人聚集；"
    "由联络员或县局办结"
)
OUTCOME_EMPTY = "结果不能为空，请写一句话，例如：工资当场结清，人员已散"
LONG = "写了 {n} 个字，请控制在 {most} 字以内，例如分两次发"
LEAVES = "没有办结的紧急上报 {n} 件"
DUE = "🚨 有 {n} 件紧急上报还没有办结，请看现在怎样，已经解决的点 办结"
DUE_DONE = "✅ 紧急上报都办结了。"
FILL_IN = "接着填预防风险"
OFFER = "可以把这次处置报成一条工作，经过、日期和材料都已带上"

# Refusals

GONE = "{number} 已经{state}，例如有新情况请重新点 🚨 紧急上报"
CLOSED_SINCE = "{number} 已由 {name} 于 {at} {state}"
NOT_YOURS = "{number} 您看不到，例如有新情况请点 🚨 紧急上报"
NOT_TO_KNOW = "{number} 由联络员或县局知悉，您可以接着发照片和文字"
OWN = "{number} 是您上报的，由别人知悉，您可以接着发照片和文字"
NOT_TO_CLOSE = "{number} 由联络员或县局办结，您可以点 处置进展 写明情况"
NO_RISK = "{number} 不能报成工作：只有上报的协调员本人、办结以后可以"
