"""When pictures were taken, in neutral words: whoever reads them knows why, or asks."""

LINE = "📅 第{places}张拍摄于 {day}"
MORE = "📅 另有 {n} 张拍摄于其他日子"
