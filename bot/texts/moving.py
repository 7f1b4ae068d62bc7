"""Sentences of `xietiao migrate`, `backup` and `restore`: what is done, and what hinders it."""

# What is being done, for whoever waits.
COPYING, COMPARING, SAVING, RESTORING = "正在复制", "正在比对", "正在备份", "正在恢复"
FILES = "佐证文件"

# migrate
NOWHERE = "请说明搬到哪里，例如：xietiao migrate --to-database sqlite:////srv/xietiao/county.db"
SAME_DATABASE = (
    "{name} 就是现在的数据库，请换一个地方，"
    "例如：--to-database postgresql://xietiao:密码@127.0.0.1:5432/county"
)
SAME_PLACE = "{url} 就是现在存放佐证材料的地方，请换一个，例如：--to-evidence s3://xietiao/evidence"
HIDDEN = "***"  # as SQLAlchemy shows a password
IS_HIDDEN = (
    "{name} 的密码写成了 ***，那只是显示时用来遮住密码的，请写真正的密码，"
    "例如：--to-database postgresql://xietiao:密码@127.0.0.1:5432/county"
)
IN_USE = "机器人正在使用 {name}，请先停掉它再搬，例如：systemctl stop xietiao"
OCCUPIED = "{name} 里已经有别的数据，请换一个空的数据库，例如：createdb county2 或另取一个文件名"
OTHERS = (
    "{name} 里是另一个县没有搬完的数据，请换一个空的数据库，例如：createdb county2 或另取一个文件名"
)
THERE = "那里已经有搬好的一份，再核对一遍"
GOING_ON = "接着上次没有搬完的继续"
ANEW = "原来的数据在上次中断之后有改动，已从头重新复制"
CHANGED = (
    "{table} 第 {key} 行与原来的不一致：复制时有人在改动数据，请停掉机器人和别的命令后再运行一次，"
    "例如：systemctl stop xietiao"
)
NOT_TAKEN = (
    "{table} 第 {first} 至 {last} 行里有新数据库不收的内容（{why}），请先运行 xietiao verify 查明，"
    "例如：引用了不存在的记录"
)
ODD = (
    "{table} 第 {key} 行的 {columns} 不是该存的内容，PostgreSQL 不收，"
    "请先运行 xietiao verify 查明，或改用 SQLite，例如：sqlite:////srv/xietiao/county.db"
)
NUMBERS_ODD = (
    "数据库记下的编号被改动过（{tables}），PostgreSQL 不收，请先运行 xietiao verify 查明，"
    "或改用 SQLite，例如：sqlite:////srv/xietiao/county.db"
)
TROUBLE = (
    "{name} 读写出错（{why}），没有做完；排除之后再运行一次同样的命令，"
    "例如：用 df -h 看磁盘是否已满"
)
FILE_TROUBLE = (
    "读写 {name} 出错（{why}），没有做完；排除之后再运行一次同样的命令，"
    "例如：用 df -h 看磁盘是否已满"
)
MOVED = "搬完：{rows:,} 条记录、{files:,} 个佐证文件，逐条比对一致"
MOVED_FILES = "搬完：{files:,} 个佐证文件"
OLD, NEW = "原来的：{said}", "新的：{said}"
SET = "请把 .env 里的这几行改成（其余不变），然后启动机器人："

# backup
SAVED = "已备份到 {path}：{rows:,} 条记录、{files:,} 个佐证文件"
SINCE = "（另有 {files:,} 个在 {base} 里，恢复时两个文件都要）"
LACKING = "佐证文件 {sha256} 缺失或内容已变，没有备份进去"
TAKEN = "{path} 已经存在，不会覆盖，请换一个文件名，例如：xietiao backup county-20261126-0230.xtb"
NO_PLACE = "不能写入 {path}（{why}），请换一个目录，例如：xietiao backup /srv/backup/county.xtb"
UNWRITTEN = "{path} 写不下去（{why}），备份没有做成，请腾出空间再试，例如：用 df -h 看磁盘是否已满"

# Whatever is wrong with a backup that is to be read.
NO_FILE = "打不开备份 {path}（{why}），请核对文件名，例如：xietiao restore /srv/backup/county.xtb"
NO_BACKUP = "{path} 不是 xietiao backup 做的备份，请核对文件名，例如：county-20261126-0230.xtb"
WRONG_KEY = (
    "DATA_KEY 不是做备份 {path} 时的那一个，请填回原来的密钥，例如：DATA_KEY=（建库时另存的那一份）"
)
DAMAGED = "备份 {path} 已损坏（内容被改动过），没有恢复任何记录，请改用另一份备份，例如：前一天的"
CUT_OFF = "备份 {path} 不完整（末尾缺失），没有恢复任何记录，请重新复制或改用另一份，例如：前一天的"
NEWER = (
    "备份 {path} 是更新的版本建立的（{made}，现在的程序是 {known}），请换用新版程序再恢复，"
    "例如：git pull && make install"
)
UNKNOWN_TABLE = (
    "备份 {path} 里有这个程序不认识的内容（{what}），请换用做备份时的版本再恢复，"
    "例如：git pull && make install"
)

HEAD, FORMAT = "开头", "文件格式"

# restore
FULL = (
    "{name} 里已经有数据，备份只恢复到空的数据库，请换一个，例如：另取一个文件名或 createdb county2"
)
EARLIER = (
    "备份 {path} 只含 {base}（{at}）之后的佐证文件，恢复时请把那一份也写上，"
    "例如：xietiao restore {path} {base}"
)
UNRELATED = "备份 {path} 与 {tip} 无关，请只写属于同一次恢复的文件，例如：xietiao restore {tip}"
MISSING_FILES = (
    "备份里缺少 {count:,} 个佐证文件，没有恢复任何记录，请改用另一份备份，例如：前一天的"
)
WRONG_COUNT = (
    "备份 {path} 的记录数与它记下的不符（{table}），没有恢复任何记录，请改用另一份，例如：前一天的"
)
RESTORED = "已恢复到 {name}：{rows:,} 条记录、{files:,} 个佐证文件（备份做于 {at}）"
