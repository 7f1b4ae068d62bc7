"""getChat and leaveChat."""

from bot.sandbox.limits import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json

GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


async def get_chat(call: Call) -> Json:
    """GetChat."""
    return call.chat().peer.chat() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


async def leave_chat(call: Call) -> bool:
    """leaveChat; only a group can be left."""
    chat = call.open_chat()
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    chat.shut = True
    return True
