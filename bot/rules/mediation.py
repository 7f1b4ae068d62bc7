"""Terms of mediation work (§7.2)."""

from bot.rules.labelled import Labelled


class Origin(Labelled):
    """Where a case came from: a coordinator found it on a check, or a party brought it."""

    CHECK = "check", "排查发现"
    PARTY = "party", "当事人反映"


class Dispute(Labelled):
    """The six kinds of dispute."""

    STATUS = "status", "确认劳动关系"
    CONTRACT = "contract", "劳动合同（订立至终止）"
    DEPARTURE = "departure", "除名、辞退、辞职、离职"
    CONDITIONS = "conditions", "工时休假、社保福利、培训、劳动保护"
    PAY = "pay", "劳动报酬、工伤医疗费、补偿赔偿"
    OTHER = "other", "其他法定劳动争议"


class Must(Labelled):
    """The five musts (五个要). PAPERS, the last, is not asked but follows from the slots."""

    FACTS = "facts", "要查清事实"
    PATIENCE = "patience", "要耐心倾听"
    COMMON_GROUND = "common_ground", "要尽快求同"
    METHOD = "method", "要合理调解"
    PAPERS = "papers", "要齐备资料"
