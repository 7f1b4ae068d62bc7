"""What people do: write, send pictures and files, press buttons, block."""

import asyncio
import mimetypes
from dataclasses import dataclass

from bot.errors import Refused
from bot.sandbox import attachments, pictures
from bot.sandbox.accounts import Bot, Group, Query, User
from bot.sandbox.chats import Conversation, Entry
from bot.sandbox.files import Photo, Shape
from bot.sandbox.formatting import formatted
from bot.sandbox.limits import CALLBACK_SECONDS, CAPTION_UNITS, TEXT_UNITS, ApiError
from bot.sandbox.wire import Json, Upload, utf16_length
from bot.sandbox.world import Posting, World

VIDEO = Shape(1280, 720, 10)
STICKER = Shape(512, 512)


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a chat with a bot. What cannot be done raises `Refused`."""

    world: World
    user: User
    bot: Bot
    group: Group | None = None

    @property
    def chat(self) -> Conversation:
        """The conversation, begun by whatever the person does first."""
        return self.world.meet(self.bot, self.group or self.user)

    def start(self, payload: str = "") -> Entry:
        """Press Start, from a deep link when there is a payload; lifts a block."""
        if self.chat.shut and not self.group:
            self.block(blocked=False)
        return self.send_text(f"/start {payload}".strip())

    def send_text(self, text: str, reply_to: int | None = None) -> Entry:
        """Write."""
        plain, entities = formatted(text)
        if not plain:
            raise Refused("消息不能为空，例如：昨天在服装厂开展了宣传。")
        if utf16_length(plain) > TEXT_UNITS:
            raise Refused(f"消息最多 {TEXT_UNITS} 个字，请分几条发送。")
        content: Json = {"text": plain} | ({"entities": entities} if entities else {})
        return self._post(content, reply_to)

    def edit_text(self, message_id: int, text: str) -> Entry:
        """Change a message of one's own; the bot gets an edited_message."""
        entry = self.chat.entries.get(message_id)
        if entry is None or "text" not in entry.body or entry.body["from"]["id"] != self.user.id:
            raise Refused("只能修改自己发出的文字消息。")
        plain, entities = formatted(text)
        body = {key: value for key, value in entry.body.items() if key != "entities"}
        body |= {"text": plain} | ({"entities": entities} if entities else {})
        self.world.revise(self.chat, entry, body)
        self.bot.updates.add("edited_message", entry.body)
        return entry

    async def send_photo(
        self, data: bytes, caption: str | None = None, reply_to: int | None = None
    ) -> Entry:
        """Send a picture as a photo: re-encoded, without its metadata."""
        photo = await self._photo(data)
        return self._post(self._pictured(photo, caption), reply_to)

    async def send_album(
        self, pictures_: list[bytes], caption: str | None = None, reply_to: int | None = None
    ) -> list[Entry]:
        """Send 2 to 10 pictures as one album; the caption belongs to the first."""
        if not 2 <= len(pictures_) <= 10:
            raise Refused("一个相册要有 2 到 10 张照片。")
        photos = await asyncio.gather(*(self._photo(data) for data in pictures_))
        album = self.world.number()
        return [
            self._post(self._pictured(photo, None if index else caption), reply_to, album)
            for index, photo in enumerate(photos)
        ]

    async def send_file(
        self, file: Upload, caption: str | None = None, reply_to: int | None = None
    ) -> Entry:
        """Send a file as it is, metadata included."""
        return await self._file("Document", file, Shape(), caption, reply_to)

    async def send_video(
        self,
        file: Upload,
        caption: str | None = None,
        reply_to: int | None = None,
        shape: Shape = VIDEO,
    ) -> Entry:
        """Send a video."""
        return await self._file("Video", file, shape, caption, reply_to)

    async def send_sticker(self, data: bytes) -> Entry:
        """Send a sticker."""
        return await self._file("Sticker", Upload(data, "", "image/webp"), STICKER, None, None)

    async def send_voice(self, data: bytes, seconds: int = 3) -> Entry:
        """Send a voice message."""
        sound = Upload(data, "", "audio/ogg")
        return await self._file("Voice", sound, Shape(duration=seconds), None, None)

    def send_location(self, latitude: float, longitude: float) -> Entry:
        """Send a place."""
        return self._post({"location": {"latitude": latitude, "longitude": longitude}}, None)

    def send_contact(self, phone: str, name: str, user_id: int | None = None) -> Entry:
        """Send a contact, one's own when `user_id` is one's own."""
        contact: Json = {"phone_number": phone, "first_name": name}
        return self._post({"contact": contact | ({"user_id": user_id} if user_id else {})}, None)

    def press(self, message_id: int, data: str) -> str:
        """Press a button under a message, which may have changed or gone since; the query's id."""
        chat, now = self.chat, asyncio.get_running_loop().time()
        entry = chat.entries.get(message_id)
        gone = {"chat": chat.peer.chat(), "message_id": message_id, "date": 0}
        query_id = self.world.number()
        query = {
            "id": query_id,
            "from": self.user.body(),
            "message": entry.body if entry else gone,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        }
        self.bot.take_expired(now)
        self.bot.queries[query_id] = Query(self.user.id, chat.id, now + CALLBACK_SECONDS)
        self.bot.updates.add("callback_query", query)
        return query_id

    def block(self, *, blocked: bool) -> None:
        """Block the bot, or let it write again."""
        if self.chat.shut == blocked:
            return
        self.chat.shut = blocked
        statuses = ("member", "kicked") if blocked else ("kicked", "member")
        self._membership(*statuses)

    def invite_bot(self) -> None:
        """Put the bot into the group."""
        self.chat.shut = False
        self._membership("left", "member")
        self._post({"new_chat_members": [self.bot.body()]}, None)

    def remove_bot(self) -> None:
        """Throw the bot out of the group."""
        self.chat.shut = True
        self._membership("member", "left")

    def _membership(self, before: str, after: str) -> None:
        change = {
            "chat": self.chat.peer.chat(),
            "from": self.user.body(),
            "date": self.world.clock.timestamp(),
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(after),
        }
        self.bot.updates.add("my_chat_member", change)

    def _member(self, status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.bot.body(), "status": status} | until

    async def _photo(self, data: bytes) -> Photo:
        pictures.with_phone_formats()
        try:
            return await self.world.files.keep_photo(data, None)
        except (pictures.NotAPicture, ApiError):
            raise Refused("这不是能显示的图片，请发 JPG、PNG 或 HEIC 照片。") from None

    def _pictured(self, photo: Photo, caption: str | None) -> Json:
        content = attachments.photo_content(self.world.files, self.bot, photo)
        return content | captioned(caption)

    async def _file(
        self,
        kind: str,
        file: Upload,
        shape: Shape,
        caption: str | None,
        reply_to: int | None,
    ) -> Entry:
        if not file.data:
            raise Refused("文件是空的，请换一个文件，例如 活动方案.pdf。")
        mime = file.mime or mimetypes.guess_type(file.name)[0] or ""
        kept = await self.world.files.keep(kind, file.data, file.name, mime, shape)
        content = attachments.file_content(self.world.files, self.bot, kept)
        return self._post(content | captioned(caption), reply_to)

    def _post(self, content: Json, reply_to: int | None, album: str | None = None) -> Entry:
        if self.chat.shut and self.group:
            raise Refused("机器人不在这个群里，请先拉它进群。")
        if self.chat.shut:
            raise Refused("您已停用这个机器人，请先点“重新启用”。")
        posting = Posting(content, reply_to=reply_to, album=album)
        entry = self.world.post(self.chat, self.user, posting)
        if not self.group or self._concerns_bot(entry.body):
            self.bot.updates.add("message", entry.body)
        return entry

    def _concerns_bot(self, body: Json) -> bool:
        """Privacy mode: in a group a bot gets commands, mentions, replies and service messages."""
        text = str(body.get("text") or body.get("caption") or "")
        replied = body.get("reply_to_message", {}).get("from", {}).get("id")
        return bool(
            self.bot.reads_all
            or text.startswith("/")
            or f"@{self.bot.username}" in text
            or replied == self.bot.id
            or "new_chat_members" in body
        )


def captioned(caption: str | None) -> Json:
    """The caption's fields of a message. Raises `Refused` when it is too long."""
    if not caption:
        return {}
    plain, entities = formatted(caption)
    if utf16_length(plain) > CAPTION_UNITS:
        raise Refused(f"说明文字最多 {CAPTION_UNITS} 个字，请另发一条消息。")
    return {"caption": plain} | ({"caption_entities": entities} if entities else {})
