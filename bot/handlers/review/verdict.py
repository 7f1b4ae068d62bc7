"""How people hear of a decision: the author, and those whose own decision was appealed against or
changed.
"""

from collections.abc import Sequence
from typing import Final

from bot.actions.review.case import Case, case_of
from bot.handlers.say import Say
from bot.handlers.work.appealing import NEWS, appeal_button
from bot.handlers.work.draft import author_card
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.rules.states import State
from bot.storage.outbox import Priority
from bot.storage.people import accounts, persons, roles
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from bot.texts.review import overturn as overturn_texts
from bot.texts.rules import stands
from bot.texts.times import day_label
from bot.texts.work import appeal as appeal_texts
from bot.texts.work import behalf as behalf_texts
from bot.texts.work import report as t

_TO_AUTHOR: Final = {
    "approve": t.NEWS_APPROVED,
    "return": t.NEWS_RETURNED,
    "reject": t.NEWS_REJECTED,
    "grant": appeal_texts.NEWS_GRANTED,
    "uphold": appeal_texts.NEWS_UPHELD,
    "recognise": overturn_texts.NEWS_RECOGNISED,
    "revoke": overturn_texts.NEWS_REVOKED,
}
_TO_LIAISON: Final = {
    "grant": appeal_texts.TOLD_GRANTED,
    "uphold": appeal_texts.TOLD_UPHELD,
    "recognise": overturn_texts.TOLD_RECOGNISED,
    "revoke": overturn_texts.TOLD_REVOKED,
}


def to_author(session: Session, entry: Entry, how: str) -> list[Say]:
    """Return the news of a decision for the author, and their card of the entry. A rejection comes
    with 申请复核, which is possible once. [] when the author has left.
    """
    chat = accounts.chat_of(session, entry.author_id)
    if chat is None:
        return []
    news = _TO_AUTHOR[how].format(**_facts(session, entry))
    quiet = is_quiet(session.now)
    if how in ("reject", "revoke") and not entry.appeal:
        told = Say(
            news,
            appeal_button(entry),
            handle=(NEWS, entry.id),
            to=chat,
            priority=Priority.NEWS,
            silent=quiet,
            renew=True,
        )
    else:
        told = Say(news, to=chat, priority=Priority.NEWS, silent=quiet)
    return [told, *author_card(session, entry, renew=how == "return")]


def to_authors(session: Session, approved: Sequence[Entry]) -> list[Say]:
    """Return the news of entries approved together: one message for each author, and the cards."""
    theirs: dict[int, list[Entry]] = {}
    for entry in approved:
        theirs.setdefault(entry.author_id, []).append(entry)
    said: list[Say] = []
    for author_id, decided in theirs.items():
        chat = accounts.chat_of(session, author_id)
        if chat is None:
            continue
        news = [t.NEWS_APPROVED.format(**_facts(session, entry)) for entry in decided]
        quiet = is_quiet(session.now)
        said.append(Say("\n".join(news), to=chat, priority=Priority.NEWS, silent=quiet))
        for entry in decided:
            said += author_card(session, entry)
    return said


def to_liaison(session: Session, before: Entry, entry: Entry, how: str, by: int) -> list[Say]:
    """Tell of an appeal's outcome or of 改判: the liaison of the task force, and the officer whose
    decision it was about, if it was one's. Who decided now (`by`) and the author are left out.
    """
    told: set[int | None] = set()
    if entry.task_force_id is not None:
        told.update(roles.acting(session, entry.task_force_id))
    if before.decided_by is not None and _is_officer(session, before.decided_by):
        told.add(before.decided_by)
    told -= {None, by, entry.person_id, entry.author_id}
    text = _TO_LIAISON[how].format(
        number=entry.number,
        name=persons.get(session, entry.person_id).name.full,
        who=persons.get(session, by).name,
        reason=entry.reason,
    )
    chats = [accounts.chat_of(session, person_id) for person_id in sorted(filter(None, told))]
    quiet = is_quiet(session.now)
    return [
        Say(text, to=chat, priority=Priority.NEWS, silent=quiet)
        for chat in chats
        if chat is not None
    ]


def _is_officer(session: Session, person_id: int) -> bool:
    return Role.BUREAU in persons.get(session, person_id).roles


def _facts(session: Session, entry: Entry) -> dict[str, str]:
    shown = case_of(session, entry)
    kind = shown.form.title
    if entry.recorded_by is not None:
        kind = f"{kind} {behalf_texts.FOR.format(name=shown.author.name.full)}"
    return {
        "number": entry.number,
        "kind": kind,
        "day": day_label(entry.day, session.today),
        "reason": entry.reason,
        "worth": _worth(shown),
    }


def _worth(shown: Case) -> str:
    """Return where the author's line stands now that the entry is decided, such as `本季 15/20`."""
    preview = shown.preview
    if preview is None:
        return ""
    if preview.is_locked:
        return preview.phrase
    if shown.entry.state is not State.APPROVED:
        return stands(preview.before, preview.cap)
    if preview.why and preview.after == preview.before:
        return t.WORTH_NOTHING.format(why=preview.why)
    return stands(preview.after, preview.cap)
