"""Sending text, places and contacts, deleting, answering presses."""

import asyncio

from bot.sandbox.chats import Conversation, Entry
from bot.sandbox.events import Event
from bot.sandbox.limits import (
    DELETABLE_SECONDS,
    DELETE_AT_ONCE,
    QUERY_TOO_OLD,
    TOAST_UNITS,
    bad_request,
)
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.sending import send, text_content
from bot.sandbox.wire import Json, utf16_length

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


async def send_message(call: Call) -> Json:
    """SendMessage."""
    return send(call, text_content(call))


async def send_location(call: Call) -> Json:
    """SendLocation."""
    latitude, longitude = call.given.number("latitude"), call.given.number("longitude")
    if latitude is None:
        raise bad_request("latitude is empty")
    if longitude is None:
        raise bad_request("longitude is empty")
    location: Json = {"latitude": latitude, "longitude": longitude}
    for name in ("live_period", "heading", "proximity_alert_radius"):
        if call.given.integer(name):
            location[name] = call.given.integer(name)
    accuracy = call.given.number("horizontal_accuracy")
    location |= {"horizontal_accuracy": accuracy} if accuracy else {}
    return send(call, {"location": location})


async def send_contact(call: Call) -> Json:
    """SendContact."""
    given = call.given
    contact: Json = {
        name: given.text(name) for name in ("phone_number", "first_name") if given.text(name)
    }
    if "phone_number" not in contact:
        raise bad_request("phone number is empty")
    if "first_name" not in contact:
        raise bad_request("first name is empty")
    contact |= {name: given.text(name) for name in ("last_name", "vcard") if given.text(name)}
    return send(call, {"contact": contact})


async def send_chat_action(call: Call) -> bool:
    """SendChatAction."""
    action = call.given.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.show(call.open_chat(), "typing", action=action)
    return True


async def delete_message(call: Call) -> bool:
    """deleteMessage: within 48 hours; in a group only the bot's own."""
    chat = call.chat()
    entry = call.entry(chat, "delete")
    _check_deletable(call, chat, entry)
    call.world.erase(chat, entry.id)
    return True


async def delete_messages(call: Call) -> bool:
    """deleteMessages: up to 100; those that are not there are skipped."""
    chat = call.chat()
    ids = call.given.decoded("message_ids", "message identifiers")
    if not isinstance(ids, list) or not all(isinstance(each, int) for each in ids):
        raise bad_request("expected an Array of message identifiers")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > DELETE_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    entries = [chat.entries[each] for each in dict.fromkeys(ids) if each in chat.entries]
    for entry in entries:
        _check_deletable(call, chat, entry)
    for entry in entries:
        call.world.erase(chat, entry.id)
    return True


async def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery: within 15 seconds, by the bot that was asked."""
    call.bot.take_expired(asyncio.get_running_loop().time())
    query = call.bot.queries.get(call.given.text("callback_query_id"))
    if query is None:
        raise bad_request(QUERY_TOO_OLD)
    text = call.given.text("text")
    if utf16_length(text) > TOAST_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    body = {"text": text, "alert": call.given.flag("show_alert")}
    call.world.events.emit(Event(query.user, query.chat, "toast", body))
    return True


def _check_deletable(call: Call, chat: Conversation, entry: Entry) -> None:
    if call.world.clock.timestamp() - entry.body["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    if chat.is_group and entry.outgoing:
        raise bad_request("message can't be deleted")
