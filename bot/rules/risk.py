"""Terms of risk prevention (§7.4, §8.3)."""

from bot.rules.labelled import Labelled


class Whose(Labelled):
    """Whose risk it was: one's own unit's, or the township's or field's (§8.3)."""

    OWN = "own", "本单位"
    TOWNSHIP = "township", "本乡镇街道"
    FIELD = "field", "本领域"


class Prevention(Labelled):
    """By what a risk was prevented (§8.3)."""

    HANDLED = "handled", "应急处置"
    ADVISED = "advised", "提出建议"


class Risk(Labelled):
    """The kinds of risk that labour relations carry."""

    PAY = "pay", "工资支付"
    CROWD = "crowd", "群体性纠纷"
    LAYOFF = "layoff", "裁员停产搬迁"
    CONTRACT = "contract", "用工和合同"
    INSURANCE = "insurance", "社保和工伤"
    CONDITIONS = "conditions", "工时和劳动条件"
    OTHER = "other", "其他风险"
