"""When pictures were taken, in neutral words: the reader may know the reason, or ask."""

LINE = "📅 第{places}张拍摄于 {day}"
MORE = "📅 另有 {n} 张拍摄于其他日子"
