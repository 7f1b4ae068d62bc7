"""Photos lose their metadata and come in sizes; files stay as they are."""

from io import BytesIO

import pytest
from PIL import Image

from bot.errors import Refused
from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.sandbox.conftest import Client, jpeg
from tests.sandbox.spec import CHECKOUT


def sides(body: dict[str, object]) -> list[int]:
    sizes = body["photo"]
    assert isinstance(sizes, list)
    return [max(size["width"], size["height"]) for size in sizes]


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (4000, 3000, [90, 320, 800, 1280]),
        (640, 480, [90, 320, 640]),
        (320, 100, [90, 320]),
        (60, 50, [60]),
    ],
)
async def test_a_photo_comes_in_sizes_and_is_never_enlarged(
    phone: Phone, width: int, height: int, expected: list[int]
) -> None:
    sent = await phone.send_photo(jpeg(width, height))
    assert sides(sent.body) == expected


async def test_a_photo_is_turned_upright_and_loses_its_exif(phone: Phone) -> None:
    sent = await phone.send_photo(jpeg(400, 200, turned=6))
    image = Image.open(BytesIO(sent.photo()))
    assert image.size == (200, 400)
    assert not image.getexif()


async def test_a_picture_sent_as_a_file_keeps_every_byte(phone: Phone) -> None:
    original = jpeg()
    sent = await phone.send_file(original, "现场.jpg", "image/jpeg")
    assert sent.document() == original
    assert sent.body["document"]["thumbnail"]["height"] == 240


async def test_the_same_picture_has_the_same_ids(client: Client, phone: Phone) -> None:
    sent = await phone.send_photo(jpeg())
    again = await client.upload("sendPhoto", {"photo": jpeg()}, chat_id=1001)
    assert again["result"]["photo"] == sent.body["photo"]
    smallest = sent.body["photo"][0]["file_id"]
    by_id = await client.result("sendPhoto", chat_id=1001, photo=smallest)
    assert by_id["photo"] == sent.body["photo"]


async def test_a_transparent_picture_is_laid_on_white(phone: Phone) -> None:
    out = BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    sent = await phone.send_photo(out.getvalue())
    assert Image.open(BytesIO(sent.photo())).getpixel((50, 50)) == (255, 255, 255)


async def test_a_person_is_told_when_a_file_is_no_picture(phone: Phone) -> None:
    with pytest.raises(Refused, match="这不是能显示的图片"):
        await phone.send_photo(b"%PDF")


async def test_an_album_has_two_to_ten_photos(phone: Phone, world: World) -> None:
    with pytest.raises(Refused, match="2 到 10"):
        await phone.send_album([jpeg(50, 50)])
    sent = await phone.send_album([jpeg(50 + n, 50) for n in range(10)], "说明")
    assert [message.text for message in sent] == ["说明", *[""] * 9]
    kinds = [
        next(key for key in update if key != "update_id")
        for update in world.main_bot.updates.pending
    ]
    assert kinds == ["message"] * 11


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("jolla.jpg", (1280, 960)),
        ("portrait_6.jpg", (450, 600)),
        ("iphone_13_pro_max.HEIC", (960, 1280)),
    ],
)
async def test_real_photos_are_taken_as_a_phone_sends_them(
    phone: Phone, name: str, size: tuple[int, int]
) -> None:
    path = CHECKOUT.parent / "shared" / "photos" / name
    if not path.exists():
        pytest.skip("the real photos do not stand beside this checkout (../shared/photos)")
    sent = await phone.send_photo(path.read_bytes())
    image = Image.open(BytesIO(sent.photo()))
    assert (image.format, image.size) == ("JPEG", size)
    assert not image.getexif()
