"""Joining by link, and what people are told when the liaison changes."""

BAD_LINK = "这个链接不能用了（用过、过期或已换新），请向联络员再要一个，链接的样子是 t.me/…?start=…"
LOCKED = "连续答错，链接已锁定，请联系联络员核对号码后重发链接，例如请他执行一次邀请"
ALREADY = "您已经加入，直接用下方菜单即可，例如：{example}"
ASK_PHONE = "{who}\n\n请发登记的手机号后4位，确认是您本人（例如：1234）"
ASK_AGREE = "{who}\n\n{notice}"
WRONG_PHONE = "后4位不对，还可以再试 {left} 次，请发登记手机号的最后4位数字，例如：1234"
NOT_FOUR_DIGITS = "请只发4位数字，即登记手机号的最后4位，例如：1234"
WHO = "邀请您加入：{force}\n身份：{roles}\n姓名：{name}"
BUREAU_FORCE = "县人力资源和社会保障局"
NOTICE = (
    "加入前请看一眼：\n"
    "• 保存什么：您的台账信息、上报的文字和材料、审核与得分记录。\n"
    "• 为什么：只用于协调员的日常管理和季度赋分。\n"
    "• 谁能看：您本人、本专班联络员、县局；身份证号码加密保存，不在聊天中出现。"
)
AGREE = "同意并加入"
NOT_ME = "不是我"
WELCOME = "欢迎您，{name}！{hint}"
HINTS = {
    "coordinator": "做完一件工作，直接把现场照片发过来就行，也可以点 📝 上报工作。",
    "liaison": "有人上报时会通知您，点 ✅ 待审核 逐条处理。",
    "bureau": "点 📈 季度汇总 查看全县，或发 /summary 本季",
}
NOT_ME_DONE = "好的，没有加入。链接已停用，请把这件事告诉发给您链接的人，例如：链接发错人了"
LOCKED_NEWS = "{name} 的加入链接因连续答错已锁定，请核对其登记手机号后重新邀请"
WRONG_ON_RECORD = "登记的号码不对，请人确认"
ASKED = "已请您专班的联络员（或县局）确认，确认后这里会出现 同意并加入"
NOBODY_TO_ASK = "现在没有人可以代为确认，请直接联系联络员更正登记的手机号，例如：打电话说明"
CONFIRM_WHO = "{name} 正在加入，说登记的手机号不对。请先打电话核实，确是本人再点："
IT_IS = "是本人"
CONFIRMED = "已确认 {name} 是本人"
NOT_YOURS_TO_CONFIRM = "只有本专班联络员或县局可以确认，请转告他们，例如：请联络员点 是本人"
LIAISON_NOW = "您现在是 {force} 专班的联络员，菜单已换好；有人上报时会通知您，请点 ✅ 待审核"
LIAISON_NO_MORE = "您不再担任 {force} 专班的联络员，菜单已换好；您自己的记录不变，见 📂 我的记录"
MOVED = "您已在另一个账号上加入，这个账号不能再用；如不是您本人操作，请马上联系联络员，例如打电话"
