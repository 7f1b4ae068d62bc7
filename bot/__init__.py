"""协调通: one photo's way, room by room.

`transport.intake` writes the update down and only then acknowledges it · `transport.dispatch`
keeps each chat in order · `handlers.router` finds the handler · `handlers.turn` runs it as one
transaction: `actions.work.attach` finds the draft (`storage.work.drafts`, `forms.form`) and writes
the evidence row, `handlers.work.card` draws the card, `storage.outbox` holds what is said ·
`transport.sender` says it · `transport.fetcher` brings the file to `storage.blobs`,
`evidence.inspect` proves it readable, `evidence.sheet` lays it out · `handlers.review.live` shows
it to the liaison, `actions.review.review` decides · `rules.scoring` counts it ·
`actions.score.summarise` and `reports` put it before the bureau.
"""
