"""Registering a station or studio: the questions."""

TITLE = "服务站点"
NAME, EXAMPLE_NAME = "名称", "城东服务站"
EXAMPLE = "城东服务站，园区，城东路12号，负责人李梅，2026年3月1日"
ASK_NAME = (
    f"站点名称？可以一条消息写完名称、所在、地址、负责人、成立日期，也可以带照片，例如：{EXAMPLE}"
)
KIND, ASK_KIND = "类别", "是哪一类？"
WHERE, ASK_WHERE = "所在", "设在哪里？"
ADDRESS, EXAMPLE_ADDRESS = "地址", "城东路12号"
ASK_ADDRESS = f"地址？地图按它找，例如：{EXAMPLE_ADDRESS}"
KEEPER, EXAMPLE_KEEPER = "负责人", "李梅"
ASK_KEEPER = f"负责人姓名？台账里的人直接写姓名，例如：{EXAMPLE_KEEPER}"
OPENED, ASK_OPENED = "成立日期", "哪天成立？例如：2026年3月1日"
PHOTO, ASK_PHOTO = "照片", "请发站点的照片"
SPOKEN_STATION = ("服务站", "公共服务站", "站")
SPOKEN_STUDIO = ("工作室",)
