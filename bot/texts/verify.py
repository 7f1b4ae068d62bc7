"""What `xietiao verify` finds."""

WHOLE = "完好：审计链、佐证文件、引用关系均无异常"
CHAIN_BROKEN = "审计记录第 {row} 行与前一行对不上，此处被改动或删除过"
FILE_BROKEN = "佐证文件 {sha256} 缺失或内容已变"
REFERENCE_BROKEN = "{table} 第 {row} 行引用的 {parent} 不存在"
DATABASE_BROKEN = "数据库结构异常：{trouble}"
DECISION_MISSING = "{number} 的审核决定没有审计记录"
