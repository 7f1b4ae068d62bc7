"""Publicity: labels, questions and choices."""

TITLE = "开展宣传"
SPOKEN = ("开展宣传", "宣传", "普法")

PLACE_KIND, PLACE, DAY, WAY = "场所", "地点", "日期", "方式"
THEME, REACH, INITIATIVE, TURNOUT = "主题", "范围", "性质", "人数"
PHOTOS, PLAN = "照片视频", "活动方案"

INITIATIVES = (("self", "自发开展"), ("organised", "统一组织"))
THEMES = (
    "劳动合同法",
    "工资支付",
    "社会保险法",
    "工伤保险条例",
    "女职工劳动保护",
    "职工带薪年休假",
)

ASK_PLACE_KIND = "在哪类场所开展的？"
ASK_PLACE = "具体地点？请打字，例如：××服装厂一车间"
ASK_DAY = "哪天开展的？点日期，或直接打字，例如：11.5、上周三"
ASK_WAY = "用什么方式宣传？"
ASK_THEME = "宣传主题？点一个，或直接打字"
ASK_REACH = "面向哪个范围？"
ASK_INITIATIVE = "是自发开展，还是上级统一组织？（统一组织的计入基本得分，不另加分）"
ASK_TURNOUT = "参加人数？直接发数字，也可以跳过"
ASK_PHOTOS = "请发活动的照片视频，可以一次选多张"
ASK_PLAN = "请发活动方案（PDF、Word 等文件）；拍成照片的，发出后点“把已发的移到活动方案”"

EXAMPLE_PLACE = "××服装厂一车间"
EXAMPLE_THEME = "劳动合同法"
ORGANISED = "统一组织的宣传计入基本得分，不另加分"
