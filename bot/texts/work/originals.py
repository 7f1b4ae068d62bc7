"""原图, 看材料: the pieces of something as they are sent."""

LINK = "{n} 🔗 {link}"
REFUSED = "第{n}份没能发出，其余照常；需要时请换一种格式再发，例如 PDF"
