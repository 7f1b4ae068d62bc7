"""What papers tell of the work they prove: kind, slots and lines of the card (dialogues, I)."""
