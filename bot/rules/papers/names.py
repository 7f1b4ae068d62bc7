"""Parties on papers: who they are, and how they are called wherever the bot writes of them (§4.2):
甲某, 乙某.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.rules.employers import ENDS
from bot.rules.identity import hide_id_numbers, hide_mobiles
from bot.rules.papers.heads import Filled
from bot.rules.papers.tables import PaperWords

_ALIASES: Final = "甲乙丙丁戊己庚辛壬癸"
_NAME: Final = re.compile(r"^[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])")
_TRANSCRIBED: Final = re.compile(r"^[\u4e00-\u9fff]{1,8}[·•‧・][\u4e00-\u9fff]{1,12}")
"""Names such as 古丽·买买提."""
_BETWEEN: Final = re.compile(r"[、,，/\s]+")
_NOBODY: Final = frozenset(
    (
        "双方",
        "本人",
        "单位",
        "公司",
        "企业",
        "职工",
        "工人",
        "代表",
        "全体",
        "同上",
        "详见",
        "如下",
        "签字",
        "签名",
        "盖章",
    )
)
"""What may stand behind a party's heading and is nobody's name."""
_PARENTHESIS: Final = re.compile(r"[（(].*")
_UNIT: Final = re.compile(rf"(?:{ENDS})$")
_AFTER_A_NAME: Final = (
    r"(?=称|说|反映|陈述|表示|诉称|来|到|与|和|同|于|因|在|自|的|等|入职|离职|向|被|从|要求|申请|系|应聘"
    r"|[,，。;；：:、（(\s]|$)"
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
    r"^(?:全[部体员]|时[间常]|方[面可便]|于是|关[于系]|应[当该得]|安[全排置]|高温|申[请诉]|马上|常[年常]|成[功立为]|金额|经[过常]|和[解谐]|付[清款给讫]|代[表理]|尚[未有]|董事|来[访到])"
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
    "亓訾仝逄佘狄贝束雍璩桓戎缪笪鹿濮扈亢暨仉乜阚佴慕诸尉皇肖闫付代尚晁腾昝隗"
)
_MOSTLY_SURNAMES: Final = (
    "王李刘陈赵吴徐孙胡朱郭宋郑谢韩唐冯董曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴钟汪姜廖邹郝崔邱秦侯邵孟尹贺"
    "龚庞樊翟倪芦俞葛聂焦邢岳耿詹凌靳甄裴鲍覃霍翁隋柯阮闵辜瞿戚亓訾仝"
)
_GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红春梅海燕建国志文晓丽云峰斌波辉鹏飞龙凤香琴珍莲菊荣贵富福"
    "祥庆林森生水金银宝玲萍雪慧颖婷佳欣怡浩宇轩子涵博思远瑞鑫凯旭阳东南北永长青山河江湖大小立新民义仁德忠孝成功光亮"
    "清兴旺利顺安康宁学武俊豪雄彬鸣洪淑惠美爱莉琳素芬彩霞翠花巧芝兆善廷树根柱保田传继守振广增树维运喜银"
)
_NOT_BEFORE: Final = "分时秒两三四五六七八九十"
_NO_SURNAME: Final = (
    r"许[可诺多]|谢[谢意绝]|孙子|朱红|苏州|郑[重州]|唐山|叶片|董事|徐州|李子|赵庄|王[国朝]|宋体|陈[述旧列诉设]|吴江|胡[乱同]"
    r"|丁[点字]|钟[头点表]|秦皇|杜绝|魏晋|戴[上帽着口]|凌[晨空]|柯达|岳[父母]|薛[城]|邱[县]|沈阳|彭[城]|潘[多]|崔[促]|韩[国]"
)
"""Words that begin like a surname."""
_PLACE: Final = r"[\u4e00-\u9fff]{0,2}[镇村庄乡街路县市区省]"
_POSTS: Final = (
    "厂长|经理|老板|老板娘|班长|主任|同事|工友|会计|组长|队长|师傅|工头|老乡|丈夫|妻子|儿子|女儿|父亲|母亲|主管|店长|科长"
    "|书记|律师|法人|出纳|同志|女士|先生"
)
_STRANGERS: Final = (
    re.compile(
        rf"(?<![{_NOT_BEFORE}])(?!{_NO_SURNAME})[{_MOSTLY_SURNAMES}](?!{_PLACE})(?!某)[\u4e00-\u9fff]"
    ),
    re.compile(
        rf"[{''.join(sorted(_SURNAMES))}](?!{_PLACE})[{_GIVEN}]{{2}}(?![镇村庄乡街路县市区省])"
    ),
    re.compile(rf"(?:{_POSTS})(?P<name>[{''.join(sorted(_SURNAMES))}][\u4e00-\u9fff]{{1,2}})"),
    re.compile(
        rf"(?<![\u4e00-\u9fff])[{''.join(sorted(_SURNAMES))}][\u4e00-\u9fff]{{0,2}}(?:{_POSTS})"
    ),
)


def parties(filled: Iterable[Filled], staff: Iterable[str] = ()) -> list[str]:
    """Return the names of the people who stand behind headings of parties, as they come; units and
    who mediated are none.
    """
    working = set(staff)
    found: list[str] = []
    for each in filled:
        for part in _BETWEEN.split(each.value):
            name = _name(part)
            if name and name not in working and name not in found:
                found.append(name)
    return found


def maybe_parties(filled: Iterable[Filled], known: Iterable[str]) -> list[str]:
    """Return what stands behind headings of parties as a name would, but begins with no surname
    that is known, other than those who are `known`.
    """
    parts = (_PARENTHESIS.sub("", part) for each in filled for part in _BETWEEN.split(each.value))
    fit = (part for part in parts if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", part))
    but = {*known, *_NOBODY}
    return [part for part in dict.fromkeys(fit) if part not in but and not _UNIT.search(part)]


def people_on(
    filled: Sequence[Filled], texts: Iterable[str], words: PaperWords, but: Collection[str] = ()
) -> list[str]:
    """Return the names of the parties to a case: those behind their headings, who applied first,
    then whom a text calls so. `filled` is what stands behind headings, `but` who is none of them.
    """
    working = {*staff_of(each for each in filled if each.head in words.staff), *but}
    order = {head: n for n, head in enumerate((*words.parties, *words.respondents))}
    theirs = sorted((e for e in filled if e.head in order), key=lambda each: order[each.head])
    found = parties((each for each in theirs if each.head in words.parties), working)
    found += [  # a respondent may be a person; what has no ending of a unit's name may be a unit
        name
        for name in parties((e for e in theirs if e.head not in words.parties), working)
        if len(name) < 4
    ]
    found += [name for text in texts for name in called(text) if name not in working]
    return list(dict.fromkeys(found))


def names_somebody(text: str) -> bool:
    """Whether a text holds what looks like a name: one too many is taken for a name here, rather
    than one too few.
    """
    for spoken in _STRANGERS:
        for found in spoken.finditer(text):
            name = found.groupdict().get("name") or found[0]
            if not _NO_NAME.search(name) and not name.endswith("某"):
                return True
    return False


def _name(text: str) -> str:
    """Return the name that a text begins with; "" when it begins with none."""
    text = _PARENTHESIS.sub("", text.strip())
    if transcribed := _TRANSCRIBED.match(text):
        return transcribed[0]
    match = _NAME.match(text)
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
            name for each in filled for part in _BETWEEN.split(each.value) if (name := _name(part))
        )
    )


def aliases(names: Sequence[str]) -> dict[str, str]:
    """Return name → alias, in the order the names came: 甲某 … 癸某, 甲1某 …"""
    rounds = ((n // len(_ALIASES), _ALIASES[n % len(_ALIASES)]) for n in range(len(names)))
    return {name: f"{alias}{nth or ''}某" for name, (nth, alias) in zip(names, rounds, strict=True)}


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
