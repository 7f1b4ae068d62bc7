"""What the page of phones asks for: people, chats, files, the clock, trouble to order."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.errors import Refused
from bot.sandbox import limits
from bot.sandbox.accounts import Person
from bot.sandbox.events import Event
from bot.sandbox.methods.commands import commands_for
from bot.sandbox.news import send_news
from bot.sandbox.page_requests import WORLD, read_body
from bot.sandbox.people import Participant
from bot.sandbox.stage import add_stage
from bot.sandbox.wire import Json, Upload

PAGE = Path(__file__).parent / "page"
NEWCOMER = "新人"


def add_page(app: web.Application) -> None:
    """Mount the page and its API; `app[WORLD]` has to be set."""
    routes = app.router
    routes.add_get("/", _index)
    routes.add_get("/api/people", _people)
    routes.add_post("/api/people", _add_person)
    routes.add_get("/api/chats/{user:\\d+}", _chat)
    routes.add_post("/api/chats/{user:\\d+}/text", _text)
    routes.add_post("/api/chats/{user:\\d+}/media", _media)
    routes.add_post("/api/chats/{user:\\d+}/press", _press)
    routes.add_post("/api/chats/{user:\\d+}/start", _start)
    routes.add_post("/api/chats/{user:\\d+}/block", _block)
    routes.add_get("/api/files/{file_id}", _file)
    routes.add_get("/api/events", _news)
    add_stage(app)
    if PAGE.is_dir():
        routes.add_static("/page/", PAGE)


async def _index(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


async def _people(request: web.Request) -> web.Response:
    return web.json_response([_shown(person) for person in request.app[WORLD].cast])


async def _add_person(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    name = str((await read_body(request)).get("name") or "").strip()
    if not name:
        raise Refused("请填写姓名，例如：王芳。")
    if world.preparation.body and not world.cast:  # whose ids come first
        raise Refused("样例县正在打开，请过一两秒再添加新手机。")
    person = Person(world.add_user(name), NEWCOMER)
    world.cast.append(person)
    world.events.emit(Event(person.user.id, None, "people", _shown(person)))
    return web.json_response(_shown(person))


async def _chat(request: web.Request) -> web.Response:
    someone = _participant(request)
    chat, bot, user = someone.chat, someone.bot, someone.user
    return web.json_response(
        {
            "bot": {"name": bot.name, "username": bot.username},
            "messages": [chat.seen(entry) for entry in chat.entries.values()],
            "keyboard": chat.keyboard,
            "keyboard_placeholder": chat.placeholder,
            "commands": commands_for(bot, chat, user.id, user.language),
            "blocked": chat.shut,
        }
    )


async def _text(request: web.Request) -> web.Response:
    body = await read_body(request)
    entry = _participant(request).send_text(str(body.get("text") or ""), body.get("reply_to"))
    return web.json_response({"message_id": entry.id})


async def _media(request: web.Request) -> web.Response:
    someone, form = _participant(request), await request.post()
    caption, reply_to = str(form.get("caption") or ""), str(form.get("reply_to") or "")
    fields = [field for field in form.getall("files", []) if isinstance(field, web.FileField)]
    uploads = [Upload(each.file.read(), each.filename, each.content_type) for each in fields]
    if not uploads:
        raise Refused("请先选择文件，例如手机里的照片。")
    reply = int(reply_to) if reply_to.isdecimal() else None
    await _send_media(someone, uploads, caption, reply, as_photos=form.get("as") == "photo")
    return web.json_response({})


async def _send_media(
    someone: Participant, uploads: list[Upload], caption: str, reply: int | None, *, as_photos: bool
) -> None:
    """The caption goes with whatever is sent first."""
    videos = [each for each in uploads if as_photos and each.mime.startswith("video/")]
    pictures = [each.data for each in uploads if as_photos and each not in videos]
    for group in _albums(pictures):
        if len(group) == 1:
            await someone.send_photo(group[0], caption, reply)
        else:
            await someone.send_album(group, caption, reply)
        caption = ""
    for video in videos:
        await someone.send_video(video, caption, reply)
        caption = ""
    for file in [] if as_photos else uploads:
        await someone.send_file(file, caption, reply)
        caption = ""


def _albums(pictures: list[bytes]) -> Iterator[list[bytes]]:
    most = limits.ALBUM.stop - 1
    for first in range(0, len(pictures), most):
        yield pictures[first : first + most]


async def _press(request: web.Request) -> web.Response:
    body = await read_body(request)
    message_id, data = body.get("message_id"), body.get("data")
    if not isinstance(message_id, int) or not isinstance(data, str):
        raise Refused('按钮要用消息编号和数据指明，例如 {"message_id": 5, "data": "ok:1"}。')
    query = _participant(request).press(message_id, data)
    return web.json_response({"query": query})


async def _start(request: web.Request) -> web.Response:
    entry = _participant(request).start(str((await read_body(request)).get("payload") or ""))
    return web.json_response({"message_id": entry.id})


async def _block(request: web.Request) -> web.Response:
    _participant(request).block(blocked=bool((await read_body(request)).get("blocked")))
    return web.json_response({})


async def _file(request: web.Request) -> web.Response:
    file = request.app[WORLD].files.of_anyone(request.match_info["file_id"])
    if file is None:
        raise web.HTTPNotFound
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    if file.kind == "Document":
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return web.Response(body=file.data, content_type=file.mime or "image/webp", headers=headers)


async def _news(request: web.Request) -> web.WebSocketResponse:
    return await send_news(request, request.app[WORLD].events)


def _shown(person: Person) -> Json:
    user = person.user
    return {"id": user.id, "name": user.name, "role": person.role, "start": person.start}


def _participant(request: web.Request) -> Participant:
    world = request.app[WORLD]
    user = world.users.get(int(request.match_info["user"]))
    if user is None:
        raise Refused("没有这部手机，请刷新页面。")
    return Participant(world, user, world.main_bot)
