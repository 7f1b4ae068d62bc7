"""The states of an entry and the moves allowed between them."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an entry stands; `label` is what people read."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    APPEALED = "appealed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    State.PENDING: "待审核",
    State.APPROVED: "已通过",
    State.RETURNED: "已退回",
    State.REJECTED: "未认定",
    State.WITHDRAWN: "已撤回",
    State.APPEALED: "复核中",
}

MOVES: Final[dict[str, tuple[frozenset[State], State]]] = {
    "approve": (frozenset({State.PENDING}), State.APPROVED),
    "return": (frozenset({State.PENDING}), State.RETURNED),
    "reject": (frozenset({State.PENDING}), State.REJECTED),
    "undo": (frozenset({State.APPROVED}), State.PENDING),
    "withdraw": (frozenset({State.PENDING}), State.WITHDRAWN),
    "submit again": (frozenset({State.RETURNED, State.WITHDRAWN}), State.PENDING),
    # The bureau's part (requirements, 2: who reviews).
    "appeal": (frozenset({State.REJECTED}), State.APPEALED),
    "grant": (frozenset({State.APPEALED}), State.APPROVED),
    "uphold": (frozenset({State.APPEALED}), State.REJECTED),
    "recognise": (frozenset({State.REJECTED}), State.APPROVED),
    "revoke": (frozenset({State.APPROVED}), State.REJECTED),
}

# What waits for a reviewer.
WAITING: Final = frozenset({State.PENDING, State.APPEALED})

# How long a decision can be taken back by who made it; the author hears of it only afterwards.
UNDO_WITHIN: Final = timedelta(seconds=60)
