"""Icons: one stroke set of SVG files, drawn in the colour of a token at the screen's own ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

_STROKE = ('stroke-width="2"', 'stroke-width="1.8"')


def icon_pixmap(theme: Theme, name: str, size: int, tone: str, ratio: float) -> QPixmap:
    """The icon as a pixmap of `size` device-independent pixels, kept by the theme."""
    key = ("icon", name, size, tone, ratio)
    return theme.pixmap(key, lambda: _draw(theme, name, size, tone, ratio))


def _draw(theme: Theme, name: str, size: int, tone: str, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # a second library of Qt, loaded when first drawn

    text = (theme.icons / f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", theme.color(tone).name()).replace(*_STROKE)
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
