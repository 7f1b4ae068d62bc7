"""Risk prevention: labels and questions."""

TITLE = "预防风险"
SPOKEN = ("预防风险", "预防化解风险", "化解风险", "风险")

SIDE, WAY, KIND, UNIT = "范围", "方式", "风险", "单位"
DAY, FOUND, MEASURES, EFFECT = "日期", "发现日期", "措施", "成效"
MATERIAL = "佐证材料"

ASK_SIDE = "是哪里的风险？"
ASK_WAY = "是应急处置化解的，还是提出建议防范的？"
ASK_MEASURES = (
    "是什么风险，采取了什么措施？成效可以接着写，例如：厂里两个月没发工资，当天约谈并算清账目；"
    "成效：工资三日内补齐，没有人上访"
)
ASK_EFFECT = "成效怎样？请打字，例如：工资三日内补齐，没有人上访"
ASK_DAY = "哪天防范住的？点日期，或直接打字，例如：11.5、上周三"
ASK_MATERIAL = "请发处置或建议的佐证材料，例如现场照片、处置记录、建议书"
ASK_KIND = "属于哪类风险？可以跳过"
ASK_UNIT = "涉及的单位或地点？请打字，例如：××物流园；整个领域的可以跳过"
ASK_FOUND = "发现日期？和防范日期是同一天的可以跳过"

EXAMPLE_MEASURES = "厂里两个月没发工资，当天约谈并算清账目"
EXAMPLE_EFFECT = "工资三日内补齐，没有人上访"
EXAMPLE_UNIT = "××物流园"
