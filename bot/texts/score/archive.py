"""佐证包: originals of evidence under readable names, with an index and checksums."""

COMMAND = "archive"
ABOUT = "下载佐证包"
WORDS = (
    "佐证包",
    "下载材料",
    "打包材料",
    "原件",
    "导出佐证",
)
BUTTON = "📦 下载佐证包"
HELP = "📦 佐证包：原始材料、索引和校验，例如：/archive X1042、/archive 上季"
ASK = (
    "📦 要哪些佐证？点下面的季度，或发编号、姓名、专班，例如：\n"
    "/archive X1042\n/archive 李梅 2026\n/archive 上季 服装制造"
)
UNKNOWN = (
    "没有找到“{what}”，请写编号、姓名、专班或季度，例如：/archive X1042、/archive 上季 服装制造"
)
NAMESAKES = "有 {n} 位“{name}”，请按编号要，例如：/archive X1042"
NOT_YOURS = "佐证包由本专班联络员和县局下载，您自己的记录点 📂 我的记录 查看"
NOTHING = "{title}没有佐证材料，请换一个季度或姓名，例如：/archive 上季"
NO_ENTRY = "没有 {number} 这条记录，请照卡片上的编号写，例如：/archive X1042"
MAKING = "📦 正在整理{title}的佐证包…"
PROGRESS = "📦 正在整理{title}的佐证包：{done}/{total} 份"
DONE = "✅ {title}的佐证包：{files} 份材料，{parts} 个压缩包"
TOO_LARGE = (
    "{title}的佐证共 {size}，超过聊天里能发的 {most}。请按专班或个人分开要，"
    "或在服务器上运行：xietiao evidence {what} --out 目录"
)
PART = "第 {n}/{of} 包，解压后用 sha256sum -c {sums} 核对"
MISSING = "缺 {n} 份：文件不在或读不出，见索引"
CANCEL = "取消"
CANCELLED = "已取消整理佐证包"
THIS, LAST = "本季（{q}）", "上季（{q}）"

INDEX = "佐证索引"
SUMS = "校验.sha256"
NAME = "佐证包-{title}.zip"
NAME_OF_PART = "佐证包-{title}-{n}.zip"
INDEX_NAME = "佐证索引-{title}.xlsx"
HEADINGS = (
    *("编号", "专班", "姓名", "项", "日期", "内容", "状态", "审核人", "审核时间", "佐证类别"),
    *("序号", "文件", "原文件名或链接", "拍摄时间", "字节", "SHA-256", "说明"),
)
SUPPLEMENT = "补充材料"
COPY = "副本：已去掉定位和设备信息"
LOST = "缺失"
UNREADABLE = "读不出，没有放入"
COUNTY = "全县"
YEAR = "{year}年"
WRITTEN = "{files} 份材料在 {folder}，用 sha256sum -c {sums} 核对"
WRITING = "正在取出"
FILES = "佐证材料"
NOT_EMPTY = "{folder} 不是空目录，请换一个，例如：--out 佐证包"
