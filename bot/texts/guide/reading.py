"""📖 服务规范: chapters, pages, and finding by typing."""

LABEL = "📖 服务规范"
ABOUT = "服务规范"
HELP = "📖 服务规范：要求、法律、怎么用，打字就能查，例如：/guide 工伤"
WORDS = ("指南", "规范", "查规定", "法律法规", "政策", "使用说明", "怎么用", "手册", "查法律")

HOME = (
    "📖 服务规范\n\n点一章，或直接打字查找，例如：工伤几天内上报\n错字、拼音首字母也行，例如：gsbx"
)
CHAPTER = "📖 {title}\n\n共 {n} 页，点一页，或直接打字查找"
PAGE = "📖 {title}\n\n{text}"
FOUND = "“{asked}”找到这些，点一个看："
NOTHING = "没有找到“{asked}”。最接近的是下面这些；也可以换个说法，例如：加班费怎么算"
NOT_EVEN_NEAR = "没有找到“{asked}”，请换个说法，例如：加班费怎么算"
MEANT = "您是不是要：{what}"

BACK = "返回"
CONTENTS = "目录"
BEFORE = "◀ 上一页"
AFTER = "下一页 ▶"
EARLIER = "◀ 前面的"
LATER = "后面的 ▶"
RESUME = "↩ 接着上报"
RESUMED = "好的，请接着回答上报卡片上的问题"
NOTHING_TO_RESUME = "上报已经不在等您回答了，请点下方菜单，例如：📝 上报工作"

TOO_LONG = "一次查找请少写几个字（这里有 {n} 个字），写关键词就行，例如：工伤几天内上报"
NO_SUCH_PAGE = "这一页已经调整，请重新查找，例如：/guide 工伤"
NO_SUCH_CHAPTER = "这一章已经调整，请重新打开，例如：/guide"
