"""Drafts: conversations as rows, so that any process can go on with any of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from bot.storage.models import Draft as Row
from bot.storage.session import Session

_t = Row.__table__.c
_COLUMNS = (
    _t.id,
    _t.person_id,
    _t.chat_id,
    _t.form,
    _t.facts_sealed,
    _t.asking,
    _t.version,
    _t.state,
    _t.touched_at,
    _t.about_id,
)
_VERSION = select(_t.version).where(_t.id == bindparam("draft"))
_GET = select(*_COLUMNS).where(_t.id == bindparam("draft"))
_OPEN_OF = (
    select(*_COLUMNS)
    .where(_t.person_id == bindparam("person"), _t.state.in_(("open", "parked")))
    .order_by(_t.touched_at.desc(), _t.id.desc())
)
_ADD = (
    insert(Row)
    .values(
        {
            name: bindparam(name)
            for name in ("person_id", "chat_id", "form", "opened_at", "touched_at", "about_id")
        }
        | {"facts_sealed": b"", "asking": "", "version": 0, "state": "open"}
    )
    .returning(_t.id)
)
_SAVE = (
    update(Row)
    .where(_t.id == bindparam("draft"))
    .values(
        form=bindparam("to_form"),
        facts_sealed=bindparam("to_facts"),
        asking=bindparam("to_asking"),
        state=bindparam("to_state"),
        version=_t.version + 1,
        touched_at=bindparam("touched"),
    )
)
_HAND_TO = (
    update(Row)
    .where(_t.id == bindparam("draft"))
    .values(person_id=bindparam("to_person"), chat_id=bindparam("to_chat"))
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A conversation: the name of its form ("" while undecided), the facts known so far, and in
    `asking` the key of what is asked out of turn, "" for nothing.

    `state` is open, parked, submitted or dropped; "aside" for a conversation that is no report.
    `version` counts every change. `about_id` is whom it is about, where that is not the person who
    writes it.
    """

    id: int
    person_id: int
    chat_id: int
    form: str
    facts: Mapping[str, Any]
    asking: str
    version: int
    state: str
    touched_at: datetime
    about_id: int | None = None

    @property
    def subject_id(self) -> int:
        """Whom it is about: who writes it, unless that is said otherwise."""
        return self.person_id if self.about_id is None else self.about_id


def get(session: Session, draft_id: int) -> Draft | None:
    row = session.row(_GET, draft=draft_id)
    return None if row is None else _draft(session, row)


def version(session: Session, draft_id: int | None) -> int:
    """Return how often a draft has changed; 0 when there is none."""
    return int(session.value(_VERSION, draft=draft_id) or 0)


def unfinished(session: Session, person_id: int) -> list[Draft]:
    """Return a person's open and parked drafts, the last touched first."""
    return [_draft(session, row) for row in session.rows(_OPEN_OF, person=person_id)]


def add(
    session: Session,
    person_id: int,
    chat_id: int,
    form: str,
    facts: Mapping[str, Any],
    state: str = "open",
    about_id: int | None = None,
) -> Draft:
    draft_id = session.insert(
        _ADD,
        person_id=person_id,
        chat_id=chat_id,
        form=form,
        opened_at=session.now,
        touched_at=session.now,
        about_id=about_id,
    )
    # Its facts are sealed for the row, whose number is known only now.
    draft = Draft(draft_id, person_id, chat_id, form, facts, "", 0, state, session.now, about_id)
    return save(session, draft)


def save(session: Session, draft: Draft) -> Draft:
    """Write the draft as it is now; return it as it is stored, its version moved on."""
    session.write(
        _SAVE,
        draft=draft.id,
        to_form=draft.form,
        to_facts=session.vault.seal(
            json.dumps(dict(draft.facts), ensure_ascii=False), f"draft.facts:{draft.id}"
        ),
        to_asking=draft.asking,
        to_state=draft.state,
        touched=session.now,
    )
    return replace(draft, version=draft.version + 1, touched_at=session.now)


def hand_to(session: Session, draft: Draft, person_id: int, chat_id: int) -> Draft:
    """Let somebody else go on with a draft; return it as it is stored."""
    if draft.person_id != person_id or draft.chat_id != chat_id:
        session.write(_HAND_TO, draft=draft.id, to_person=person_id, to_chat=chat_id)
    return replace(draft, person_id=person_id, chat_id=chat_id)


def _draft(session: Session, row: Any) -> Draft:
    facts = json.loads(session.vault.open(row.facts_sealed, f"draft.facts:{row.id}"))
    return Draft(
        row.id,
        row.person_id,
        row.chat_id,
        row.form,
        facts,
        row.asking,
        row.version,
        row.state,
        row.touched_at,
        row.about_id,
    )
