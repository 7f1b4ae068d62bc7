"""People: how they join, and who is the liaison."""

from bot.handlers.people import joining

CONVERSATIONS = (joining.CONVERSATION,)
