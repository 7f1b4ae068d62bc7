"""What `xietiao doctor` says: what is looked at, how it is, and what to do when it is not well."""

from typing import Final

# What is looked at, in at most six characters.
SETTINGS = "设置"
FONTS = "字体"
PAPERS = "识读文书"
DISK = "磁盘"
BACKUP = "备份"
DATABASE = "数据库"
SCHEMA = "表结构"
KEY = "密钥"
OWNER = "归属"
CONNECTIONS = "数据库连接"
DATABASE_CLOCK = "数据库时钟"
INBOX = "收件箱"
OUTBOX = "发件箱"
ERRANDS = "后台事项"
EVIDENCE = "佐证存放"
BOT_API = "Bot API"
TELEGRAM_CLOCK = "对时"
WEBHOOK = "webhook"

# How a whole examination ends.
ALL_WELL = "一切正常"
SOME_ODD = "可以运行，有 {odd} 处要留意"
SOME_WRONG = "有 {wrong} 处不正常"

# Of any.
FIRST = "未查，先解决“{what}”"
SILENT = "等了 {seconds:.0f} 秒没有结果"
SILENT_DO = "请看网络和对方服务是否正常，再运行一次，例如：xietiao doctor"
UNFORESEEN = "检查时出错（{error}）"
UNFORESEEN_DO = "请把这一行连同 xietiao doctor 的全部输出交给维护程序的人"
AND, DO = "，", "→ "
AGO: Final = {"day": "{n} 天", "hour": "{n} 小时", "minute": "{n} 分钟", "second": "{n} 秒"}

SETTINGS_WELL = "齐全"
SETTINGS_WRONG = "有 {n} 项不对"
FONTS_WELL = "Noto Sans CJK"
FONTS_WRONG = "画图用的字体打不开（{error}）"
FONTS_DO = "请重新安装程序，例如：make install"
PAPERS_WELL = "在本机识读，发出的副本遮盖证件号、电话和银行卡号"
PAPERS_NONE = "没有安装 xietiao[reading]，文书由人识读"
PAPERS_OFF = "READ_PAPERS=off，文书由人识读"
PAPERS_UNCOVERED = "写有人名的文书（调解的三项佐证）不遮盖就发给审核人"

DISK_FREE = "{what}剩 {free:.1f} GB"
DISK_PLACES: Final = {"database": "数据库", "evidence": "佐证", "temporary": "临时文件"}
DISK_LOW_DO = "请清理或扩容，例如：df -h {folder}"

BACKUP_NONE_YET = "没有设置 BACKUP_DIR，不看备份"
BACKUP_EMPTY = "{folder} 里没有本县能用的备份"
BACKUP_AGE = "最近一次在 {age}前"
BACKUP_WRONG = "{folder} 打不开（{error}）"
BACKUP_WRONG_DO = "请建好这个目录，让机器人能读写，例如：mkdir -p {folder}"
BACKUP_DO = "请备份一次，再看机器人夜里是否在运行，例如：xietiao backup {file}"

VERSION = "{version}，{name}"
SCHEMA_WELL = "已是最新（{found}）"
SCHEMA_NONE = "数据库 {name} 还没有建立"
SCHEMA_OLDER = "是旧版的（{found}），程序要 {head}"
SCHEMA_INIT = "请先运行 xietiao init"
SCHEMA_NEWER = "是更新的版本建立的（{found}），程序只到 {head}"
SCHEMA_NEWER_DO = "请换用新版程序，例如：git pull && make install"
KEY_WELL = "与数据库相符"
KEY_WRONG = "DATA_KEY 与数据库不符：里面的人是用另一把密钥加密的"
KEY_DO = "请填回建库时另存的那一份，或核对 DATABASE_URL 是不是别县的，例如：{example}"
OWNER_WELL = "是本机器人的"
OWNER_NOBODY = "还没有记下，机器人启动时会记下"
CONNECTIONS_HERE = "不限"
CONNECTIONS_USED = "{used}/{most}"
CONNECTIONS_DO = "快用完了，请调大 PostgreSQL 的 max_connections，例如：max_connections = 200"

CLOCK_HERE = "与本机同一时钟"
CLOCK_WELL = "相差 {seconds:.0f} 秒"
CLOCK_WRONG = "本机比{other}{way} {apart}，日期和时限会判错"
FAST, SLOW = "快", "慢"
POSTGRESQL, TELEGRAM = "数据库服务器", "Bot API 服务器"
CLOCK_DO = "请校准时钟，例如：timedatectl set-ntp true"
CLOCK_UNKNOWN = "对方没有报时"

WAITING = "待处理 {n}"
FAILED = "失败 {n}"
OLDEST = "最早的等了 {age}"
ERRANDS_WAITING = "{n} 项"
ERRANDS_OF = "{kind} {n}"
TRIED = "最多试过 {n} 次"
STUCK_DO = "请看机器人是否在运行、日志里有什么，例如：xietiao run"
FAILED_DO = "请看原因，修复后放回队列，例如：xietiao replay"
UNSENT_DO = "有消息被 Telegram 拒收，原因见日志里的 a message was refused"

EVIDENCE_WELL = "可读写"
EVIDENCE_NEW = "{folder} 还没有，启动时会建立"

BOT_WELL = "@{name}"
TOKEN_REFUSED = "BOT_TOKEN 不被 Telegram 接受（{code}）"  # noqa: S105 - a sentence
TOKEN_DO = "请向 @BotFather 核对，例如：123456:ABC-DEF"  # noqa: S105 - a sentence
BOT_DECLINED = "Telegram 现在不应（{why}）"
UNREACHABLE = "连不上 {url}（{error}）"
UNREACHABLE_DO = "请看网络、BOT_API_URL 和 PROXY_URL，例如：PROXY_URL=http://127.0.0.1:3128"
LATER_DO = "请过一会儿再试，例如：一分钟后"

POLLING = "不用（长轮询）"
WEBHOOK_WELL = "已登记"
WEBHOOK_NONE = "Telegram 还没有登记 WEBHOOK_URL"
WEBHOOK_NONE_DO = "机器人启动时会登记，例如：xietiao run"
WEBHOOK_ELSEWHERE = "Telegram 把消息送往 {url}，而设置是{wanted}"
NO_WEBHOOK = "长轮询"
WEBHOOK_ELSEWHERE_DO = (
    "请核对 WEBHOOK_URL，停掉用同一令牌的另一个机器人，再重新启动，例如：xietiao run"
)
WEBHOOK_PENDING = "积压 {n}"
WEBHOOK_ERROR = "{age}前送不到：{why}"
WEBHOOK_ERROR_DO = "请看反向代理、证书和 LISTEN，例如：curl -i {url}"
