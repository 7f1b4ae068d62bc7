"""请假代理: who stands in for a liaison, and from when to when."""

LABEL = "请假代理"
ABOUT = "请假代理"
WORDS = (
    "请假",
    "找人代",
    "找人代理",
    "代理联络员",
    "休假",
    "出差",
    "顶班",
    "代班",
    "替我",
    "不在岗",
    "帮我顶",
)
END = "提前结束"
CONFIRM = "确认"
BACK = "返回"
ONE_WEEK = "一周（{days}）"
TWO_WEEKS = "两周（{days}）"
DAYS = "{}—{}"

ONLY_LIAISON = "只有本专班联络员本人或县局可以安排，请转告他们，例如：请联络员点 请假代理"
NOT_OF_FORCE = "{name} 不在 {force}专班的台账里，代理要由本专班的人担任，请换一位，例如点下面的姓名"
IS_LIAISON = "{name} 就是联络员，代理请选另一位，例如点下面的姓名"
NO_LIAISON = "{force}专班现在没有联络员，请先交接联络员，例如：人员台账 → 交接联络员"
NOT_JOINED = "{name} 还没有加入，代理不了，请先发链接或换一位，例如：人员台账 → {name} → 新链接"
OVERLAPS = "这几天已安排 {name} 代理（{days}），请换日期，或先点 提前结束"
OVER = "{name} 的代理已经结束，不用再点；要重新安排请点 请假代理"
STALE = "台账在这期间有变动，请重新安排，例如点 请假代理"

WHICH_FORCE = "请假代理：哪个专班的联络员？点一个专班"
WHO = "请假代理：{force}专班，由谁代理？点姓名，或直接发姓名，例如：张三"
WHEN = "{name} 代理 {force}专班联络员，请在一条消息里发起止日期（两天都算在内），例如：{example}"
ECHO = (
    "{name} 代理 {force}专班联络员：{days}，共 {n} 天。\n"
    "• 这几天待审核、提醒都发给{name}，您也照样能处理。\n"
    "• {name} 本人的待审核转由县局审核，谁也不审自己的。\n"
    "• 到期自动结束，也可以 提前结束。"
)
NAMED = "已安排 {name} 代理：{days}。提前回来，请到 👥 人员台账 点 提前结束"
ENDED = "已结束 {name} 的代理（{days}）"
CALLED_OFF = "您代理 {force} 专班联络员（{days}）的安排已取消，不用处理了"
LIAISON_CALLED_OFF = (
    "{name} 已离开本专班，原定代理 {force} 专班（{days}）的安排已取消；"
    "还要请假的话，请到 👥 人员台账 另行安排"
)
COMING = "已安排您代理 {force} 专班联络员：{days}。到时菜单会自动换好"
NOW = (
    "您从现在起代理 {force} 专班的联络员，到{day}为止，菜单已换好；"
    "有人上报时会通知您，请点 ✅ 待审核"
)
NO_MORE = "您不再代理 {force} 专班的联络员，菜单已换好；您自己的记录不变，见 📂 我的记录"
LIAISON_NOW = "{name} 从现在起代您处理 {force} 专班的工作，到{day}为止"
LIAISON_NO_MORE = "{name} 不再代您处理 {force} 专班的工作，请点 ✅ 待审核 看看有没有积压"
