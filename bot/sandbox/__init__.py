"""A stand-in for Telegram's Bot API, for demonstration, training and tests; loopback only.

`world` holds everything and knows no HTTP; `people` is what persons do in it, `methods` what bots
do; `server` puts both on HTTP, `delivery` hands updates to the bots, `faults` makes it all go
wrong on demand; `phone` is how a test acts as a person.
"""
