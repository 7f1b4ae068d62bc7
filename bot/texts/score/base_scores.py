"""Base scores: asking for them, echoing what was read, and confirming."""

LABEL = "🧮 基本得分"
ABOUT = "基本得分"
WORDS = (
    "打基本分",
    "评基本分",
    "日常得分",
    "评分",
    "打分",
    "基础分",
)
HELP = "🧮 基本得分：一条消息给全专班评分，例如：28, 张三 25"

ASK = (
    "🧮 {quarter}基本得分  已评 {scored}/{total}\n{left_out}\n"
    "发一个数给所有未评的人，或写明例外，例如：\n28, 张三 25, 李四 20 缺勤两次"
)
NOBODY = "台账里还没有可评分的人，请先导入台账"
LEFT_OUT = "（您本人由县局评分）"
OTHER_QUARTER = "改评{quarter}"
ONE_BY_ONE = "逐个评"
CONFIRM = "确认"
CANCEL = "取消"
NOT_YET = "未评"
SET = "{name} {before}→{value}{reason}"
NEW_VALUE = "{value} 分：{names}"
ECHO = "{quarter}基本得分，请核对：\n{lines}\n\n共 {n} 人，点 确认 后生效"
WHO = "台账里有 {n} 位{name}，{value} 分是给哪一位？"
DONE = "✅ {quarter}基本得分已记录 {n} 人，已评 {scored}/{total}"
NOTHING_CHANGED = "与已评的一样，没有改动，已评 {scored}/{total}"
CANCELLED = "已取消，没有改动"
ONE = "{name}（{i}/{n}）：请发 0 到 {most} 之间的整数，例如：28"
ONLY_LIAISONS = "基本得分由联络员评定，您的身份不需要评分，例如查看得分请点 📊 我的得分"
STALE = "名单或分数已有变化，请重新发一次，例如：28"
LEFT_TO_SCORE = "{quarter}基本得分还有 {n} 人未评"
