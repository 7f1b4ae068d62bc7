"""Searching one's own records by what their papers say."""

SEARCH = "🔎 搜材料"
ASK = "要找哪件？打出材料上的几个字，用空格隔开，例如：锦裳 加班"

FOUND = "🔎 材料里有这些字的 {n} 件"
NEWEST = "🔎 材料里有这些字的 {n} 件，这里是最近的 {most} 件"
ENTRY = "{number} {kind} {day}"
DRAFT = "草稿 {kind}"
LINE = "　{line}"

NO_WORDS = "请打出材料上的几个字，例如：/records 锦裳 加班"
NOTHING = "🔎 您的材料里没有同时写着这些字的。可以少打几个字，例如：/records 锦裳"
NOT_READ = (
    "🔎 还没有读出文字的材料可以搜，发来文书照片后就有了。季度锁定后，那一季材料的文字不再保留"
)
"""Where there is nothing to look through."""
