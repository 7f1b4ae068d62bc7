"""The bot's name, descriptions and menu button."""

from bot.sandbox.limits import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json

LONGEST = {"name": 64, "description": 512, "short_description": 120}


async def get_me(call: Call) -> Json:
    """GetMe."""
    return call.bot.body() | {
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_name(call: Call) -> bool:
    """setMyName; the one without a language is the bot's first name."""
    _keep(call, "name")
    if call.given.text("name") and not call.given.text("language_code"):
        call.bot.name = call.given.text("name")
    return True


async def get_my_name(call: Call) -> Json:
    """GetMyName."""
    return {"name": _kept(call, "name") or call.bot.name}


async def set_my_description(call: Call) -> bool:
    """SetMyDescription."""
    return _keep(call, "description")


async def get_my_description(call: Call) -> Json:
    """GetMyDescription."""
    return {"description": _kept(call, "description")}


async def set_my_short_description(call: Call) -> bool:
    """SetMyShortDescription."""
    return _keep(call, "short_description")


async def get_my_short_description(call: Call) -> Json:
    """GetMyShortDescription."""
    return {"short_description": _kept(call, "short_description")}


async def set_chat_menu_button(call: Call) -> bool:
    """setChatMenuButton, of one chat or of all."""
    button = call.given.decoded("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: Unsupported type specified")
    call.bot.menu_buttons[_chat_id(call)] = button
    return True


async def get_chat_menu_button(call: Call) -> Json:
    """GetChatMenuButton."""
    buttons = call.bot.menu_buttons
    return buttons.get(_chat_id(call)) or buttons.get(None) or {"type": "commands"}


async def farewell(_call: Call) -> bool:
    """Close and logOut, which change nothing here."""
    return True


def _chat_id(call: Call) -> int | None:
    return call.chat().id if call.given.text("chat_id") else None


def _keep(call: Call, what: str) -> bool:
    text = call.given.text(what)
    if len(text) > LONGEST[what]:
        raise bad_request(f"{what.replace('_', ' ')} is too long")
    call.bot.texts[what, call.given.text("language_code")] = text
    return True


def _kept(call: Call, what: str) -> str:
    texts = call.bot.texts
    return texts.get((what, call.given.text("language_code"))) or texts.get((what, ""), "")
