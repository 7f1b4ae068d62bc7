"""Lets the sample county happen: every act by `bot.actions`, at its moment, in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.actions.month import board
from bot.actions.people import join, set_up
from bot.actions.review import overturn, review
from bot.actions.score import base_scores
from bot.actions.work import appeal, report, submit
from bot.handlers.review.live import announce
from bot.handlers.say import write
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
from bot.sandbox.sample.works import LAST_QUARTER, THIS_QUARTER
from bot.storage import audit
from bot.storage.blobs import Blobs
from bot.storage.crypto import Vault
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry

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
    entries: dict[Deed, int] = field(default_factory=dict)
    exemplars: dict[months.Report, int | None] = field(default_factory=dict)

    def run(self) -> int:
        """Everything, in the order of time; how many messages it would have taken."""
        deeds = [(deed, deed.day(self._quarter(ago), self._today)) for ago, deed in _deeds()]
        with closing(Camera(self.blobs, deeds)) as camera:
            for happening in sorted(self._happenings(camera, deeds), key=lambda each: each.at):
                session = Session(self.db, self.vault, self.county, happening.at)
                happening.act(session)
                audit.settle(session)
        self._announce(self._session())
        return camera.messages

    def _happenings(
        self, camera: Camera, deeds: Sequence[tuple[Deed, date]]
    ) -> Iterator[Happening]:
        begin = self._quarter(1).first - timedelta(days=10)
        yield Happening(self._moment(begin, 9), self._set_up)
        yield Happening(self._moment(begin, 10), self._join)
        for deed, day in deeds:
            yield from self._life(deed, day, camera)
        yield from self._base_scores()
        for at, picked, reported in months.moments(self.now):
            yield Happening(at, partial(self._exemplar, reported))
            if picked:
                yield Happening(picked, partial(self._pick, reported))

    def _life(self, deed: Deed, day: date, camera: Camera) -> Iterator[Happening]:
        yield Happening(self._moment(day, 17), lambda s: self._report(s, deed, camera, day))
        if deed.outcome not in ("", "park"):
            decided = self._moment(day + timedelta(days=1), 9)
            yield Happening(decided, lambda s: self._decide(s, deed))
        if deed.appeal:
            appealed = self._moment(day + timedelta(days=2), 10)
            yield Happening(appealed, lambda s: self._appeal(s, deed))
        if deed.overturned:
            overturned = self._moment(day + timedelta(days=4), 15)
            yield Happening(overturned, lambda s: self._overturn(s, deed))

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

    def _report(self, session: Session, deed: Deed, camera: Camera, day: date) -> None:
        actor = self._actor(session, deed.who)
        draft = report.start(session, actor, deed.form).draft.id
        for key, given in deed.answers(day).items():
            report.answer(session, actor, draft, given, key)
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
        stamp = review.case_of(session, entry).stamp
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
        """Whoever has something to review finds the news of it on their phone."""
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

    def _session(self) -> Session:
        return Session(self.db, self.vault, self.county, self.now)

    def _moment(self, day: date, hour: int) -> datetime:
        """That hour of the day, but never later than now: what happened has happened."""
        return min(datetime.combine(day, time(hour), TIMEZONE), self.now)


def _deeds() -> Iterator[tuple[int, Deed]]:
    """Everything they have done, with how many quarters ago it was."""
    yield from ((1, deed) for deed in (*LAST_QUARTER, *LAST_QUARTER_CASES))
    yield from ((0, deed) for deed in (*THIS_QUARTER, *THIS_QUARTER_CASES))
