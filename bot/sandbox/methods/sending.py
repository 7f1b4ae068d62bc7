"""What all methods that send have in common: formatting, replies, keyboards, silence."""

from typing import Any

from bot.sandbox.chats import Conversation, Entry
from bot.sandbox.formatting import formatted
from bot.sandbox.keyboards import Markup, markup_of
from bot.sandbox.limits import CAPTION_UNITS, TEXT_UNITS, bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json, utf16_length
from bot.sandbox.world import Posting


def text_content(call: Call, too_long: str = "message is too long") -> Json:
    """`text` with its entities. Raises `ApiError`."""
    given = call.given
    if not given.text("text"):
        raise bad_request("message text is empty")
    entities = _entities(given.decoded("entities", "entities"))
    text, found = formatted(given.text("text"), given.text("parse_mode"), entities)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_UNITS:
        raise bad_request(too_long)
    content: Json = {"text": text} | ({"entities": found} if found else {})
    preview = given.decoded("link_preview_options", "link preview options")
    return content | ({"link_preview_options": preview} if preview else {})


def caption_content(source: Json) -> Json:
    """`caption` with its entities, from a request or an InputMedia. Raises `ApiError`."""
    caption = str(source.get("caption") or "")
    entities = _entities(source.get("caption_entities"))
    text, found = formatted(caption, str(source.get("parse_mode") or ""), entities)
    if utf16_length(text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    content |= {"caption_entities": found} if found else {}
    if text and source.get("show_caption_above_media") in {True, "true", "True", "1"}:
        content["show_caption_above_media"] = True
    return content


def caption_source(call: Call) -> Json:
    """The caption's parameters of a request, decoded."""
    names = ("caption", "parse_mode", "show_caption_above_media")
    source: Json = {name: call.given.values.get(name) for name in names}
    return source | {"caption_entities": call.given.decoded("caption_entities", "entities")}


def send(call: Call, content: Json) -> Json:
    """Post a message into the chat the request names; the Message. Raises `ApiError`."""
    markup = markup_of(call.given.values.get("reply_markup"))
    chat = call.open_chat()
    posting = arrival(call, chat, content)
    if markup and markup.kind == "inline":
        posting.content |= {"reply_markup": markup.body}
    posting.fixed = markup is not None and markup.kind != "inline"
    entry = call.world.post(chat, call.bot, posting)
    if markup and markup.kind != "inline":
        _change_keyboard(call, chat, markup)
    return entry.body


def arrival(call: Call, chat: Conversation, content: Json, album: str | None = None) -> Posting:
    """How a message of this request is to arrive."""
    if call.given.flag("protect_content"):
        content = content | {"has_protected_content": True}
    silent = call.given.flag("disable_notification")
    return Posting(content, silent, reply_to=_reply_to(call, chat), album=album)


def inline_markup(call: Call) -> Json:
    """`{"reply_markup": …}` of an edit; an edit without one takes the buttons away."""
    markup = markup_of(call.given.values.get("reply_markup"), inline_only=True)
    return {"reply_markup": markup.body} if markup else {}


def _entities(given: Any) -> list[Json]:
    return given if isinstance(given, list) else []


def _reply_to(call: Call, chat: Conversation) -> int | None:
    reply = call.given.decoded("reply_parameters", "reply parameters")
    if isinstance(reply, dict):
        wanted, optional = reply.get("message_id"), bool(reply.get("allow_sending_without_reply"))
    else:
        wanted = call.given.integer("reply_to_message_id") or None
        optional = call.given.flag("allow_sending_without_reply")
    if wanted is None:
        return None
    found: Entry | None = chat.entries.get(int(wanted))
    if found is None and not optional:
        raise bad_request("message to be replied not found")
    return found.id if found else None


def _change_keyboard(call: Call, chat: Conversation, markup: Markup) -> None:
    if markup.kind == "force":
        return
    chat.keyboard = markup.labels
    chat.placeholder = markup.body.get("input_field_placeholder")
    call.world.show(chat, "keyboard", keyboard=chat.keyboard, keyboard_placeholder=chat.placeholder)
