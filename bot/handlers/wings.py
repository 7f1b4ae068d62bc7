"""Imports every wing and gathers its conversations: together, all that people can talk about with
the bot.
"""

from bot.handlers import (
    alert,
    guide,
    meeting,
    menu,
    month,
    people,
    review,
    score,
    training,
    work,
)
from bot.handlers.conversation import gather

gather((menu.CONVERSATION,))
for wing in (people, work, review, score, month, training, alert, meeting, guide):
    gather(wing.CONVERSATIONS)
