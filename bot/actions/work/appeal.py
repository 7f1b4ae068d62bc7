"""Appealing: the author puts a rejected entry before the bureau, once, with a few words."""

from dataclasses import replace
from typing import Final

from bot.actions.work.card import ASIDE
from bot.errors import Forbidden, Stale
from bot.rules.permissions import Act, Actor, may
from bot.rules.states import State
from bot.rules.words import read_words
from bot.storage import audit
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from bot.texts.work import appeal as t

APPEAL: Final = "appeal"


def ask(session: Session, actor: Actor, entry_id: int) -> Entry:
    """Begin an appeal: the next text this author types is what they say for their entry. Raises
    Stale for an entry that cannot be appealed.
    """
    entry = _appealable(session, actor, entry_id)
    draft = drafts.add(
        session, actor.person_id, actor.chat_id, APPEAL, {"entry": entry.id}, state=ASIDE
    )
    accounts.focus(session, actor.chat_id, APPEAL, draft.id)
    return entry


def leave_it(session: Session, actor: Actor, entry_id: int) -> Entry:
    """返回: end the question, no appeal is made. A question about another entry stays open."""
    entry = _own(session, actor, entry_id)
    account = accounts.load(session, actor.chat_id)
    if account.focus == APPEAL and _asked_about(session, account.focus_id) == entry.id:
        accounts.focus(session, actor.chat_id, None)
    return entry


def appeal(session: Session, actor: Actor, draft_id: int | None, text: str) -> Entry:
    """Put the entry into the bureau's queue, with the author's words. Raises Refused for no words
    or too many, Stale when the entry cannot be appealed any more.
    """
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != APPEAL:
        raise Stale(t.GONE)
    entry = _appealable(session, actor, draft.facts["entry"])
    words = read_words(text, t.EMPTY, t.LONG)
    if not entries.appeal(session, entry, words):
        raise Stale(t.WAITS.format(number=entry.number))
    audit.record(session, actor.person_id, "appeal", f"entry:{entry.id}")
    accounts.focus(session, actor.chat_id, None)
    return entries.get(session, entry.id) or replace(entry, state=State.APPEALED, appeal=words)


def _asked_about(session: Session, draft_id: int | None) -> int | None:
    draft = None if draft_id is None else drafts.get(session, draft_id)
    return None if draft is None else draft.facts["entry"]


def _appealable(session: Session, actor: Actor, entry_id: int) -> Entry:
    """Return the entry, which must be the author's own, rejected, and never appealed before. Raises
    Stale, saying where it stands.
    """
    entry = _own(session, actor, entry_id)
    if entry.state is State.APPEALED:
        raise Stale(t.WAITS.format(number=entry.number))
    if entry.state is not State.REJECTED:
        raise Stale(t.NOT_REJECTED.format(number=entry.number, state=entry.state.label))
    if entry.appeal:
        raise Stale(t.ONLY_ONCE.format(number=entry.number))
    return entry


def _own(session: Session, actor: Actor, entry_id: int) -> Entry:
    entry = entries.get(session, entry_id)
    if entry is None or not may(actor, Act.APPEAL, entry.subject):
        raise Forbidden(t.NOT_YOURS)
    return entry
