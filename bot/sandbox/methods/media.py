"""Sending photos, documents, videos and albums: uploads, or files that are already there."""

from typing import Any

from bot.sandbox import attachments, pictures
from bot.sandbox.files import Shape, StoredFile, check_upload
from bot.sandbox.limits import ALBUM, WRONG_FILE, bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.sending import arrival, caption_content, caption_source, send
from bot.sandbox.wire import Json, Upload

KINDS = {"photo": "Photo", "document": "Document", "video": "Video"}


async def send_photo(call: Call) -> Json:
    """SendPhoto."""
    return await _send(call, "photo")


async def send_document(call: Call) -> Json:
    """SendDocument."""
    return await _send(call, "document")


async def send_video(call: Call) -> Json:
    """SendVideo."""
    return await _send(call, "video")


async def send_media_group(call: Call) -> list[Json]:
    """sendMediaGroup: 2 to 10 photos and videos, or as many documents."""
    media = call.given.decoded("media", "media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if len(media) not in ALBUM:
        few = len(media) < ALBUM.start
        raise bad_request(f"too {'few' if few else 'many'} messages to send as an album")
    kinds = {item.get("type") for item in media if isinstance(item, dict)}
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    chat = call.open_chat()
    contents = [await input_media_content(call, item) for item in media]
    album = call.world.number()
    postings = [arrival(call, chat, content, album) for content in contents]
    return [call.world.post(chat, call.bot, posting).body for posting in postings]


async def input_media_content(call: Call, media: Any) -> Json:
    """What an InputMedia puts into a message. Raises `ApiError`."""
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = media.get("type")
    if kind not in KINDS:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    caption = caption_content(media)
    given = call.given.attached(str(media.get("media") or ""))
    if given is None:
        raise bad_request("can't parse InputMedia: media not found")
    spoiler = {"has_media_spoiler": True} if media.get("has_spoiler") else {}
    return await _content(call, KINDS[kind], given, _shape(media)) | caption | spoiler


async def _send(call: Call, name: str) -> Json:
    given = call.given.file(name)
    if given is None:
        raise bad_request(f"there is no {name} in the request")
    caption = caption_content(caption_source(call))
    call.open_chat()
    size = {field: call.given.integer(field) for field in ("width", "height", "duration")}
    content = await _content(call, KINDS[name], given, _shape(size)) | caption
    if call.given.flag("has_spoiler") and name != "document":
        content["has_media_spoiler"] = True
    return send(call, content)


def _shape(given: Json) -> Shape:
    fields = (given.get(name) for name in ("width", "height", "duration"))
    return Shape(*(value if isinstance(value, int) else 0 for value in fields))


async def _content(call: Call, kind: str, given: Upload | str, shape: Shape) -> Json:
    files, bot = call.world.files, call.bot
    if isinstance(given, str):
        return attachments.file_content(files, bot, _known(call, kind, given))
    check_upload(given.data, photo=kind == "Photo")
    if kind != "Photo":
        stored = await files.keep(kind, given.data, given.name, given.mime, shape)
        return attachments.file_content(files, bot, stored)
    try:
        photo = await files.keep_photo(given.data)
    except pictures.NotAPicture:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    return attachments.photo_content(files, bot, photo)


def _known(call: Call, kind: str, given: str) -> StoredFile:
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = call.world.files.find(call.bot, given)
    if file is None:
        raise bad_request(WRONG_FILE)
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind} as {kind}")
    return file
