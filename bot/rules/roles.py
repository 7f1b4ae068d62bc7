"""Who uses the bot (三(一), 四(二))."""

from bot.rules.labelled import Labelled


class Role(Labelled):
    """What someone is here; the values are those of the command line."""

    COORDINATOR = "coordinator", "协调员"
    LIAISON = "liaison", "联络员"
    BUREAU = "bureau", "县局工作人员"
    ADMIN = "admin", "管理员"
