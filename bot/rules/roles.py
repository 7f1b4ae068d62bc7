"""Who uses the bot (三(一), 四(二))."""

from bot.rules.labelled import Labelled


class Role(Labelled):
    """What someone is here; the values are those of the command line."""

    COORDINATOR = "coordinator", "协调员"
    LIAISON = "liaison", "联络员"
    BUREAU = "bureau", "县局工作人员"
    ADMIN = "admin", "管理员"


LEADING = (Role.BUREAU, Role.LIAISON, Role.COORDINATOR)
"""Roles that have a menu, from who can do most; the first of somebody's decides on theirs."""
OFFICERS = (Role.BUREAU, Role.ADMIN)
"""Roles of people who are in no ledger."""
