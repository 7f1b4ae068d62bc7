"""Lets the sample county happen: every act by `bot.actions`, at its moment, in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from bot.actions import base_scores, join, report, review, set_up, submit
from bot.forms.form import GAP
from bot.handlers import reviewing
from bot.handlers.say import write
from bot.reports.roster import read_roster
from bot.rules.calendar import TIMEZONE, local_day
from bot.rules.county import County
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.sample import county as people
from bot.sandbox.sample.evidence import Camera
from bot.sandbox.sample.works import LAST_QUARTER, THIS_QUARTER, Work
from bot.storage import accounts, entries
from bot.storage.blobs import Blobs
from bot.storage.crypto import Vault
from bot.storage.session import Session

EAGER = ("服务行业", "云河镇")
"""The task forces that have given this quarter's base scores already."""
MESSAGES = ("26", "27", "25", "28", "24")


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that is done at a moment."""

    at: datetime
    act: Callable[[Session], None]


@dataclass
class Play:
    """`chats` says where those who join are reached; `now` is when the demonstration begins."""

    db: Connection
    vault: Vault
    county: County
    blobs: Blobs
    chats: dict[str, int]
    now: datetime
    entries: dict[Work, int] = field(default_factory=dict)

    def run(self) -> int:
        """Everything, in the order of time; how many messages it would have taken."""
        works = [(work, work.day(self._quarter(ago), self._today)) for ago, work in _works()]
        with closing(Camera(self.blobs, works)) as camera:
            for happening in sorted(self._happenings(camera, works), key=lambda each: each.at):
                happening.act(Session(self.db, self.vault, self.county, happening.at))
        self._announce(self._session())
        return camera.messages

    def _happenings(
        self, camera: Camera, works: Sequence[tuple[Work, date]]
    ) -> Iterator[Happening]:
        begin = self._quarter(1).first - timedelta(days=10)
        yield Happening(self._moment(begin, 9), self._set_up)
        yield Happening(self._moment(begin, 10), self._join)
        for work, day in works:
            yield from self._life(work, day, camera)
        yield from self._base_scores()

    def _life(self, work: Work, day: date, camera: Camera) -> Iterator[Happening]:
        yield Happening(self._moment(day, 17), lambda s: self._report(s, work, day, camera))
        if work.outcome:
            decided = self._moment(day + timedelta(days=1), 9)
            yield Happening(decided, lambda s: self._decide(s, work))

    def _base_scores(self) -> Iterator[Happening]:
        """The quarter that is due now is given by the eager only, the one before by all."""
        due = base_scores.default_quarter(self._session())
        before = due.previous()
        yield Happening(
            self._moment(before.after + timedelta(days=4), 15),
            lambda s: self._give_bases(s, before, None),
        )
        yield Happening(self.now, lambda s: self._give_bases(s, due, EAGER))

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

    def _report(self, session: Session, work: Work, day: date, camera: Camera) -> None:
        actor = self._actor(session, work.who)
        draft = report.start(session, actor, "publicity").draft.id
        answers = {
            "place_kind": work.place_kind, "place": work.place, "day": day.isoformat(),
            "way": work.way, "theme": work.theme, "reach": work.reach,
            "initiative": work.initiative, "turnout": str(work.turnout),
        }  # fmt: skip
        if not work.has_plan:
            answers[GAP + "plan"] = work.plan
        for key, given in answers.items():
            report.answer(session, actor, draft, given, key)
        camera.attach(session, actor, draft, work)
        self.entries[work] = submit.submit(session, actor, draft).entry.id

    def _decide(self, session: Session, work: Work) -> None:
        entry = entries.get(session, self.entries[work])
        if entry is None:
            raise LookupError(work)
        (reviewer, *_) = submit.reviewers(session, entry)
        actor = accounts.load(session, accounts.joined(session)[reviewer]).actor
        if actor is None:
            raise LookupError(work)
        stamp = review.stamp_of(entry)
        if work.outcome == "approve":
            review.approve(session, actor, entry.id, stamp, work.reason)
        elif work.outcome == "reject":
            review.reject(session, actor, entry.id, stamp, work.reason)
        else:
            review.send_back(session, actor, entry.id, stamp, work.reason)
            report.park(session, self._actor(session, work.who), entry.draft_id)

    def _give_bases(
        self, session: Session, quarter: Quarter, forces: tuple[str, ...] | None
    ) -> None:
        for place, member in enumerate(people.liaisons()):
            if member.name in self.chats and (forces is None or member.task_force in forces):
                self._give(session, member.name, quarter, MESSAGES[place % len(MESSAGES)])
        owed = [who.name for who in people.liaisons() if forces is None or who.task_force in forces]
        self._give(session, people.OFFICER, quarter, ", ".join(f"{name} 27" for name in owed))

    def _announce(self, session: Session) -> None:
        """Whoever has something to review finds the news of it on their phone."""
        for entry_id in self.entries.values():
            entry = entries.get(session, entry_id)
            if entry is not None and entry.state is State.PENDING:
                write(session, 0, reviewing.announce(session, entry))

    def _give(self, session: Session, name: str, quarter: Quarter, text: str) -> None:
        actor = self._actor(session, name)
        if base_scores.roster(session, actor, quarter).people:
            reading = base_scores.read(session, actor, quarter, text)
            base_scores.give(session, actor, quarter, reading.assignments)

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

    def _session(self) -> Session:
        return Session(self.db, self.vault, self.county, self.now)

    def _moment(self, day: date, hour: int) -> datetime:
        """That hour of the day, but never later than now: what happened has happened."""
        return min(datetime.combine(day, time(hour), TIMEZONE), self.now)


def _works() -> Iterator[tuple[int, Work]]:
    """Every work, with how many quarters ago it was."""
    yield from ((1, work) for work in LAST_QUARTER)
    yield from ((0, work) for work in THIS_QUARTER)
