"""Setting down a training: the questions."""

TITLE = "培训"
THEME = "主题"
EXAMPLE = "今天 劳动合同法 地点：县局三楼 讲师：张教授"
ASK_THEME = f"培训什么主题？可以一条写全，例如：{EXAMPLE}"
THEMES = ("劳动合同法", "劳动争议调解仲裁法", "保障农民工工资支付条例", "调解技巧")
DAY, ASK_DAY = "日期", "日期：哪天培训？例如：明天、12.5"
TOMORROW = "明天"
PLACE, ASK_PLACE, EXAMPLE_PLACE = "地点", "地点：在哪里培训？", "县局三楼会议室"
LECTURER, ASK_LECTURER = "讲师", "讲师：请打字写姓名"
EXAMPLE_LECTURER = "张教授"
PAPERS, ASK_PAPERS = "材料", "请发课件、通知、签到表或照片，没有可以不发"
PLACE_WORDS = ("地点", "地址")
LECTURER_WORDS = ("讲师", "主讲人", "主讲", "授课人", "授课", "老师")
DAY_WORDS = ("日期", "时间")
THEME_WORDS = ("主题", "内容", "题目")
