"""A link as a QR code, to be shown on a screen."""

from io import BytesIO


def code_picture(link: str) -> bytes:
    """Return a PNG of the link's code, large enough for a projector."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=20, border=4)
    code.add_data(link)
    code.make(fit=True)
    out = BytesIO()
    code.make_image(fill_color="black", back_color="white").save(out, "PNG")
    return out.getvalue()
