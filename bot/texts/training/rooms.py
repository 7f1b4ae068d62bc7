"""🏫 培训与站点: the list of what stands behind it."""

LABEL = "🏫 培训与站点"
ABOUT = "培训与站点"
WORDS = (
    "培训签到",
    "以干代训",
    "应急预案",
)
HELP = "🏫 培训与站点：培训签到、以干代训、服务站点、应急预案。"
ASK = "🏫 培训与站点：要看哪一项？"
NOTHING = "您的身份没有培训与站点要管理；要看自己的，请发 /me"
