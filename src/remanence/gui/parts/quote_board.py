"""The board of the quote desk: offers as columns, what is typed above, what it comes to below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from remanence.gui.parts.bar import PartsBar
from remanence.gui.parts.button import Button
from remanence.gui.parts.form_field import LineField, Option
from remanence.gui.parts.paint import CARD_RADIUS, box
from remanence.gui.parts.surface import column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

TYPED: Final = (
    "supplier",
    "origin",
    "unit_price",
    "currency",
    "price_per",
    "incoterm",
    "mode",
    "freight",
    "insurance",
    "inland",
)
_TOGETHER: Final = (
    (("supplier", 5), ("origin", 3)),
    (("unit_price", 4), ("currency", 4), ("price_per", 3)),
    (("incoterm", 1), ("mode", 1)),
    (("freight", 1), ("insurance", 1)),
    (("inland", 1),),
)
"""Fields that share a line, with the shares of its width."""

SAID: Final = ("goods", "freight", "duty", "fees", "other", "landed")
_BESIDE: Final = 3  # as many stand beside each other in any case; the room of others stays free
_LEAST: Final = 130  # width of an offer, at text of the usual size
_FIGURES: Final = frozenset({"unit_price", "price_per", "freight", "insurance", "inland"})


class QuoteField(LineField):
    """A field of an offer; Ctrl+Left and Ctrl+Right go to the same field of a neighbour."""

    moved = Signal(int)
    least = 30
    air = 8

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)


class Figures:
    """The widgets below an offer that say what it comes to."""

    def __init__(self, theme: Theme, number: int) -> None:
        """Make them empty."""
        self.head = Text(theme, _("Offer {number}").format(number=number), "caption", 600)
        self.rows = {
            name: Text(theme, "", weight=600 if name == "landed" else 400, figures=True, right=True)
            for name in SAID
        }
        self.percent = Text(theme, "", "caption", tone="muted")
        self.each = Text(theme, "", "title", 600, figures=True)
        self.unit = Text(theme, "", "caption", tone="muted")
        self.note = Text(theme, "", "caption", 500, wrap=True)
        self.bar = PartsBar(theme)
        self.per_kg = Text(theme, "", figures=True, right=True)
        self.findings = Text(theme, "", "caption", tone="muted", wrap=True)
        self.explain = Button(theme, _("Explain"), "link")
        self.explain.setAccessibleName(_("Explain offer {number}").format(number=number))
        self.explain.setEnabled(False)


class QuoteBoard(QWidget):
    """One to four offers; `typed` whenever a field changes, `explained` for the reasons of one."""

    typed = Signal()
    explained = Signal(int)
    left_out = Signal(int)

    def __init__(self, theme: Theme, options: Mapping[str, Sequence[Option]]) -> None:
        """Make a board; `options` are what fields offer, by name."""
        super().__init__()
        self._theme, self._options = theme, options
        self.fields: list[dict[str, QuoteField]] = []
        self.figures: list[Figures] = []
        self.best: int | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        for number in range(1, len(self.fields) + 1):
            self._grid.setColumnMinimumWidth(number, self._theme.grown(_LEAST))
        self.update()

    def show_offers(self, offers: Sequence[Mapping[str, str]]) -> None:
        """Show these offers instead of those before."""
        for place in reversed(range(self._grid.count())):
            item = self._grid.takeAt(place)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 0)
            self._grid.setColumnMinimumWidth(place, 0)
        self.fields, self.figures, self.best = [], [], None
        self._labels()
        for number, offer in enumerate(offers, start=1):
            self._offer(number, offer, alone=len(offers) == 1)
        self._grid.setColumnStretch(len(offers) + 1, max(0, _BESIDE - len(offers)))
        self.update()

    def texts(self, place: int) -> dict[str, str]:
        """What was typed for an offer."""
        return {name: field.text().strip() for name, field in self.fields[place].items()}

    def focus(self, place: int, name: str = "supplier") -> None:
        """Go to a field of an offer."""
        if 0 <= place < len(self.fields):
            self.fields[place][name].setFocus(Qt.FocusReason.TabFocusReason)
            self.fields[place][name].selectAll()

    def focused(self) -> int:
        """The offer that has the focus; the last one where none has."""
        focus = self.window().focusWidget()
        for place, fields in enumerate(self.fields):
            if focus in fields.values():
                return place
        return len(self.fields) - 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card behind each offer, the best one in the accent."""
        painter = QPainter(self)
        for place in range(len(self.fields)):
            cell = self._grid.cellRect(0, place + 1)
            rect = QRectF(cell.x(), 0, cell.width(), self.height())
            line = "focus" if place == self.best else "line"
            fill = self._theme.color("surface")
            box(painter, rect, CARD_RADIUS, fill, self._theme.color(line))

    # ------------------------------------------------------------------ building

    def _labels(self) -> None:
        """What each row is: typed ones, then said ones."""
        words = (
            _("Supplier, origin"),
            _("Price, currency, per"),
            _("Incoterm, goes by"),
            _("Freight, insurance"),
            _("Broker, inland"),
        )
        said = {
            "goods": _("Goods"),
            "freight": _("Freight, insurance"),
            "duty": _("Duty"),
            "fees": _("Entry fees"),
            "other": _("Broker, inland"),
            "landed": _("Landed, total"),
        }
        texts = [(text, False) for text in words] + [("", False)]
        texts += [(said[name], name == "landed") for name in SAID]
        texts += [(_("Landed per unit"), True), (_("Parts"), False), (_("Per kg"), False)]
        for place, (text, strong) in enumerate(texts, start=1):
            weight, tone = (600, "text") if strong else (400, "muted")
            label = Text(self._theme, text, "caption", weight, tone, figures=True)
            self._grid.addWidget(held(row([label], (0, 4, 4, 4))), place, 0)
        note = Text(self._theme, _("Watch"), "caption", tone="muted")
        self._grid.addWidget(held(column([note, None], (0, 6, 4, 4))), len(texts) + 1, 0)

    def _offer(self, number: int, offer: Mapping[str, str], *, alone: bool) -> None:
        theme = self._theme
        self._grid.setColumnStretch(number, 1)
        self._grid.setColumnMinimumWidth(number, theme.grown(_LEAST))
        made = Figures(theme, number)
        self.figures.append(made)
        parts: list[QWidget | int | None] = [made.head, None]
        if not alone:
            away = Button(theme, "", "quiet", "x")
            away.setAccessibleName(_("Leave out offer {number}").format(number=number))
            away.setToolTip(away.accessibleName())
            away.clicked.connect(lambda: self.left_out.emit(number - 1))
            parts.append(away)
        self._grid.addWidget(held(row(parts, (14, 6, 8, 2))), 0, number)
        fields = {name: self._field(number, name, offer) for name in TYPED}
        for place, line in enumerate(_TOGETHER, start=1):
            cells = row([(fields[name], share) for name, share in line], (12, 2, 12, 2), 6)
            self._grid.addWidget(held(cells), place, number)
        self.fields.append(fields)
        self._results(number)

    def _field(self, number: int, name: str, offer: Mapping[str, str]) -> QuoteField:
        what = _(name.replace("_", " "))
        label = _("{what} of offer {number}").format(what=what, number=number)
        field = QuoteField(self._theme, label, figures=name in _FIGURES)
        field.offer(self._options.get(name, ()))
        hints = {"price_per": _("per"), "mode": _("goes by"), "unit_price": _("price")}
        field.setPlaceholderText(hints.get(name, what))
        field.setText(offer.get(name, ""))
        field.setCursorPosition(0)
        field.textChanged.connect(lambda _text: self.typed.emit())
        field.moved.connect(lambda step: self.focus(number - 1 + step, name))
        return field

    def _results(self, number: int) -> None:
        made = self.figures[number - 1]
        made.explain.clicked.connect(lambda: self.explained.emit(number - 1))
        place = len(_TOGETHER) + 1
        rule = QWidget()
        rule.setFixedHeight(6)
        self._grid.addWidget(rule, place, number)
        for name in SAID:
            place += 1
            left: list[QWidget] = [made.percent] if name == "duty" else []
            cells = row([*left, (made.rows[name], 1)], (14, 4, 14, 4))
            self._grid.addWidget(held(cells), place, number)
        each = column([row([made.each, 6, column([None, made.unit, 3]), None]), made.note])
        below: tuple[tuple[QWidget, tuple[int, int, int, int]], ...] = (
            (held(each), (14, 8, 14, 8)),
            (made.bar, (14, 7, 14, 7)),
            (made.per_kg, (14, 4, 14, 4)),
            (held(column([made.findings, 6, row([made.explain, None]), None])), (14, 6, 12, 12)),
        )
        for widget, margins in below:
            place += 1
            self._grid.addWidget(held(row([(widget, 1)], margins)), place, number)


def total_of(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum; not known as soon as one is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
