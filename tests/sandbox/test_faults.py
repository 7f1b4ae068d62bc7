"""Everything that goes wrong with Telegram can be ordered."""

import asyncio

import pytest
from aiohttp import ClientError

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.sandbox.conftest import TOKEN, Client

CHAT = {"chat_id": 1001, "text": "好"}


async def test_an_error_strikes_as_often_as_ordered(client: Client, world: World) -> None:
    world.faults.error(502, times=2)
    assert [(await client.call("getMe"))["ok"] for _ in range(3)] == [False, False, True]


async def test_a_fault_may_concern_one_method_only(client: Client, world: World) -> None:
    world.faults.error(500, "getMe")
    assert await client.result("getUpdates") == []
    assert await client.refusal("getMe") == "500 Internal Server Error"


async def test_a_flood_names_the_seconds_to_wait_and_its_chat(
    client: Client, phone: Phone, world: World
) -> None:
    world.faults.flood(7, chat_id=1001)
    await client.result("getMe")
    answer = await client.call("sendMessage", **CHAT)
    assert answer["error_code"] == 429
    assert answer["description"] == "Too Many Requests: retry after 7"
    assert answer["parameters"] == {"retry_after": 7}


async def test_a_reset_connection_did_nothing(client: Client, phone: Phone, world: World) -> None:
    world.faults.reset("sendMessage")
    with pytest.raises(ClientError):
        await client.call("sendMessage", **CHAT)
    assert [message.outgoing for message in phone.messages] == [True]


async def test_a_lost_answer_did_what_was_asked(client: Client, phone: Phone, world: World) -> None:
    world.faults.lose_answer("sendMessage")
    with pytest.raises(ClientError):
        await client.call("sendMessage", **CHAT)
    assert phone.last.text == "好"


async def test_a_delay_delays(client: Client, world: World) -> None:
    world.faults.delay(0.1)
    before = asyncio.get_running_loop().time()
    await client.result("getMe")
    assert asyncio.get_running_loop().time() - before >= 0.1


async def test_a_duplicated_update_comes_again_after_it_was_confirmed(
    client: Client, phone: Phone, world: World
) -> None:
    world.faults.duplicate()
    first = await client.result("getUpdates")
    assert await client.result("getUpdates", offset=first[0]["update_id"] + 1) == first
    assert await client.result("getUpdates", offset=first[0]["update_id"] + 1) == []


async def test_a_reordered_batch_comes_backwards_once(
    client: Client, phone: Phone, world: World
) -> None:
    await phone.send("一")
    world.faults.reorder()
    batch = await client.result("getUpdates")
    assert batch[::-1] == await client.result("getUpdates")


async def test_faults_can_be_ordered_over_http_and_called_off(client: Client) -> None:
    address = f"{client.url}/api/faults"
    order = {"kind": "flood", "value": 3, "method": "getMe", "times": None}
    async with client.session.post(address, json=order) as response:
        assert [fault["kind"] for fault in await response.json()] == ["flood"]
    assert await client.refusal("getMe") == "429 Too Many Requests: retry after 3"
    async with client.session.delete(address) as response:
        assert await response.json() == []
    await client.result("getMe")
    async with client.session.post(address, json={"kind": "quake"}) as response:
        assert response.status == 400
        assert "没有这种故障" in (await response.json())["error"]


async def test_a_download_can_fail_too(client: Client, phone: Phone, world: World) -> None:
    sent = await phone.send_file(b"%PDF", "方案.pdf")
    file = await client.result("getFile", file_id=sent.body["document"]["file_id"])
    address = f"{client.url}/file/bot{TOKEN}/{file['file_path']}"
    world.faults.error(504, "download")
    async with client.session.get(address) as response:
        assert response.status == 504
    async with client.session.get(address) as response:
        assert await response.read() == b"%PDF"
