"""Improved labour management: labels and questions."""

TITLE = "劳动管理"
SPOKEN = ("劳动管理", "优化劳动管理", "优化管理")

WAY, TASK, UNIT, DAY = "类别", "业务", "单位", "日期"
MEASURES, EFFECT = "措施", "成效"
REFORM, PROOF = "改革文本", "成效证明"

ASK_WAY = "是改革了管理制度，还是建议被采纳？"
ASK_UNIT = "在哪个单位？请打字，例如：××服装厂"
ASK_MEASURES = (
    "改了什么，采取了什么措施？成效可以接着写，例如：修订考勤制度，加班先征求本人意见；"
    "成效：加班纠纷没有了，月产量高一成"
)
ASK_EFFECT = "成效怎样？关系改善和效率提高都要写，例如：加班纠纷没有了，月产量高一成"
ASK_DAY = "采纳日期？点日期，或直接打字，例如：11.5、上周三"
ASK_REFORM = "请发改革文本，例如新的制度、合同文本，拍照或发文件都可以"
ASK_PROOF = "请发成效证明：关系改善、效率提高的材料，例如统计表、单位证明"
ASK_TASK = "属于哪项业务？可以跳过"

EXAMPLE_UNIT = "××服装厂"
EXAMPLE_MEASURES = "修订考勤制度，加班先征求本人意见"
EXAMPLE_EFFECT = "加班纠纷没有了，月产量高一成"
HINTS_REFORM = ("文本", "制度", "办法", "规定", "方案", "合同", "守则")
HINTS_PROOF = ("证明", "成效", "统计", "对比", "报表")
