"""Work: reporting it, one's own or on behalf of others, the material it rests on, one's own
records, and appealing.
"""

from bot.handlers.work import (
    appealing,
    behalf,
    comparing,
    drawing,
    forgetting,
    material,
    reading,
    records,
    reporting,
    words,
)

CONVERSATIONS = (
    reporting.CONVERSATION,
    words.CONVERSATION,
    material.CONVERSATION,
    drawing.CONVERSATION,
    reading.CONVERSATION,
    comparing.CONVERSATION,
    forgetting.CONVERSATION,
    records.CONVERSATION,
    appealing.CONVERSATION,
    behalf.CONVERSATION,
)
