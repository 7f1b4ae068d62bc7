"""The roles of the people who use the bot (三(一), 四(二))."""

from bot.rules.labelled import Labelled


class Role(Labelled):
    """A role somebody has; its value is the word that the command line takes."""

    COORDINATOR = "coordinator", "协调员"
    LIAISON = "liaison", "联络员"
    DEPUTY = "deputy", "代理联络员"
    BUREAU = "bureau", "县局工作人员"
    ADMIN = "admin", "管理员"


LEADING = (Role.BUREAU, Role.LIAISON, Role.COORDINATOR)
"""Roles that have a menu, the one that can do most first.

Somebody with several roles has the menu of the first of them.
"""
OFFICERS = (Role.BUREAU, Role.ADMIN)
"""Roles of people who are in no ledger."""
