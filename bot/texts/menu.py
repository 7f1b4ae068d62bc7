"""The labels of the menu, help, and what Telegram shows of the bot before anybody talks to it.

Labels are fixed: training material and tests rely on them. The labels of each conversation are
among its own texts.
"""

MORE = "更多"
MORE_ASK = "更多："
HELP = "❓ 帮助"
ABOUT_HELP = "帮助"
WORDS_HELP = ("有什么功能", "能做什么", "功能", "怎么操作", "菜单")

SHORT_DESCRIPTION = "劳动关系协调员的工作记录与季度赋分"
DESCRIPTION = "协调通：协调员上报工作，联络员审核，县局汇总。请用联络员发给您的专用链接加入。"
