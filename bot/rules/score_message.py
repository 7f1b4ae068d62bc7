"""A message of scores taken apart: who it names, which number follows, and why."""

import re
from typing import NamedTuple

from bot.errors import Refused
from bot.rules.names import Names, tidy
from bot.texts import rules as texts

_BREAK = re.compile(r"[,;、。\n]+")
_REST = r"(?:其余|其他|其它|剩余|剩下|余下|全部|全体|所有|大家)的?(?:人员?)?[都均]?"
_NUMBER = r"[-+−]?[0-9][0-9./%]*"
_BARE_NUMBER = re.compile(rf"({_NUMBER})分?")
_STRANGER_SCORED = re.compile(rf"(?P<name>[^\s\d]\D*?) ?[:=]? ?{_NUMBER}")
_SCORE_IN_REASON = re.compile(r"(?:^|\s)(?P<name>[^\s0-9]*?)[\s:=]*[0-9]{1,3}分?(?=\s|$)")
_ROUND_A_REASON = " \t()（）:：-—.·"


class Said(NamedTuple):
    """One score of a message: a name as typed, the points and the reason given.

    The name is "" for the score of the rest of the roster.
    """

    name: str
    value: int
    reason: str = ""


class ScoreMessage:
    """Reads messages against one roster's names; scores are whole numbers from 0 to `most`."""

    def __init__(self, names: Names, most: int) -> None:
        self._names = names
        self._most = most
        self._known = re.compile(names.pattern, re.IGNORECASE)
        who = rf"(?:(?P<rest>{_REST})|(?P<name>{names.pattern}))"
        self._item = re.compile(
            rf"(?:^|(?<=[\s0-9分])){who}[\s:=]*(?P<value>{_NUMBER})\s*分?", re.IGNORECASE
        )

    def read(self, text: str) -> list[Said]:
        """Return the scores of the message, in its order, with at most one for the rest of the
        roster.

        Raises Refused, with an example, for anything in it that is neither a score nor a reason.
        """
        said: list[Said] = []
        for part in _BREAK.split(tidy(text)):
            self._read_part(part.strip(), said)
        if not said:
            raise Refused(texts.nothing_scored())
        rest = [item.value for item in said if not item.name]
        if len(rest) > 1:
            raise Refused(texts.rest_twice(rest[0], rest[1]))
        return said

    def _read_part(self, part: str, said: list[Said]) -> None:
        items = list(self._item.finditer(part))
        ends = [item.start() for item in items] + [len(part)]
        if head := part[: ends[0]].strip():
            self._read_head(head, said)
        for item, end in zip(items, ends[1:], strict=True):
            name = (item["name"] or "").strip()
            value = self._value(item["value"], name)
            said.append(Said(name, value, _reason(part[item.end() : end])))

    def _read_head(self, head: str, said: list[Said]) -> None:
        """Read what stands before the first name: the score of the rest, or more of the last
        reason.
        """
        if number := _BARE_NUMBER.fullmatch(head):
            said.append(Said("", self._value(number[1], "")))
            return
        if known := self._known.match(head):
            raise Refused(texts.score_missing(known[0]))
        scored = _STRANGER_SCORED.match(head)
        stranger = scored["name"] if scored else head
        nearest = self._names.nearest(stranger)
        if scored or (nearest and head.isalpha()):
            raise Refused(texts.no_such_name(stranger, nearest))
        if not (said and said[-1].name):
            raise Refused(texts.not_understood(head))
        last = said.pop()
        reason = "，".join(filter(None, (last.reason, _reason(head))))
        said.append(last._replace(reason=reason))

    def _value(self, typed: str, name: str) -> int:
        digits = typed.rstrip(".")
        if not digits.isdecimal() or int(digits) > self._most:
            raise Refused(texts.not_a_base_score(name, typed, self._most))
        return int(digits)


def _reason(typed: str) -> str:
    """Return the words after a score, its reason.

    Raises Refused when they look like the score of somebody who is not in the roster.
    """
    if stranger := _SCORE_IN_REASON.search(typed):
        raise Refused(texts.stranger_or_reason(stranger[0].strip(), stranger["name"]))
    return typed.strip(_ROUND_A_REASON)
