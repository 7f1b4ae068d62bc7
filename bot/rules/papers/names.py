"""Parties on papers: who they are, and how they are called wherever the bot writes of them (§4.2):
甲某, 乙某.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.rules.employers import ENDS
from bot.rules.identity import hide_id_numbers, hide_mobiles
from bot.rules.papers.heads import Filled

_ALIASES: Final = "甲乙丙丁戊己庚辛壬癸"
_NAME: Final = re.compile(r"^[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])")
_UNIT: Final = re.compile(rf"(?:{ENDS})$")
_AFTER_A_NAME: Final = (
    r"(?=称|说|反映|陈述|表示|诉称|来到|到|与|和|同|于|因|在|自|的|等|[,，。;；：:、（(\s]|$)"
)
_CALLED: Final = (
    re.compile(
        r"(?:申请人|申诉人|职工|工人|员工|劳动者|当事人|收款人|领款人|承诺人|被调查人|代理人|代表人|负责人)[:：]?\s*"
        rf"([\u4e00-\u9fff]{{2,4}}?){_AFTER_A_NAME}"
    ),
    re.compile(r"(?:^|[,，。;；\s与和同])([\u4e00-\u9fff]{2,4}?)(?=[（(](?:以下|下称|甲方|乙方))"),
    re.compile(r"(?:甲方|乙方|丙方)[:：]?\s*([\u4e00-\u9fff]{2,4})(?=[,，。;；（(\s]|$)"),
)
_NO_NAME: Final = re.compile(
    r"^(?:全[部体员]|时[间常]|方[面可便]|于是|关[于系]|应[当该得]|安[全排置]|高温|成[功立为]|金额|经[过常]|和[解谐])"
    r"|[部得的了是不有个等都被将已未某们及其]"
)
"""What a surname may begin that is no name, as in 职工全部得到安置."""
_SURNAMES: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余"
    "潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞"
    "樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌"
    "费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘"
    "古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇"
    "艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
)


def parties(filled: Iterable[Filled], staff: Iterable[str] = ()) -> list[str]:
    """Return the names of the people who stand behind headings of parties, as they come; units and
    who mediated are none.
    """
    working = set(staff)
    found: list[str] = []
    for each in filled:
        for part in re.split(r"[、,，/\s]+", each.value):
            name = _name(part)
            if name and name not in working and name not in found:
                found.append(name)
    return found


def _name(text: str) -> str:
    """Return the name that a text begins with; "" when it begins with none."""
    match = _NAME.match(re.sub(r"[（(].*", "", text.strip()))
    name = match[0] if match else ""
    is_name = name and name[0] in _SURNAMES and not _UNIT.search(name) and not name.endswith("某")
    return name if is_name else ""


def called(text: str) -> list[str]:
    """Return the names of people whom a running text calls 职工, 申请人 … or names as a side."""
    found = [match[1] for spoken in _CALLED for match in spoken.finditer(text)]
    names = [name for each in found if (name := _name(each)) and not _NO_NAME.search(name)]
    return list(dict.fromkeys(names))


def staff_of(filled: Iterable[Filled]) -> list[str]:
    """Return the names that stand behind headings of those who mediated."""
    return list(
        dict.fromkeys(
            name
            for each in filled
            for part in re.split(r"[、,，/\s]+", each.value)
            if (name := _name(part))
        )
    )


def aliases(names: Sequence[str]) -> dict[str, str]:
    """Return name → alias, in the order the names came."""
    return {name: f"{alias}某" for name, alias in zip(names, _ALIASES, strict=False)}


def disguised(text: str, known: Mapping[str, str]) -> str:
    """Return a text in which parties go by their aliases, also where a character of a name was
    misread, and ID and phone numbers are masked.
    """
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, known[name])
        if len(name) > 2:
            text = re.sub("|".join(_misread(name)), known[name], text)
    return hide_mobiles(hide_id_numbers(text))


def _misread(name: str) -> Iterator[str]:
    """Yield patterns of a name of which one character was read as another one."""
    for n in range(len(name)):
        yield re.escape(name[:n]) + r"[\u4e00-\u9fff]" + re.escape(name[n + 1 :])
