"""Draws `resources/icons/app.svg` as PNG, ICO and ICNS; run it when the drawing changes."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[1] / "resources" / "icons"
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)
LARGEST = 1024


def drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    """The drawing at a size, its ground transparent."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(buffer.data().data()))


def main() -> None:
    """Write the three files beside the drawing."""
    app = QGuiApplication(["icons"])
    renderer = QSvgRenderer(str(ICONS / "app.svg"))
    large = drawn(renderer, LARGEST)
    drawn(renderer, 256).save(ICONS / "app.png", optimize=True)
    # Each size is drawn, not shrunk: thin strokes stay sharp.
    sizes = [drawn(renderer, size) for size in WINDOWS]
    sizes[-1].save(
        ICONS / "app.ico", sizes=[(size, size) for size in WINDOWS], append_images=sizes[:-1]
    )
    large.save(
        ICONS / "app.icns",
        append_images=[drawn(renderer, size) for size in (32, 64, 128, 256, 512)],
    )
    app.quit()


if __name__ == "__main__":
    main()
