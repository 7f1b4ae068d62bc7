"""Setting up on the command line: what it prints about task forces, people and links."""

UNKNOWN_FORCE = "没有专班“{name}”，请用县规则文件里的名称，例如：{known}"
NO_FORCE = "（表头没有写专班）"
NOBODY = "没有叫“{name}”的人，请先导入台账或任命，例如：xietiao roster import 台账.xlsx"
NAMESAKES = "有 {n} 位“{name}”，请加上手机号，例如：--phone 13800001234"
EMPTY = "{file} 的表头下面没有人，请从表头的下一行起每人填一行，例如：张三"
EVERYBODY_IN = "这些人都已加入，没有需要邀请的"
IMPORTED = "imported {imported}, unchanged {unchanged}, refused {refused}"
IMPORTING, PEOPLE = "正在导入", "人"
KIND_READ = "协调员类型“{written}”读作“{kind}”"
NO_REASON = "更正要写明理由，例如：--restate 原台账誊写有误"
LEFT = "{name} 已离开{force}：链接和账号即时停用，台账不再列出，已报的记录都保留{waiting}"
STILL_WAITING = "，其中待审核 {n} 条照常审核"
NO_LEDGER = "县人力资源和社会保障局"
NAME_SUCCESSOR = (
    "{name} 是{force}的联络员，请先任命接任的人，"
    "例如：xietiao appoint liaison 王芳 --task-force {force}"
)
ADOPTED = (
    "已有的 {rows:,} 条记录从现在起纳入审计链，此前的改动无从核对；"
    "请用 xietiao verify --head 记下审计链的末行，交县局以外的人保存"
)
NOT_ADOPTED = (
    "数据库里已有记录，审计链却没有接管它们：审计记录可能被清空或截去过，没有作任何改动。"
    "请先运行 xietiao verify 查明，或用备份恢复；确要按现状纳入审计链的，"
    "运行 xietiao init --adopt（此前的改动从此无从核对）"
)
