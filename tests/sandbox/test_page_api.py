"""What the page is told, and what it can do."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, FormData

from bot.sandbox.accounts import Person
from bot.sandbox.phone import Phone
from bot.sandbox.server import running
from bot.sandbox.world import World
from tests.sandbox.conftest import Client, jpeg


class Page:
    """The page's side of its API."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session, self.url = session, f"{url}/api"

    async def get(self, path: str) -> Any:
        async with self.session.get(f"{self.url}{path}") as response:
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"{self.url}{path}", json=body) as response:
            answer = await response.json()
            assert (response.status == 400) == ("error" in answer)
            return answer


@pytest.fixture
async def page(client: Client) -> Page:
    return Page(client.session, client.url)


@pytest.fixture
async def news(client: Client) -> AsyncIterator[ClientWebSocketResponse]:
    async with client.session.ws_connect(f"{client.url}/api/events") as socket:
        yield socket


async def test_the_cast_is_shown_and_a_newcomer_gets_a_phone(
    page: Page, world: World, phone: Phone, news: ClientWebSocketResponse
) -> None:
    world.cast.append(Person(phone.user, "协调员", "token"))
    limei = {"id": 1001, "name": "李梅", "role": "协调员", "start": "token"}
    assert await page.get("/people") == [limei]
    added = await page.post("/people", name="王芳")
    assert (
        (await page.get("/people"))[1]
        == added
        == {
            "id": 1002,
            "name": "王芳",
            "role": "新人",
            "start": None,
        }
    )
    assert (await news.receive_json(timeout=30))["kind"] == "people"
    assert "姓名" in (await page.post("/people", name=" "))["error"]


async def test_a_chat_shows_its_messages_keyboard_and_commands(
    page: Page, client: Client, phone: Phone
) -> None:
    menu = {"keyboard": [["上报"]], "input_field_placeholder": "请选择"}
    await client.result("sendMessage", chat_id=1001, text="菜单", reply_markup=menu)
    chat = await page.get("/chats/1001")
    assert chat["bot"] == {"name": "协调通", "username": "xietiao_bot"}
    assert [message.get("outgoing") for message in chat["messages"]] == [True, None]
    assert (chat["keyboard"], chat["keyboard_placeholder"]) == ([["上报"]], "请选择")
    assert chat["commands"] == []


async def test_a_person_writes_presses_starts_and_blocks(
    page: Page, client: Client, phone: Phone, world: World
) -> None:
    await page.post("/chats/1001/text", text="你好", reply_to=1)
    await page.post("/chats/1001/start", payload="abc")
    await page.post("/chats/1001/press", message_id=1, data="x")
    updates = await client.result("getUpdates")
    assert updates[1]["message"]["reply_to_message"]["message_id"] == 1
    assert updates[2]["message"]["text"] == "/start abc"
    assert updates[3]["callback_query"]["data"] == "x"
    await page.post("/chats/1001/block", blocked=True)
    assert "已停用" in (await page.post("/chats/1001/text", text="在吗"))["error"]
    assert "没有这部手机" in (await page.post("/chats/77/text", text="a"))["error"]


@pytest.mark.parametrize(("count", "groups"), [(1, [1]), (3, [3]), (12, [10, 2]), (11, [10, 1])])
async def test_photos_from_disk_become_albums(
    page: Page, phone: Phone, count: int, groups: list[int]
) -> None:
    form = FormData({"as": "photo", "caption": "宣传 昨天"})
    for number in range(count):
        form.add_field("files", jpeg(50 + number, 50), filename="a.jpg", content_type="image/jpeg")
    async with page.session.post(f"{page.url}/chats/1001/media", data=form) as response:
        assert response.status == 200
    photos = [message for message in phone.messages if "photo" in message.body]
    albums = [message.body.get("media_group_id") for message in photos]
    assert [albums.count(album) for album in dict.fromkeys(albums)] == groups
    assert [message.text for message in photos] == ["宣传 昨天", *[""] * (count - 1)]


async def test_a_file_and_a_video_are_sent_and_come_back_from_their_address(
    page: Page, phone: Phone
) -> None:
    for kind, name, mime in (
        ("file", "方案.pdf", "application/pdf"),
        ("photo", "a.mp4", "video/mp4"),
    ):
        form = FormData({"as": kind}, quote_fields=False)
        form.add_field("files", b"bytes", filename=name, content_type=mime)
        async with page.session.post(f"{page.url}/chats/1001/media", data=form) as response:
            assert response.status == 200
    document, video = phone.messages[-2].body["document"], phone.messages[-1].body["video"]
    async with page.session.get(f"{page.url}/files/{document['file_id']}") as response:
        assert response.content_type == "application/pdf"
        assert response.content_disposition is not None
        assert response.content_disposition.filename == "方案.pdf"
        assert await response.read() == b"bytes"
    async with page.session.get(f"{page.url}/files/{video['file_id']}") as response:
        assert (response.content_type, response.content_disposition) == ("video/mp4", None)
    async with page.session.get(f"{page.url}/files/unknown") as response:
        assert response.status == 404


