"""People: how they join or apply, the roster, who is the liaison and who stands in."""

from bot.handlers.people import (
    applying,
    forces,
    handing_over,
    joining,
    linking,
    me,
    roster,
    standing_in,
)

CONVERSATIONS = (
    joining.CONVERSATION,
    applying.CONVERSATION,
    roster.CONVERSATION,
    linking.CONVERSATION,
    handing_over.CONVERSATION,
    standing_in.CONVERSATION,
    forces.CONVERSATION,
    me.CONVERSATION,
)
