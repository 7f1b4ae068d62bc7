"""Reporting work: the card, its buttons, what is said when something does not fit."""

LABEL = "📝 上报工作"
ABOUT = "上报工作"
WORDS = (
    "上报",
    "报工作",
    "传照片",
    "报宣传",
    "报调解",
    "报案件",
    "报风险",
    "报稿件",
    "填报",
    "交材料",
    "加分",
)
ABOUT_CANCEL = "取消当前这一步"
WORDS_CANCEL = (
    "取消",
    "不报了",
    "不填了",
    "算了",
    "停下",
)
HELP = "📝 上报工作：先选种类，再按提示一项项答；也可以先把现场照片发过来。"
HELP_LIAISON = "📝 上报工作：上报您自己的工作，由县局审核。"

MANY = "{n} 份{what}"
MATERIALS = "材料"
KINDS = {"photo": "照片", "video": "视频", "paper": "文件", "link": "链接"}

TITLE = "📝 上报：{kind}"
WHAT = "这次上报哪一类工作？"
CAPTION_KEPT = "已记下这段话。点下面的种类，或打字写上种类，例如：{example}"
KIND_FIRST = "上面的材料还没有选种类：点卡片上的种类，或长按照片选“回复”写明，例如：{example}"
NO_MATERIAL_YET = "材料没有收下，请重新发。这是哪一项工作？"
MATERIAL = "收到 {what}。这是哪一项工作的材料？"
KIND_BUTTON = "{kind}  本季 {before}/{cap}"
ADD_TO = "补充到{what}"
A_DRAFT = "草稿"
ADDED_TO = "已补充到 {what}"
NEW = "新建"
CONTINUE = "继续"
ALREADY_BEGUN = "您有一份没报完的{kind}（{what}）。接着填，还是另起一份？"
NOTHING_YET = "刚开始，还没有内容"

SUBMIT = "提交"
SUBMIT_AGAIN = "重新提交"
WITHDRAW = "撤回"
CHANGE = "修改"
FILES = "管理材料"
NEXT = "下一项"
SKIP = "跳过"
EXPLAIN = "暂缺并说明"
KEEP = "不改了"
BACK = "返回"
CANCEL = "取消"

MORE_OR_NEXT = "已有 {n} 份，够了点 下一项"
NTH = "第{n}份"
ALL_HERE = "都放到{slot}"
SPREAD = "依次分到各项"
CORRECT = "✎ {label}"

CHANGE_WHICH = "要改哪一项？"
FILES_LINE = "{slot}：{files}"
UNSORTED = "未归类"
MOVE_HERE = "把已发的移到{slot}"
MOVE_TO = "{n} 移到{slot}"
REMOVE = "{n} 删除"
WHICH_FILE = "点按钮可移动或删除材料"
WHERE_TO = "这一份放到哪里？"
PAGE_BACK = "‹"
PAGE_ON = "›"
CALENDAR = "{year}年{month}月"

DONE = "✅ "
DONE_LINE = "✅ {label} {n}"
GAP = "⚠️ "
GAP_LINE = "⚠️ {label} 暂缺：{why}"
MISSING_LINE = "⬜ {label}"
MISSING_OF = "{line}  还差 {n} 项"
LEFT = "还差 {n} 项"
LOOSE = "📎 "
UNSORTED_LINE = "📎 未归类 {n}"
LINK_LINE = "🔗 {link}"
CAPTION_LINE = "附言：{caption}"
WHO_SEES = "材料里当事人的真实姓名，只有审核的联络员和县局能看到"
SPREAD_HOW = "这几份如果是按 {order} 的顺序发的，点 依次分到各项"
PICK_HOW = "已发的材料里哪几份是{slot}？点编号，或再发新的"
JOINED = "{line} · {fact}"
KNOWN_LINE = "{label}：{fact}"
KEPT = "（同上次）"
ALL_THERE = "都齐了，可以提交；要改点 修改"
OPTIONAL = "{question}；不填也可以直接提交"
NOT_READ = "没有从附言读出内容，附言会一并提交；下次可以写成：{example}"
CAPTION_EXAMPLE = "宣传 昨天 ××服装厂 60人 劳动合同法"
WORTH_NOTHING = "本条记录在案，不加分：{why}"

SUBMITTED = "📨 {number} 已提交"
WAITS = "由{who}审核，{by}前办理"
WAITS_FOR_BUREAU = "由县局复核，结果会通知您；还有照片可以接着发"
DECIDED_BY = "{state}：{who}，{at}"
BY_BUREAU = "县局"
DETAILS = "详情"
LATE_FILES = "还有照片可以接着发，审核前都算这一条的"
PARKED = "📥 已放下，材料和内容都留着。要接着填，点 📂 我的记录"
DROPPED_CARD = "已取消，没有留下草稿"
RETURNED_CARD = "↩️ {number} 退回修改：{reason}"
APPROVED_CARD = "✅ {number} 已通过"
REJECTED_CARD = "❌ {number} 未认定：{reason}"
APPEALED_CARD = "⚖️ {number} 复核中"
FILE_REFUSED = "有一份材料没收下：{why}"
FILE_GONE = "这份文件已无法从 Telegram 取回，请重新发送一次，例如：从相册里再选一遍"

NOTHING_ASKED = "现在没有要回答的问题；要修改请点 修改，或点 提交"
FILE_EXPECTED = "现在要的是“{slot}”，请发文件或照片；实在没有，点 暂缺并说明"
LINK_EXAMPLE = "也可以发链接，例如：https://www.wenshang.gov.cn/a.html"
ANSWERED_SINCE = "这一问刚才已经回答过了，要改请点 修改"
KIND_DECIDED = "这份材料已归到“{kind}”，要另报一条请点 📝 上报工作"
DROPPED = "这份草稿已经取消，请点 📝 上报工作 重新开始"
SUBMITTED_SINCE = "{number} 已提交，正在等待审核；要改请先点 撤回"
DECIDED_SINCE = "{number} {state}，不能再改；有新的工作请点 📝 上报工作"
BEING_DECIDED = "{number} 审核人刚刚处理过，不能撤回，结果马上通知您"
INCOMPLETE = "还有没填的项，请先补齐卡片上带 ⬜ 的，例如活动方案；确实没有的点 暂缺并说明"
FILING_CLOSED = "{quarter}的上报已于{last}截止，这一天的工作不能再报；日期如填错，请点 修改 更正"
ONLY_COORDINATORS = "上报工作由台账内的协调员办理，您的身份不需要上报，例如县局人员请看 📈 季度汇总"
NOT_YOURS = "这不是您的记录，请点 📂 我的记录 查看您自己的"
TOO_LARGE = "{name} 有 {size:.0f}MB，超过 20MB 收不了：请剪短或压缩后再发，例如视频剪到 1 分钟以内"

SUPPLEMENTED = "📎 {number} {name} 又补充了 {n} 份材料（这一条{state}）"
SUPPLEMENT_TOLD = "已作为补充材料收下，{number} {state}，审核人会看到"

NEWS_APPROVED = "✅ {number} {kind}（{day}）已通过\n{worth}"
NEWS_RETURNED = "↩️ {number} {kind}（{day}）需要修改：{reason}\n把缺的直接发过来，再点 重新提交"
NEWS_REJECTED = "❌ {number} {kind}（{day}）未认定：{reason}"

UNDECIDED = "未选种类"
