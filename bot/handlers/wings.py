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
# What is typed is offered to those gathered last first: the guide understands whatever is left.
for wing in (guide, people, work, review, score, month, training, alert, meeting):
    gather(wing.CONVERSATIONS)
