"""Photos from before likeness was looked for are recognised afterwards, and only reviewers hear."""

from collections.abc import Sequence

import pytest
from PIL import Image

from bot.actions.work import catch_up
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import errands, outbox
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import likeness
from tests.conftest import PDF, Town
from tests.evidence.drawn import crowd
from tests.handlers.playing import entry_of, open_queue, pass_time
from tests.handlers.review.test_alike import flagged, jpeg, reported
from tests.places import lose

Few = Sequence[tuple[int, str]]
OLD = (
    "DELETE FROM likeness",
    "DELETE FROM likeness_band",
    "UPDATE evidence SET mirrored = NULL",
    "UPDATE evidence SET fingerprint = NULL WHERE id / 2 * 2 != id",
)
"""As the first version of the program, which knew of no likeness, would have left it."""


def is_quiet(town: Town) -> bool:
    """Whether nothing is left to be fetched, drawn, compared, looked at or said."""

    def look(session: Session) -> bool:
        asked = errands.is_asked(session, catch_up.CATCH_UP, 0)
        to_do = asked or errands.is_busy(session, "") or likeness.owed(session, 1)
        return not to_do and outbox.count(session, "new") == 0

    return bool(town.do(look))


async def made_old(town: Town) -> None:
    """The bot is stopped once it has nothing to do, and its photos become old ones."""
    await town.settled()
    assert is_quiet(town)
    await town.stop()

    def step(session: Session) -> None:
        for statement in OLD:
            session.db.exec_driver_sql(statement)

    town.do(step)


async def renewed(town: Town) -> None:
    """The bot of today starts, and has caught up."""
    await town.start()
    await town.settled()
    assert is_quiet(town)


def heard(town: Town, *phones: Phone) -> list[int]:
    """How many messages and edits each phone has been sent."""
    chats = [params.get("chat_id") for _, params in town.calls]
    return [chats.count(phone.user.id) + chats.count(str(phone.user.id)) for phone in phones]


async def approved(town: Town, wang: Phone, number: str) -> None:
    """通过, and the minute for taking it back is over."""
    await open_queue(wang, number)
    await wang.press("通过")
    await wang.until(lambda message: "已通过" in message.text and number in message.text)
    pass_time(town, 61)


async def test_a_pending_entry_is_flagged_when_an_old_photo_turns_out_to_be_like_its(
    town: Town, mei: Phone, wang: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    same, mirror = jpeg(crowd(11)), crowd(12)
    old = await reported(mei, same, jpeg(mirror))
    await approved(town, wang, old)
    await mei.until(lambda message: "已通过" in message.text)
    turned = jpeg(mirror.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 70)
    new = await reported(li, turned, same, plan=PDF + b"\n")
    await made_old(town)
    before = heard(town, mei, li)
    assert min(before) > 0

    await town.start()
    await open_queue(wang, new)
    await town.settled()
    assert is_quiet(town)

    assert flagged(town, new) == [
        f"第1张与 {old} 相似（第2张，左右相反）",
        f"第2张与 {old} 相似（第1张，完全相同）",
    ]
    told = f"第2张与 {old} 相似（相同）2 处"
    await wang.until(lambda m: told in m.text and m.button("通过") is not None)
    assert heard(town, mei, li) == before, "what was decided stays quiet, and authors hear nothing"


async def test_two_decided_entries_that_turn_out_alike_are_news_to_nobody(
    town: Town, mei: Phone, wang: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    same = jpeg(crowd(13))
    first = await reported(mei, same)
    await approved(town, wang, first)
    second = await reported(li, same, plan=PDF + b"\n")
    await approved(town, wang, second)
    await li.until(lambda message: "已通过" in message.text)
    await made_old(town)
    before = heard(town, mei, li, wang)

    await renewed(town)

    assert flagged(town, second) == [f"第1张与 {first} 相似（第1张，完全相同）"]
    assert entry_of(town, second).state.value == "approved"
    assert heard(town, mei, li, wang) == before


async def test_it_goes_on_where_it_was_and_ends_by_itself(
    town: Town, mei: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "FEW", 2)
    number = await reported(mei, *(jpeg(crowd(seed)) for seed in range(20, 25)))
    await made_old(town)

    def one_round(session: Session) -> None:
        catch_up.begin(session)
        (errand,) = [each for each in errands.due(session) if each.kind == catch_up.CATCH_UP]
        few = catch_up.next_few(session)
        assert few is not None
        catch_up.caught_up(session, errand, few, [(1 << 40, 2 << 40)] * len(few))

    assert len(town.do(likeness.owed, 99)) == 5
    town.do(one_round)
    assert len(town.do(likeness.owed, 99)) == 3
    await renewed(town)
    assert town.do(likeness.owed, 99) == []
    assert flagged(town, number) == []
    await town.stop()
    assert not town.do(catch_up.is_owed), "the next start has nothing to begin"


async def test_an_even_photo_and_a_lost_thumbnail_are_looked_at_once(
    town: Town, mei: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await reported(mei, jpeg(Image.new("RGB", (800, 600), "white")), jpeg(crowd(31)))
    await made_old(town)
    assert town.bot is not None
    [(even, _), (lost, thumbnail)] = town.do(likeness.owed, 99)
    lose(town.bot.blobs, thumbnail)
    looked_at: list[tuple[int, bool]] = []
    caught_up = catch_up.caught_up

    def told(session: Session, errand: Due, few: Few, prints: catch_up.Prints) -> None:
        looked_at.extend(
            (piece, both is not None) for (piece, _), both in zip(few, prints, strict=True)
        )
        caught_up(session, errand, few, prints)

    monkeypatch.setattr(catch_up, "caught_up", told)
    await renewed(town)
    assert looked_at == [(even, True), (lost, False)]
    assert town.do(likeness.owed, 99) == []

    town.do(catch_up.begin)
    await town.stop()
    await renewed(town)
    assert looked_at == [(even, True), (lost, False)], "begun again, it has nothing to look at"
    assert flagged(town, number) == []


async def test_it_waits_while_anything_else_is_to_be_done(town: Town, mei: Phone) -> None:
    await reported(mei, jpeg(crowd(41)))
    await made_old(town)

    def step(session: Session) -> None:
        errands.ask(session, catch_up.CATCH_UP, 0)
        assert len(catch_up.next_few(session) or ()) == 1
        errands.ask(session, "sheet", 7)
        assert catch_up.next_few(session) is None
        (errand,) = [each for each in errands.due(session) if each.kind == catch_up.CATCH_UP]
        catch_up.put_off(session, errand)
        assert [each.kind for each in errands.due(session)] == ["sheet"]
        errands.cancel(session, "sheet", 7)

    town.do(step)
    assert town.do(catch_up.is_owed)
