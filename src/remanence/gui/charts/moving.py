"""How one moves about a chart of periods: crosshair, pin, zoom and pan, by pointer and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

_DRAG: Final = 6.0  # pixels after which a press is a drag
_FEWEST: Final = 2  # periods that a zoom shows at the least
_KEYS_STEP: Final = 0.5


class Span(NamedTuple):
    """The periods that are seen, by place, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


class View(NamedTuple):
    """Where periods and values lie in the pixels of a chart, at one moment."""

    left: float
    top: float
    right: float
    bottom: float
    places: tuple[float, float]
    values: tuple[float, float]

    def x(self, place: float) -> float:
        """The pixel of a period."""
        first, last = self.places
        return self.left + (place - first) / (last - first) * (self.right - self.left)

    def y(self, value: float) -> float:
        """The pixel of a value."""
        low, high = self.values
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)


class Moving(pg.PlotWidget):  # type: ignore[misc]
    """A plot over periods that can be walked along.

    `read` gives the place of the crosshair or None; `zoomed` the span seen, None for all.

    Attributes:
        place: where the crosshair stands.
        pinned: whether it stays there while the pointer moves on.
        band: pixels from and to of the drag under way; None without one.
    """

    read = Signal(object)
    zoomed = Signal(object)
    _zooming: ClassVar[dict[Qt.Key, float]] = {
        Qt.Key.Key_Plus: _KEYS_STEP,
        Qt.Key.Key_Equal: _KEYS_STEP,
        Qt.Key.Key_Minus: 1 / _KEYS_STEP,
    }

    def __init__(self) -> None:
        """Begin with all periods in sight and no crosshair."""
        super().__init__(enableMenu=False)
        self.place: int | None = None
        self.pinned = False
        self.band: tuple[float, float] | None = None
        self._zoom: Span | None = None
        self._pressed: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    # ------------------------------------------------------------------ what a chart fills in

    def periods(self) -> int:
        """How many periods there are."""
        raise NotImplementedError

    def span_changed(self) -> None:
        """Other periods are seen: ranges and ticks follow."""
        raise NotImplementedError

    def repaint_over(self) -> None:
        """What lies over the plot is painted again."""
        raise NotImplementedError

    # ------------------------------------------------------------------ what pages call

    @property
    def span(self) -> Span:
        """The periods that are seen."""
        return self._zoom or Span(0, max(0, self.periods() - 1))

    @property
    def is_zoomed(self) -> bool:
        """Whether not all periods are seen."""
        return self._zoom is not None

    def go_to(self, place: int | None) -> None:
        """Put the crosshair on a period; what is seen follows it."""
        if not self.periods():
            return
        if place is not None:
            place = min(self.periods() - 1, max(0, place))
            self._follow(place)
        self.place = place
        self.repaint_over()
        self.read.emit(place)

    def pin(self, place: int | None) -> None:
        """Hold the crosshair on a period; None lets it go."""
        self.pinned = place is not None
        self.go_to(place)

    def zoom_to(self, first: int, last: int) -> None:
        """See only these periods."""
        count = self.periods()
        first, last = sorted((max(0, first), min(count - 1, last)))
        if last - first + 1 < _FEWEST:
            last = min(count - 1, first + _FEWEST - 1)
            first = max(0, last - _FEWEST + 1)
        self._see(None if (first, last) == (0, count - 1) else Span(first, last))

    def reset(self) -> None:
        """See all periods again."""
        self._see(None)

    def pan(self, by: int) -> None:
        """See so many periods later, or earlier; not beyond the ends."""
        if self._zoom is None:
            return
        by = max(-self._zoom.first, min(self.periods() - 1 - self._zoom.last, by))
        if by:
            self._see(Span(self._zoom.first + by, self._zoom.last + by))

    def forget_view(self) -> None:
        """Other periods come: no crosshair, no zoom."""
        self.place, self.pinned, self.band = None, False, None
        self._zoom = self._pressed = None

    # ------------------------------------------------------------------ inside

    def _see(self, span: Span | None) -> None:
        if span == self._zoom:
            return
        self._zoom = span
        self.span_changed()
        self.repaint_over()
        self.zoomed.emit(span)

    def _follow(self, place: int) -> None:
        span = self.span
        if place < span.first:
            self.pan(place - span.first)
        elif place > span.last:
            self.pan(place - span.last)

    def _place_at(self, x: float) -> int:
        view = self.getPlotItem().getViewBox()
        return round(float(view.mapSceneToView(pg.Point(x, 0.0)).x()))

    # ------------------------------------------------------------------ pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click pins, a drag zooms: which of them it is shows on the way."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pressed = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The crosshair goes to the nearest period unless it is pinned; a drag draws a band."""
        x = event.position().x()
        if self._pressed is not None and abs(x - self._pressed) > _DRAG:
            self.band = (self._pressed, x)
            self.repaint_over()
        elif not self.pinned:
            self.go_to(self._nearest(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End of a drag or a click."""
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, band = self._pressed, self.band
        self._pressed = self.band = None
        if band is not None:
            self.zoom_to(*sorted((self._place_at(band[0]), self._place_at(band[1]))))
            self.repaint_over()
            return
        place = self._nearest(pressed)
        self.pin(None if self.pinned and place == self.place else place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See everything again."""
        self._pressed = self.band = None
        self.pin(None)
        self.reset()

    def leaveEvent(self, event: QEvent) -> None:
        """No crosshair without a pointer, unless it is pinned or the keyboard holds it."""
        super().leaveEvent(event)
        if not self.hasFocus() and not self.pinned:
            self.go_to(None)

    def _nearest(self, x: float) -> int:
        """The place below a pixel, among those that are seen."""
        span = self.span
        return max(span.first, min(span.last, self._place_at(x)))

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End move; Enter pins; + and - zoom, 0 resets; Escape lets go."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._panned(key):
            return
        if self._went(key) or self._changed_view(key):
            return
        QWidget.keyPressEvent(self, event)

    def _panned(self, key: Qt.Key) -> bool:
        step = max(1, self.span.size // 4)
        steps = {Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step}
        if key not in steps or not self.is_zoomed:
            return False
        self.pan(steps[key])
        return True

    def _went(self, key: Qt.Key) -> bool:
        last = max(0, self.periods() - 1)
        here = last if self.place is None else self.place
        places: dict[Qt.Key, int | None] = {
            Qt.Key.Key_Left: here - 1 if self.place is not None else last,
            Qt.Key.Key_Right: here + 1 if self.place is not None else last,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Escape: None,
        }
        if key not in places or (key == Qt.Key.Key_Escape and self.place is None):
            return False
        if key == Qt.Key.Key_Escape:
            self.pinned = False
        self.go_to(places[key])
        return True

    def _changed_view(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.place is not None:
            self.pinned = not self.pinned
            self.repaint_over()
        elif key == Qt.Key.Key_0:
            self.reset()
        elif key in self._zooming:
            self._zoom_by(self._zooming[key])
        else:
            return False
        return True

    def _zoom_by(self, factor: float) -> None:
        """See fewer or more periods around the crosshair."""
        span = self.span
        middle = self.place if self.place is not None else (span.first + span.last) // 2
        wide = max(_FEWEST, round(span.size * factor))
        first = middle - wide // 2
        first = max(0, min(self.periods() - wide, first))
        self.zoom_to(first, first + wide - 1)
