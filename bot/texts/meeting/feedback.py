"""📮 意见反馈: asking, answering, handing on, closing."""

LABEL = "📮 意见反馈"
ABOUT = "意见反馈"
SPOKEN_BUREAU = (
    "意见",
    "反馈",
    "待答复",
    "谁提了问题",
    "收到的建议",
)
SPOKEN = (
    "反馈",
    "提意见",
    "提建议",
    "反映问题",
    "有问题要问",
    "咨询",
    "投诉",
    "问联络员",
    "问县局",
)
INBOX_ABOUT = "意见反馈：等您答复的"
HELP = "📮 意见反馈：向联络员或县局反映问题、提建议，在这里等答复。"
HELP_LIAISON = "📮 意见反馈：答复本专班的问题和建议，自己的报县局。"
HELP_BUREAU = "📮 意见反馈：答复报到县局的问题和建议。"

PROBLEM, ADVICE = "问题", "建议"
LIAISON, BUREAU = "联络员", "县局"
WAITING, ANSWERED, CLOSED, TAKEN_BACK = "待答复", "已答复", "已解决", "已撤回"

# Asking

TO_LIAISON, TO_BUREAU = "给联络员", "给县局"
ROUTE = "{to}：{kind}"
START = "📮 意见反馈\n有问题或建议，请先选给谁、是哪一类，再写一段话。"
PRIVATE = "给县局的，联络员看不到。"
NO_LIAISON = "本专班的联络员现在收不到消息，请直接给县局。"
START_LIAISON = "📮 意见反馈\n自己的问题或建议由县局答复。"
START_WITH = "📮 您写的是：\n{words}\n\n给谁，是哪一类？"
START_WITH_BUREAU = "📮 您写的是：\n{words}\n\n由县局答复，是哪一类？"
MINE = "我提的 {n}"
TO_ME = "收到的 {n}"
CANCEL, BACK, CONFIRM = "取消", "返回", "确认"
LEFT = "📮 没有提交"
ASK_WORDS = (
    "📮 {to}：{kind}\n"
    "请打字写说明：什么事、在哪里、希望怎么办，例如：工资专户怎么开\n"
    "（只收文字，{most} 字以内）"
)
ASK_MORE = "📮 {number}：请打字补充说明，例如：银行说还缺一份证明"
EMPTY = "说明不能为空，请写一句话，例如：工资专户怎么开"
LONG = "写了 {n} 个字，请控制在 {most} 字以内，例如分两次发"
SENT = "✅ {number} 已发给{to}"
ADDED = "✅ {number} 已转达{to}"
IN_THE_MORNING = "现在是休息时间，{to}明早 8 点收到通知"
MINE_LIST = "📮 我提的：还没解决 {n}"
MINE_NONE = "📮 您还没有提过，点下面的按钮写一条"
NEW = "再提一条"

# The card

HEAD = "📮 {number} {kind} · 给{to} · {state}"
HEAD_FOR = "📮 {number} {kind} · {state}\n{who}"
WHO = "{name}（{employer}）"
WHO_PLAIN = "{name}"
OF_FORCE = " · {force}"
GONE = "（已离开台账，看不到答复）"
YOU = "您"
SAID = "{who}（{at}）：{words}"
ANSWER_OF = "{to}{name}"
EARLIER = "（更早的 {n} 条没有显示）"
HANDED = "{at} 转县局"
TAKE_BACK, ADD, SOLVED, NOT_SOLVED, PASS_ON = "撤回", "补充", "已解决", "还有问题", "转县局"
ALL_MINE, ALL_WAITING = "我提的", "待答复的"
TOLD_ANSWER = "💬 {number} 有答复了，请看是否解决"
TOLD_PASSED = "➡️ {number} 联络员已转县局，由县局答复您"
TOLD_PASSED_NEW = "➡️ {number} 您现在是联络员，这条改由县局答复"
DONE_CLOSED = "✅ {number} 已解决"
DONE_TAKEN_BACK = "↩️ {number} 已撤回"
DONE_PASSED = "➡️ {number} 已转县局"
NO_LONGER = "📮 {number} 已不由您答复"

# Answering

LIST = "📮 意见反馈：待答复 {n}"
LIST_NONE = "📮 意见反馈：没有待答复的，有新的会通知您"
LIST_ANSWERED = "📮 已答复、对方还没确认的 {n}"
SHOW_ANSWERED = "已答复的 {n}"
OPEN_ONE = "{mark}{number} {kind} {name} {day}"
OPEN_OWN = "{mark}{number} {kind} {words}"
MARKS = {"waiting": "", "answered": "💬 ", "closed": "✅ ", "taken_back": "↩️ "}
REPLY, REPLY_AGAIN, FINISH = "答复", "补充答复", "办结"
ASK_REPLY = "📮 {number}：请打字写答复说明，例如：带营业执照到开户行办，三个工作日"
REPLIED = "✅ {number} 已答复{name}"
ASK_HAND_ON = "把 {number} 转县局？转过去后由县局答复，{leaves}"
LIAISON_LEAVES = "您这里不再显示。"
ASKER_LEAVES = "联络员那里不再显示。"
ANNOUNCE = "📮 有 {n} 条意见反馈待答复"
NONE_LEFT = "📮 刚才的意见反馈已处理，现在没有待答复的"
GO = "去答复"
DIGEST = "📮 有 {n} 条意见反馈 3 个工作日没有答复：{numbers}"
DIGEST_DONE = "✅ 待答复的意见反馈都处理了。"
ASK_SOLVED = "📮 {numbers} 已答复两周，解决了请点 已解决，没有就点 还有问题"
ASK_SOLVED_DONE = "✅ 意见反馈已办结。"
SEE = "看 {number}"
LEAVES = "待答复的意见反馈 {n} 条"

# What is refused

ONLY_ASKERS = "意见反馈由台账里的协调员和联络员提，您可以答复报到县局的，例如发 /inbox"
NOT_YOURS = "{number} 您看不到，请点 📮 意见反馈 看您的，例如 我提的"
NO_SUCH = "没有 {number} 这一条，例如 F1；请点 📮 意见反馈 看清单"
NOT_TO_REPLY = "{number} 不由您答复，请点 📮 意见反馈 看清单，例如 收到的"
ONLY_ASKER = "{number} 由提出的人办结，您可以点 补充答复，例如再说明一句"
NOT_TO_INBOX = "您这里没有要答复的，可以点 📮 意见反馈 提问题或建议"
IS_CLOSED = "{number} 对方已确认解决，不用再答复；还有问题会再通知您，例如补充一句"
IS_TAKEN_BACK = "{number} 已撤回，有新的问题请点 📮 意见反馈 再提，例如 给县局"
IS_ANSWERED = "{number} 已经有答复，不能撤回，请点 已解决 或 还有问题"
IS_PASSED = "{number} 已转县局，由县局答复，例如着急请直接联系县局"
HAS_NEWS = "{number} 刚才有新的内容，请看更新后的卡片再答复，您写的还在上面，例如复制再发"
OVER = "这次填写已经结束，请点 📮 意见反馈 重新开始，例如 给县局"
