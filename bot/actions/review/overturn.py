"""Overturning: the bureau changes a decision, with a reason. Also here: looking an entry up by its
number.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.actions import locked
from bot.actions.review.case import Case, case_of
from bot.actions.work.card import ASIDE
from bot.errors import Forbidden, Refused, Stale
from bot.rules.halfwidth import compact
from bot.rules.permissions import Act, Actor, may
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.rules.states import MOVES, WAITING, State
from bot.rules.words import read_words
from bot.storage import audit
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from bot.texts.review import overturn as t

OVERTURN: Final = "overturn"
_NUMBER: Final = re.compile(r"x([0-9]{1,9})")
_HOW: Final = {State.APPROVED: "revoke", State.REJECTED: "recognise"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an entry's history: when, who (None when nobody is known), what, and why.
    `is_own` is True when an appeal was heard by the one who had rejected.
    """

    at: datetime
    who: Name | None
    act: str
    reason: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """An entry to be read, not decided; `can_overturn` is True for an officer once it is
    decided.
    """

    case: Case
    history: Sequence[Step]
    can_overturn: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that is being changed: the entry as it stands, the state it will have, and the
    reason, "" until one is written.
    """

    draft_id: int
    shown: Case
    after: State
    reason: str


@dataclass(frozen=True, slots=True)
class Overturned:
    """A changed decision: how, and the entry before and after. `fresh` is False when an earlier tap
    did it.
    """

    how: str
    before: Entry
    entry: Entry
    fresh: bool


def number_in(text: str) -> int | None:
    """Return the id of the entry that a text names, if it says nothing else: `X1042`, `x1042`,
    `Ｘ１０４２`. None for any other text.
    """
    named = _NUMBER.fullmatch(compact(text))
    return None if named is None else int(named[1])


def is_own(session: Session, actor: Actor, entry_id: int) -> bool:
    entry = entries.get(session, entry_id)
    return entry is not None and actor.person_id in (entry.person_id, entry.author_id)


def look_up(session: Session, actor: Actor, entry_id: int) -> Record:
    """Return an entry with its history. Raises Forbidden for who may not see it, without telling
    whether it exists; an officer is told when it does not (Refused).
    """
    entry = entries.get(session, entry_id)
    if entry is None and actor.is_(Role.BUREAU):
        raise Refused(t.NO_SUCH.format(number=entries.number(entry_id)))
    if entry is None or not may(actor, Act.SEE, entry.subject):
        raise Forbidden(t.NOT_YOURS.format(number=entries.number(entry_id)))
    can_overturn = entry.state in _HOW and may(actor, Act.OVERTURN, entry.subject)
    return Record(case_of(session, entry), _history(session, entry), can_overturn)


def ask(session: Session, actor: Actor, entry_id: int) -> Change:
    """Begin to change a decision: the next text this officer types is the reason."""
    entry = _changeable(session, actor, entry_id)
    facts = {"entry": entry.id, "from": entry.state.value, "at": _at(entry)}
    draft = drafts.add(session, actor.person_id, actor.chat_id, OVERTURN, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, OVERTURN, draft.id)
    return _change(session, draft, entry)


def give_reason(session: Session, actor: Actor, draft_id: int | None, text: str) -> Change:
    """Keep the reason, which is still to be confirmed. Raises Refused for none or an essay, Stale
    when the decision has changed meanwhile.
    """
    draft = _own(session, actor, draft_id)
    entry = _unchanged(session, actor, draft)
    reason = read_words(text, t.REASON_EMPTY, t.REASON_LONG)
    draft = replace(draft, facts={**draft.facts, "reason": reason})
    drafts.save(session, draft)
    return _change(session, draft, entry)


def leave_it(session: Session, actor: Actor, draft_id: int) -> Entry:
    """返回: end the question; the decision stands."""
    draft = _own(session, actor, draft_id)
    _ask_no_more(session, actor, draft)
    entry = entries.get(session, draft.facts["entry"])
    if entry is None:
        raise LookupError(draft.facts["entry"])
    return entry


def overturn(session: Session, actor: Actor, draft_id: int) -> Overturned:
    """Change the decision, as one conditional write. Pressed twice it does the same."""
    draft = _own(session, actor, draft_id)
    if "done" in draft.facts:
        entry = _authorised(session, actor, draft.facts["entry"])
        return Overturned(draft.facts["done"], entry, entry, fresh=False)
    entry, reason = _unchanged(session, actor, draft), draft.facts.get("reason", "")
    if not reason:
        raise Refused(t.REASON_EMPTY)
    how = _HOW[entry.state]
    if not entries.move(session, entry, how, by=actor.person_id, reason=reason):
        raise Stale(t.CHANGED_SINCE.format(number=entry.number, state=entry.state.label))
    audit.record(session, actor.person_id, how, f"entry:{entry.id}", reason=reason)
    drafts.save(session, replace(draft, facts={**draft.facts, "done": how}))
    _ask_no_more(session, actor, draft)
    return Overturned(how, entry, entries.get(session, entry.id) or entry, fresh=True)


def _ask_no_more(session: Session, actor: Actor, draft: drafts.Draft) -> None:
    """Close this question. One about another entry stays open."""
    account = accounts.load(session, actor.chat_id)
    if (account.focus, account.focus_id) == (OVERTURN, draft.id):
        accounts.focus(session, actor.chat_id, None)


def _change(session: Session, draft: drafts.Draft, entry: Entry) -> Change:
    after = MOVES[_HOW[entry.state]][1]
    return Change(draft.id, case_of(session, entry), after, draft.facts.get("reason", ""))


def _authorised(session: Session, actor: Actor, entry_id: int) -> Entry:
    entry = entries.get(session, entry_id)
    if entry is None or not may(actor, Act.OVERTURN, entry.subject):
        raise Forbidden(t.ONLY_BUREAU)
    return entry


def _changeable(session: Session, actor: Actor, entry_id: int) -> Entry:
    entry = _authorised(session, actor, entry_id)
    if entry.state in WAITING:
        raise Stale(t.STILL_WAITS.format(number=entry.number))
    if entry.state not in _HOW:
        raise Stale(t.NOT_DECIDED.format(number=entry.number, state=entry.state.label))
    locked.check_deciding(session, actor, entry.day)
    return entry


def _unchanged(session: Session, actor: Actor, draft: drafts.Draft) -> Entry:
    """Return the entry. Raises Stale if the decision that is to be changed no longer stands."""
    entry = _authorised(session, actor, draft.facts["entry"])
    if (entry.state.value, _at(entry)) != (draft.facts["from"], draft.facts["at"]):
        raise Stale(t.CHANGED_SINCE.format(number=entry.number, state=entry.state.label))
    locked.check_deciding(session, actor, entry.day)
    return entry


def _at(entry: Entry) -> str:
    return entry.decided_at.isoformat() if entry.decided_at else ""


def _own(session: Session, actor: Actor, draft_id: int | None) -> drafts.Draft:
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != OVERTURN:
        raise Stale(t.GONE)
    return draft


def _history(session: Session, entry: Entry) -> list[Step]:
    """Return what the audit trail tells about an entry, oldest first; acts for which there are no
    words are left out.
    """
    return [
        _step(session, at, who, act, json.loads(detail) if detail else {})
        for at, who, act, detail in audit.history(session, f"entry:{entry.id}")
        if act in t.ACTS
    ]


def _step(
    session: Session, at: datetime, who: int | None, act: str, detail: Mapping[str, Any]
) -> Step:
    own = bool(detail.get("own_rejection"))
    return Step(at, _name(session, who), act, str(detail.get("reason", "")), own)


def _name(session: Session, person_id: int | None) -> Name | None:
    return None if person_id is None else persons.get(session, person_id).name
