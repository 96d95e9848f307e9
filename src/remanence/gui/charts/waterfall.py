"""A waterfall: from one amount to another, part by part; the same widget in costs and trends.

Painted by hand from exact amounts, so that no chart library is loaded for it. Pixels alone are
floats. Where the axis does not begin at zero the bars that stand on it are drawn broken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from remanence.gui.hatch import not_known
from remanence.gui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from remanence.gui.page import Why
    from remanence.gui.theme import Theme

Kind = Literal["step", "total"]
_ZERO: Final = Decimal(0)
_BREAK: Final = Decimal("0.55")  # an axis begins later where all that moves is less than this
_TOOTH: Final = 5.0
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter


class Bar(NamedTuple):
    """One bar.

    Attributes:
        name: what stands below it; `words` is all of it for a screen reader.
        amount: of a step what it adds, of a total where it stands; None is not known.
        label: the amount as it is written above.
        kind: step or total.
        ink: its colour as the theme names it.
        beside: the same bar as planned, drawn as an outline at its left.
        estimated: whether nothing of it is invoiced: it is hatched then.
        why: what explains it.
    """

    name: str
    amount: Decimal | None
    label: str
    words: str
    kind: Kind = "step"
    ink: str = "text"
    beside: Decimal | None = None
    estimated: bool = False
    why: Why | None = None


class Placed(NamedTuple):
    """Where a bar begins and ends on the axis."""

    low: Decimal
    high: Decimal


def placed(amounts: Sequence[tuple[Kind, Decimal | None]]) -> list[Placed | None]:
    """Where the bars stand: steps upon what came before, totals upon zero; None is not known.

    Once a step is not known nobody knows where the next one stands.
    """
    found: list[Placed | None] = []
    level: Decimal | None = _ZERO
    for kind, amount in amounts:
        if kind == "total":
            level = amount
            found.append(None if amount is None else Placed(min(_ZERO, amount), max(_ZERO, amount)))
        elif level is None or amount is None:
            level = None
            found.append(None)
        else:
            found.append(Placed(min(level, level + amount), max(level, level + amount)))
            level += amount
    return found


def axis_start(places: Sequence[Placed | None]) -> Decimal:
    """Where the axis begins: at zero, or later where what moves would be too small to see."""
    known = [place for place in places if place is not None and place.high != place.low]
    if not known or min(place.low for place in known) < 0:
        return _ZERO
    top = max(place.high for place in known)
    floor = min(place.low or place.high for place in known)
    moving = top - floor
    if not moving or moving > top * _BREAK:
        return _ZERO
    start = floor - moving * Decimal("0.45")
    step = Decimal(1).scaleb(start.adjusted() - 1) if start > 0 else _ZERO
    return start // step * step if step else _ZERO


class Waterfall(QWidget):
    """Bars in a row; arrow keys go from one to the next, `explained` gives the reasons of one."""

    explained = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        """Begin empty, under a name for the screen reader."""
        super().__init__()
        self._theme, self._name = theme, name
        self.bars: Sequence[Bar] = ()
        self._places: list[Placed | None] = []
        self._planned: list[Placed | None] = []
        self.start = _ZERO
        self._here = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    @property
    def reasons(self) -> Why | None:
        """What F1 explains: the bar that the keyboard stands on, else the last."""
        if not self.bars:
            return None
        return self.bars[self._here if 0 <= self._here < len(self.bars) else -1].why

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show bars in place of those before."""
        self.bars = tuple(bars)
        self._places = placed([(bar.kind, bar.amount) for bar in bars])
        self._planned = []
        if any(bar.beside is not None for bar in bars):
            self._planned = placed([(bar.kind, bar.beside) for bar in bars])
        self.start = axis_start([*self._places, *self._planned])
        self._here = min(self._here, len(self.bars) - 1)
        self.setAccessibleDescription(" ".join(bar.words for bar in bars))
        self.update()

    def go_to(self, place: int) -> None:
        """Stand on a bar; its words are read aloud."""
        if self.bars:
            self._here = max(0, min(len(self.bars) - 1, place))
            self.setAccessibleDescription(self.bars[self._here].words)
            self.update()

    def sizeHint(self) -> QSize:
        """Room for names below, amounts above, and something between."""
        return QSize(480, self.minimumSizeHint().height() + 80)

    def minimumSizeHint(self) -> QSize:
        """The least at which bars can be told apart."""
        return QSize(200, self._top() + self._bottom() + self._theme.grown(64))

    # ------------------------------------------------------------------ painting

    def _top(self) -> int:
        return self._theme.height("caption") + 8

    def _bottom(self) -> int:
        return self._theme.height("micro") + 8

    def _slot(self) -> float:
        return self.width() / max(1, len(self.bars))

    def _scale(self) -> Callable[[Decimal], float]:
        known = [place for place in (*self._places, *self._planned) if place is not None]
        top = max((place.high for place in known), default=Decimal(1))
        low = min(self.start, min((place.low for place in known), default=_ZERO))
        if self.start > 0:
            low = self.start
        span = (top - low) or Decimal(1)
        room = self.height() - self._top() - self._bottom()
        return lambda amount: self._top() + room * (1.0 - float((amount - low) / span))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars from the left, dotted lines between them, names and amounts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, y = self._theme, self._scale()
        ground = self.height() - self._bottom() + 0.5
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(0, ground), QPointF(self.width(), ground))
        for number, bar in enumerate(self.bars):
            self._links(painter, number, y)
            top = ground
            if self._planned:
                top = min(top, self._beside(painter, number, y, ground))
            place = self._places[number]
            if place is None:
                self._unknown(painter, self._area(number))
            else:
                top = min(top, self._bar(painter, number, place, y, ground))
            self._texts(painter, number, bar, top)
        if self.hasFocus() and self.bars:
            self._ring(painter)

    def _area(self, number: int) -> QRectF:
        """The room of the bar itself, from the top of the chart to its ground."""
        slot = self._slot()
        wide = min(slot * 0.72, self._theme.grown(76))
        left = number * slot + (slot - wide) / 2
        height = self.height() - self._top() - self._bottom()
        area = QRectF(left, self._top(), wide, height)
        if self._planned:
            area.setLeft(left + wide * 0.30)
        return area

    def _bar(
        self,
        painter: QPainter,
        number: int,
        place: Placed,
        y: Callable[[Decimal], float],
        ground: float,
    ) -> float:
        theme, bar = self._theme, self.bars[number]
        area = self._area(number)
        top, bottom = y(place.high), min(ground, y(max(place.low, self.start)))
        area.setTop(top)
        area.setBottom(max(bottom, top + 2.0))
        color = theme.color(bar.ink)
        if bar.estimated:
            painter.fillRect(area, theme.color(bar.ink, 0.14))
            painter.fillRect(area, QBrush(color, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(color, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.7, 0.7, -0.7, -0.7), 2, 2)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(area, 2, 2)
        if self.start > 0 and place.low < self.start:
            self._break(painter, area)
        return top

    def _beside(
        self, painter: QPainter, number: int, y: Callable[[Decimal], float], ground: float
    ) -> float:
        """The planned bar: an outline at the left of the other."""
        place = self._planned[number]
        if place is None:
            return ground
        area = self._area(number)
        wide = area.width() / 0.70 * 0.26
        top, bottom = y(place.high), min(ground, y(max(place.low, self.start)))
        outline = QRectF(area.left() - wide - 1.5, top, wide, max(bottom - top, 2.0))
        painter.setPen(QPen(self._theme.color("line_strong"), 1.2))
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(outline.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)
        if self.start > 0 and place.low < self.start:
            self._break(painter, outline)
        return top

    def _break(self, painter: QPainter, area: QRectF) -> None:
        """Two teeth of the ground's colour across a bar whose foot is not shown."""
        y, tooth = area.bottom() - 3 * _TOOTH, _TOOTH
        count = max(2, int(area.width() / (2 * tooth)))
        step = area.width() / count
        line = QPolygonF()
        for n in range(2 * count + 1):
            line.append(QPointF(area.left() + n * step / 2, y + (tooth if n % 2 else 0)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("surface"), 3))
        painter.drawPolyline(line)

    def _unknown(self, painter: QPainter, area: QRectF) -> None:
        """A dashed, hatched column with a question mark: nobody knows how high it is."""
        theme = self._theme
        area.setTop(area.bottom() - area.height() * 0.6)
        painter.fillRect(area, not_known(theme))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("unknown_mark"), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)
        painter.setFont(theme.font("section", 600))
        painter.setPen(theme.color("unknown"))
        painter.drawText(area, _MIDDLE, "?")

    def _links(self, painter: QPainter, number: int, y: Callable[[Decimal], float]) -> None:
        """A dotted line from where the bar before ended."""
        before = self._places[number - 1] if number else None
        if before is None or self._places[number] is None:
            return
        step = self.bars[number - 1]
        falls = step.kind == "step" and (step.amount or _ZERO) < 0
        level = before.low if falls else before.high
        if self.start > 0 and level < self.start:
            return
        style = Qt.PenStyle.DotLine
        painter.setPen(QPen(self._theme.color("line_strong"), 1, style))
        height = round(y(level)) + 0.5
        left, right = self._area(number - 1).right(), self._area(number).left()
        painter.drawLine(QPointF(left, height), QPointF(right, height))

    def _texts(self, painter: QPainter, number: int, bar: Bar, top: float) -> None:
        theme, slot = self._theme, self._slot()
        total = bar.kind == "total"
        font = theme.font("caption", 600 if total or bar.amount else 400, figures=True)
        painter.setFont(font)
        painter.setPen(theme.color("text" if bar.amount is not None else "unknown"))
        height = theme.height("caption")
        room = QRectF(number * slot + 1, max(0.0, top - height - 3), slot - 2, height)
        if bar.amount is None:
            room.moveTop(0)
        painter.drawText(
            room, _MIDDLE, _fitted(bar.label, QFontMetricsF(font), slot - 2, left=True)
        )
        font = theme.font("micro", 600 if total else 500)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        below = QRectF(number * slot + 1, self.height() - self._bottom() + 4, slot - 2, height)
        painter.drawText(
            below,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
            _fitted(bar.name, QFontMetricsF(font), slot - 2, left=False),
        )

    def _ring(self, painter: QPainter) -> None:
        slot, place = self._slot(), self._here
        whole = QRectF(self.rect())
        area = whole if place < 0 else QRectF(place * slot, 0, slot, whole.height())
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)

    # ------------------------------------------------------------------ pointer and keys

    def _at(self, x: float) -> int:
        return max(0, min(len(self.bars) - 1, int(x / self._slot())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The words of the bar below the pointer."""
        if self.bars:
            bar = self.bars[self._at(event.position().x())]
            self.setToolTip(bar.words)
            shape = Qt.CursorShape.PointingHandCursor if bar.why else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click explains."""
        if self.bars and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.go_to(self._at(event.position().x()))
            self._explain()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home, End go along the bars, Enter explains."""
        last = len(self.bars) - 1
        places = {
            Qt.Key.Key_Left: self._here - 1 if self._here >= 0 else last,
            Qt.Key.Key_Right: self._here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in places:
            self.go_to(places[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._explain()
        else:
            super().keyPressEvent(event)

    def _explain(self) -> None:
        if self.reasons is not None:
            self.explained.emit(self.reasons)


def axis_words(start: str) -> str:
    """The sentence that a chart owes where its axis does not begin at zero."""
    return _("axis starts at {amount}").format(amount=start)


def _fitted(text: str, metrics: QFontMetricsF, room: float, *, left: bool) -> str:
    """The text cut to a width; a figure loses its front, never its end."""
    side = Qt.TextElideMode.ElideLeft if left else Qt.TextElideMode.ElideRight
    return metrics.elidedText(text, side, room)
