"""Editing what the bot has sent."""

from bot.sandbox.chats import Conversation, Entry
from bot.sandbox.limits import NOT_MODIFIED, bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.media import input_media_content
from bot.sandbox.methods.sending import (
    caption_content,
    caption_source,
    inline_markup,
    text_content,
)
from bot.sandbox.wire import Json

MARKUP = frozenset({"reply_markup"})
TEXT = frozenset({"text", "entities", "link_preview_options"})
CAPTION = frozenset({"caption", "caption_entities", "show_caption_above_media"})
MEDIA = frozenset({"photo", "document", "video", "has_media_spoiler"})
CAPTIONED = ("photo", "document", "video", "voice", "audio")


async def edit_message_text(call: Call) -> Json:
    """EditMessageText."""
    content = text_content(call, "MESSAGE_TOO_LONG") | inline_markup(call)
    chat, entry = _editable(call)
    if "text" not in entry.body:
        raise bad_request("there is no text in the message to edit")
    return _revise(call, chat, entry, TEXT | MARKUP, content)


async def edit_message_caption(call: Call) -> Json:
    """editMessageCaption; an empty caption takes it away."""
    content = caption_content(caption_source(call)) | inline_markup(call)
    chat, entry = _editable(call)
    if not any(kind in entry.body for kind in CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return _revise(call, chat, entry, CAPTION | MARKUP, content)


async def edit_message_media(call: Call) -> Json:
    """editMessageMedia: another file, or a file in the place of text."""
    media = call.given.decoded("media", "input media")
    if media is None:
        raise bad_request('parameter "media" is required')
    markup = inline_markup(call)
    _editable(call)
    content = await input_media_content(call, media) | markup
    chat, entry = _editable(call)
    if "media_group_id" in entry.body and ("document" in entry.body) != ("document" in content):
        raise bad_request("can't use the media of the specified type in the album")
    return _revise(call, chat, entry, TEXT | CAPTION | MEDIA | MARKUP, content)


async def edit_message_reply_markup(call: Call) -> Json:
    """EditMessageReplyMarkup."""
    content = inline_markup(call)
    chat, entry = _editable(call)
    return _revise(call, chat, entry, MARKUP, content)


def _editable(call: Call) -> tuple[Conversation, Entry]:
    if call.given.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.open_chat()
    entry = call.entry(chat, "edit")
    if entry.outgoing or entry.fixed:
        raise bad_request("message can't be edited")
    return chat, entry


def _revise(
    call: Call, chat: Conversation, entry: Entry, replaced: frozenset[str], content: Json
) -> Json:
    kept = {key: value for key, value in entry.body.items() if key not in replaced}
    if kept | content == entry.body:
        raise bad_request(NOT_MODIFIED)
    call.world.revise(chat, entry, kept | content)
    return entry.body
