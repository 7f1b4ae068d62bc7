"""Terms of trainings and placements, as labels."""

STANDING, OFF = "有效", "已取消"
NAMES, CODE = "点名", "扫码"
COUNTY, TOWNSHIP, SECTOR = "县级", "乡镇（街道）级", "行业组织"
STAGES = ("第一阶段", "第二阶段", "第三阶段", "第四阶段")
EXCELLENT, GOOD, POOR = "优秀", "合格", "不合格"
