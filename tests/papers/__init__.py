"""Drawn papers of all five kinds of work as people photograph them, each with the truth about it;
every one the same whenever it is drawn.
"""
