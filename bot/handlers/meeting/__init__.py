"""What is told to and asked of the bureau: feedback, meetings, what the bot costs people
(四(二)(三)).
"""

from bot.handlers.meeting import answering, burden, feedback, pack

CONVERSATIONS = (
    feedback.CONVERSATION,
    answering.CONVERSATION,
    pack.CONVERSATION,
    burden.CONVERSATION,
)
