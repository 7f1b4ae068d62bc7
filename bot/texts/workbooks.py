"""Why a file cannot be imported as a ledger: one sentence for each reason, with what to do
instead.
"""

MISSING = "找不到文件 {path}，请核对文件名和所在目录，例如：xietiao roster import 台账.xlsx"
FOLDER = "{path} 是一个目录，请写明其中的工作簿文件，例如：xietiao roster import {path}/台账.xlsx"
CLOSED = "打不开文件 {path}（{why}），请检查它的读取权限，例如：chmod u+r 台账.xlsx"

EMPTY = "这个文件是空的（0 字节），请重新复制一份台账，例如 服装制造.xlsx。"
NOTHING_IN_IT = (
    "这个工作簿里一个字也没有，请填好或换一份再导入，例如带表头“姓名、身份证号码……”的台账。"
)
NOT_A_WORKBOOK = "这个文件不是 Excel 工作簿，请用 .xlsx 格式的台账，例如 服装制造.xlsx。"
PLAIN_TEXT = (
    "这是文本文件（如 .csv），不是 Excel 工作簿，"
    "请用 Excel 打开后“另存为”.xlsx 再导入，例如 服装制造.xlsx。"
)
PICTURE = "这是一张图片或一段视频，不是 Excel 工作簿，请用原来的 .xlsx 台账，例如 服装制造.xlsx。"
OLD = "这是旧版 .xls 文件，请在 Excel 里“另存为”.xlsx 后再导入，例如 服装制造.xlsx。"
LOCKED = "这个工作簿设了打开密码，请取消密码、另存后再导入，例如 服装制造.xlsx。"
BROKEN = (
    "这个工作簿已损坏，读不出来，请在 Excel 里打开、另存为 .xlsx 后再导入，例如 服装制造.xlsx。"
)
UNREADABLE = (
    "这个工作簿太大或太复杂，没能读完，台账没有改动，"
    "请把台账单独另存为一个 .xlsx 再导入，例如一个专班一个文件。"
)


def large(size: int, most: int) -> str:
    """The file's size and the limit, in bytes."""
    return (
        f"这个文件有 {size // 1_000_000} MB，超过 {most // 1_000_000} MB 的上限，"
        "请去掉里面的图片、另存后再导入，例如只留台账这一张表。"
    )


def swells(most: int) -> str:
    """The limit of what a workbook unpacks to, in bytes."""
    return (
        f"这个工作簿展开后超过 {most // 1_000_000} MB，不像一份台账，没有打开，"
        "请把台账单独另存为一个 .xlsx 再导入，例如一个专班一个文件。"
    )


def too_many_rows(rows: int, most: int) -> str:
    return (
        f"这个工作簿写到了第 {rows} 行（各表合计），最多 {most} 行，"
        "请删掉表格下方多余的内容再导入，例如 5000 人的台账只有 40000 行。"
    )


def too_wide(column: str) -> str:
    """`column` is the last one with anything in it, such as XFD."""
    return (
        f"这个工作簿的表格太宽，写到了 {column} 列，"
        "请删掉右侧多余的内容再导入，例如只留“序号”到“备注”这些列。"
    )
