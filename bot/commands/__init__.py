"""The commands of `xietiao`, a module a subject. Heavy imports stay inside them."""
