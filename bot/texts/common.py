"""Sentences that more than one conversation says."""

BACK = "返回"
CANCEL = "取消"
CONFIRM = "确认"
OWN_WORDS = "自己写"

UNKNOWN_BUTTON = "这个按钮已经失效，请点下方菜单重新进入，例如：📝 上报工作"
TROUBLE = "刚才那一步没有办成，您发的内容已经留存，管理员会处理；请稍后再试一次"
CANCELLED = "好的，已取消，没有改动。要做别的，请点下方菜单，例如：❓ 帮助"
NOTHING_TO_CANCEL = "现在没有要取消的，请点下方菜单，例如：❓ 帮助"
NOT_UNDERSTOOD = "没有看懂这条消息。要上报就直接发照片，或点下方菜单，例如：📝 上报工作"
NOT_UNDERSTOOD_OFFICER = "没有看懂这条消息，请点下方菜单，或发命令，例如：/summary 本季"
UNSUPPORTED = "这类消息收不了，请改发照片、视频、文件或文字，例如：现场照片"
GROUP = "这里只在私聊中办理：请点我的头像，直接给我发消息，例如：/start"
ID_NUMBER = (
    "为保护隐私，聊天中不收身份证号码：那条消息已删除，号码没有保存。"
    "需要登记的，请交联络员用台账表格导入"
)
REPLAYED = "这条消息是之前没有办成的：{text}。现在的问题已经变了，如仍需要请重新发一次"
HELP = (
    "协调通：劳动关系协调员的工作记录与季度赋分。\n\n"
    "{lines}\n\n"
    "发错了不要紧：每一步都可以返回、取消，已经发来的材料不会丢。"
)
STRANGER = (
    "这里是协调通，供本县劳动关系协调员上报工作、查看得分。\n"
    "您还没有加入：请向所在专班的联络员要一个专用链接，点开后按提示加入。"
)
ALARM = "⚠️ 收件箱第 {row} 条未能处理（{error}，{where}）。修复后运行 xietiao replay"
