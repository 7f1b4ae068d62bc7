"""The whole bot: what goes wrong around it loses nothing and leaves nobody wondering."""

import asyncio
import base64
import socket
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.errors import Misconfigured
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import inbox, outbox
from bot.transport.intake import SECRET_HEADER
from tests import places
from tests.conftest import Town
from tests.tampering import altered, no_longer_refusing, refusing

NUMBER = "11010519491231002X"


def sql(town: Town, *statements: str) -> list[Any]:
    return altered(town.settings.database_url, *statements)


def states(town: Town) -> dict[str, int]:
    return {row[0]: row[1] for row in sql(town, "SELECT state, count(*) FROM inbox GROUP BY state")}


async def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)


async def asked_for_the_place(mei: Phone) -> None:
    """A draft that waits for a typed answer."""
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    await mei.until("哪类场所")
    await mei.press("企业")
    await mei.until("具体地点")


async def test_a_step_that_fails_is_kept_told_and_blocks_nobody(
    town: Town, mei: Phone, wang: Phone
) -> None:
    admin = await town.joined("周管理", Role.BUREAU, Role.ADMIN)
    await asked_for_the_place(mei)
    sql(town, *refusing("draft"))
    await mei.send("××服装厂")
    await mei.until("刚才那一步没有办成")
    await wang.send("/help")
    await wang.until("待审核")
    ((row, chat, error),) = town.do(inbox.failed)
    assert chat == mei.user.id
    assert "服装厂" not in error
    alarm = await admin.until(f"收件箱第 {row} 条未能处理")
    assert "服装厂" not in alarm.text


async def test_a_text_replayed_later_answers_no_other_question(town: Town, mei: Phone) -> None:
    await asked_for_the_place(mei)
    sql(town, *refusing("draft"))
    await mei.send("××服装厂")
    await mei.until("没有办成")
    sql(town, no_longer_refusing("draft"))
    await mei.send("云锦制衣厂")
    await mei.until("哪天")
    await town.stop()
    assert town.do(inbox.replay) == 1
    await town.start()
    shown = await mei.until("这条消息是之前没有办成的")
    assert "××服装厂" in shown.text
    await mei.quiet()
    card = next(message for message in mei.messages if "哪天" in message.text)
    assert "云锦制衣厂" in card.text
    assert "××服装厂" not in card.text
    assert "failed" not in states(town)


async def test_a_button_replayed_later_works(town: Town, mei: Phone) -> None:
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    await mei.until("哪类场所")
    sql(town, *refusing("draft"))
    await mei.press("企业")
    await mei.until("没有办成")
    await town.stop()
    sql(town, no_longer_refusing("draft"))
    town.do(inbox.replay)
    await town.start()
    await mei.until("具体地点")


async def test_what_does_not_parse_is_kept_and_what_nobody_handles_is_settled(
    town: Town, mei: Phone
) -> None:
    assert town.bot is not None
    chat = mei.user.chat()
    odd: list[dict[str, Any]] = [
        {"update_id": 1, "message": {"message_id": "?", "chat": chat}},
        {"update_id": 2, "message": {"chat": chat}},
        {"update_id": 3, "news_of_2030": {"chat": chat, "what": "?"}},
        {"update_id": 4, "poll_answer": {"poll_id": "1", "option_ids": [0]}},
        {"update_id": 5},
        {"update_id": 6, "message": None},
    ]
    before = states(town)
    await town.bot.intake.receive(odd)
    await mei.send("/help")
    await mei.until("上报工作：先选种类")
    await until(lambda: "new" not in states(town))
    after = states(town)
    assert after.get("failed", 0) >= 2
    assert after.get("ignored", 0) >= 3
    assert sum(after.values()) == sum(before.values()) + len(odd) + 1
    await town.stop()
    await town.start()
    await mei.send("/help")
    await until(lambda: sum(states(town).values()) == sum(after.values()) + 1)
    await until(lambda: "new" not in states(town))
    assert states(town)["failed"] == after["failed"]  # not worked on again at every start


async def test_an_update_that_comes_twice_is_worked_on_once(town: Town, mei: Phone) -> None:
    town.world.faults.duplicate(3)
    for _ in range(3):
        await mei.send("/help")
    await mei.until("上报工作：先选种类")
    await until(lambda: not town.world.main_bot.updates.pending)
    await mei.quiet()
    helps = [m for m in mei.messages if not m.outgoing and "先选种类" in m.text]
    assert len(helps) == 1 + 3  # the first greeted her


async def test_a_draft_survives_a_restart(town: Town, mei: Phone) -> None:
    await asked_for_the_place(mei)
    await town.stop()
    await mei.send("停机时发的××服装厂")
    await town.start()
    card = await mei.until("哪天")
    assert "停机时发的××服装厂" in card.text


async def test_an_id_number_typed_is_deleted_explained_and_not_kept(town: Town, mei: Phone) -> None:
    await asked_for_the_place(mei)
    typed = await mei.send(f"我的身份证 {NUMBER}")
    await mei.until("聊天中不收身份证号码")
    await mei.quiet()
    assert typed.message_id not in {message.message_id for message in mei.messages}
    assert NUMBER.encode() not in places.everything(town.settings.database_url)


