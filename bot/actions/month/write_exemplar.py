"""Writing an exemplar: it is begun from a candidate or in one's own words, reported to the bureau,
and can be withdrawn.
"""

from dataclasses import replace
from typing import Final

from bot.actions.month import story
from bot.actions.month.exemplar import own
from bot.errors import Forbidden, Stale
from bot.rules.exemplars import Fate, read_story, read_title
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.states import State
from bot.storage import audit
from bot.storage.month import exemplars
from bot.storage.month.exemplars import Exemplar, Told
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from bot.texts.month import exemplar as t
from bot.texts.times import moment_label

FORM: Final = "exemplar"
TITLE, STORY = "title", "story"


def pick(session: Session, actor: Actor, month: Month, entry_id: int) -> drafts.Draft:
    """Begin an exemplar with a title and an account drafted from an entry's facts. Raises Stale for
    an entry that cannot be chosen any more.
    """
    force = own(session, actor, month)
    entry = _to_report(session, force, month, entry_id)
    title, account = story.drafted(session, entry)
    facts = {"month": str(month), "entry": entry.id, "person": entry.person_id}
    return _open(session, actor, facts | {TITLE: title, STORY: account})


def write(session: Session, actor: Actor, month: Month) -> drafts.Draft:
    """自己写: begin an exemplar by asking for the title, then the account."""
    own(session, actor, month)
    draft = _open(session, actor, {"month": str(month)})
    return ask(session, draft, TITLE)


def conversation(session: Session, actor: Actor, draft_id: int | None) -> drafts.Draft:
    """Return the draft of what is being written, in the actor's present chat. Raises Stale when
    there is none, when it is another person's, or when it was begun for a task force of which the
    actor is no longer liaison.
    """
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != FORM:
        raise Stale(t.GONE)
    force = own(session, actor, month_of(draft))
    if draft.facts.get("force", force) != force:
        raise Stale(t.GONE)
    return replace(draft, chat_id=actor.chat_id)


def ask(session: Session, draft: drafts.Draft, what: str) -> drafts.Draft:
    """Ask for the title or the account (`what`): the next text that is typed is it."""
    if "done" in draft.facts:
        raise Stale(t.GONE)
    asked = replace(draft, asking=what)
    drafts.save(session, asked)
    accounts.focus(session, draft.chat_id, FORM, draft.id)
    return asked


def answer(session: Session, draft: drafts.Draft, text: str) -> drafts.Draft:
    """Take what was typed as what is being asked for. Raises Refused with an example."""
    if not draft.asking or "done" in draft.facts:
        raise Stale(t.GONE)
    read = read_title if draft.asking == TITLE else read_story
    told = replace(draft, facts={**draft.facts, draft.asking: read(text)}, asking="")
    if STORY not in told.facts:
        return ask(session, told, STORY)
    drafts.save(session, told)
    accounts.focus(session, draft.chat_id, None)
    return told


def keep(session: Session, actor: Actor, draft: drafts.Draft) -> drafts.Draft:
    """Take the question back and keep what was written."""
    let_go(session, actor)
    if not draft.asking or STORY not in draft.facts:
        return draft
    kept = replace(draft, asking="")
    drafts.save(session, kept)
    return kept


def let_go(session: Session, actor: Actor) -> None:
    """End the question: what is typed now is no title or account any more."""
    if accounts.load(session, actor.chat_id).focus == FORM:
        accounts.focus(session, actor.chat_id, None)


def month_of(draft: drafts.Draft) -> Month:
    return Month.read(str(draft.facts["month"]))