async def test_the_clock_is_read_and_moved(page: Page, news: ClientWebSocketResponse) -> None:
    before = datetime.fromisoformat((await page.get("/clock"))["now"])
    after = datetime.fromisoformat((await page.post("/clock", advance=86400))["now"])
    assert timedelta(days=1) <= after - before < timedelta(days=1, minutes=1)
    assert (await news.receive_json(timeout=30))["kind"] == "clock"
    to = (after + timedelta(days=1)).isoformat()
    assert (await page.post("/clock", to=to))["now"].startswith(to[:16])
    assert "往后拨" in (await page.post("/clock", to=before.isoformat()))["error"]
    assert "看不懂" in (await page.post("/clock", to="昨天"))["error"]


async def test_the_clock_names_the_day_and_where_it_can_be_moved(page: Page) -> None:
    assert (await page.get("/clock"))["day"] in {"工作日", "休息日", "放假", "调休上班"}
    offered = await page.get("/clock/moments")
    labels = {each["label"] for each in offered}
    assert labels == {
        "次日 09:00", "到13日 09:00", "到17日 09:00", "到19日 15:00", "到20日 09:00", "季度末",
    }  # fmt: skip
    to = offered[0]["at"]
    moved = datetime.fromisoformat((await page.post("/clock", to=to))["now"])
    assert timedelta() <= moved - datetime.fromisoformat(to) < timedelta(minutes=1)


async def test_news_comes_as_it_happens(
    client: Client, phone: Phone, news: ClientWebSocketResponse
) -> None:
    sent = await client.result("sendMessage", chat_id=1001, text="一")
    which = {"chat_id": 1001, "message_id": sent["message_id"]}
    await client.result("editMessageText", **which, text="二")
    await client.result("deleteMessage", **which)
    await client.result("sendChatAction", chat_id=1001, action="typing")
    menu = {"keyboard": [["上报"]]}
    await client.result("sendMessage", chat_id=1001, text="三", reply_markup=menu)
    commands = [{"command": "me", "description": "我"}]
    await client.result("setMyCommands", commands=commands)
    heard = [await news.receive_json(timeout=30) for _ in range(7)]
    kinds = ["message", "edit", "delete", "typing", "message", "keyboard", "commands"]
    assert [event["kind"] for event in heard] == kinds
    assert {event["user"] for event in heard} == {1001}
    assert heard[1]["message"]["text"] == "二"
    assert heard[2]["message_id"] == sent["message_id"]
    assert heard[5]["keyboard"] == [["上报"]]
    assert heard[6]["commands"] == commands


async def test_other_hosts_and_origins_are_refused(client: Client) -> None:
    for headers in ({"Host": "example.org"}, {"Origin": "https://example.org"}):
        async with client.session.get(f"{client.url}/api/people", headers=headers) as response:
            assert response.status == 403
    ours = {"Host": "localhost:8080", "Origin": "http://127.0.0.1:8080"}
    async with client.session.get(f"{client.url}/api/people", headers=ours) as response:
        assert response.status == 200


async def test_it_listens_on_loopback_only(world: World) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        async with running(world, host="0.0.0.0"):  # noqa: S104 - what is to be refused
            pass


async def test_the_page_is_served(client: Client) -> None:
    async with client.session.get(client.url) as response:
        assert response.status == 200
        assert "演示" in await response.text()


async def test_what_is_being_made_ready_is_said_before_anything_is_there(
    page: Page, client: Client, world: World, news: ClientWebSocketResponse
) -> None:
    async with client.session.get(client.url) as answer:
        assert "正在打开样例县…" in await answer.text(), "even before the page asks"
    assert await page.get("/preparation") == {}
    world.preparation.tell("正在打开样例县", 1, 3)
    shown = {"what": "正在打开样例县", "done": 1, "of": 3, "note": ""}
    assert await page.get("/preparation") == shown
    assert await news.receive_json() == {"user": None, "kind": "preparation"} | shown
    refused = await page.post("/people", name="王芳")
    assert "过一两秒" in refused["error"], "the sample's people have the first numbers"
    world.preparation.end()
    assert await news.receive_json() == {"user": None, "kind": "preparation"}
    assert (await page.post("/people", name="王芳"))["name"] == "王芳"
