"""People: how they join or apply, the roster, who is the liaison and who stands in."""

from bot.handlers.people import applying, joining

CONVERSATIONS = (joining.CONVERSATION, applying.CONVERSATION)
