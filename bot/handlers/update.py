"""Turning Telegram's update into a plain event."""

from typing import Final

from telegram import ChatMember, Document, Message, PhotoSize, Update, Video

from bot.handlers.turn import Event
from bot.storage.work.evidence import Sent

# Some senders know no type for these; what the file is, the inspection tells in the end.
_PICTURES: Final = {"heic": "image/heic", "heif": "image/heif", "avif": "image/avif"}


def event_of(update: Update, inbox_id: int, meant_for: str | None) -> Event:
    """Return what somebody did, as an event. Raises ValueError for an update that belongs to no
    chat.
    """
    chat = update.effective_chat
    if chat is None:
        raise ValueError("an update of no chat")
    query = update.callback_query
    if query is not None:
        on = query.message.message_id if query.message else 0
        return Event(inbox_id, chat.id, on, data=query.data or "")
    member = update.my_chat_member
    if member is not None:
        gone = member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        return Event(inbox_id, chat.id, data="gone" if gone else "back")
    message = update.effective_message
    if message is None:
        return Event(inbox_id, chat.id)
    answered = message.reply_to_message
    return Event(
        inbox_id,
        chat.id,
        message.message_id,
        text=(message.text or message.caption or "").replace("\0", ""),  # PostgreSQL keeps none
        reply_to=answered.message_id if answered else None,
        sent=_sent(message),
        meant_for=meant_for,
        at=message.date,
    )


def _sent(message: Message) -> Sent | None:
    """Return the photo (in its largest size), video or file of a message; None when it has none."""
    album = message.media_group_id or ""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return _described("photo", largest, "", "image/jpeg", message.message_id, album)
    if message.video:
        video = message.video
        mime = video.mime_type or "video/mp4"
        return _described("video", video, video.file_name, mime, message.message_id, album)
    if message.document:
        file = message.document
        mime = _PICTURES.get(
            (file.file_name or "").lower().rpartition(".")[2], file.mime_type or ""
        )
        kind = {"image": "photo", "video": "video"}.get(mime.partition("/")[0], "paper")
        return _described(kind, file, file.file_name, mime, message.message_id, album)
    return None


def _described(
    kind: str,
    file: PhotoSize | Video | Document,
    name: str | None,
    mime: str,
    message_id: int,
    album: str,
) -> Sent:
    return Sent(
        kind,
        file.file_id,
        file.file_unique_id,
        (name or "")[-100:],
        mime,
        file.file_size or 0,
        message_id,
        album,
    )
