"""Lets the sample county happen: every act by `bot.actions`, at its moment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.actions.alert import plans
from bot.actions.month import board
from bot.actions.people import join, set_up
from bot.actions.review import overturn, review
from bot.actions.review.case import case_of
from bot.actions.score import base_scores, faults
from bot.actions.work import appeal, fill_in, report, submit
from bot.handlers.review.live import announce
from bot.handlers.say import write
from bot.handlers.score.fault_news import announce as announce_faults
from bot.handlers.score.fault_news import registered
from bot.reports.roster import read_roster
from bot.rules.calendar import TIMEZONE, local_day
from bot.rules.county import County
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.states import WAITING
from bot.sandbox.sample import county as people
from bot.sandbox.sample import months
from bot.sandbox.sample.cases import LAST_QUARTER_CASES, THIS_QUARTER_CASES
from bot.sandbox.sample.deed import Deed
from bot.sandbox.sample.evidence import Camera
from bot.sandbox.sample.others import LAST_QUARTER_OTHERS, THIS_QUARTER_OTHERS
from bot.sandbox.sample.works import LAST_QUARTER, THIS_QUARTER
from bot.storage import audit
from bot.storage.alert.plans import CONTACTS, STEPS
from bot.storage.crypto import Vault
from bot.storage.people import accounts, task_forces
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry

EAGER = ("服务行业", "云河镇")
"""The task forces that have given this quarter's base scores already."""
MESSAGES = ("26", "27", "25", "28", "24")


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that is done at a moment."""

    at: datetime
    act: Callable[[Session], None]


Story = tuple[Happening, ...]
"""Happenings that belong together and are done in one transaction, so that nobody sees them half
done: a piece of work and what was decided of it, an exemplar and what was made of it.
"""


@dataclass
class Play:
    """All that happens in the sample county until `now`, when the demonstration begins. `chats`
    says in which chat those who join are reached.
    """

    vault: Vault
    county: County
    chats: dict[str, int]
    now: datetime
    entries: dict[Deed, int] = field(default_factory=dict)
    exemplars: dict[months.Report, int | None] = field(default_factory=dict)

    def deeds(self) -> list[tuple[Deed, date]]:
        """Return every piece of work with the day on which it happened."""
        return [(deed, deed.day(self._quarter(ago), self._today)) for ago, deed in _deeds()]

    def begin(self, db: Connection) -> None:
        """Set up what is there before anybody reports anything: the ledgers, who has joined, and
        base scores. Those of the quarter that is due now have been given by the eager task forces
        only.
        """
        begin = self._quarter(1).first - timedelta(days=10)
        due = base_scores.default_quarter(Session(db, self.vault, self.county, self.now))
        before = due.previous()
        happenings = (
            Happening(self._moment(begin, 9), self._set_up),
            Happening(self._moment(begin, 10), self._join),
            Happening(self._moment(begin, 11), self._plan),
            Happening(
                self._moment(before.after + timedelta(days=4), 15),
                lambda s: self._give_bases(s, before, None),
            ),
            Happening(self.now, lambda s: self._give_bases(s, due, EAGER)),
        )
        self.tell(db, happenings)

    def stories(self, camera: Camera) -> list[Story]:
        """Return what happens after that, in the order in which each story began, and at the end
        the news of it.
        """
        lives = [self._life(deed, day, camera) for deed, day in self.deeds()]
        reported = [self._reported(*each) for each in months.moments(self.now)]
        yesterday = self._moment(self._today - timedelta(days=1), 16)
        told = (*lives, *reported, (Happening(yesterday, self._fault),))
        announced = (Happening(self.now, self._announce),)
        return [*sorted(told, key=lambda story: story[0].at), announced]

    def tell(self, db: Connection, story: Story) -> None:
        """Let a story happen. Whatever people are in the middle of on their phones stays as it
        is.
        """
        session = Session(db, self.vault, self.county, self.now)
        before = accounts_now(session)
        for happening in story:
            then = Session(db, self.vault, self.county, happening.at)
            happening.act(then)
            audit.settle(then)
        for chat, (focus, focus_id, reviewing_) in before.items():
            accounts.focus(session, chat, focus, focus_id)
            accounts.reviewing(session, chat, reviewing_)
        audit.settle(session)

    def _life(self, deed: Deed, day: date, camera: Camera) -> Story:
        acts: list[tuple[date, int, Callable[[Session], None]]]
        acts = [(day, 17, lambda s: self._report(s, deed, camera, day))]
        if deed.outcome not in ("", "park"):
            acts.append((day + timedelta(days=1), 9, lambda s: self._decide(s, deed)))
        if deed.appeal:
            acts.append((day + timedelta(days=2), 10, lambda s: self._appeal(s, deed)))
        if deed.overturned:
            acts.append((day + timedelta(days=4), 15, lambda s: self._overturn(s, deed)))
        return tuple(Happening(self._moment(day, hour), act) for day, hour, act in acts)

    def _reported(self, at: datetime, picked: datetime | None, reported: months.Report) -> Story:
        handed_in = Happening(at, partial(self._exemplar, reported))
        choice = (Happening(picked, partial(self._pick, reported)),) if picked else ()
        return (handed_in, *choice)

    def _set_up(self, session: Session) -> None:
        set_up.load_county(session)
        workbook = people.roster_workbook(self.county.name, session.today)
        done = set_up.import_roster(session, read_roster(workbook))
        if done.problems:
            raise RuntimeError(done.problems)
        for member in people.liaisons():
            set_up.appoint_liaison(session, member.name, member.task_force)
        set_up.appoint_officer(session, people.OFFICER, Role.BUREAU)

    def _join(self, session: Session) -> None:
        last_four = {member.name: member.phone for member in people.MEMBERS}
        for name in people.JOINED:
            chat = self.chats[name]
            (link,) = set_up.invite(session, set_up.whom(session, name, everyone=False))
            invitation = join.follow(session, chat, link.token)
            if invitation.asks_phone:
                join.check_phone(session, accounts.load(session, chat), last_four[name])
            join.agree(session, accounts.load(session, chat), invitation.invite_id)

    def _plan(self, session: Session) -> None:
        """Write the emergency plan of each task force, and the county's for those to come."""
        officer = self._actor(session, people.OFFICER)
        for force_id in (0, *(force.id for force in task_forces.every(session))):
            plans.write(session, officer, force_id, STEPS, people.PLAN_STEPS)
            plans.write(session, officer, force_id, CONTACTS, people.PLAN_CONTACTS)

    def _report(self, session: Session, deed: Deed, camera: Camera, day: date) -> None:
        actor, about = self._actor(session, deed.by or deed.who), None
        if deed.by:
            (person,) = set_up.whom(session, deed.who, everyone=False)
            about = person.id
        # Not the one that they may have just opened on their phone.
        draft = drafts.add(
            session, actor.person_id, actor.chat_id, deed.form, {}, about_id=about
        ).id
        for key, given in deed.answers(day).items():
            fill_in.answer(session, actor, draft, given, key)
        camera.attach(session, actor, draft, deed)
        if deed.outcome == "park":
            report.park(session, actor, draft)
        else:
            self.entries[deed] = submit.submit(session, actor, draft).entry.id

    def _decide(self, session: Session, deed: Deed) -> None:
        entry = self._entry(session, deed)
        (reviewer, *_) = submit.reviewers(session, entry)
        actor = accounts.load(session, accounts.joined(session)[reviewer]).actor
        if actor is None:
            raise LookupError(deed)
        stamp = case_of(session, entry).stamp
        if deed.outcome == "approve":
            review.approve(session, actor, entry.id, stamp, deed.reason)
        elif deed.outcome == "reject":
            review.reject(session, actor, entry.id, stamp, deed.reason)
        else:
            review.send_back(session, actor, entry.id, stamp, deed.reason)
            report.park(session, self._actor(session, deed.who), entry.draft_id)

    def _appeal(self, session: Session, deed: Deed) -> None:
        actor = self._actor(session, deed.who)
        appeal.ask(session, actor, self.entries[deed])
        asked = accounts.load(session, actor.chat_id).focus_id
        appeal.appeal(session, actor, asked, deed.appeal)

    def _overturn(self, session: Session, deed: Deed) -> None:
        officer = self._actor(session, people.OFFICER)
        change = overturn.ask(session, officer, self.entries[deed])
        overturn.give_reason(session, officer, change.draft_id, deed.overturned)
        overturn.overturn(session, officer, change.draft_id)

    def _fault(self, session: Session) -> None:
        """Register a fault, which waits for the person's answer and the bureau."""
        liaison = self._actor(session, people.LIAISON)
        (whose, *_) = faults.named(session, liaison, people.AT_FAULT)
        shown, _ = faults.start(session, liaison, whose.id, anew=True)
        day = (session.today - timedelta(days=1)).isoformat()
        given = {"impact": "small", "account": people.FAULT, "day": day, "gap.proof": people.WHY}
        for key, said in given.items():
            fill_in.answer(session, liaison, shown.draft.id, said, key)
        done = faults.hand_in(session, liaison, shown.draft.id)
        write(
            session, 0, [*registered(session, done.fault), *announce_faults(session, is_new=True)]
        )

    def _exemplar(self, reported: months.Report, session: Session) -> None:
        liaison = self._actor(session, reported.who)
        self.exemplars[reported] = months.hand_in(session, liaison, reported)

    def _pick(self, reported: months.Report, session: Session) -> None:
        exemplar_id = self.exemplars[reported]
        if exemplar_id is not None:
            board.pick(session, self._actor(session, people.OFFICER), exemplar_id, reported.fate)

    def _give_bases(
        self, session: Session, quarter: Quarter, forces: tuple[str, ...] | None
    ) -> None:
        for place, member in enumerate(people.liaisons()):
            if member.name in self.chats and (forces is None or member.task_force in forces):
                self._give(session, member.name, quarter, MESSAGES[place % len(MESSAGES)])
        owed = [who.name for who in people.liaisons() if forces is None or who.task_force in forces]
        self._give(session, people.OFFICER, quarter, ", ".join(f"{name} 27" for name in owed))

    def _announce(self, session: Session) -> None:
        """Put the news of their queue on the phones of all who have something to review."""
        for entry_id in self.entries.values():
            entry = entries.get(session, entry_id)
            if entry is not None and entry.state in WAITING:
                write(session, 0, announce(session, entry))

    def _give(self, session: Session, name: str, quarter: Quarter, text: str) -> None:
        actor = self._actor(session, name)
        if base_scores.roster(session, actor, quarter).people:
            reading = base_scores.read(session, actor, quarter, text)
            base_scores.give(session, actor, quarter, reading.assignments)

    def _entry(self, session: Session, deed: Deed) -> Entry:
        entry = entries.get(session, self.entries[deed])
        if entry is None:
            raise LookupError(deed)
        return entry

    def _actor(self, session: Session, name: str) -> Actor:
        actor = accounts.load(session, self.chats[name]).actor
        if actor is None:
            raise LookupError(name)
        return actor

    def _quarter(self, ago: int) -> Quarter:
        return Quarter.of(self._today).moved(-ago)

    @property
    def _today(self) -> date:
        return local_day(self.now)

    def _moment(self, day: date, hour: int) -> datetime:
        """Return that hour of the day, but never later than now: what happened has happened."""
        return min(datetime.combine(day, time(hour), TIMEZONE), self.now)


def accounts_now(session: Session) -> dict[int, tuple[str | None, int | None, int | None]]:
    """Return what each chat is in the middle of: its focus, the focus's row, the entry under
    review.
    """
    chats = accounts.joined(session).values()
    found = [accounts.load(session, chat) for chat in chats]
    return {each.chat_id: (each.focus, each.focus_id, each.reviewing) for each in found}


def _deeds() -> Iterator[tuple[int, Deed]]:
    """Yield every piece of work, with how many quarters ago it was."""
    yield from ((1, deed) for deed in (*LAST_QUARTER, *LAST_QUARTER_CASES, *LAST_QUARTER_OTHERS))
    yield from ((0, deed) for deed in (*THIS_QUARTER, *THIS_QUARTER_CASES, *THIS_QUARTER_OTHERS))
