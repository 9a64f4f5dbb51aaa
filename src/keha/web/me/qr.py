"""A QR code drawn as SVG."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str) -> SafeString:
    """The address as an inline SVG without a fixed size; it holds only paths that the library draws."""
    drawing = segno.make(address, error="m").svg_inline(omitsize=True, border=3, dark="#16231e", light="#ffffff")
    return mark_safe(drawing)  # noqa: S308  drawn by the library from an address of our own
