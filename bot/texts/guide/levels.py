"""资格等级: who may apply for which qualification level (§5), in our own words."""

LABEL = "资格等级"
ABOUT = "资格等级"
SAID = (
    "报考",
    "考级",
    "评级",
    "资格",
    "等级",
    "能报几级",
    "几级协调员",
    "职业资格",
    "申报条件",
)
HELP = "🎓 资格等级：答几个问题，看能申报哪一级、还差什么，例如：/level"

HEAD = "🎓 资格等级"
TOLD = "已答：{told}"
JOINT = " · "
AGAIN = "重新填"
MARKED = "{label}（台账）"

QUESTIONS = {
    "certificate": "手上最高的证书是哪一级？\n（本职业或相关职业，职业资格证书、技能等级证书都算）",
    "degree": "在本专业或相关专业，最高学历是？\n（没有毕业的只选在读、应届）",
    "school": "读过技工院校或职业学校吗？",
    "after": "拿到{level}证书以后，做这一行或相关职业累计多久？\n"
    "点选，或打字发年限，例如：3年8个月",
    "total": "做这一行或相关职业，前后累计多久？\n点选，或打字发年限，例如：3年8个月",
}
ON_SCHOOLS = {
    "1": "\n（今年毕业的也算；职业学校须经评估，以中级或高级技能为培养目标）",
    "2": "\n（高职须经评估，以高级技能为培养目标，专业相关，今年毕业的也算）",
    "3": "",
}
"""What the question about schools says besides, by the certificate held."""
CERTIFICATES = {
    "1": "没有",
    "2": "四级（中级工）",
    "3": "三级（高级工）",
    "4": "二级（技师）",
    "5": "一级",
}
NO_DEGREE = {"3": "没有，或大专及以下"}
"""What no degree is called where only higher ones make a difference, by the certificate held."""

TOLD_CERTIFICATE = "{level}证书"
TOLD_AFTER = "拿证后{time}"
TOLD_TOTAL = "累计{time}"
TOLD_DEGREE = {
    "1": "没有相关学历",
    "2": "相关专业在读",
    "3": "相关专业大专",
    "4": "相关专业本科",
    "5": "相关专业应届研究生",
    "6": "相关专业硕士",
    "7": "相关专业博士",
}
TOLD_SCHOOL = {
    "1": "没有读过技工院校",
    "2": "相关专业技工学校或中职",
    "3": "相关专业高职",
    "4": "相关专业高级技工或技师学院",
    "5": "高级技工或技师学院",
    "6": "高级技工或技师学院应届",
    "7": "高级技工或技师学院毕业",
    "8": "技师学院毕业、有预备技师证书",
}

BELOW_ONE = "不满1年"
YEARS = "{n}年"
OR_MORE = "{n}年及以上"
MONTHS = "{n}个月"
LESS_THAN_AFTER = "累计年限不会比拿证后的{time}还少，请核对，例如：{time}"
LEDGER = "{time}（台账）"

NAMES = {
    "2": "四级 劳动关系协调员",
    "3": "三级 劳动关系协调员",
    "4": "二级 劳动关系协调师",
    "5": "一级 高级劳动关系协调师",
}
MAY = "✅ 现在可以申报"
HELD = "🎖 已有 {name}"
NONE_YET = "现在还没有能申报的等级"
NONE_HIGHER = "现在还不能申报更高一级"
NEXT = "⬜ {name}，还差（近的在前）"
HIGHEST = "再往上没有了，这是最高一级"
MET = "　{clause}：{how}"
WAY = "　{clause}：{lacks}"
ONLY_ADVICE = "仅供参考：相关职业、相关专业怎么认定，能不能报，以县局和考核机构官方网站的公告为准。"

STUDY = {
    "2.2": "技工学校或对口职业学校，专业相关",
    "2.3": "高校相关专业在读",
    "3.2": "高级技工学校或技师学院毕业、应届",
    "3.2.3": "高级技能类高职，专业相关",
    "3.3": "相关专业大专",
    "3.4": "相关专业本科",
    "3.5": "相关专业硕士以上或应届",
    "4.2": "高级技工学校或技师学院毕业",
    "4.2.8": "技师学院毕业并有预备技师证书",
    "4.3": "相关专业本科",
    "4.4": "相关专业硕士",
    "4.5": "相关专业博士",
}
"""What an alternative asks somebody to have studied, by level and item; where an item has two
halves, the second by its school too.
"""
CERTIFICATE = "{level}证书"
AFTER = "拿证后做满{n}年"
TOTAL = "累计做满{n}年"
STILL_AFTER = "拿证后再做{time}"
STILL_TOTAL = "再做{time}"
NO_LONGER_STUDYING = "只限在读，已毕业的不适用"

GONE = "现在没有在问年限，请点 资格等级 重新开始，例如：/level"
CLOSED = "好的，不看了。随时可以再来，例如：/level"
