"""A mediation's papers (§7.2): record, conclusion, signed proof."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.forms.mediation import DISPUTES, ORIGINS
from bot.forms.papers.said import Context, Said, Word, behind, days_behind, signed_on
from bot.forms.papers.units import is_almost, is_own, unit_in, units_said
from bot.rules.halfwidth import compact
from bot.rules.mediation import Dispute, Origin
from bot.rules.papers.reading import SURE
from bot.rules.rubric import Line, Share

_LEAST_TOLD, _MOST_TOLD = 8, 180
_ORIGIN_LINES: Final = 30
_SENTENCE: Final = re.compile(r"[^。；！？]+[。；！？]?")
_ANSWER: Final = re.compile(r"答[:：]([^问答。！]+[。！]?)$")
_CLAIM: Final = re.compile(r"(?:称|反映|陈述|诉称|表示)[:：,，]\s*([^:：]+)$")
_LEAD: Final = re.compile(r"^.*[:：]")
_SHORTEST: Final = 6
_FORMAL: Final = re.compile(
    r"身份证|电话|地址|一式|签字|签名|生效|笔录|看过|送达|特此|[问答][:：]|(?:负责|代表)人[:：]"
)
"""What stands on papers of a case and tells nothing of it."""
_DOUBTFUL: Final = 0.5
_READABLE: Final = 0.85
_MOST_CLAIMED: Final = 120
_ITEM: Final = re.compile(r"^[一二三四五六七八九十\d]{1,2}[、.．]")
_AGREED: Final = re.compile(r"(?:自愿|达成|同意|协议|支付|补发|补签|给付|退还|撤回|确认)")


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
    if context.form != Line.MEDIATION.value:
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
    return groups if apart else []


def _closed(context: Context) -> list[Word]:
    """Return the day the case was closed: that of its conclusion. Without one, and where the days
    of the papers do not follow each other, it is for the person to say.
    """
    days = {slot: list(_days_of(context, slot)) for slot in ("record", "conclusion", "signed")}
    ends = days["conclusion"]
    others = [*days["signed"], *days["record"]]
    if not ends:
        return [word._replace(sure=_DOUBTFUL) for word in others]
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
    """Tell one's own case by the unit's name. Where units differ, or one is almost one's own, it is
    doubtful.
    """
    own = context.who.unit
    if not units or not own:
        return []
    best = max(word.rank for word in units)
    named = [word for word in units if word.rank == best]
    is_clear = len({compact(word.text) for word in named}) == 1
    sides = {}
    for word in named:
        almost = is_almost(word.text, own)
        side = Share.OWN if almost or is_own(word.text, own) else Share.OTHER
        sure = word.sure if is_clear and not almost else _DOUBTFUL
        sides[side] = word._replace(text=side.value, rank=0, sure=sure)
    return list(sides.values())


def _part(context: Context) -> list[Word]:
    """Whoever is named as a mediator had the main part; whoever is named otherwise is asked."""
    name = context.who.name
    if not name:
        return []
    spoken = re.compile(rf"(?:{'|'.join(context.words.staff)})[:：\s]*{re.escape(name)}")
    for paper in context.papers:
        if spoken.search(paper.joined) or (name in context.staff and name in paper.text):
            return [Word("main", 1.0, paper.piece)]
    return []


def _origin(context: Context) -> list[Word]:
    for paper in context.papers:
        for line in paper.lines[:_ORIGIN_LINES]:
            for origin in (Origin.CHECK, Origin.PARTY):
                if any(word in line.text for word in ORIGINS[origin]):
                    return [Word(origin.value, max(line.sure, 0.9), paper.piece)]
    return []


def _dispute(context: Context) -> list[Word]:
    """Return the kind of dispute: that of the heading, else the one most is written of."""
    for word in behind(context, "dispute"):
        if kinds := _disputes(word.text):
            return [word._replace(text=kind) for kind in kinds]
    counted: Counter[str] = Counter()
    for paper in context.papers:
        for line in paper.lines:
            counted.update(_disputes(line.text)[:1])
    if not counted:
        return []
    ranked = counted.most_common(2)
    piece = context.papers[0].piece
    is_clear = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
    return [
        Word(kind, 0.95 if is_clear else 0.5, piece) for kind, _ in ranked[: 1 if is_clear else 2]
    ]


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
    if len(text) < _LEAST_TOLD:
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
            if _AGREED.search(text) and _LEAST_TOLD <= len(text) <= _MOST_CLAIMED
        ]
        if found:
            return found
    return []
