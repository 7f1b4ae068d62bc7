"""What papers tell of the work they prove, from what was read on them."""
