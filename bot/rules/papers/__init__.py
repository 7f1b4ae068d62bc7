"""Papers (佐证材料): what is read on them, and what that tells of the work they prove."""
