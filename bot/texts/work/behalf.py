"""Recording work on behalf of somebody who has no Telegram account."""

LABEL = "✍️ 代为上报"
ABOUT = "代为上报"
WORDS = (
    "代报",
    "替别人上报",
    "帮别人上报",
    "替人报",
    "没有手机的人",
)
HELP = "✍️ 代为上报：替专班里没有加入的协调员上报，由县局审核。"

ASK_WHO = "替谁上报？点名字，或打字写姓名，例如：张三（只能替还没有加入的人上报，由县局审核）"
ASK_WHICH = "有 {n} 位叫“{name}”，替哪一位上报？"
WHO = "{name}（{employer}）"
WHAT = "替 {name} 上报哪一类工作？"
ALREADY_BEGUN = "替 {name} 的一份{kind}还没有报完（{what}）。接着填，还是另起一份？"
BACK = "返回"

TITLE = "📝 代 {name} 上报：{kind}"
FOR = "代{name}"
BY = "由{name}代为上报"

HAS_JOINED = "{name} 已经加入，请其本人上报，例如点 📝 上报工作"
YOURSELF = "您自己的工作请点 📝 上报工作，这里只替没有加入的人上报，例如：张三"
NOBODY = "专班里没有需要代报的人：大家都已加入，请各自点 📝 上报工作"
NOT_YOURS = "代为上报由本专班联络员办理，请联系现任联络员，例如请他点 ✍️ 代为上报"

RECORDED = "✍️ 联络员{name}替您上报了 {number} {kind}（{day}），由县局审核，可在 📂 我的记录 查看"
BEFORE_JOINING = "✍️ 您加入前，联络员替您上报了 {n} 条："
LINE = "{number} {kind}（{day}）{state}，由{name}代报"
MORE = "……共 {n} 条，其余见 📂 我的记录"
SEE = "可在 📂 我的记录 查看，有出入请联系联络员"
