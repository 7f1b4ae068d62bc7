"""Sentences about photos, videos and papers: why one is refused, what a contact sheet says."""

import re
from typing import Final

PHOTO: Final = "照片"
VIDEO: Final = "视频"
LINK: Final = "链接"
PAPER: Final = "材料"
OTHER_PAPER: Final = "文件"
NOT_SHOWN: Final = "未能显示"
NOTHING_TO_LAY_OUT: Final = "没有可以排成缩略图的材料，请先添加，例如一张现场照片。"
NO_FACE: Final = "未找到中文字体，请重新安装依赖，例如运行 make install。"
CRASHED: Final = "这份材料没能处理完，可能已损坏或过大，请换一份再试，例如手机直接拍的照片。"
NO_PROCESS: Final = "识读材料的进程现在起不来，稍后会再试一次"

# What came instead, for a refusal to name.
PROGRAM: Final = "可执行程序"
ANDROID_PROGRAM: Final = "安卓程序"
SCRIPT: Final = "脚本程序"
ARCHIVE: Final = "压缩包"
OLD_OFFICE: Final = "旧版 Office 文件"
BMP: Final = "BMP 图片"
TIFF: Final = "TIFF 图片"
PHOTOSHOP: Final = "Photoshop 图片"
SVG: Final = "SVG 图片"
WEB_PAGE: Final = "网页文件"
RTF: Final = "RTF 文档"
SOUND: Final = "录音"
MKV: Final = "MKV 视频"
FLV: Final = "FLV 视频"
WMV: Final = "WMV 视频"
OTHER_PICTURES: Final = frozenset({BMP, TIFF, PHOTOSHOP, SVG})

_ID_NUMBER = re.compile(r"(?<!\d)(\d{4})\d{10}(\d{3}[\dXx])(?!\d)")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_ALLOWED = "照片用 JPEG，材料用 PDF、Word 或 Excel"


def short_name(name: str, most: int = 24) -> str:
    """Give a file's name as it may be shown: one line, ID numbers masked, the ending kept."""
    seen = _ID_NUMBER.sub(r"\1**********\2", _UNSEEN.sub("", name)).strip()
    if len(seen) <= most:
        return seen
    stem, dot, ending = seen.rpartition(".")
    if not dot or len(ending) > 5:
        return seen[: most - 1] + "…"
    return stem[: most - len(ending) - 2] + "…." + ending


def _called(name: str, otherwise: str = "这份材料") -> str:
    shown = short_name(name)
    return f"“{shown}”" if shown else otherwise


def _spaced(noun: str) -> str:
    return f" {noun}" if noun[0].isascii() else noun


def empty(name: str) -> str:
    return f"{_called(name)}是空的（0 字节），请重新发送，例如从相册里再选一次。"


def damaged(name: str) -> str:
    return f"{_called(name)}打不开，文件不完整或已损坏，请重新发送，例如从相册里再选一次原图。"


def too_many_pixels(name: str, width: int, height: int, most: int) -> str:
    """Name the picture's pixels beside the limit, both in 万."""
    return (
        f"{_called(name, '这张图片')}有 {width}×{height} 共 {width * height // 10_000} 万像素，"
        f"超过 {most // 10_000} 万像素的上限，请缩小后再发，例如 4000×3000。"
    )


def not_what_it_claims(name: str, content: str) -> str:
    """Say that a file called a picture is something else; ``content`` may be empty."""
    really = f"实际是{_spaced(content)}" if content else "内容与名称不符"
    return f"{_called(name)}{really}，不能作为佐证，请发送原件，例如{_ALLOWED}。"


def not_accepted(name: str, content: str) -> str:
    """Say that a format is not on the list; ``content`` may be empty."""
    what = f"是{_spaced(content)}" if content else "的格式无法识别"
    return f"{_called(name)}{what}，暂不支持，请转换后再发，例如{_ALLOWED}。"


def no_picture() -> str:
    return "这份材料不是图片，做不成可分享的副本，请另选一张照片，例如活动现场的照片。"


def locked(name: str) -> str:
    return f"{_called(name)}设有打开密码，请去掉密码后再发，例如在 Word 或 WPS 里另存一份。"


def not_a_document(name: str) -> str:
    return f"{_called(name)}不是完好的文档，请在 Word 或 WPS 里重新保存再发，例如“活动方案.docx”。"


def with_macros(name: str) -> str:
    return f"{_called(name)}带有宏，请去掉宏后再发，例如另存为“活动方案.docx”。"


def swells(name: str, size: int, most: int) -> str:
    """Name what a document unpacks to, in MB, beside the limit."""
    return (
        f"{_called(name)}解压后有 {size // 1_000_000} MB，超过 {most // 1_000_000} MB 的上限，"
        "请精简后再发，例如只保留正文。"
    )


def and_more(count: int) -> str:
    return f"另有 {count} 份"


HELD = "可能有证件号、电话或银行卡号，没有发来；确需原件，请管理员在服务器上导出"


def as_pages(n: int, of: int) -> str:
    """Say that a paper comes as pictures of its first ``n`` pages of ``of``."""
    if n >= of:
        return "证件号、电话等已遮盖，按页图发来"
    return f"只发检查过的前 {n} 页，共 {of} 页；其余请管理员在服务器上导出"
