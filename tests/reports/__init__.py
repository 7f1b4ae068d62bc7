"""Workbooks are read back by another library than wrote them; pictures are measured."""
