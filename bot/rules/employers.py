"""The unit in 工作单位及职务 (Annex 2), where the ledger writes unit and post in one cell."""

import re
from typing import Final

# Words that end the name of a unit. A longer word stands before a shorter one it contains.
ENDS: Final = (
    "有限责任公司|股份有限公司|有限公司|分公司|公司|集团|合作社|事务所|项目部|指挥部|办事处|"
    "人民政府|镇政府|街道办|委员会|管委会|居委会|村委会|商会|协会|工会|学校|中学|小学|幼儿园|"
    "医院|酒店|饭店|超市|商场|服务站|服务中心|中心|园区|社区|厂|局|法院|检察院|所|站|店|村|"
    "办公室|工作室|大队|养殖场|农场|采石场|门市部|经营部|商行|宾馆|饭馆|面馆|药房|俱乐部|车队"
)
_POST: Final = re.compile(rf"(?:{ENDS})?长")
_ENDS_ON_A_POST: Final = re.compile(r"(?:长|员|主任|主管|经理|干部|负责人|专员|会计|书记)$")


def unit_of(employer: str) -> str:
    """Return the unit without the post, or "" when it cannot be told where the post begins.

    The unit is what stands before a space. Without a space it ends with the first word for a unit
    (公司, 局 …) that does not run on into another such word.
    """
    first, gap, _ = employer.strip().partition(" ")
    if gap:
        return first
    for found in re.finditer(ENDS, first):
        rest = first[found.end() :]
        if _POST.fullmatch(rest) and rest != "长":
            return first[: found.end()]
        if not rest.startswith("长") and not re.match(ENDS, rest):
            return first[: found.end()]
    return "" if _ENDS_ON_A_POST.search(first) else first
