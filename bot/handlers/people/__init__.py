"""People: how they join or apply, the roster, who is the liaison and who stands in."""

from bot.handlers.people import applying, handing_over, joining, roster, standing_in

CONVERSATIONS = (
    joining.CONVERSATION,
    applying.CONVERSATION,
    roster.CONVERSATION,
    handing_over.CONVERSATION,
    standing_in.CONVERSATION,
)
