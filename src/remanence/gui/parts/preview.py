"""A look at an attached paper beside the desk: a page, a picture, or the first rows of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.scroll import slim
from remanence.gui.parts.surface import column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.app.preview import Preview
    from remanence.gui.hub import Hub

_WIDTH: Final = 760
_ZOOMS: Final = (50, 75, 100, 125, 150, 200, 300)


class PreviewBox(QDialog):
    """One paper; + and - zoom, Page Up and Page Down turn, nothing in it is ever run."""

    def __init__(self, hub: Hub, title: str, name: str, digest: str, parent: QWidget) -> None:
        """Show an attached file; its page comes from the worker."""
        super().__init__(parent)
        self.hub = hub
        self._name, self._digest = name, digest
        self._page, self._pages, self._zoom = 1, 1, 100
        self._found: Preview | None = None
        self.setWindowTitle(f"{title} · {name}")
        self._place = QLabel()
        self._place.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(title)
        slim(hub.theme, self._area, "sunken")
        self._area.setWidget(self._place)
        self._where = Text(hub.theme, "", "caption", tone="muted", figures=True)
        self.setLayout(column([self._tools(title), (self._area, 1)], (1, 10, 1, 1), 8))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_WIDTH + 60, 760)
        for keys, step in (("+", 1), ("Ctrl++", 1), ("-", -1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self.zoom(step))
        self._read()

    def _tools(self, title: str) -> QWidget:
        theme = self.hub.theme
        smaller = Button(theme, "−", "quiet", name=_("Smaller (−)"))
        larger = Button(theme, "+", "quiet", name=_("Larger (+)"))
        before = Button(theme, "‹", "quiet", name=_("Page before (Page Up)"))
        after = Button(theme, "›", "quiet", name=_("Page after (Page Down)"))
        elsewhere = Button(theme, _("Open with its program"))
        smaller.clicked.connect(lambda: self.zoom(-1))
        larger.clicked.connect(lambda: self.zoom(1))
        before.clicked.connect(lambda: self.turn(-1))
        after.clicked.connect(lambda: self.turn(1))
        elsewhere.clicked.connect(self.open_elsewhere)
        name = Text(theme, title, "section", 600)
        turning = row([before, self._where, after, 10, smaller, larger], spacing=2)
        return held(row([(name, 1), 8, turning, 10, elsewhere], (18, 0, 18, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn; Escape closes."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        step = turns.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface of a popup."""
        QPainter(self).fillRect(self.rect(), self.hub.theme.color("surface"))

    def zoom(self, step: int) -> None:
        """Show it larger or smaller by one step."""
        place = min(max(_ZOOMS.index(self._zoom) + step, 0), len(_ZOOMS) - 1)
        if _ZOOMS[place] != self._zoom:
            self._zoom = _ZOOMS[place]
            self._read()

    def turn(self, step: int) -> None:
        """Show another page."""
        page = min(max(self._page + step, 1), self._pages)
        if page != self._page:
            self._page = page
            self._read()

    def open_elsewhere(self) -> None:
        """Open it with the program that the system has for it."""
        if self._found is None:
            return
        # The stored file has no ending: a copy that has one lies beside the temporary files.
        target = self.hub.answers.copy_to_open(self._name, self._digest)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _read(self) -> None:
        width = int(_WIDTH * self._zoom / 100 * self.devicePixelRatioF())
        name, digest, page = self._name, self._digest, self._page
        self.hub.ask(
            self,
            _("reading {name}").format(name=name),
            lambda answers: answers.preview(name, digest, page, width),
            self.show_preview,
            lambda error: self._say(str(error)),
            waited_for=True,
        )

    def show_preview(self, found: Preview) -> None:
        """Show what was found."""
        self._found = found
        if found.picture is not None:
            picture = found.picture
            self._page, self._pages = picture.page, picture.pages
            form = QImage.Format.Format_RGBX8888
            image = QImage(picture.data, picture.width, picture.height, picture.stride, form)
            self._show_image(image.copy())
        elif found.image is not None:
            image = QImage.fromData(found.image)
            width = int(_WIDTH * self._zoom / 100 * self.devicePixelRatioF())
            smooth = Qt.TransformationMode.SmoothTransformation
            if image.isNull():
                self._say(_("It is damaged, so it cannot be shown."))
            else:
                self._show_image(image.scaledToWidth(min(width, 3 * image.width()), smooth))
        elif found.rows:
            self._show_rows(found)
        else:
            self._say(found.note)
        words = _("page {page} of {pages}").format(page=self._page, pages=self._pages)
        self._where.setText(words if self._pages > 1 else f"{self._zoom} %")

    def _show_image(self, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._place.setPixmap(pixmap)

    def _say(self, words: str) -> None:
        self._put(held(column([Text(self.hub.theme, words, wrap=True), None], (24, 24, 24, 24))))

    def _show_rows(self, found: Preview) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(16)
        for line, cells in enumerate(found.rows):
            for place, text in enumerate(cells):
                weight = 600 if line == 0 else 400
                grid.addWidget(Text(self.hub.theme, text, "caption", weight), line, place)
        outer = QVBoxLayout()
        outer.addLayout(grid)
        outer.addStretch(1)
        self._put(held(outer))

    def _put(self, widget: QWidget) -> None:
        self._area.setWidget(widget)
        self._place = QLabel()
