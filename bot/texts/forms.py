"""What every form says."""

TODAY = "今天"
YESTERDAY = "昨天"
OTHER_DAY = "其他日期"
SKIP = "跳过"

CHOOSE = "“{given}”不在选项里，请从 {labels} 中选一个，例如：{example}"
EMPTY = "没有看到文字，请直接打字，例如：{example}"
TOO_LONG = "写了 {n} 个字，最多 {most} 个字，请缩短后再发，例如：{example}"
NOT_A_COUNT = "“{given}”不是人数，请发 1 到 {most} 之间的整数，例如：60"
CANNOT_SKIP = "“{label}”不能跳过，请填写后再继续，例如直接打字或点下面的按钮"
WHY_OPEN = "“{slot}”暂时缺少，请写一句说明，例如：活动由社区临时组织，没有书面方案"
