"""The labels people know the bot by. Fixed: training material and tests rely on them."""

REPORT = "📝 上报工作"
SCORE = "📊 我的得分"
RECORDS = "📂 我的记录"
REVIEW = "✅ 待审核"
BASE = "🧮 基本得分"
SUMMARY = "📈 季度汇总"
EXEMPLAR = "🌟 本月典型"
BOARD = "🌟 典型推广"
MORE = "更多"
HELP = "❓ 帮助"

MORE_ASK = "更多："

COMMANDS = {
    "report": "上报工作",
    "score": "我的得分",
    "records": "我的记录",
    "review": "待审核",
    "base": "基本得分",
    "summary": "季度汇总",
    "exemplar": "本月典型",
    "exemplars": "典型推广",
    "help": "帮助",
    "cancel": "取消当前这一步",
}

SHORT_DESCRIPTION = "劳动关系协调员的工作记录与季度赋分"
DESCRIPTION = "协调通：协调员上报工作，联络员审核，县局汇总。请用联络员发给您的专用链接加入。"
