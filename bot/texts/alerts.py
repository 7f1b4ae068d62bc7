"""Sentences of the rules on alerts: where one stands, and how contacts are written down."""

RAISED, KNOWN, CLOSED, WITHDRAWN = "待知悉", "处置中", "已办结", "已撤回"

EXAMPLE = "例如：王强 专班联络员 13800001234"
NO_CONTACTS = "联系人不能为空，一行一人：姓名 职务 电话，{example}"
BAD_LINE = "第{n}行“{line}”看不懂，请写成：姓名 职务 电话，{example}"
BAD_PHONE = "第{n}行“{line}”的电话看不懂，请写在行末，只用数字和短横，{example}"
LONG_LINE = "第{n}行“{line}”太长，姓名和职务合起来请在 {most} 字以内，{example}"
MANY_LINES = "联系人写了 {n} 行，请控制在 {most} 行以内，{example}"
