"""Personal data at rest: sealed, bound to its row, and found again by keyed hash."""

import traceback

import pytest

from bot.actions.people import set_up
from bot.errors import Misconfigured
from bot.storage import databases
from bot.storage.crypto import Vault
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from tests.storage.conftest import Store

NUMBER = "11010519491231002X"
KEY, OTHER = Vault(b"k" * 32), Vault(b"o" * 32)


def add(session: Session, name: str, number: str = NUMBER) -> int:
    return persons.add(session, None, name, id_number=number, phone="13800001234")


def test_what_is_sealed_opens_in_its_own_row_only() -> None:
    sealed = KEY.seal("李梅", "person.name:1")
    assert KEY.open(sealed, "person.name:1") == "李梅"
    for elsewhere in ("person.name:2", "person.phone:1"):
        with pytest.raises(Misconfigured, match=f"{elsewhere} 的加密数据已损坏或被移动过"):
            KEY.open(sealed, elsewhere)


def test_the_same_value_is_never_sealed_alike_twice() -> None:
    assert KEY.seal("李梅", "person.name:1") != KEY.seal("李梅", "person.name:1")


@pytest.mark.parametrize("place", [5, 20, -1])
def test_one_bit_changed_is_noticed(place: int) -> None:
    sealed = bytearray(KEY.seal("李梅", "person.name:1"))
    sealed[place] ^= 1
    with pytest.raises(Misconfigured):
        KEY.open(bytes(sealed), "person.name:1")


def test_another_key_is_named_in_a_sentence() -> None:
    with pytest.raises(Misconfigured, match="DATA_KEY 与数据库里的数据不符"):
        OTHER.open(KEY.seal("李梅", "person.name:1"), "person.name:1")


def test_hashes_are_equal_for_equal_values_under_one_key_only() -> None:
    assert KEY.hash("李梅") == KEY.hash("李梅")
    assert KEY.hash("李梅") != OTHER.hash("李梅")


def test_name_phone_and_id_number_are_not_in_the_database_in_clear(store: Store) -> None:
    store.do(add, "欧阳小梅")
    there = store.everything()
    for value in ("欧阳小梅", "13800001234", NUMBER):
        assert value.encode() not in there
    found = store.do(persons.numbered, NUMBER)
    assert (found.name.full, found.phone.full, found.id_number.full) == (
        "欧阳小梅",
        "13800001234",
        NUMBER,
    )
    assert f"{found}".count("*") > 10
    assert NUMBER not in f"{found} {found!r}"


def test_a_name_copied_into_another_row_does_not_open(store: Store) -> None:
    one, two = store.do(add, "李梅"), store.do(add, "王强", "34052419800101001X")
    store.sql(
        f"UPDATE person SET name_sealed = (SELECT name_sealed FROM person WHERE id = {one})"
        f" WHERE id = {two}"
    )
    with pytest.raises(Misconfigured, match=f"person.name:{two}"):
        store.do(persons.get, two)


def test_a_database_of_another_key_is_refused_before_anything_is_written(store: Store) -> None:
    def prove(vault: Vault) -> None:
        with databases.reading(store.url).connect() as db:
            persons.prove(db, vault)

    prove(OTHER)  # nobody in it yet
    store.do(add, "李梅")
    prove(store.vault)
    with pytest.raises(Misconfigured, match="DATA_KEY"):
        prove(OTHER)


def test_a_link_is_not_in_the_database_in_clear(store: Store) -> None:
    def invite(session: Session) -> str:
        person = persons.get(session, add(session, "李梅"))
        return set_up.invite(session, [person])[0].token

    assert store.do(invite).encode() not in store.everything()


def test_an_error_of_the_database_does_not_say_what_it_was_given(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key") as caught:
        store.do(persons.add, 99, "李梅", employer="甲" * 5)
    assert "甲甲" not in "".join(traceback.format_exception(caught.value))


def test_someone_who_has_left_loses_access_at_once(store: Store) -> None:
    def join(session: Session) -> int:
        person_id = add(session, "李梅")
        accounts.invited(session, 1001, None)
        accounts.join(session, 1001, person_id)
        return person_id

    person_id = store.do(join)
    assert store.do(accounts.load, 1001).actor is not None
    store.sql(f"UPDATE person SET left_at = '2026-11-23' WHERE id = {person_id}")
    assert store.do(accounts.load, 1001).actor is None
