"""A look at an attached paper beside the desk: a page, a picture, or the first rows of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from remanence.gui.elsewhere import open_elsewhere
from remanence.gui.hub import Note
from remanence.gui.parts.button import Button
from remanence.gui.parts.scroll import slim
from remanence.gui.parts.surface import column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.app.preview import Preview
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub

_WIDTH: Final = 760
_ZOOMS: Final = (50, 75, 100, 125, 150, 200, 300)


class _Look(NamedTuple):
    """What was found, and its picture if it has one; made on the worker."""

    found: Preview
    image: QImage | None


def _looked(found: Preview, width: int) -> _Look:
    if found.picture is not None:
        one = found.picture
        form = QImage.Format.Format_RGBX8888
        drawn = QImage(one.data, one.width, one.height, one.stride, form)
        return _Look(found, drawn.copy())  # the bytes belong to Python: the image needs its own
    if found.image is not None:
        image = QImage.fromData(found.image)
        if not image.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(min(width, 3 * image.width()), smooth)
        return _Look(found, image)
    return _Look(found, None)


class PreviewBox(QDialog):
    """One paper; + and - zoom, Page Up and Page Down turn, nothing in it is ever run."""

    def __init__(self, hub: Hub, title: str, name: str, digest: str, parent: QWidget) -> None:
        """Show an attached file; its page comes from the worker."""
        super().__init__(parent)
        self.hub = hub
        self._name, self._digest = name, digest
        self._page, self._pages, self._zoom = 1, 1, 100
        self.setWindowTitle(f"{title} · {name}")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(title)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        slim(hub.theme, self._area, "sunken")
        self._where = Text(hub.theme, "", "caption", tone="muted", figures=True)
        self.setLayout(column([self._tools(title), (self._area, 1)], (1, 10, 1, 1), 8))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_WIDTH + 60, 760)
        for keys, step in (("+", 1), ("Ctrl++", 1), ("-", -1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self.zoom(step))
        self._area.setFocus()
        self._read()

    def _tools(self, title: str) -> QWidget:
        theme = self.hub.theme
        smaller = Button(theme, "−", "quiet", name=_("Smaller (−)"))
        larger = Button(theme, "+", "quiet", name=_("Larger (+)"))
        self._before = Button(theme, "‹", "quiet", name=_("Page before (Page Up)"))
        self._after = Button(theme, "›", "quiet", name=_("Page after (Page Down)"))
        elsewhere = Button(theme, _("Open with its program"))
        smaller.clicked.connect(lambda: self.zoom(-1))
        larger.clicked.connect(lambda: self.zoom(1))
        self._before.clicked.connect(lambda: self.turn(-1))
        self._after.clicked.connect(lambda: self.turn(1))
        elsewhere.clicked.connect(self.open_elsewhere)
        name = Text(theme, title, "section", 600)
        turning = row([self._before, self._where, self._after, 10, smaller, larger], spacing=2)
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
        # The stored file has no ending: a copy that has one lies beside the temporary files.
        name, digest = self._name, self._digest
        self.hub.ask(
            self,
            _("opening {name}").format(name=name),
            lambda answers: answers.copy_to_open(name, digest),
            lambda path: self._opened(found=open_elsewhere(path)),
            waited_for=True,
        )

    def _opened(self, *, found: bool) -> None:
        if not found:
            what = _("The system has no program for {name}.").format(name=self._name)
            self.hub.note(Note("attention", what))

    def _read(self) -> None:
        width = int(_WIDTH * self._zoom / 100 * self.devicePixelRatioF())
        name, digest, page = self._name, self._digest, self._page

        def look(answers: Answers) -> _Look:
            return _looked(answers.preview(name, digest, page, width), width)

        self.hub.ask(
            self,
            _("reading {name}").format(name=name),
            look,
            self._show_look,
            lambda error: self._say(str(error)),
            waited_for=True,
        )

    def _show_look(self, look: _Look) -> None:
        found = look.found
        if found.picture is not None:
            self._page, self._pages = found.picture.page, found.picture.pages
        if look.image is not None and look.image.isNull():
            self._say(_("It is damaged, so it cannot be shown."))
        elif look.image is not None:
            self._show_image(look.image)
        elif found.rows:
            self._show_rows(found)
        else:
            self._say(found.note)
        words = _("page {page} of {pages}").format(page=self._page, pages=self._pages)
        self._where.setText(words if self._pages > 1 else f"{self._zoom} %")
        self._before.setVisible(self._pages > 1)
        self._after.setVisible(self._pages > 1)

    def _show_image(self, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        place = QLabel()
        place.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        place.setAccessibleName(self.windowTitle())
        place.setPixmap(pixmap)
        self._area.setWidget(place)

    def _say(self, words: str) -> None:
        said = Text(self.hub.theme, words, wrap=True)
        self._area.setWidget(held(column([said, None], (24, 24, 24, 24))))

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
        self._area.setWidget(held(outer))
