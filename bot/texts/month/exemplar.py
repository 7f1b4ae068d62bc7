"""本月典型: what a liaison reads when reporting a month's exemplars."""

LABEL = "🌟 本月典型"
ABOUT = "本月典型"
WORDS = (
    "报典型",
    "报送典型",
    "先进事迹",
    "典型事迹",
    "好人好事",
    "本月无",
)
HELP = "🌟 本月典型：每月20日前报送典型人物和事迹，没有就报本月无。"

PICK = "选{n}"
NUMBERS = "①②③"
OWN = "自己写"
NOTHING = "本月无"
SEND = "报送"
CHANGE_TITLE = "改标题"
CHANGE_STORY = "改经过"
WITHDRAW = "撤回"
WITHDRAW_ONE = "撤回《{title}》"
OTHER_MONTH = "补报{month}"

HEAD = "🌟 {month}典型  {state}"
OWED = "未报"
DONE = "已报 {n}"
NONE = "无"
LAST_DAY = "今天是最后一天，今天报送不算迟报。"
DAYS_LEFT = "{day}日截止，还有 {n} 天。"
IS_LATE = "{day}日已过，现在报送会标为迟报。"
LATE = "（迟报）"
REPORTED = "✅《{title}》{day} 报送{late}{fate}"
ENTRY_NOW = "（{number} 现在{state}）"
REPORTED_NOTHING = "✅ 已报本月无，{day}{late}"
CHOOSE = "从{month}已通过的记录里选一条，或自己写："
MORE = "还可以再报，从{month}已通过的记录里选，或自己写："
NO_CANDIDATES = "{month}还没有已通过的记录可选，可以自己写，或报本月无。"
NO_MORE_CANDIDATES = "没有别的已通过记录可选，还可以自己写。"
CANDIDATE = "{n} {author} {day} {kind} {place}"

ASK_TITLE = "🌟 {month}典型\n请发标题，不超过 40 个字，例如：李梅走进车间宣讲劳动合同法"
ASK_STORY = "🌟 {month}典型《{title}》\n请发经过，20 到 800 个字：谁、何时何地、做了什么、效果怎样"
DRAFT = "🌟 {month}典型\n标题：{title}\n经过：{story}\n\n{ask}"
ASK_SEND = "没有问题就点 报送"
CONFIRM = "报送《{title}》到县局？县局择优推广前可以撤回。{late}"
CONFIRM_LATE = "已过 {day} 日，会标为迟报。"
CONFIRM_NOTHING = "{month}没有典型要报？确认后报县局“本月无”，以后有了还可以再报。{late}"
SENT = "✅ 已报送县局《{title}》"
SENT_LATE = "✅ 已报送县局《{title}》，已过{day}日，标为迟报"
SENT_NOTHING = "✅ 已报县局：{month}无典型"
SENT_NOTHING_LATE = "✅ 已报县局：{month}无典型，已过{day}日，标为迟报"
WITHDRAWN = "已撤回，{month}的典型请重新报送"

TITLE_EMPTY = "标题不能为空，例如：李梅走进车间宣讲劳动合同法"
TITLE_LONG = "标题写了 {n} 个字，请控制在 {most} 字以内，例如：李梅走进车间宣讲劳动合同法"
STORY_SHORT = (
    "经过写了 {n} 个字，至少要 {least} 个字，"
    "例如：11月5日李梅到××服装厂宣讲劳动合同法，60名职工参加，当场答复12个问题"
)
STORY_LONG = "经过写了 {n} 个字，请控制在 {most} 字以内，例如只写何时何地、做了什么、效果怎样"
NOT_A_MONTH = "看不懂月份“{typed}”，请写成 {example}，例如 本月、上月"
NOT_BEGUN = "{month}还没有开始，请写已经开始的月份，例如 {example}"
ONLY_LIAISONS = "典型由专班联络员报送，您的身份不用报送，例如上报工作请点 📝 上报工作"
NOT_A_CANDIDATE = "这条记录现在不能选作典型，请点 🌟 本月典型 重新选"
ALREADY = "{number} 已报为{month}典型，不用再报，如要查看请点 🌟 本月典型"
HAS_REPORTED = "{month}典型已报送，不能再报本月无；如要改报请先点 撤回"
DECIDED = "《{title}》县局已于 {at} 决定{fate}，不能撤回了，如有疑问请联系县局"
GONE = "这份典型已经办完或改过，请点 🌟 本月典型 查看"
NOT_COMPLETE = "标题和经过都写好才能报送，例如先点 改经过"
LEFT_TO_REPORT = "{month}典型还没有报"
