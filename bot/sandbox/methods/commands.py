"""The command list, by scope and language."""

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.accounts import Bot, CommandScope
from bot.sandbox.chats import Conversation
from bot.sandbox.limits import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json

NAME = re.compile(r"^[a-z0-9_]{1,32}$")
LONGEST_DESCRIPTION = 256
MOST = 100
EVERYWHERE = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
OF_CHAT = {"chat", "chat_administrators", "chat_member"}


async def set_my_commands(call: Call) -> bool:
    """SetMyCommands."""
    given = call.given.decoded("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > MOST:
        raise bad_request("too many commands specified")
    call.bot.commands[_key(call)] = [_command(each) for each in given]
    _show(call)
    return True


async def get_my_commands(call: Call) -> list[Json]:
    """getMyCommands: exactly those of this scope and language."""
    return call.bot.commands.get(_key(call), [])


async def delete_my_commands(call: Call) -> bool:
    """deleteMyCommands: the next wider scope shows through."""
    call.bot.commands.pop(_key(call), None)
    _show(call)
    return True


def commands_for(bot: Bot, chat: Conversation, user: int, language: str) -> list[Json]:
    """What the menu of this person shows in this chat: the narrowest scope that has commands."""
    for scope in _narrowest_first(chat, user):
        for spoken in (language.partition("-")[0], ""):
            if bot.commands.get((scope, spoken)):
                return bot.commands[scope, spoken]
    return []


def _narrowest_first(chat: Conversation, user: int) -> Iterator[CommandScope]:
    if chat.is_group:
        yield "chat_member", chat.id, user
    yield "chat", chat.id, 0
    yield ("all_group_chats" if chat.is_group else "all_private_chats"), 0, 0
    yield "default", 0, 0


def _key(call: Call) -> tuple[CommandScope, str]:
    scope = call.given.decoded("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = scope.get("type")
    language = call.given.text("language_code")
    if kind in EVERYWHERE:
        return (kind, 0, 0), language
    if kind not in OF_CHAT:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = _number(scope.get("chat_id"))
    if call.world.conversation(call.bot, chat_id) is None:
        raise bad_request("chat not found")
    user = _number(scope.get("user_id")) if kind == "chat_member" else 0
    return (kind, chat_id, user), language


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", ""))
    if not NAME.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _show(call: Call) -> None:
    """Tell the phones that the set which concerns them has changed."""
    (kind, chat_id, _), _ = _key(call)
    if kind in OF_CHAT:
        concerned = [call.world.conversation(call.bot, chat_id)]
    else:
        concerned = [*call.world.conversations(call.bot)]
    for chat in filter(None, concerned):
        for user in chat.readers():
            language = call.world.users[user].language
            commands = commands_for(call.bot, chat, user, language)
            call.world.show(chat, "commands", commands=commands)
