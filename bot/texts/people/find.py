"""Finding somebody of a ledger by name."""

NOBODY = "台账里没有叫“{name}”的人{hint}"
NEAR = "，您要找的是不是：{name}"
EXAMPLE = "，请发全名，例如：张三"
