"""A mediation's papers (§7.2): record, conclusion, signed proof."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from bot.forms.mediation import DISPUTES, ORIGINS
from bot.forms.papers.paper import Paper
from bot.forms.papers.said import DOUBTFUL, Context, Said, Word, behind, days_behind, signed_on
from bot.forms.papers.units import units_said
from bot.rules.halfwidth import compact
from bot.rules.laws import LAWS
from bot.rules.mediation import Dispute, Origin
from bot.rules.papers import names
from bot.rules.papers.boxes import chosen
from bot.rules.papers.heads import begins
from bot.rules.papers.reading import SURE, Line
from bot.rules.papers.units import is_almost, is_own, is_same, unit_in
from bot.rules.rubric import Line as Kind
from bot.rules.rubric import Share

_LEAST_TOLD, _MOST_TOLD = 8, 180
_ORIGIN_LINES: Final = 30
_SENTENCE: Final = re.compile(r"[^。；！？]+[。；！？]?")
_ANSWER: Final = re.compile(r"答[:：]([^问答。！]+[。！]?)$")
_CLAIM: Final = re.compile(r"(?:(?:称|反映|陈述|诉称|表示)[:：,，]\s*|[，,]称)([^:：]+)$")
_LEAD: Final = re.compile(r"^.*[:：]")
_SHORTEST: Final = 6
_FORMAL: Final = re.compile(
    r"字第|[〔\[]20\d\d|身份证|住所|出生|电话|地址|一式|签字(?!当日|后)|签名|生效|笔录|看过|送达|特此|[问答][:：]|(?:负责|代表)人[:：]"
)
"""What stands on papers of a case and tells nothing of it."""
_READABLE: Final = 0.85
_MOST_CLAIMED: Final = 120
_OF_NO_SIDE: Final = frozenset(
    (
        "法定代表人",
        "委托代理人",
        "联系人",
        "收件人",
        "承诺人",
        "收款人",
        "领款人",
        "被调查人",
        "被询问人",
    )
)
"""Headings of people who may be on the papers of several cases, or differ within one."""
_DOES: Final = (
    "主持|耐心|劝|组织|多次|反复|同志|老师|的|对|与|和|向|于|在|等|进行|调解|了解|宣读|告知|上门|当场|做|通过|从|居中|及"
    "|现场|先后|负责|担任|认真|询问|问|说|建议|讲|核"
)
"""What a mediator does: what may follow a name, and is no part of it."""
_CAME_BY: Final = ("案件来源", "线索来源", "纠纷来源", "来源渠道", "受理方式", "案源", "来源")
_APPLIED: Final = re.compile("申请|来站|来信|来所")
"""What says behind a heading for the origin that a party brought it."""
_COMES: Final = {
    Origin.CHECK: re.compile("|".join((*ORIGINS[Origin.CHECK], "走访", "摸排", "检查中发现"))),
    Origin.PARTY: re.compile("|".join((*ORIGINS[Origin.PARTY], "来访", "来电", "信访", "举报"))),
}
_NO_ORIGIN: Final = re.compile(
    r"被?(?:投诉|反映|来访|求助|信访|举报)(?:人|单位|者|对象|情况|内容|事项|问题|时间)|被(?:投诉|反映)"
    r"|上门(?:走访|了解|调查|核实|排查|服务|宣传|回访|送达|调解|做)|走访(?:调查|核实)"
    r"|(?:调解员|协调员|工作人员|我们|我站|我中心)[^，。；]{0,6}上门|申请人称"
    r"|(?:向|跟|找)[^，。；]{0,8}(?:反映|投诉|求助)"
)
"""What names an origin and tells none: printed headings, and who calls on others."""
_ANSWERED: Final = re.compile(r"答[:：](?!我们?(?:今天)?是?来(?:投诉|反映|求助))")
_LAW: Final = re.compile(
    "|".join(
        (
            "《[^》]*》?",
            *(re.escape(n) for law in LAWS for n in (law.name, law.short, law.printed) if n),
        )
    )
)
_ITEM: Final = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,2}[、.．]|第[一二三四五六七八九十]{1,2}条[：:\s]*)"
)
_HOLLOW: Final = re.compile(
    r"再?无(?:其他|任何)|权利义务|(?:如下|下列)协议|协议如下|达成(?:一致|协议)[。；]?$|履行(?:完毕)?后|本协议(?!签)|不再(?:就|[^，。]{0,6}(?:主张|追究))|任何(?:权利|责任)"
)
"""What agreements say in every case."""
_AGREED: Final = re.compile(
    r"(?:自愿|达成|同意|协议|支付|补发|补签|补缴|付清|返还|给付|退还|撤回|确认)"
)


def read(context: Context) -> Said:
    """Return what the papers of a case say to each line."""
    units = units_said(context)
    return {
        "day": _closed(context),
        "unit": units,
        "side": _side(context, units),
        "part": _part(context),
        "origin": _origin(context),
        "dispute": _dispute(context),
        "account": _account(context),
    }


def cases(context: Context) -> list[list[int]]:
    """Return the pieces of each case, where papers name different units; [] where there is one."""
    if context.form != Kind.MEDIATION.value:
        return []
    of_units: dict[str, list[int]] = {}
    for paper, filled in context.heads("unit"):
        unit = compact(unit_in(filled.value))
        if not unit:
            continue
        same = next((known for known in of_units if known in unit or unit in known), unit)
        if paper.piece not in of_units.setdefault(same, []):
            of_units[same].append(paper.piece)
    groups = list(of_units.values())
    apart = len(groups) > 1 and not set(groups[0]) & set(groups[1])
    return groups if apart else _by_parties(context)


def _by_parties(context: Context) -> list[list[int]]:
    """Return the records and conclusions of each case, where their parties are others; [] where
    there is one.
    """
    groups: list[list[tuple[Paper, list[str]]]] = []
    for paper in context.papers:
        named = _sides(context, paper) if paper.slot in ("record", "conclusion") else []
        if not named:
            continue
        of_same = [group for group in groups if any(_is_shared(paper, named, *o) for o in group)]
        groups = [group for group in groups if group not in of_same]
        groups.append([each for group in of_same for each in group] + [(paper, named)])
    ordered = [sorted(paper.piece for paper, _ in group) for group in groups]
    return sorted(ordered) if len(groups) > 1 else []


def _sides(context: Context, paper: Paper) -> list[str]:
    """Return the people who are a side of the case that a paper is of."""
    heads = {*context.words.parties} - _OF_NO_SIDE
    filled = (each for each in paper.filled(context.all_heads) if each.head in heads)
    known = names.parties(filled, {*context.staff, context.who.name})
    return known or [name for name in names.called(paper.joined) if name not in context.staff]


def _is_shared(one: Paper, named: Sequence[str], other: Paper, others: Sequence[str]) -> bool:
    """Whether two papers name the same person, one of whose characters may have been misread."""
    return (
        any(name in other.joined for name in named)
        or any(name in one.joined for name in others)
        or any(is_almost(a, b) for a in named for b in others)
    )


def _closed(context: Context) -> list[Word]:
    """Return the day the case was closed: that of its conclusion. Without one, and where the days
    of the papers do not follow each other, it is for the person to say.
    """
    days = {slot: list(_days_of(context, slot)) for slot in ("record", "conclusion", "signed")}
    ends = days["conclusion"]
    others = [*days["signed"], *days["record"]]
    if not ends:
        return [word._replace(sure=DOUBTFUL) for word in others]
    last = max(word.text for word in ends)
    early = [word for word in days["signed"] if word.text < last]
    late = [word for word in days["record"] if word.text > last]
    return [*ends, *(word._replace(rank=ends[0].rank) for word in (*early, *late))]


def _days_of(context: Context, slot: str) -> Iterator[Word]:
    """Yield the days of the papers of a slot: behind heads, and at the foot."""
    for paper in context.papers:
        if paper.slot == slot:
            behind_heads = [w for w in days_behind(context, "day") if w.piece == paper.piece]
            yield from (word._replace(rank=2) for word in behind_heads)
            yield from signed_on(context, paper, 2)


def _side(context: Context, units: Sequence[Word]) -> list[Word]:
    """Tell one's own case by the unit's name. Where units differ, or one is almost one's own, or a
    part of it, it is doubtful.
    """
    own = context.who.unit
    if not units or not own:
        return []
    best = max(word.rank for word in units)
    named = [word for word in units if word.rank == best]
    is_clear = len({compact(word.text) for word in named}) == 1
    sides = {}
    for word in named:
        same = is_same(word.text, own)
        almost = not same and (is_almost(word.text, own) or is_own(word.text, own))
        side = Share.OWN if almost or same else Share.OTHER
        sure = word.sure if is_clear and not almost else DOUBTFUL
        sides[side] = word._replace(text=side.value, rank=0, sure=sure)
    return list(sides.values())


def _part(context: Context) -> list[Word]:
    """Whoever is named as a mediator had the main part; whoever is named otherwise is asked, and so
    is who is named where a longer name may be meant.
    """
    name = context.who.name
    if not name:
        return []
    head = rf"(?:{'|'.join(context.words.staff)})(?:[（(]?签[名字][)）]?)?[:：\s]*"
    does = r"[（(](?:首席)?调解[员人]|(?:主持|居中|组织)调解"
    named = rf"{head}{re.escape(name)}|{re.escape(name)}(?={does})"
    spoken = re.compile(rf"(?:{named})(?P<is_longer>(?!{_DOES})[\u4e00-\u9fff])?")
    heads = sorted(context.all_heads, key=len, reverse=True)
    found = []
    for paper in context.papers:
        for line, below in pairwise([*paper.lines, Line("")]):
            text = line.text.rstrip()
            match = spoken.search(text + below.text.strip())
            if match is None or match.start() >= len(text):
                continue
            sure = line.sure if match.end() <= len(text) else min(line.sure, below.sure)
            is_next = match["is_longer"] and match.start("is_longer") >= len(text)
            is_longer = match["is_longer"] and not (is_next and begins(below.text, heads))
            found.append(Word("main", DOUBTFUL if is_longer else sure, paper.piece))
    found += [
        Word("main", each.sure, context.papers[0].piece)
        for each in context.filled
        if each.head in context.words.staff and name in names.staff_of([each])
    ]
    return sorted(found, key=lambda word: -word.sure)[:1]


def _origin(context: Context) -> list[Word]:
    """Return how the case came about, as a heading says it, else the upper part of its papers;
    where that is told in two ways, both.
    """
    headed = [
        (filled.value, filled.sure, paper)
        for paper in context.papers
        for filled in paper.filled(context.all_heads)
        if filled.head in _CAME_BY
    ]
    told = [
        (line.text + below.text.strip()[:2], line.sure, paper)  # a word may be broken
        for paper in context.papers
        for line, below in pairwise([*paper.lines[:_ORIGIN_LINES], Line("")])
        if not _ANSWERED.match(line.text)
    ]
    applied = [
        Word(Origin.PARTY.value, sure, paper.piece)
        for value, sure, paper in headed
        if _APPLIED.search(chosen(value) or "")
    ]
    return _origins(headed) or applied or _origins(told)


def _origins(told: Sequence[tuple[str, float, Paper]]) -> list[Word]:
    found: dict[Origin, Word] = {}
    for text, sure, paper in told:
        named = {origin for origin, spoken in _COMES.items() if spoken.search(text)}
        answer = chosen(text) if named else None
        for origin in named:
            is_told = answer is not None and _COMES[origin].search(_NO_ORIGIN.sub("", answer))
            if answer is None or is_told:
                word = Word(origin.value, DOUBTFUL if answer is None else sure, paper.piece)
                if origin not in found or found[origin].sure < word.sure:
                    found[origin] = word
    return list(found.values())


def _dispute(context: Context) -> list[Word]:
    """Return the kind of dispute: that of the heading, else the one most is written of."""
    for word in behind(context, "dispute"):
        if kinds := _disputes(word.text):
            return [word._replace(text=kind) for kind in kinds]
    found: dict[str, list[Word]] = {}
    for paper in context.papers:
        for line in paper.lines:
            for kind in _disputes(_LAW.sub("", chosen(line.text) or ""))[:1]:
                found.setdefault(kind, []).append(Word(kind, line.sure, paper.piece))
    ranked = sorted(found.values(), key=len, reverse=True)[:2]
    is_clear = len(ranked) == 1 or (ranked and len(ranked[0]) >= 2 * len(ranked[1]))
    best = [max(words, key=lambda word: word.sure) for words in ranked]
    return best[:1] if is_clear else [word._replace(sure=DOUBTFUL) for word in best]


def _disputes(text: str) -> list[str]:
    """Return the kinds of dispute that a text names: of words within longer ones only these."""
    label = next((each.value for each in Dispute if text.strip() == each.label), None)
    if label:
        return [label]
    named = [(way, kind.value) for kind, ways in DISPUTES.items() for way in ways if way in text]
    longest = [
        kind for way, kind in named if not any(way != each and way in each for each, _ in named)
    ]
    return list(dict.fromkeys(longest))


def _account(context: Context) -> list[Word]:
    """Return what happened in a few sentences, parties by alias: what was claimed, then what was
    agreed. Nothing where it is not known who the parties are, or where it was hard to read.
    """
    claimed = _behind_heads(context, "account") or _answers(context) or _claimed(context)
    told = [*claimed[:2], *(_behind_heads(context, "outcome") or _agreed(context))[:2]]
    told = [each for each in told if each.text and not _FORMAL.search(each.text)]
    if not told or not context.aliases or min(each.sure for each in told) < _READABLE:
        return []
    text = context.disguised("；".join(dict.fromkeys(each.text.rstrip("。；") for each in told)))
    if len(text) < _LEAST_TOLD or context.names_others(text):
        return []
    if len(text) > _MOST_TOLD:
        text = text[:_MOST_TOLD] + "…"
    return [Word(text, SURE, told[0].piece)]


def _behind_heads(context: Context, key: str) -> list[Word]:
    """Return the first sentences behind the headings of an account."""
    return [
        word._replace(text=_ITEM.sub("", sentence.strip()))
        for word in behind(context, key)[:1]
        for sentence in _SENTENCE.findall(word.text)
    ]


def _sentences(context: Context, *slots: str) -> Iterator[Word]:
    for slot in slots:
        for paper in context.papers:
            if paper.slot == slot:
                for text, sure in paper.sentences(context.all_heads):
                    yield Word(text.strip(), sure, paper.piece)


def _answers(context: Context) -> list[Word]:
    """Return the first sentence of each answer in a record that asks and answers."""
    return [
        word._replace(text=found[1])
        for word in _sentences(context, "record")
        if (found := _ANSWER.search(word.text)) and len(found[1]) >= _SHORTEST
    ]


def _claimed(context: Context) -> list[Word]:
    """Return what somebody says that happened, in running text."""
    return [
        word._replace(text=found[1])
        for word in _sentences(context, "record", "conclusion")
        if (found := _CLAIM.search(word.text)) and _LEAST_TOLD <= len(found[1]) <= _MOST_CLAIMED
    ][:1]


def _agreed(context: Context) -> list[Word]:
    """Return sentences in which something is agreed, as the paper nearest to the end has it."""
    for slot in ("conclusion", "signed", "record"):
        found = [
            word._replace(text=text)
            for word in _sentences(context, slot)
            for text in [_ITEM.sub("", _LEAD.sub("", word.text))]
            if (_AGREED.search(text) or (slot == "conclusion" and text != word.text))
            and not _HOLLOW.search(text)
            if _LEAST_TOLD <= len(text) <= _MOST_CLAIMED
        ]
        if found:
            return found
    return []
