"""Published experience: labels and questions."""

TITLE = "刊发经验"
SPOKEN = ("刊发经验", "刊发", "稿件", "发稿")

MEDIUM, HEADLINE, LEVEL, DAY, GENRE = "媒体", "标题", "级别", "日期", "体裁"
SHOT = "截图或链接"

ASK_MEDIUM = "哪家媒体刊发的？标题可以接着写，例如：济宁日报《服装厂三招化解欠薪》"
ASK_HEADLINE = "标题是什么？请打字，例如：服装厂三招化解欠薪"
ASK_LEVEL = "是哪一级媒体？（县级的记录在案，不加分）"
ASK_DAY = "刊发日期？点日期，或直接打字，例如：11.5、上周三"
ASK_SHOT = "请发截图，或把链接发过来"
ASK_GENRE = "是文章还是视频？可以跳过"

EXAMPLE_MEDIUM = "济宁日报"
EXAMPLE_HEADLINE = "服装厂三招化解欠薪"
COUNTY_MEDIA = "县级媒体刊发的记录在案，不加分"
