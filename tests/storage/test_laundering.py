"""What somebody put into a row by SQL is never taken over by the next honest step: whatever a step
tells the trail, it has set itself.
"""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Insert, Update, bindparam, update
from sqlalchemy.dialects.sqlite import insert

from bot import storage
from bot.actions.verify import verify
from bot.rules.roles import Role
from bot.storage import models as m
from bot.storage.blobs import Folder
from bot.storage.kept import MORE, WITHIN
from bot.storage.people import accounts, invites, persons, roles
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.storage.trail import KEPT
from bot.storage.watch import watch
from bot.storage.work import evidence, likeness
from tests.storage.conftest import Store
from tests.storage.kept_rows import QUARTER, a_county, sent
from tests.storage.test_telling import submit


def _table(statement: Any) -> str:
    return str(statement.table.name)


def _statements() -> Iterator[tuple[str, Any]]:
    """Every statement of the storage that adds or changes kept rows."""
    for found in pkgutil.walk_packages(storage.__path__, "bot.storage."):
        if ".migrations" in found.name:
            continue
        for name, value in vars(import_module(found.name)).items():
            if isinstance(value, Insert | Update) and _table(value) in KEPT:
                yield f"{found.name}.{name}", value


STATEMENTS = dict(_statements())


def test_all_writes_are_looked_at() -> None:
    assert len(STATEMENTS) > 20
    assert {_table(value) for value in STATEMENTS.values()} == KEPT.keys()


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_step_tells_nothing_that_it_found_in_the_row(name: str, store: Store) -> None:
    """The row is full of what somebody put there; told is what the statement names."""
    statement = STATEMENTS[name]
    watched = watch(statement)
    if watched is None:
        return  # it sets nothing that is kept
    kept = watched.kept
    forged = dict.fromkeys((c.name for c in kept.table.c), "forged") | {WITHIN: 1}
    _, _, sets, *rest = watched.change(store.vault, forged)
    assert sets.keys() <= {column.name for column in statement._values}
    if isinstance(statement, Insert):
        assert "forged" not in rest[0].values()
    elif rest:  # what comes into an entry: there it counts only where nothing was told before
        assert name.endswith("evidence._REHOME")


_ACCOUNT, _ENTRY = m.Account.__table__.c, m.Entry.__table__.c
_NEW = insert(m.Account).values(chat_id=bindparam("chat"), person_id=bindparam("who"))
TAKEN_FROM_THE_ROW = (
    _NEW.on_conflict_do_update(index_elements=["chat_id"], set_={"reachable": True}),
    _NEW.on_conflict_do_update(index_elements=["chat_id"], set_={"person_id": _ACCOUNT.person_id}),
    insert(m.Account)
    .values(chat_id=bindparam("chat"))
    .on_conflict_do_update(index_elements=["chat_id"], set_={"person_id": bindparam("who")}),
    update(m.Entry).values(decided_by=_ENTRY.person_id),
    update(m.Entry).values(decided_by=_ENTRY.person_id + 1),
    update(m.Entry).values(reason=_ENTRY.reason + "。"),
)


@pytest.mark.parametrize("statement", TAKEN_FROM_THE_ROW)
def test_a_statement_that_takes_over_what_is_in_the_row_is_refused(statement: Any) -> None:
    with pytest.raises(TypeError, match=r"trail hears|tells the trail"):
        watch(statement)


@pytest.fixture
def county(store: Store, tmp_path: Path) -> Store:
    store.do(a_county, Folder(tmp_path / "evidence").keep)
    return store


def look(store: Store, folder: Path) -> list[str]:
    blobs = Folder(folder / "evidence")
    return list(store.do(lambda session: list(verify(session, blobs))))


_THEN = "'2026-11-20 01:00:00.000000'"
_FORGED_ACCOUNT = (
    f"INSERT INTO account (chat_id, person_id, joined_at, reachable) VALUES (99, 3, {_THEN}, true)"
)


@pytest.mark.parametrize(
    ("forged", "step", "said"),
    [
        (
            _FORGED_ACCOUNT,
            lambda s: accounts.invited(s, 99, None),
            "人员 3（赵*）的账号的所属人员与审计记录不符：应为 空，现为 3",
        ),
        (
            _FORGED_ACCOUNT,
            lambda s: accounts.join(s, 99, 3),
            "人员 3（赵*）的账号没有审计记录",
        ),
        (
            f"UPDATE account SET joined_at = {_THEN}, person_id = 3 WHERE chat_id = 71",
            lambda s: accounts.invited(s, 71, 1),
            "人员 3（赵*）的账号的所属人员与审计记录不符：应为 1，现为 3",
        ),
        (
            "UPDATE base_score SET quarter = '2026Q3' WHERE person_id = 2",
            lambda s: base_scores.give(s, 2, QUARTER, 20, "", 2),
            "人员 2（王*）2026Q3 的基本得分没有审计记录",
        ),
        (
            "UPDATE invite SET wrong = -9 WHERE id = 1",
            lambda s: invites.wrong(s, invites.Invite(1, 1, s.now, -9, "open")),
            "人员 1（李*）的加入链接 1 的答错次数与审计记录不符：应为 1，现为 -8",
        ),
        (
            f"INSERT INTO role (person_id, role, since, until) VALUES (1, 'bureau', {_THEN}, NULL)",
            lambda s: roles.end(s, 1, Role.BUREAU),
            "人员 1（李*）的身份 4 没有审计记录",
        ),
        (
            "UPDATE evidence SET draft_id = 3, slot = 'plan', sha256 = 'x' WHERE id = 1",
            lambda s: evidence.rehome(s, 1, 2, "photos", late=False),
            "X1002 的佐证 1 的所属草稿与审计记录不符：应为 1，现为 2",
        ),
        (
            "UPDATE evidence SET draft_id = 3, size = 1 WHERE id = 1",
            lambda s: submit(s, 3),
            "X1003 的佐证 1 的文件大小与审计记录不符：应为 9，现为 1",
        ),
        (
            "UPDATE evidence SET fingerprint = 'ffffffffffffffff', mirrored = NULL WHERE id = 1",
            lambda s: likeness.complete(s, 1, 7, 9),
            "X1001 的佐证 1 的图像特征与审计记录不符：应为 “0000000000000007”",
        ),
        (
            "UPDATE evidence SET draft_id = 3 WHERE id = 3",
            lambda s: evidence.move(s, 3, 3, "plan"),
            "草稿 3 的佐证 3 的所属草稿与审计记录不符：应为 2，现为 3",
        ),
    ],
)
def test_what_was_forged_shows_after_the_next_honest_step(
    county: Store, tmp_path: Path, forged: str, step: Callable[[Session], object], said: str
) -> None:
    county.do(lambda session: persons.add(session, None, "赵敏"))
    county.do(evidence.add, 3, "photos", sent(41))
    assert look(county, tmp_path) == []
    county.sql(forged)
    county.do(step)
    assert any(sentence.startswith(said) for sentence in look(county, tmp_path)), look(
        county, tmp_path
    )


def test_wrong_answers_are_counted_by_the_trail_itself(county: Store, tmp_path: Path) -> None:
    for _ in range(3):
        county.do(invites.wrong, county.do(invites.get, 1))
    assert look(county, tmp_path) == []
    assert (
        f'{{"wrong":{{"{MORE}":1}}}}'
        in county.sql("SELECT kept FROM audit ORDER BY id DESC LIMIT 1")[0][0]
    )
