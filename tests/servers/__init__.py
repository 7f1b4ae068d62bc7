"""Real servers on loopback, started by whoever needs one and gone with them."""
