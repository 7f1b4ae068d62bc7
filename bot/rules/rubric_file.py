"""The rubric as it is written down: in the county's rules file, and with a locked quarter."""

from typing import Any

from bot.rules.rubric import ADDING_LINES, Allowance, Line, Rubric, Share
from bot.rules.tables import Table
from bot.texts import rules as texts

_USUAL = Rubric()


def read_rubric(table: Table) -> Rubric:
    """Read a rubric from a `[[rubric]]` table. Raises Misconfigured, which names the wrong key."""
    fault = table.table("fault", texts.toml(figures(_USUAL)["fault"]))
    small = fault.whole("small", _USUAL.fault_small)
    rubric = Rubric(
        since=table.day("since", _USUAL.since),
        base_max=table.whole("base_max", _USUAL.base_max, least=1),
        total_max=table.whole("total_max", _USUAL.total_max, least=1),
        allowances={line: _read_allowance(table, line) for line in ADDING_LINES},
        fault_small=small,
        fault_large=fault.whole("large", _USUAL.fault_large, least=small),
        filing_days=table.whole("filing_days", _USUAL.filing_days),
    )
    if rubric.base_max > rubric.total_max:
        raise table.wrong("base_max", texts.at_most(rubric.total_max), str(_USUAL.base_max))
    fault.finish()
    table.finish()
    return rubric


def figures(rubric: Rubric) -> dict[str, Any]:
    """Return a rubric in the shape of its table, fit for JSON; `read_rubric` reads it back."""
    return {
        "since": rubric.since.isoformat(),
        "base_max": rubric.base_max,
        "total_max": rubric.total_max,
        "filing_days": rubric.filing_days,
        "fault": {"small": rubric.fault_small, "large": rubric.fault_large},
    } | {
        str(line): {"each": allowance.each, "cap": allowance.cap}
        | {str(share): cap for share, cap in allowance.shares.items()}
        for line, allowance in rubric.allowances.items()
    }


def _read_allowance(table: Table, line: Line) -> Allowance:
    usual = _USUAL.allowances[line]
    inner = table.table(line, texts.toml(figures(_USUAL)[line]))
    each = inner.whole("each", usual.each, least=1)
    cap = inner.whole("cap", usual.cap, least=each)
    shares: dict[str, int] = {
        Share(share): inner.whole(share, most) for share, most in usual.shares.items()
    }
    for share, most in shares.items():
        if most > cap:
            raise inner.wrong(share, texts.at_most(cap), str(usual.shares[share]))
    inner.finish()
    return Allowance(each, cap, shares)