def report(session: Session, actor: Actor, draft: drafts.Draft) -> Exemplar:
    """Report the exemplar to the bureau; a 本月无 of the same month is withdrawn. Pressed twice it
    is reported once.
    """
    if (done := draft.facts.get("done")) is not None:
        return _known(session, int(done))
    month = month_of(draft)
    force = own(session, actor, month)
    told = _told(draft)
    if told.entry_id is not None:
        _to_report(session, force, month, told.entry_id)
    for report_ in exemplars.of_task_force(session, force, month):
        if report_.fate is Fate.NOTHING:
            _withdraw(session, actor, report_)
    exemplar_id = exemplars.add(session, force, month, actor.person_id, told)
    _record(session, actor, "report exemplar", exemplar_id, month=str(month), entry=told.entry_id)
    drafts.save(session, replace(draft, facts={**draft.facts, "done": exemplar_id}, asking=""))
    let_go(session, actor)
    return _known(session, exemplar_id)


def nothing(session: Session, actor: Actor, month: Month) -> Exemplar:
    """本月无: report that there is nothing this month, which is valid; however often it is pressed,
    there is one.
    """
    check_nothing(session, actor, month)
    force = own(session, actor, month)
    for stands in exemplars.of_task_force(session, force, month):
        return stands
    exemplar_id = exemplars.add(session, force, month, actor.person_id)
    _record(session, actor, "nothing to report", exemplar_id, month=str(month))
    let_go(session, actor)
    return _known(session, exemplar_id)


def check_nothing(session: Session, actor: Actor, month: Month) -> None:
    """Check that 本月无 would be true. Raises Stale when something has been reported."""
    stands = exemplars.of_task_force(session, own(session, actor, month), month)
    if any(report.fate is not Fate.NOTHING for report in stands):
        raise Stale(t.HAS_REPORTED.format(month=month.label))


def withdraw(session: Session, actor: Actor, exemplar_id: int) -> Exemplar:
    """Withdraw a report, as long as the bureau has not decided on it. Raises Stale, saying what it
    decided.
    """
    found = exemplars.get(session, exemplar_id)
    if found is None or not may(actor, Act.EXEMPLAR, Subject(task_force_id=found.task_force_id)):
        raise Forbidden(t.ONLY_LIAISONS)
    if found.fate in (Fate.PROMOTED, Fate.ARCHIVED) and found.picked_at is not None:
        at = moment_label(found.picked_at, session.today)
        told = {"title": found.title, "at": at, "fate": found.fate.label}
        raise Stale(t.DECIDED.format(**told))
    _withdraw(session, actor, found)
    return found


def _to_report(session: Session, task_force_id: int, month: Month, entry_id: int) -> Entry:
    """Return the entry to be reported. Raises Stale for one that is not, or no longer, an approved
    entry of the task force's month, and for one that has been reported.
    """
    entry = entries.get(session, entry_id)
    if entry is None or entry.state is not State.APPROVED or entry.day not in month:
        raise Stale(t.NOT_A_CANDIDATE)
    if entry.task_force_id != task_force_id:
        raise Stale(t.NOT_A_CANDIDATE)
    if entry.id in exemplars.used_entries(session):
        raise Stale(t.ALREADY.format(number=entry.number, month=month.label))
    return entry


def _told(draft: drafts.Draft) -> Told:
    title, account = draft.facts.get(TITLE), draft.facts.get(STORY)
    if not title or not account:
        raise Stale(t.NOT_COMPLETE)
    return Told(title, account, draft.facts.get("entry"), draft.facts.get("person"))


def _open(session: Session, actor: Actor, facts: dict[str, object]) -> drafts.Draft:
    facts = facts | {"force": actor.task_force_id}
    return drafts.add(session, actor.person_id, actor.chat_id, FORM, facts, state="aside")


def _withdraw(session: Session, actor: Actor, exemplar: Exemplar) -> None:
    """Withdraw an exemplar and record it; pressed twice it is withdrawn once."""
    if exemplars.withdraw(session, exemplar.id):
        _record(session, actor, "withdraw exemplar", exemplar.id, month=str(exemplar.month))


def _known(session: Session, exemplar_id: int) -> Exemplar:
    found = exemplars.get(session, exemplar_id)
    if found is None:
        raise LookupError(exemplar_id)
    return found


def _record(session: Session, actor: Actor, act: str, exemplar_id: int, **detail: object) -> None:
    audit.record(session, actor.person_id, act, f"exemplar:{exemplar_id}", **detail)
