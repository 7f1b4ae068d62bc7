"""Photos that look alike, papers that say the same: neutral words, for the reviewer only."""

FLAG = {
    "same": "第{place}张与 {number} 相似（第{other}张，完全相同）",
    "near": "第{place}张与 {number} 相似（第{other}张）",
    "mirrored": "第{place}张与 {number} 相似（第{other}张，左右相反）",
    "text": "第{place}份与 {number} 文字相同（第{other}份）",
}

IN_SHORT = {
    "same": "第{place}张与 {number} 相似（完全相同）",
    "near": "第{place}张与 {number} 相似",
    "mirrored": "第{place}张与 {number} 相似（左右相反）",
    "text": "第{place}份与 {number} 文字相同",
}
SEVERAL = {
    "same": "第{place}张与 {number} 相似（相同）{n} 处",
    "near": "第{place}张与 {number} 相似，共 {n} 处",
    "mirrored": "第{place}张与 {number} 相似，共 {n} 处",
    "text": "第{place}份与 {number} 文字相同，共 {n} 处",
}

OUTLINE = "{number} {kind}，{force}，{day}。两条不归同一处审核，需要比对时请联系县局"
NOT_YOURS = "这一条不归您审核，也没有与您审核的材料相似，请点 ✅ 待审核 查看您的"
