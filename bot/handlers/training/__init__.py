"""Training and placements (三(四)), stations and studios (三(六)); and the list of all that stands
behind 🏫 培训与站点.
"""

from bot.handlers.training import rooms, station_cards, stations

CONVERSATIONS = (
    rooms.CONVERSATION,
    stations.CONVERSATION,
    station_cards.CONVERSATION,
)