async def test_telegram_away_at_the_start_is_waited_for(town: Town, mei: Phone) -> None:
    await town.stop()
    town.world.faults.reset("getMe")
    await mei.send("/help")
    await town.start()
    await mei.until("上报工作：先选种类")


async def test_the_niceties_may_be_refused_without_harm(town: Town, mei: Phone) -> None:
    await town.stop()
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        town.world.faults.error(500, method)
    await mei.send("/help")
    await town.start()
    await mei.until("上报工作：先选种类")


async def test_a_toast_that_comes_too_late_harms_nobody(town: Town, mei: Phone) -> None:
    town.world.faults.reset("answerCallbackQuery", times=None)
    await asked_for_the_place(mei)
    assert "failed" not in states(town)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def by_webhook(town: Town) -> str:
    """The bot stands still and will be told of updates from now on; where."""
    await town.stop()
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    town.settings = town.settings.model_copy(
        update={"webhook_url": url, "webhook_secret": "s-1", "listen": f"127.0.0.1:{port}"}
    )
    return url


async def test_the_same_bot_works_by_webhook(town: Town, mei: Phone) -> None:
    await by_webhook(town)
    town.world.faults.error(502, "setWebhook")
    await town.start()
    await asked_for_the_place(mei)
    await mei.send("××服装厂")
    await mei.until("哪天")
    asked = next(params for method, params in town.calls if method == "setWebhook")
    assert asked["secret_token"] == "s-1"
    assert asked["allowed_updates"] == ["message", "callback_query", "my_chat_member"]


async def test_back_from_a_webhook_to_polling(town: Town, mei: Phone) -> None:
    polling = town.settings
    await by_webhook(town)
    await town.start()
    await mei.send("/help")
    await mei.until("先选种类")
    await town.stop()
    town.settings = polling
    town.world.faults.error(502, "deleteWebhook")
    await town.start()
    await mei.send("/help")
    await mei.until("先选种类")


async def test_a_webhook_takes_updates_while_telegram_is_away(town: Town, mei: Phone) -> None:
    url = await by_webhook(town)
    town.world.faults.error(502, "getMe", times=None)
    await town.start()
    message = {"message_id": 900, "date": 0, "chat": mei.user.chat(), "from": mei.user.body()}
    command = [{"type": "bot_command", "offset": 0, "length": 5}]
    update = {"update_id": 5, "message": message | {"text": "/help", "entities": command}}
    before = states(town)

    async def taken() -> bool:
        async with ClientSession() as http:
            try:
                async with http.post(url, json=update, headers={SECRET_HEADER: "s-1"}) as answer:
                    return answer.status == 200
            except OSError:
                return False

    async with asyncio.timeout(30):
        while not await taken():
            await asyncio.sleep(0.02)
    assert states(town).get("new", 0) == 1
    assert states(town).get("failed", 0) == before.get("failed", 0)
    town.world.faults.clear()
    await mei.until("先选种类")
    await until(lambda: "new" not in states(town))
    assert "failed" not in states(town)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"bot_token": "1:WRONG"}, "BOT_TOKEN 不被 Telegram 接受"),
        ({"webhook_url": "http://192.0.2.1/x", "webhook_secret": "s"}, "WEBHOOK_URL=http://192"),
    ],
)
async def test_what_telegram_does_not_accept_is_said_in_a_sentence(
    town: Town, wrong: dict[str, str], sentence: str
) -> None:
    await town.stop()
    more = {"listen": f"127.0.0.1:{free_port()}"}
    town.settings = town.settings.model_copy(update=wrong | more)
    await town.start()
    assert town._task is not None
    with pytest.raises(ExceptionGroup) as caught:
        await town._task
    town._task = None
    assert caught.group_contains(Misconfigured, match=sentence)


async def test_a_port_that_is_taken_is_said_in_a_sentence(town: Town) -> None:
    await by_webhook(town)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(town.settings.listen.rpartition(":")[2])))
        taken.listen()
        await town.start()
        assert town._task is not None
        with pytest.raises(ExceptionGroup) as caught:
            await town._task
    town._task = None
    assert caught.group_contains(Misconfigured, match="LISTEN=127")


async def test_a_bot_with_another_key_does_not_start(town: Town, mei: Phone) -> None:
    from bot.opening import prepare

    other = base64.urlsafe_b64encode(b"x" * 32).decode()
    with pytest.raises(Misconfigured, match="请换回原来的 DATA_KEY"):
        prepare(town.settings.model_copy(update={"data_key": other}))


async def test_nothing_is_left_unsaid_when_much_goes_wrong_at_once(
    town: Town, mei: Phone, wang: Phone
) -> None:
    faults = town.world.faults
    faults.lose_answer("getUpdates")
    for strike in (faults.reset, faults.error, faults.lose_answer):
        strike(method="sendMessage")
    faults.reorder()
    faults.duplicate(2)
    await mei.send("/help")
    await wang.send("/help")
    await mei.until("先选种类")
    await wang.until("待审核")
    await until(lambda: town.do(outbox.count, "new") == 0)
    assert "failed" not in states(town)
