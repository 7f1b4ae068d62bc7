"""Papers that read themselves: what the card says of them."""

READING = "正在读 {n} 份材料…"
MARK = "（读自材料）"
OTHERWISE = "材料写的是 {what}"
CUT = "有一份共 {of} 页，只读了前 {n} 页"
DOUBTFUL = "材料里读到的排在前面，点对的；都不对就照原件写"

CASES = "这些材料像是{n}件案子的，要分成{n}件报吗？"
SPLIT = "分成{n}件"
ONE_CASE = "是一件"
NUMBERS = {2: "两", 3: "三", 4: "四", 5: "五"}
SEVERAL = "几"
PARTED = "另一件单独放好了：{what}。报完这一件，点 接着填"
GO_ON = "接着填"
CASES_FIRST = "请先说一下是几件案子：点 分成{n}件 或 是一件，再提交"
OTHER_KIND = "不是这项工作"

COVERED = "已遮盖 {n} 处证件号"
COVERED_MORE = "有 {n} 份看不太清，已多遮盖"
COARSE = "有 {n} 份没能识读，只给模糊图"
FORGOTTEN = "{name}：已清除 {n} 份材料的识读文字，记录和佐证文件不变"
