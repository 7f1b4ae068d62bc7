"""The figures a quarter is scored by (§8.3), as dated data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.rules.labelled import Labelled
from bot.texts import rules as texts


class Line(Labelled):
    """The seven lines of a person's quarter, in the order of the ledger (Annex 2)."""

    BASE = "base", "基本得分"
    PUBLICITY = "publicity", "开展宣传"
    MEDIATION = "mediation", "成功调解"
    MANAGEMENT = "management", "劳动管理"
    RISK = "risk", "预防风险"
    PUBLICATION = "publication", "刊发经验"
    FAULT = "fault", "减分"


ADDING_LINES = tuple(line for line in Line if line not in {Line.BASE, Line.FAULT})
"""The five lines that entries add to, in the order of the ledger."""


class Share(Labelled):
    """Whose case it was, one's own unit's or another's.

    Each share of a line has a cap of its own (§8.3, mediation).
    """

    OWN = "own", "本单位"
    OTHER = "other", "其他单位"


@dataclass(frozen=True)
class Allowance:
    """What one entry of a line is worth (`each`) and the most a quarter counts (`cap`), in points.

    `shares` holds the caps of a line's parts, by `Share`; empty when the line has none.
    """

    each: int
    cap: int
    shares: Mapping[str, int] = field(default_factory=dict)


def _allowances() -> dict[Line, Allowance]:
    return {
        Line.PUBLICITY: Allowance(each=5, cap=20),  # §8.3 组织开展宣传
        Line.MEDIATION: Allowance(  # §8.3 成功调解案件
            each=5, cap=20, shares={Share.OWN: 10, Share.OTHER: 10}
        ),
        Line.MANAGEMENT: Allowance(each=5, cap=10),  # §8.3 优化劳动管理
        Line.RISK: Allowance(each=5, cap=10),  # §8.3 预防化解风险
        Line.PUBLICATION: Allowance(each=5, cap=10),  # §8.3 刊发经验稿件
    }


@dataclass(frozen=True)
class Rubric:
    """The scoring rules in force from `since` on, in points; the defaults are those of §8.3."""

    since: date = date(2024, 7, 29)
    base_max: int = 30
    """§8.3 基本得分考核."""
    total_max: int = 100
    """§8.3: 30 for the base score and 70 for the rest."""
    allowances: Mapping[Line, Allowance] = field(default_factory=_allowances)
    fault_small: int = 5
    """§8.3 工作失误减分, of small impact; a positive figure."""
    fault_large: int = 10
    """§8.3 工作失误减分, of large impact; a positive figure."""
    filing_days: int = 15
    """Days after the quarter's end on which its work may still be filed; the text is silent."""

    def each(self, line: Line) -> int:
        """Return the points of one entry of an adding line."""
        return self.allowances[line].each

    def cap(self, line: Line) -> int:
        """Return the most points that a line, the base score included, brings in a quarter."""
        return self.base_max if line == Line.BASE else self.allowances[line].cap

    def share_cap(self, line: Line, share: str) -> int:
        """Return the most one share of a line brings in a quarter; the line's cap where it has
        none.

        Raises ValueError when the line has shares and `share` is not one of them.
        """
        allowance = self.allowances[line]
        if not allowance.shares:
            return allowance.cap
        if share not in allowance.shares:
            raise ValueError(f"{line} asks for a share of {sorted(allowance.shares)}: {share!r}")
        return allowance.shares[share]

    def fault(self, *, large: bool) -> int:
        """Return the points a fault takes away; a positive figure."""
        return self.fault_large if large else self.fault_small

    def rule(self, line: Line) -> str:
        """Return one sentence on what a line asks for, with this rubric's figures (§8.3)."""
        figures: dict[str, int | str] = {"small": self.fault_small, "large": self.fault_large}
        if line in ADDING_LINES:
            caps = self.allowances[line].shares.items()
            figures["each"] = self.each(line)
            figures["shares"] = texts.share_caps((Share(share).label, cap) for share, cap in caps)
        if line != Line.FAULT:
            figures["cap"] = self.cap(line)
        return texts.RULES[line].format(**figures)
