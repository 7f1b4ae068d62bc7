"""What the county's database has to be, and what waits in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

from sqlalchemy import Connection

from bot.commands.checks.finding import Finding, Patient, age_of, apart, neutral, odd, well, wrong
from bot.errors import Misconfigured
from bot.opening import read_county
from bot.settings import EXAMPLES
from bot.storage import backlogs, databases, schema
from bot.storage import owner as owners
from bot.storage.crypto import Vault
from bot.storage.people import persons
from bot.storage.reader import Reader
from bot.texts import doctor as t

T = TypeVar("T")

FEW: Final = 10
"""So many connections a process may come to need."""
_LATE: Final = timedelta(minutes=5)
_MANY_TRIES: Final = 5


def database(patient: Patient) -> Finding:
    """Whether anybody answers there and lets us in."""
    database = databases.at(patient.settings.database_url)
    found = schema.found(database)
    if found is None and not database.is_shared:
        return wrong(t.SCHEMA_NONE.format(name=database.name), do=t.SCHEMA_INIT)
    return well(t.VERSION.format(version=_ask(patient, database.version), name=database.name))


def form(patient: Patient) -> Finding:
    """Whether its tables are those of this version of the program."""
    database = databases.at(patient.settings.database_url)
    found = schema.found(database)
    if found is None:
        return wrong(t.SCHEMA_NONE.format(name=database.name), do=t.SCHEMA_INIT)
    known = {"found": found, "head": schema.HEAD}
    if found > schema.HEAD:
        return wrong(t.SCHEMA_NEWER.format(**known), do=t.SCHEMA_NEWER_DO)
    if found < schema.HEAD:
        return wrong(t.SCHEMA_OLDER.format(**known), do=t.SCHEMA_INIT)
    return well(t.SCHEMA_WELL.format(**known))


def key(patient: Patient) -> Finding:
    vault = Vault(patient.settings.key)
    try:
        _ask(patient, lambda db: persons.prove(db, vault))
    except Misconfigured:
        return wrong(t.KEY_WRONG, do=t.KEY_DO.format(example=EXAMPLES["DATA_KEY"]))
    return well(t.KEY_WELL)


def owner(patient: Patient) -> Finding:
    """Whether it is this bot's. Raises Misconfigured where it is another's, with what to do."""
    bot_id = patient.settings.bot_id
    if bot_id is None:
        return neutral(t.FIRST.format(what="BOT_TOKEN"))
    name = databases.at(patient.settings.database_url).name
    if not _ask(patient, lambda db: owners.prove(db, bot_id, name)):
        return neutral(t.OWNER_NOBODY)
    return well(t.OWNER_WELL)


def connections(patient: Patient) -> Finding:
    found = _ask(patient, databases.at(patient.settings.database_url).connections)
    if found is None:
        return neutral(t.CONNECTIONS_HERE)
    used, most = found
    said = t.CONNECTIONS_USED.format(used=used, most=most)
    return odd(said, do=t.CONNECTIONS_DO) if most - used < FEW else well(said)


def clock(patient: Patient) -> Finding:
    there = _ask(patient, databases.at(patient.settings.database_url).clock)
    if there is None:
        return neutral(t.CLOCK_HERE)
    return apart(patient.clock(), there, t.POSTGRESQL)


def inbox(patient: Patient) -> Finding:
    found = _waiting(patient).inbox
    return _backlog(found, found.failed and t.FAILED_DO)


def outbox(patient: Patient) -> Finding:
    found = _waiting(patient).outbox
    return _backlog(found, found.failed and t.UNSENT_DO)


def errands(patient: Patient) -> Finding:
    found = _waiting(patient)
    how = [t.ERRANDS_WAITING.format(n=sum(each.waiting for each in found.errands.values()))]
    how += [t.ERRANDS_OF.format(kind=kind, n=each.waiting) for kind, each in found.errands.items()]
    oldest = max((each.oldest for each in found.errands.values()), default=backlogs.NOT_LATE)
    if found.tries < _MANY_TRIES and oldest <= _LATE:
        return well(*how)
    how += [t.TRIED.format(n=found.tries)] if found.tries >= _MANY_TRIES else []
    how += [t.OLDEST.format(age=age_of(oldest))] if oldest > _LATE else []
    return odd(*how, do=t.STUCK_DO)


def _backlog(found: backlogs.Backlog, failed_do: str | int) -> Finding:
    how = [t.WAITING.format(n=found.waiting), t.FAILED.format(n=found.failed)]
    if found.oldest > _LATE:
        return odd(*how, t.OLDEST.format(age=age_of(found.oldest)), do=t.STUCK_DO)
    return odd(*how, do=str(failed_do)) if failed_do else well(*how)


def _waiting(patient: Patient) -> backlogs.Waiting:
    given = patient.settings
    reading = databases.reading(given.database_url)
    try:
        # counting opens nothing that is sealed and asks for no rule
        rules = read_county(given.model_copy(update={"county_file": ""}))
        reader = Reader(reading, Vault(bytes(32)), rules, patient.clock)
        return reader.now(backlogs.look)
    finally:
        reading.dispose()


def _ask(patient: Patient, question: Callable[[Connection], T]) -> T:
    """Ask the database something on a connection of its own. Raises Misconfigured."""
    database = databases.at(patient.settings.database_url)
    engine = database.reading()
    try:
        with schema.reachable(database), engine.connect() as db:
            return question(db)
    finally:
        engine.dispose()
