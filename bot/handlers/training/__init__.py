"""Training and placements (三(四)), stations and studios (三(六)); and the list of all that stands
behind 🏫 培训与站点.
"""

from bot.handlers.training import (
    attending,
    evaluating,
    papers,
    placements,
    rooms,
    signing_in,
    station_cards,
    stations,
    trainings,
)

CONVERSATIONS = (
    rooms.CONVERSATION,
    trainings.CONVERSATION,
    attending.CONVERSATION,
    signing_in.CONVERSATION,
    placements.CONVERSATION,
    evaluating.CONVERSATION,
    papers.CONVERSATION,
    stations.CONVERSATION,
    station_cards.CONVERSATION,
)
