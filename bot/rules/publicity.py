"""Terms of publicity work (§7.1, §8.3, 三(四)一)."""

from bot.rules.labelled import Labelled


class Place(Labelled):
    """The kinds of place where self-initiated publicity counts (§8.3)."""

    ENTERPRISE = "enterprise", "企业"
    PARK = "park", "园区"
    COMMUNITY = "community", "社区"
    BUILDING = "building", "楼宇"


class Way(Labelled):
    """How publicity is done (§7.1)."""

    VISIT = "visit", "实地走访"
    ONLINE = "online", "线上发布"
    STAND = "stand", "宣传站"
    LEAFLET = "leaflet", "明白纸"


class Reach(Labelled):
    """Whom publicity reaches: one's own unit first, then the sector, then the county (三(四)一)."""

    UNIT = "unit", "本单位"
    SECTOR = "sector", "本行业"
    COUNTY = "county", "全县"
