"""Registering a fault: the questions."""

TITLE = "工作失误"
IMPACT, ASK_IMPACT = "影响", "影响多大？"
SPOKEN_SMALL = ("影响较小", "较小", "影响小", "小")
SPOKEN_LARGE = ("影响较大", "较大", "影响大", "大")
ACCOUNT = "经过"
EXAMPLE = "昨天 未按时上报欠薪线索"
ASK_ACCOUNT = f"经过怎样、哪天发生？可以带照片或文件，一条消息写完，例如：{EXAMPLE}"
DAY, ASK_DAY = "日期", "日期：哪天发生的？"
PROOF = "佐证"
ASK_PROOF = "请发佐证：照片、文件或链接"
