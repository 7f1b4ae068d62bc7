"""Locking a quarter, and restating it."""

LABEL = "🔒 锁定季度"
ABOUT = "锁定季度"
WORDS = (
    "锁定",
    "封账",
    "定案",
    "更正",
    "解锁",
)
HELP = "🔒 锁定季度：季度结束后定案，例如：/lock 上季"
ONLY_BUREAU = "锁定和更正季度由县局办理，您可以点 📊 我的得分 看自己的得分"
COMMAND_LINE = "命令行"

NOT_OVER = "{quarter}还没有结束，不能锁定，已结束的可以，例如：/lock {before}"
OWED = ("待审核", "基本得分未评", "退回未补", "复核中", "失误待定")
SINCE = "{quarter}已由{who}于 {at} {how}"
BEING_MADE = "{who}正在{how}{quarter}，请稍候"
NOT_LOCKED = "{quarter}还没有锁定，不需要更正，锁定请点 🔒 锁定季度"

HEAD_DRAFT = "🔒 {quarter}  草稿（未锁定）"
HEAD_LOCKED = "🔒 {quarter}  已锁定（第{number}版）"
HEAD_MAKING = "🔒 {quarter}  正在锁定…"
FILING_OVER = "报送已于{day}截止"
FILING_OPEN = "报送到{day}截止，还没有到"
STILL_OWED = "还没有办完："
MORE_OWED = "……等 {n} 个专班"
NOTHING_OWED = "各专班都已办完"
VERSION_LINE = "第{number}版 {how} {at} {who}"
VERSION_REASON = "：{reason}"

LOCK = "锁定"
LOCK_THIS = "锁定本季"
CONFIRM = "确认锁定"
SURE = "仍然锁定"
BACK = "返回"
RESTATE = "更正"
VERSIONS = "历次版本"
CONTINUE = "继续锁定"

ASK = (
    "锁定{quarter}？\n{owed}\n"
    "锁定后：得分定案，不能再报送；未办完的转由县局办理，办理结果计入下一次更正"
)
OWED_IN_SHORT = "还有 {n} 个专班没有办完：{counted}"
ASK_SURE = "报送期到{day}才截止，提前锁定后{quarter}不能再报送。仍然锁定吗？"
MAKING = "⏳ 正在锁定{quarter}…"
RESTATING = "⏳ 正在更正{quarter}…"
PROGRESS = "{making} {done}/{total} 人"
DONE = "🔒 {quarter}已锁定：{n} 人的得分已定案（第{number}版）"
RESTATED = "🔒 {quarter}已更正（第{number}版）：{n} 人的得分有变化\n理由：{reason}"
TOLD_OFFICERS = "🔒 {quarter}已由{who}{how}（第{number}版）"

COMPARING = "⏳ 正在比对{quarter}的定案与现在的记录…"
STILL_COMPARING = "还在比对，请等差异列出后再写理由，例如：一分钟后"
NO_DIFFERENCE = "{quarter}的定案与现在的记录一致，不需要更正"
DIFFERENCES = "{quarter}更正前后（{n} 人）："
FORCE = "【{name}】"
PERSON = "{name}：{lines}"
LINE = "{line} {before}→{after}"
MORE = "……其余 {n} 人见附表"
ASK_REASON = "请直接打字写更正理由，例如：X1042 复核通过，补计 5 分"
REASON_EMPTY = "更正理由不能为空，请写一句话，例如：X1042 复核通过，补计 5 分"
REASON_LONG = "理由写了 {n} 个字，请控制在 {most} 字以内，例如：X1042 复核通过，补计 5 分"
CONFIRM_RESTATE = "确认"
ASK_CONFIRM = (
    "更正{quarter}：{n} 人的得分有变化\n理由：{reason}\n确认后生成新的一版，原来的一版仍可查看"
)
CHANGED_MEANWHILE = "比对之后记录又有变化，这次没有更正，请再点 更正 看一遍"
RESTATED_SINCE = "{quarter}刚刚有变化，请再点 更正 看一遍"
MADE_OTHERWISE = "{quarter}已由别人办好，请点 🔒 锁定季度 查看"
GONE = "这次更正已经结束，要再看请点 🔒 锁定季度"

ALL_VERSIONS = "{quarter}历次版本："
BOOK = "第{number}版 表"
DIFFERENCE = "第{number}版 差异"
MAKING_BOOK = "⏳ 正在生成…"
BOOK_TOLD = "{quarter}第{number}版（{how}）"
DIFFERENCE_TOLD = "{quarter}第{number}版与之前相比（{n} 人）："
NO_VERSION = "没有这一版，请重新点 历次版本 查看"

YOUR_FIGURES = "📊 {quarter}得分有更正：{lines}\n如有疑问请联系联络员"

REMIND = "🔒 {quarter}报送期已过，还没有锁定"
REMIND_DONE = "✅ 上季度已锁定"
GO = "去锁定"

OUTSTANDING = "未办：{phrase}"
ADD_YES = "{quarter}还没有锁定；确认锁定请加 --yes"
FILING_NOTE = "{quarter}报送到{day}截止，还没有到"
ADD_YES_RESTATE = "{quarter}还没有更正；确认更正请加 --yes"
DOING = "正在写入"
UNKNOWN = "–"
