"""Terms of improved labour management (§7.3, §8.3)."""

from bot.rules.labelled import Labelled


class Change(Labelled):
    """How management was improved: one's own reform, or advice that was adopted (§8.3)."""

    REFORMED = "reformed", "改革管理制度"
    ADVISED = "advised", "建议被采纳"


class Task(Labelled):
    """The kinds of labour management work: rules, contracts and collective contracts are drafted,
    guided and supervised (§7.3).
    """

    RULES = "rules", "拟订规章制度"
    CONTRACT_TEXT = "drafted", "拟订合同文本"
    CONTRACT_GUIDED = "guided", "指导合同签订"
    CONTRACT_WATCHED = "watched", "监督合同履行"
    COLLECTIVE_TEXT = "col_drafted", "拟订集体合同"
    COLLECTIVE_GUIDED = "col_guided", "指导集体协商"
    COLLECTIVE_WATCHED = "col_watched", "监督集体合同"
